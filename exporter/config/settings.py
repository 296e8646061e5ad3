"""The settings of a vault, as values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from exporter.model import Ask

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "studypack.toml"
DECKS = ("kind", "folder", "tag")
# The code of a language, BCP 47.
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
# Of an English exam the questions are practised in English; all else is learnt as it was noted.
FIRST = {"concept": "source", "tradeoff": "source", "mcq": "en", "cloze": "source"}


@dataclass(frozen=True, slots=True)
class ChapterRule:
    """A chapter that the user put together.

    Attributes:
        title: What stands over it.
        notes: Patterns of note paths, as in a shell: ``inference/*``.
        tags: Obsidian tags; a note with one of them, or one below it, belongs here.
    """

    title: str
    notes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """The configuration of a vault.

    Attributes:
        id: Keeps this pack's cards apart from every other pack's.
        name: Of the files, and the root of the tags.
        title: Of the decks and the printed pages.
        languages: BCP 47, the reader's own first.
        deck: What decks are made by: ``kind``, ``folder`` or ``tag``.
        ask: Which directions are asked.
        speak: Languages in which answers are read aloud; none by default.
        ignore: Patterns of paths to leave out; those with `!` before them are kept.
        flashcard_tags: Obsidian tags under which `question::answer` and `==gap==` are cards.
        chapters: Groups of notes; what fits none goes by folder.
        templates: The user's own templates, a folder relative to the vault.
        obsidian: Name of the vault in Obsidian, for links back to a note.
        first: By card kind, the language that is shown first, or `source` for that of the note.
        fuzzy: Whether translations whose note has changed since are used, marked, or left out.
        locale: Folder of the catalogues, relative to the vault.
        writers: Options by writer.
    """

    id: str | None = None
    name: str | None = None
    title: str | None = None
    languages: tuple[str, ...] = ()
    deck: str = "kind"
    ask: Ask = field(default_factory=Ask)
    speak: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    flashcard_tags: tuple[str, ...] = ("flashcards",)
    chapters: tuple[ChapterRule, ...] = ()
    templates: str | None = None
    obsidian: str | None = None
    first: Mapping[str, str] = field(default_factory=lambda: dict(FIRST))
    fuzzy: bool = True
    locale: str = "locale"
    writers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

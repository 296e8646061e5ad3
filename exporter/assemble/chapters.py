"""Chapters: the groups that the user configured, and else the folders."""

from __future__ import annotations

from fnmatch import fnmatchcase
from html import escape
from typing import TYPE_CHECKING

from exporter.language import language_of
from exporter.model import Chapter, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exporter.config import ChapterRule
    from exporter.model import Note


def chapters(notes: Iterable[Note], rules: Sequence[ChapterRule], title: str) -> tuple[Chapter, ...]:
    """Put each note into one chapter.

    Args:
        notes: In pack order.
        rules: The configured groups; they come first, in their order, and the first that fits wins.
        title: Of the pack; it stands over the notes in the vault's root.
    """
    groups: dict[tuple[int, str], list[str]] = {(number, rule.title): [] for number, rule in enumerate(rules)}
    for note in notes:
        rule = next((number for number, rule in enumerate(rules) if _fits(rule, note)), None)
        place = (len(rules), _folder(note.path, title)) if rule is None else (rule, rules[rule].title)
        groups.setdefault(place, []).append(note.path)
    return tuple(Chapter(plain(name), tuple(paths)) for (_, name), paths in groups.items() if paths)


def _fits(rule: ChapterRule, note: Note) -> bool:
    wanted = [tag.lstrip("#").replace("/", "::").casefold() for tag in rule.tags]
    tagged = any(
        tag.casefold() == each or tag.casefold().startswith(f"{each}::")
        for tag in note.tags
        for each in wanted
    )
    return tagged or any(fnmatchcase(note.path, pattern) for pattern in rule.notes)


def _folder(path: str, title: str) -> str:
    folders = path.split("/")[:-1]
    return " › ".join(folders) or title


def plain(words: str) -> Text:
    """Make a text of words that are no Markdown."""
    return Text(words, escape(words, quote=False), words, language_of(words))

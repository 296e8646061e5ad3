"""``studypack.toml``: what the user may set, every key optional."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from exporter.diagnostics import Checked, Diagnostic
from exporter.model import PRESETS, Ask
from exporter.source import Position
from exporter.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

FILE = "studypack.toml"
DECKS = ("kind", "folder", "tag")
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
    ignore: tuple[str, ...] = ()
    flashcard_tags: tuple[str, ...] = ("flashcards",)
    chapters: tuple[ChapterRule, ...] = ()
    templates: str | None = None
    obsidian: str | None = None
    first: Mapping[str, str] = field(default_factory=lambda: dict(FIRST))
    fuzzy: bool = True
    locale: str = "locale"
    writers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def read_config(root: Path) -> Checked[Config]:
    """Read the configuration at a vault's root; a vault without one is fine.

    Args:
        root: The vault's root.
    """
    path = root / FILE
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return Checked(Config())
    except (OSError, UnicodeDecodeError) as error:
        return Checked(Config(), (_invalid(f"the file could not be read: {error}"),))
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Checked(Config(), (_invalid(f"not valid TOML: {error}", text, line=_line_in(str(error))),))
    problems = tuple(_problems(table, text))
    return Checked(Config() if problems else _config(table), problems)


def _config(table: Mapping[str, Any]) -> Config:
    ask = table.get("ask", "lean")
    return Config(
        id=table.get("id"),
        name=table.get("name"),
        title=table.get("title"),
        languages=tuple(table.get("languages", ())),
        deck=table.get("deck", "kind"),
        ask=PRESETS[ask] if isinstance(ask, str) else Ask(**ask),
        ignore=tuple(table.get("ignore", ())),
        flashcard_tags=tuple(table.get("flashcard_tags", Config().flashcard_tags)),
        chapters=tuple(
            ChapterRule(rule["title"], tuple(rule.get("notes", ())), tuple(rule.get("tags", ())))
            for rule in table.get("chapters", ())
        ),
        templates=table.get("templates"),
        obsidian=table.get("obsidian"),
        first={**FIRST, **table.get("first", {})},
        fuzzy=table.get("fuzzy", True),
        locale=table.get("locale", Config().locale),
        writers=table.get("writers", {}),
    )


_STRINGS = ("id", "name", "title", "deck", "templates", "obsidian", "locale")
_NAME = re.compile(r"[^\\/:*?\"<>|\s]+")


def _problems(table: Mapping[str, Any], text: str) -> Iterator[Diagnostic]:
    known = [each.name for each in fields(Config)]
    for key, value in table.items():
        if key not in known:
            yield _invalid(f"`{key}` is no key of the configuration", text, key, _meant(key, known))
        elif message := _wrong(key, value):
            inner, names = _unknown(key, value)
            fix = _meant(inner, names) if inner else None
            yield _invalid(message, text, inner if fix and _line_of(text, inner or "") else key, fix)


def _meant(word: str, known: Iterable[str]) -> str | None:
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near else None


def _unknown(key: str, value: object) -> tuple[str | None, tuple[str, ...]]:
    """Give the word in a key's value that is none of those it takes, and those."""
    match key, value:
        case "deck", str():
            return value, DECKS
        case "ask", str():
            return value, tuple(PRESETS)
        case "ask", dict():
            names, keys = tuple(each.name for each in fields(Ask)), tuple(value)
        case "first", dict():
            names, keys = tuple(FIRST), tuple(value)
        case "chapters", list():
            names = tuple(each.name for each in fields(ChapterRule))
            keys = tuple(inner for rule in value if isinstance(rule, dict) for inner in rule)
        case _:
            names, keys = (), ()
    return next((each for each in keys if each not in names), None), names


def _wrong(key: str, value: object) -> str | None:  # noqa: PLR0911 - one answer a key
    """Say what is wrong with a key's value; None if it is fine."""
    if key in _STRINGS and (not isinstance(value, str) or not value.strip()):
        return f"`{key}` must be a text"
    match key:
        case "name" if not _NAME.fullmatch(str(value)):
            return "`name` is part of file names and tags: no spaces, slashes or quotes"
        case "deck" if value not in DECKS:
            return f"`deck` must be one of {', '.join(DECKS)}"
        case "languages" | "ignore" | "flashcard_tags" if not _strings(value):
            return f"`{key}` must be a list of texts"
        case "ask":
            return _wrong_ask(value)
        case "first":
            return _wrong_first(value)
        case "fuzzy" if not isinstance(value, bool):
            return "`fuzzy` must be true or false"
        case "chapters" if not isinstance(value, list) or not all(_is_chapter(rule) for rule in value):
            return "`[[chapters]]` needs a `title`, and `notes` or `tags` as lists of texts"
        case "writers" if not isinstance(value, dict) or not all(
            isinstance(each, dict) for each in value.values()
        ):
            return "`[writers.<name>]` must be a table for each writer"
    return None


def _wrong_ask(value: object) -> str | None:
    names = [each.name for each in fields(Ask)]
    if isinstance(value, str):
        return None if value in PRESETS else f"`ask` must be one of {', '.join(PRESETS)}, or a table"
    if (
        isinstance(value, dict)
        and set(value) <= set(names)
        and all(isinstance(each, bool) for each in value.values())
    ):
        return None
    return f"`[ask]` takes {', '.join(names)}, each true or false"


def _wrong_first(value: object) -> str | None:
    if isinstance(value, dict) and set(value) <= set(FIRST) and _strings(list(value.values())):
        return None
    return f"`[first]` takes {', '.join(FIRST)}, each a language such as `en`, or `source`"


def _is_chapter(rule: object) -> bool:
    return (
        isinstance(rule, dict)
        and isinstance(rule.get("title"), str)
        and set(rule) <= {"title", "notes", "tags"}
        and len(rule) > 1
        and all(_strings(rule[key]) for key in rule if key != "title")
    )


def _strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each for each in value)


def _line_in(message: str) -> int | None:
    found = re.search(r"line (\d+)", message)
    return int(found[1]) if found else None


def _line_of(text: str, key: str) -> int | None:
    pattern = re.compile(rf"\s*\[*\s*{re.escape(key)}\b")
    return next((number for number, each in enumerate(text.split("\n"), 1) if pattern.match(each)), None)


def _invalid(
    message: str, text: str = "", key: str | None = None, fix: str | None = None, line: int | None = None
) -> Diagnostic:
    lines = text.split("\n")
    if key is not None:
        line = _line_of(text, key)
    place = Position(line, 1) if line else None
    excerpt = lines[line - 1] if line and line <= len(lines) else None
    return Diagnostic("config-invalid", message, FILE, place, len(key or "") or 1, excerpt, fix)

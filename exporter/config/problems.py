"""What is wrong with a `studypack.toml`, said with its line and what was most likely meant."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from exporter.config.settings import DECKS, FILE, FIRST, LANGUAGE, ChapterRule, Config
from exporter.diagnostics import Diagnostic
from exporter.model import PRESETS, Ask
from exporter.source import Position

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_STRINGS = ("id", "name", "title", "deck", "templates", "obsidian", "locale")
_LISTS = ("languages", "speak", "ignore", "flashcard_tags")
_NAME = re.compile(r"[^\\/:*?\"<>|\s]+")


def problems(table: Mapping[str, Any], text: str) -> Iterator[Diagnostic]:
    """Find what is wrong with a configuration.

    Args:
        table: As TOML has it.
        text: Of the file.
    """
    known = [each.name for each in fields(Config)]
    for key, value in table.items():
        if key not in known:
            yield invalid(f"`{key}` is no key of the configuration", text, key, _meant(key, known))
        elif message := _wrong(key, value):
            inner, names = _unknown(key, value)
            fix = _meant(inner, names) if inner else None
            yield invalid(message, text, inner if fix and _line_of(text, inner or "") else key, fix)


def _meant(word: str, known: Iterable[str]) -> str | None:
    from exporter.spelling import nearest

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


def _wrong(key: str, value: object) -> str | None:
    """Say what is wrong with a key's value; None if it is fine."""
    if key in _STRINGS and (not isinstance(value, str) or not value.strip()):
        return f"`{key}` must be a text"
    if key in _LISTS and not _strings(value):
        return f"`{key}` must be a list of texts"
    check = _CHECKS.get(key)
    return check(value) if check else None


def _wrong_name(value: object) -> str | None:
    fine = _NAME.fullmatch(str(value))
    return None if fine else "`name` is part of file names and tags: no spaces, slashes or quotes"


def _wrong_deck(value: object) -> str | None:
    return None if value in DECKS else f"`deck` must be one of {', '.join(DECKS)}"


def _wrong_languages(value: object) -> str | None:
    return _wrong_codes("languages", value)


def _wrong_speak(value: object) -> str | None:
    return _wrong_codes("speak", value)


def _wrong_codes(key: str, value: object) -> str | None:
    codes = value if isinstance(value, list) else []
    fine = all(LANGUAGE.fullmatch(each) for each in codes)
    return None if fine else f"`{key}` must be codes such as `ko` and `en`"


def _wrong_fuzzy(value: object) -> str | None:
    return None if isinstance(value, bool) else "`fuzzy` must be true or false"


def _wrong_chapters(value: object) -> str | None:
    if isinstance(value, list) and all(map(_is_chapter, value)):
        return None
    return "`[[chapters]]` needs a `title`, and `notes` or `tags` as lists of texts"


def _wrong_writers(value: object) -> str | None:
    if isinstance(value, dict) and all(isinstance(each, dict) for each in value.values()):
        return None
    return "`[writers.<name>]` must be a table for each writer"


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


_CHECKS: Mapping[str, Callable[[object], str | None]] = {
    "name": _wrong_name,
    "deck": _wrong_deck,
    "languages": _wrong_languages,
    "speak": _wrong_speak,
    "ask": _wrong_ask,
    "first": _wrong_first,
    "fuzzy": _wrong_fuzzy,
    "chapters": _wrong_chapters,
    "writers": _wrong_writers,
}


def _line_of(text: str, key: str) -> int | None:
    pattern = re.compile(rf"\s*\[*\s*{re.escape(key)}\b")
    return next((number for number, each in enumerate(text.split("\n"), 1) if pattern.match(each)), None)


def invalid(
    message: str, text: str = "", key: str | None = None, fix: str | None = None, line: int | None = None
) -> Diagnostic:
    """Make a finding about the file.

    Args:
        message: What is wrong.
        text: Of the file.
        key: Where it is wrong.
        fix: How to mend it.
        line: Where it is wrong, if no key is meant.
    """
    lines = text.split("\n")
    if key is not None:
        line = _line_of(text, key)
    place = Position(line, 1) if line else None
    excerpt = lines[line - 1] if line and line <= len(lines) else None
    return Diagnostic("config-invalid", message, FILE, place, len(key or "") or 1, excerpt, fix)

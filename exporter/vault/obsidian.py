"""What Obsidian's own settings say of notes that are none to learn from."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FOLDER = ".obsidian"
# File and key of each setting that names a folder, and what that folder is.
_FOLDERS = (
    ("templates.json", "folder"),
    ("plugins/templater-obsidian/data.json", "templates_folder"),
    ("plugins/quickadd/data.json", "templateFolderPath"),
)
_NOTES = (("daily-notes.json", "template"),)
_FILTERS = ("app.json", "userIgnoreFilters")


class Setting(NamedTuple):
    """A setting that leaves notes out.

    Attributes:
        file: Where it stands, relative to the vault.
        value: What it says.
        pattern: Matches the beginning of the paths that it means.
    """

    file: str
    value: str
    pattern: re.Pattern[str]


def settings_files() -> tuple[str, ...]:
    """Give the paths of the files in which Obsidian keeps these settings, relative to the vault."""
    return tuple(f"{_FOLDER}/{file}" for file, _ in (*_FOLDERS, *_NOTES, _FILTERS))


def settings(root: Path) -> tuple[Setting, ...]:
    """Read what leaves notes out; what cannot be read says nothing.

    Args:
        root: The vault's root.
    """
    return tuple(_settings(root)) if (root / _FOLDER).is_dir() else ()


def _settings(root: Path) -> Iterator[Setting]:
    for file, key in _FOLDERS:
        for value in _texts(root, file, key):
            yield _setting(file, value, f"{re.escape(_path(value))}/")
    for file, key in _NOTES:
        for value in _texts(root, file, key):
            yield _setting(file, value, rf"{re.escape(_path(value).removesuffix('.md'))}\.md$")
    for value in _texts(root, *_FILTERS):
        expression = value[1:-1] if len(value) > 2 and value[0] == value[-1] == "/" else ""  # noqa: PLR2004
        try:
            yield _setting(_FILTERS[0], value, f".*?(?:{expression})" if expression else re.escape(value))
        except re.error:
            # An expression that only JavaScript knows.
            continue


def _setting(file: str, value: str, pattern: str) -> Setting:
    normal = unicodedata.normalize("NFC", pattern)
    return Setting(f"{_FOLDER}/{file}", value, re.compile(normal, re.IGNORECASE | re.DOTALL))


def _path(value: str) -> str:
    return value.strip().removeprefix("./").strip("/")


def _texts(root: Path, file: str, key: str) -> Iterator[str]:
    """Give the texts that a key of a settings file holds; the vault's root itself is no folder in it."""
    try:
        table = json.loads((root / _FOLDER / file).read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return
    value = table.get(key) if isinstance(table, dict) else None
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str) and _path(each):
            yield each

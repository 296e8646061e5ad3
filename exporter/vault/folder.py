"""The folder of a vault: its root, its notes, and what else lies in it."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic
from exporter.vault.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exporter.source import Source

_ROOT_MARKS = ("studypack.toml", "studypack.lock", ".obsidian")
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Vault:
    """A vault and the part of it that is being exported.

    Attributes:
        root: The vault's root.
        part: Path of that part; ``.`` for the whole.
        notes: Paths of the notes in that part, in reading order.
        files: All other files of the vault: place on disk by path.
    """

    root: Path
    part: str
    notes: tuple[str, ...]
    files: Mapping[str, Path]
    _places: Mapping[str, Path]

    def inside(self, path: str) -> bool:
        """Tell whether a path lies in the part that is being exported."""
        return self.part in {".", path} or path.startswith(f"{self.part}/")

    def place(self, path: str) -> Path:
        """Say where a note lies on the disk, links followed.

        Args:
            path: One of `notes`.
        """
        return self._places[path].resolve()

    def read(self, path: str) -> Checked[Source | None]:
        """Read and decode one note.

        Args:
            path: One of `notes`.
        """
        place = self._places[path]
        try:
            if not place.resolve().is_relative_to(self.root.resolve()):
                message, fix = "this link leads out of the vault", "put the note itself into the vault"
                return Checked(None, (Diagnostic("note-unreadable", message, path, help=fix),))
            content = place.read_bytes()
        except OSError as error:
            message = f"this note cannot be read: {error.strerror or error}"
            fix = "see to its permissions, or remove the link if it is one that leads nowhere"
            return Checked(None, (Diagnostic("note-unreadable", message, path, help=fix),))
        return decode(path, content)


def find_root(place: Path) -> Path:
    """Find a vault's root: the nearest folder upward that is marked as one, else the place itself.

    Args:
        place: A folder, or a note.
    """
    start = place if place.is_dir() else place.parent
    for folder in (start, *start.parents):
        if any((folder / mark).exists() for mark in _ROOT_MARKS):
            return folder
    return start


def open_vault(root: Path, part: Path, ignore: tuple[str, ...] = ()) -> Vault:
    """List a vault.

    Args:
        root: The vault's root.
        part: The folder or note inside it that is to be exported.
        ignore: Patterns of paths to leave out.
    """
    notes: dict[str, Path] = {}
    files: dict[str, Path] = {}
    for place in _walk(root):
        path = _path(place, root)
        if any(
            fnmatchcase(path, pattern) or fnmatchcase(path, f"{pattern.rstrip('/')}/*") for pattern in ignore
        ):
            continue
        if not path.casefold().endswith(".md"):
            files[path] = place
        else:
            notes[path] = place
    vault = Vault(root, _path(part, root), (), files, notes)
    return replace(vault, notes=tuple(sorted(filter(vault.inside, notes), key=reading_order)))


def _walk(root: Path) -> Iterator[Path]:
    """Give all files below a folder; hidden ones are nobody's notes."""
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(folder, name) for name in names if not name.startswith("."))


def _path(place: Path, root: Path) -> str:
    """Give a file's path in the vault; a name that is no UTF-8 was packed on a Korean Windows."""
    name = place.relative_to(root).as_posix()
    try:
        name.encode()
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("cp949", "replace")
    return unicodedata.normalize("NFC", name)


def reading_order(path: str) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    """Sort key of paths: folder by folder, numbers by value, a folder's own notes before its folders'."""
    *folders, name = path.split("/")
    return (*(((1, 0, ""), *_parts(folder)) for folder in folders), ((0, 0, ""), *_parts(name)))


def _parts(name: str) -> tuple[tuple[int, int, str], ...]:
    pieces = _DIGITS.split(name.casefold())
    return tuple((0, int(piece), piece) if piece.isdecimal() else (1, 0, piece) for piece in pieces if piece)

"""The folder of a vault: its root, its notes, and what else lies in it."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic
from exporter.vault.ignore import left_out
from exporter.vault.obsidian import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from exporter.source import Source
    from exporter.vault.obsidian import Setting

_DIGITS = re.compile(r"(\d+)")
# In bytes. What is larger was not written by hand.
_LARGEST = 5_000_000
# So many letters of the other notes say what words are likely in a damaged one.
_ENOUGH = 60_000
# What `studypack repair --write` keeps beside a note.
_KEPT = re.compile(r"\.md\.damaged(?:-\d+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Vault:
    """A vault and the part of it that is being exported.

    Attributes:
        root: The vault's root.
        part: Path of that part; ``.`` for the whole.
        notes: Paths of the notes in that part, in reading order.
        files: All other files of the vault: place on disk by path.
        diagnostics: Which notes are left out though the user's own patterns do not say so.
    """

    root: Path
    part: str
    notes: tuple[str, ...]
    files: Mapping[str, Path]
    _places: Mapping[str, Path]
    diagnostics: tuple[Diagnostic, ...] = ()
    _healthy: dict[str, str] = field(default_factory=dict, compare=False)
    _digests: dict[str, str | None] = field(default_factory=dict, compare=False)
    _outside: dict[Path, bool] = field(default_factory=dict, compare=False)

    @property
    def every(self) -> tuple[str, ...]:
        """Paths of all notes of the vault, also of those left out: links may lead to them."""
        return tuple(self._places)

    def inside(self, path: str) -> bool:
        """Tell whether a path lies in the part that is being exported."""
        return self.part in {".", path} or path.startswith(f"{self.part}/")

    def place(self, path: str) -> Path:
        """Say where a note lies on the disk, links followed.

        Args:
            path: One of `every`.
        """
        return self._places[path].resolve()

    def read(self, path: str) -> Checked[Source | None]:
        """Read and decode one note.

        Args:
            path: One of `every`.
        """
        content = self.content(path)
        if content.value is None:
            return Checked(None, content.diagnostics)
        return self.decoded(path, content.value)

    def decoded(self, path: str, content: bytes) -> Checked[Source | None]:
        """Decode one note.

        Args:
            path: One of `every`.
            content: Its bytes.
        """
        from exporter.vault.decode import decode

        return decode(path, content, lambda: self._others(path))

    def digest(self, path: str) -> str | None:
        """Give a hash of a note's bytes; None where it cannot be read.

        Args:
            path: One of `every`.
        """
        if path not in self._digests:
            self.content(path)
        return self._digests[path]

    def repaired(self, path: str) -> Checked[bytes | None]:
        """Give a damaged note's content, repaired; None where it is healthy, or not to be repaired.

        Args:
            path: One of `notes`.
        """
        from exporter.vault.damage import mended
        from exporter.vault.decode import text_of

        content = self.content(path)
        text = text_of(content.value)[0] if content.value is not None else None
        if content.value is None or text is None:
            return Checked(None, self.read(path).diagnostics)
        return mended(path, content.value, text, lambda: self._others(path))

    def content(self, path: str) -> Checked[bytes | None]:
        """Give a note's bytes; None where they cannot be had, or are no note's.

        Args:
            path: One of `every`.
        """
        content = self._read(path)
        found = content.value
        self._digests[path] = None if found is None else blake2b(found, digest_size=16).hexdigest()
        return content

    def _read(self, path: str) -> Checked[bytes | None]:
        place = self._places[path]
        try:
            if self._is_outside(place):
                message, fix = "this link leads out of the vault", "put the note itself into the vault"
                return Checked(None, (Diagnostic("note-unreadable", message, path, help=fix),))
            state = place.stat()
            if not S_ISREG(state.st_mode):
                message = f"this is {'a folder' if S_ISDIR(state.st_mode) else 'no file'}, not a note"
                fix = "give it a name that does not end in `.md`"
                return Checked(None, (Diagnostic("note-unreadable", message, path, help=fix),))
            if state.st_size > _LARGEST:
                message = f"this file has {state.st_size / 1e6:.0f} MB, and no note has more than 5"
                fix = "part it, or leave it out with `ignore` in studypack.toml"
                return Checked(None, (Diagnostic("note-too-large", message, path, help=fix),))
            return Checked(place.read_bytes())
        except OSError as error:
            message = f"this note cannot be read: {error.strerror or error}"
            fix = "see to its permissions, or remove the link if it is one that leads nowhere"
            return Checked(None, (Diagnostic("note-unreadable", message, path, help=fix),))

    def _is_outside(self, place: Path) -> bool:
        """Tell whether a note lies outside of the vault, links followed: those of a folder once."""
        if place.is_symlink():
            return not place.resolve().is_relative_to(self.root.resolve())
        folder = place.parent
        if folder not in self._outside:
            self._outside[folder] = not folder.resolve().is_relative_to(self.root.resolve())
        return self._outside[folder]

    def _others(self, path: str) -> Iterator[str]:
        """Give the healthy ones among the other notes, until they are enough to know the author's words."""
        from exporter.repair import repair
        from exporter.vault.decode import text_of

        letters = 0
        for other in sorted(self._places):
            if other == path:
                continue
            if other not in self._healthy:
                content = self.content(other).value
                text = text_of(content)[0] if content is not None else None
                healthy = text is not None and repair(text) is None
                self._healthy[other] = unicodedata.normalize("NFC", text) if healthy and text else ""
            letters += len(self._healthy[other])
            if letters > _ENOUGH:
                return
            yield self._healthy[other]


def kept_beside(place: Path) -> Path:
    """Name the file in which a damaged note is kept: beside it, and never one that is there already.

    Args:
        place: Of the note.
    """
    names = (f"{place.name}.damaged{number}" for number in ("", *(f"-{each}" for each in range(2, 10_000))))
    return next(each for name in names if not (each := place.with_name(name)).exists())


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
        # A drawing of Excalidraw's is kept in a note's clothes.
        if path.casefold().endswith(".md") and not path.casefold().endswith(".excalidraw.md"):
            notes[path] = place
        elif not _KEPT.search(path):
            files[path] = place
    notes = {path: notes[path] for path in sorted(notes, key=reading_order)}
    vault = Vault(root, _path(part, root), (), files, notes)
    kept, said = _kept(filter(vault.inside, notes), ignore, settings(root))
    return replace(vault, notes=kept, diagnostics=said)


def _kept(
    notes: Iterable[str], ignore: tuple[str, ...], obsidian: tuple[Setting, ...]
) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Leave out what the user's patterns say, and before them Obsidian's settings; say how many for these."""
    kept: list[str] = []
    counts: dict[Setting, int] = {}
    for path in notes:
        setting = next((each for each in obsidian if each.pattern.match(path)), None)
        if not left_out(path, ignore, before=setting is not None):
            kept.append(path)
        elif setting and not left_out(path, ignore):
            counts[setting] = counts.get(setting, 0) + 1
    return tuple(kept), tuple(_said(*each) for each in counts.items())


def _said(setting: Setting, count: int) -> Diagnostic:
    number = f"{count} notes are" if count > 1 else "1 note is"
    message = f"{number} left out: Obsidian's settings say `{setting.value}`"
    fix = 'to export some all the same, name them in studypack.toml: `ignore = ["!Folder"]`'
    return Diagnostic("notes-left-out", message, setting.file, help=fix)


def _walk(root: Path) -> Iterator[Path]:
    """Give all files below a folder; hidden ones are nobody's notes."""
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        # A folder that is called like a note is reported; what is in it is read.
        called = (name for name in folders if name.casefold().endswith(".md"))
        yield from (Path(folder, name) for name in (*called, *names) if not name.startswith("."))


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

"""Bytes that are kept from one run to the next, by key: what is lost or damaged is made anew.

The folder may be shared by several runs at once, and no lock is needed: an entry is written beside its
place and put there in one step, and each carries a checksum, so that what is read is whole or a miss.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = 1 << 30
"""Bytes that a store holds at most, if nothing else is said."""

_FORMAT = "entries-1"
_CHECKSUM = 16
_PAGE = 4096
_SHARE = 4  # a sweep frees this part of the limit, so that the next one is far off
_FRESH = 60  # seconds for which a use need not be noted again
_ABANDONED = 3600  # seconds after which a half-written file has nobody left who writes it


class Holding(NamedTuple):
    """What a store holds.

    Attributes:
        entries: How many.
        size: Bytes that they take.
    """

    entries: int
    size: int


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of entries. Whatever the disk does, reading gives nothing and writing keeps nothing.

    Attributes:
        folder: Where; it is made with the first entry, for its owner alone.
        limit: Bytes that it holds at most; those that were not used for longest go first.
    """

    folder: Path
    limit: int = LIMIT

    def get(self, key: str) -> bytes | None:
        """Give what was kept under a key, or None; a damaged entry is removed.

        Args:
            key: Any text.
        """
        place = self._place(key)
        try:
            if not self._ours():
                return None
            with place.open("rb", buffering=0) as file:
                checksum, content = file.read(_CHECKSUM), file.readall()
                if checksum == _checksum(key, content):
                    self._note_use(place, os.fstat(file.fileno()).st_mtime)
                    return content
            place.unlink()
        except OSError:
            pass
        return None

    def put(self, key: str, content: bytes) -> None:
        """Keep something; what takes more than a fourth of the room is not kept.

        Args:
            key: Any text.
            content: What to keep.
        """
        if len(content) > self.limit // _SHARE:
            return
        place = self._place(key)
        with suppress(OSError):
            self._entries.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._ours():
                return
            place.parent.mkdir(mode=0o700, exist_ok=True)
            # Not flushed to the disk: what a crash leaves of it fails its checksum.
            temporary = place.with_name(f"{place.name}.{os.getpid()}.{time.time_ns()}.tmp")
            try:
                with open(temporary, "xb", opener=_for_its_owner) as file:
                    file.write(_checksum(key, content))
                    file.write(content)
                temporary.replace(place)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
            self._note_growth(_CHECKSUM + len(content))

    def held(self) -> Holding:
        """Count what is there."""
        sizes = [size for _, size, _ in self._listed()]
        return Holding(len(sizes), sum(sizes))

    def clear(self) -> Holding:
        """Remove every entry, and tell what there was."""
        held = self.held()
        for place in self._files():
            with suppress(OSError):
                place.unlink()
        return held

    @property
    def _entries(self) -> Path:
        return self.folder / _FORMAT

    @property
    def _growth(self) -> Path:
        return self._entries / "growth"

    def _place(self, key: str) -> Path:
        name = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
        return self._entries / name[:2] / name[2:]

    def _ours(self) -> bool:
        """Tell whether nobody else can put entries here, who could choose what a build reads."""
        if os.name != "posix":
            return True
        found = self._entries.stat()
        return found.st_uid == os.geteuid() and not found.st_mode & 0o022

    def _note_use(self, place: Path, noted: float) -> None:
        if abs(time.time() - noted) > _FRESH:
            with suppress(OSError):
                os.utime(place)

    def _note_growth(self, size: int) -> None:
        """Write down what was added, and sweep when that is much.

        The growth since the last sweep is the length of a file, a byte for a page: to append to it is one
        step for however many runs, and to ask for it looks at no entry.
        """
        with self._growth.open("ab", buffering=0) as file:
            file.write(bytes(-(-size // _PAGE)))
            grown = os.fstat(file.fileno()).st_size * _PAGE
        if grown > self.limit // _SHARE:
            self._growth.write_bytes(b"")
            self._sweep()

    def _sweep(self) -> None:
        """Remove what was not used for longest, until there is room for what comes before the next sweep."""
        listed = sorted(self._listed(), key=lambda each: each[0])
        excess = sum(size for _, size, _ in listed) - (self.limit - self.limit // _SHARE)
        for _, size, place in listed:
            if excess <= 0:
                break
            with suppress(OSError):
                place.unlink()
            excess -= size
        for place in self._files():
            with suppress(OSError):
                if place.suffix and time.time() - place.stat().st_mtime > _ABANDONED:
                    place.unlink()

    def _listed(self) -> list[tuple[float, int, Path]]:
        """Give the last use, size and place of each entry."""
        found: list[tuple[float, int, Path]] = []
        for place in self._files():
            with suppress(OSError):
                if not place.suffix:
                    stat = place.stat()
                    found.append((stat.st_mtime, stat.st_size, place))
        return found

    def _files(self) -> list[Path]:
        try:
            return list(self._entries.glob("??/*"))
        except OSError:
            return []


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _checksum(key: str, content: bytes) -> bytes:
    # The key is in it, so that an entry which was moved to another place counts as damaged.
    made = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=_CHECKSUM)
    made.update(content)
    return made.digest()

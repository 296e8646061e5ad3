"""A receipt for a build: what it read, wrote and said. While all that lasts, it need not be done again.

Only the standard library is used here, for this is looked at before anything else is loaded.
"""

from __future__ import annotations

import os
import pickle
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_SIZE = 16


class Receipt(NamedTuple):
    """What is kept of a build.

    Attributes:
        inputs: Digest of all that was read.
        counted: Files besides notes whose content was read, as they are called on the disk.
        folders: Folders all of whose files count, such as that of the reader's own templates.
        written: Digest of each file that was written, by path.
        said: What was reported, pickled.
    """

    inputs: str
    counted: tuple[str, ...]
    folders: tuple[str, ...]
    written: Mapping[str, str]
    said: bytes

    def lasts(self, inputs: Inputs) -> bool:
        """Tell whether a build would do what is done already.

        Args:
            inputs: Of the vault as it is now.
        """
        return self.inputs == inputs.digest(self.counted, self.folders, self.written) and all(
            digest == _hash_of(path) for path, digest in self.written.items()
        )


def receipt_of(content: bytes) -> Receipt:
    """Read a receipt.

    Args:
        content: As it was kept.
    """
    return Receipt(*pickle.loads(content))  # noqa: S301 - the cache is the user's own


def as_bytes(receipt: Receipt) -> bytes:
    """Give a receipt as it is kept.

    Args:
        receipt: To be kept.
    """
    return pickle.dumps(tuple(receipt), pickle.HIGHEST_PROTOCOL)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What there is to be read in a vault, at one moment.

    Attributes:
        root: The vault's root.
        notes: Hash by path of everything that ends like a note, hidden files apart.
        states: Size and time of all files, to tell whether they stayed as they were.
    """

    root: Path
    notes: Mapping[str, str]
    states: Mapping[str, tuple[int, int]]

    def digest(self, counted: Iterable[str], folders: Iterable[str], written: Iterable[str]) -> str:
        """Hash all that counts: what notes say, which files there are, what some of them hold.

        Args:
            counted: Files besides notes whose content counts, as they are called on the disk.
            folders: Folders all of whose files count, relative to the root.
            written: What a build writes, which does not count where it lies in the vault.
        """
        made = blake2b(digest_size=_SIZE)
        apart = self._own(written)
        names = sorted(path for path in self.states if path not in apart)
        made.update("\n".join(names).encode("utf-8", "surrogateescape"))
        made.update("\n".join(self.notes[path] for path in sorted(self.notes)).encode())
        for path in (*counted, *(each for folder in folders for each in sorted(_below(self.root / folder)))):
            made.update(f"\n{path} {_hash_of(self.root / path)}".encode("utf-8", "surrogateescape"))
        return made.hexdigest()

    def stayed(self, written: Iterable[str]) -> bool:
        """Tell whether nothing has changed since, so that what was read meanwhile is what is hashed here.

        Args:
            written: What a build has written.
        """
        now = {path: _state(stat) for path, _, stat in _walk(self.root)}
        apart = self._own(written)
        return all(now.get(path) == self.states.get(path) for path in {*now, *self.states} - apart)

    def _own(self, written: Iterable[str]) -> set[str]:
        root = str(self.root)
        return {os.path.relpath(path, root) for path in written if path.startswith(root)}


def look_into(root: Path) -> Inputs:
    """Look what there is to be read.

    Args:
        root: The vault's root.
    """
    notes: dict[str, str] = {}
    states: dict[str, tuple[int, int]] = {}
    for path, entry, stat in _walk(root):
        states[path] = _state(stat)
        if path[-3:].casefold() == ".md":
            notes[path] = _hash_of(entry.path, link=entry.is_symlink())
    return Inputs(root, notes, states)


def hashed(content: bytes) -> str:
    """Hash what was written.

    Args:
        content: Of a file.
    """
    return blake2b(content, digest_size=_SIZE).hexdigest()


def _state(stat: os.stat_result) -> tuple[int, int]:
    return stat.st_size, stat.st_mtime_ns


def _walk(root: Path) -> Iterator[tuple[str, os.DirEntry[str], os.stat_result]]:
    """Give all files below a folder, and folders that are called like notes; hidden ones are nobody's."""
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            entries = list(os.scandir(f"{root}/{inside}"))
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = f"{inside}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{path}/")
                if path[-3:].casefold() != ".md":
                    continue
            # A link counts as what it leads to; where that is gone, as itself.
            try:
                stat = entry.stat()
            except OSError:
                stat = entry.stat(follow_symlinks=False)
            yield path, entry, stat


def _below(folder: Path) -> Iterator[str]:
    return (entry.path for _, entry, _ in _walk(folder))


def _hash_of(path: str | Path, *, link: bool | None = None) -> str:
    """Hash a file; what cannot be read counts as why, and a link also as where it leads."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a path object for each note would cost more
            said = hashed(file.readall())
    except OSError as error:
        said = f"errno {error.errno}"
    is_link = os.path.islink(path) if link is None else link  # noqa: PTH114 - likewise
    return f"{said} {os.path.realpath(path)}" if is_link else said

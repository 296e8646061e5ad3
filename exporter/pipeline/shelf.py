"""What was read of each note, kept for the next build: it is made anew only where it could differ."""

from __future__ import annotations

import pickle
import zlib
from hashlib import blake2b
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection

    from exporter.assemble import NoteCards
    from exporter.config import Config
    from exporter.diagnostics import Diagnostic
    from exporter.links import Asked, Head
    from exporter.translate.snippets import NotePlace
    from exporter.vault import Vault
    from exporter.writers.base import Cache

# Notes are kept by the boxful: a file for each would cost more than reading the notes, and one for all
# would be written anew after every edit.
_BOXES = 64


class Extract(NamedTuple):
    """What was read of a note.

    Attributes:
        entry: The note and its cards.
        findings: What is wrong with its links and cards.
        place: What translations need of it.
    """

    entry: NoteCards
    findings: tuple[Diagnostic, ...]
    place: NotePlace


class Record(NamedTuple):
    """What is kept of a note.

    Attributes:
        digest: Of its bytes.
        head: What other notes ask of it.
        parsing: What is wrong with it as Markdown.
        asked: What its links asked of the vault, with the answers; None where it has to be read each time.
        extract: Pickled; empty where it has to be read each time.
    """

    digest: str
    head: Head
    parsing: tuple[Diagnostic, ...]
    asked: Asked | None
    extract: bytes

    def unpacked(self) -> Extract:
        """Give what was read of the note."""
        found: Extract = pickle.loads(zlib.decompress(self.extract))  # noqa: S301 - the cache is the user's own
        return found


def packed(extract: Extract) -> bytes:
    """Give what was read of a note as bytes.

    Args:
        extract: What was read.
    """
    # A fifth of the room: those of ten thousand notes are held at a time.
    return zlib.compress(pickle.dumps(extract, pickle.HIGHEST_PROTOCOL), 1)


def mark_of(record: Record) -> str:
    """Give a hash of all that was read of a note.

    Args:
        record: What is kept of it.
    """
    return blake2b(record.extract, digest_size=16).hexdigest()


class Kept(Protocol):
    """What is kept of a note; its digest tells whether it still holds."""

    @property
    def digest(self) -> str:
        """Of all that it was made of."""
        ...


K = TypeVar("K", bound=Kept)


class Shelf(Generic[K]):
    """What is kept of a vault's notes.

    Args:
        cache: Where it is kept; None if nothing is.
        made_by: Names what it is, program, vault, and the settings that it depends on.
    """

    def __init__(self, cache: Cache | None = None, made_by: str = "") -> None:
        self._cache = cache
        self._made_by = made_by
        self._boxes: dict[int, dict[str, K]] = {}
        self._changed: set[int] = set()

    @property
    def keeps(self) -> bool:
        """Whether anything is kept."""
        return self._cache is not None

    def find(self, path: str, digest: str) -> K | None:
        """Give what is kept of a note that is as it was; None where nothing is.

        Args:
            path: Of the note.
            digest: Of what it would be made of.
        """
        record = self._box(_number(path)).get(path)
        return record if record and record.digest == digest else None

    def put(self, path: str, record: K) -> None:
        """Keep a record, in the place of an older one.

        Args:
            path: Of the note.
            record: What is kept of it.
        """
        number = _number(path)
        self._box(number)[path] = record
        self._changed.add(number)

    def save(self, paths: Collection[str]) -> None:
        """Write down what has changed, and let go of what was held.

        Args:
            paths: Of all notes of the vault: what is kept of others goes.
        """
        if self._cache:
            for number in sorted(self._changed):
                box = {path: record for path, record in self._boxes[number].items() if path in paths}
                self._cache.put(self._key(number), pickle.dumps(box, pickle.HIGHEST_PROTOCOL))
        self._changed.clear()
        self._boxes.clear()

    def _box(self, number: int) -> dict[str, K]:
        if number not in self._boxes:
            content = self._cache.get(self._key(number)) if self._cache else None
            self._boxes[number] = pickle.loads(content) if content else {}  # noqa: S301 - checked by the cache
        return self._boxes[number]

    def _key(self, number: int) -> str:
        return f"{self._made_by} {number}"


def shelf_of(vault: Vault, config: Config, cache: Cache | None) -> Shelf[Record]:
    """Give the shelf of a vault.

    Args:
        vault: Which vault.
        config: Its settings.
        cache: Where builds keep what they make; None if nothing is kept.
    """
    if cache is None:
        return Shelf()
    from exporter.program import identity

    return Shelf(cache, f"notes {identity()} {vault.root.resolve()} {config.flashcard_tags}")


def _number(path: str) -> int:
    return blake2b(path.encode("utf-8", "surrogatepass"), digest_size=1).digest()[0] % _BOXES

"""The one door to Anki's own backend: a collection in a temporary folder, and what it looks like.

The package `anki` is AGPL: it is an extra that people install for themselves, it is imported here
and nowhere else, and only once somebody asks to verify.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from anki.collection import Collection


class BackendMissingError(Exception):
    """The package `anki` is not installed."""


class DeckRefusedError(Exception):
    """Anki cannot import a file; the message is Anki's own."""


class Kept(NamedTuple):
    """An Anki note as the collection holds it.

    Attributes:
        mod: When it was changed, seconds since the epoch.
        note_type: Name of its note type.
        fields: Their contents.
        tags: Sorted, in lower case: Anki writes a tag as it was first written.
        cards: How many it has.
    """

    mod: int
    note_type: str
    fields: str
    tags: tuple[str, ...]
    cards: int


@dataclass(frozen=True, slots=True)
class State:
    """What a collection holds.

    Attributes:
        notes: By GUID.
        twice: GUIDs that more than one note has.
        note_types: Templates and style, by name.
        empty: GUIDs of the notes that have a card whose front is empty, or no card at all.
        missing: Names of media files that notes show but nobody has.
    """

    notes: Mapping[str, Kept]
    twice: frozenset[str]
    note_types: Mapping[str, tuple[str, ...]]
    empty: frozenset[str]
    missing: tuple[str, ...]


def need_backend() -> None:
    """Make sure that Anki's backend is there.

    Raises:
        BackendMissingError: It is not; the message says how to get it.
    """
    try:
        import anki.collection  # noqa: F401 - only whether it can be imported
    except ImportError as error:
        message = "the package `anki` is not installed, and only Anki itself can say what it will do"
        raise BackendMissingError(message) from error


@contextmanager
def scratch() -> Iterator[Scratch]:
    """Open an empty collection that is gone afterwards."""
    from anki.collection import Collection

    with TemporaryDirectory(prefix="studypack-verify-") as name:
        opened = Collection(str(Path(name) / "collection.anki2"))
        try:
            yield Scratch(opened, Path(name))
        finally:
            opened.close()


class Scratch:
    """A collection that nobody needs.

    Args:
        opened: Anki's own.
        folder: Where it lies.
    """

    def __init__(self, opened: Collection, folder: Path) -> None:
        self._opened = opened
        self._folder = folder

    def bring_in(self, deck: bytes) -> int:
        """Import a deck file with the options that Anki has by default.

        Args:
            deck: The file's content.

        Returns:
            How many of its notes Anki set aside: of another note type, or without one.

        Raises:
            DeckRefusedError: Anki cannot import it.
        """
        from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
        from anki.errors import AnkiException

        path = self._folder / "deck.apkg"
        path.write_bytes(deck)
        request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
        try:
            log = self._opened.import_anki_package(request).log
        except AnkiException as error:
            raise DeckRefusedError(str(error)) from error
        return sum(map(len, (log.conflicting, log.missing_notetype, log.missing_deck, log.empty_first_field)))

    def state(self) -> State:
        """Say what the collection holds."""
        rows = self._rows(
            "select n.guid, n.mod, n.mid, n.flds, n.tags, count(c.id)"
            " from notes n left join cards c on c.nid = n.id group by n.id order by n.id"
        )
        times = Counter(guid for guid, *_ in rows)
        names = {int(each.id): str(each.name) for each in self._opened.models.all_names_and_ids()}
        return State(
            notes={
                guid: Kept(mod, names[mid], fields, tuple(sorted(tags.casefold().split())), cards)
                for guid, mod, mid, fields, tags, cards in rows
            },
            twice=frozenset(guid for guid, number in times.items() if number > 1),
            note_types=dict(self._note_types()),
            empty=self._empty() | {guid for guid, *_, cards in rows if not cards},
            missing=tuple(sorted(self._opened.media.check().missing)),
        )

    def repairs(self) -> str:
        """Let Anki check the database; give what it repaired, or nothing. Call it last."""
        report, sound = self._opened.fix_integrity()
        lines = [line.strip() for line in report.splitlines() if line.strip()]
        # The last line always says that the database was rebuilt.
        return "; ".join(lines[:-1] if sound else lines)

    def _note_types(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for known in self._opened.models.all():
            sides = [str(each[side]) for each in known["tmpls"] for side in ("name", "qfmt", "afmt")]
            yield str(known["name"]), (str(known["css"]), *sides)

    def _empty(self) -> frozenset[str]:
        found = {int(each.note_id) for each in self._opened.get_empty_cards().notes}
        return frozenset(guid for id_, guid in self._rows("select id, guid from notes") if id_ in found)

    def _rows(self, sql: str) -> list[Any]:
        database = self._opened.db
        return database.all(sql) if database else []

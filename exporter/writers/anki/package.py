"""The file format: genanki, with our own times and ids, and a file that is equal for equal input."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import suppress
from functools import cached_property
from io import BytesIO
from itertools import count
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import genanki

from exporter.writers.anki.contents import from_row
from exporter.writers.anki.markup import sides, style

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from exporter.render.templates import Templates
    from exporter.writers.anki.notetypes import NoteType

_NOTE = f"INSERT INTO notes VALUES({','.join('?' * 11)});"
_CARD = f"INSERT INTO cards VALUES({','.join('?' * 18)});"
# What a card says of its reviews before the first.
_UNSEEN = (*[0] * 8, "")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a ZIP entry can bear
_UNIX = 3
# Notes from which on a deck is large: from some forty megabytes.
_LARGE = 20_000
_AT_ONCE = 1 << 20
# Notes that go to SQLite in one statement.
_TOGETHER = 1000
# Smaller by a twelfth at the default of 6, which takes half as long again.
_EFFORT = 4
# Places and lengths of what SQLite writes to files alone: how often they changed, and by which version.
_NOT_IN_MEMORY = ((24, 4), (92, 8))


class Deck(genanki.Deck):  # type: ignore[misc]
    """A deck with its notes, which are written many at a time."""

    notes: list[Note]

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: count[int]) -> None:
        """Write deck, note types and notes."""
        notes, self.notes = self.notes, []
        for each in {id(note.model): note.model for note in notes}.values():
            self.add_model(each)
        super().write_to_db(cursor, timestamp, id_gen)
        self.notes = notes
        for begin in range(0, len(notes), _TOGETHER):
            cards: list[tuple[Any, ...]] = []
            rows = [note.rows(self.deck_id, id_gen, cards) for note in notes[begin : begin + _TOGETHER]]
            cursor.executemany(_NOTE, rows)
            cursor.executemany(_CARD, cards)


class Model(genanki.Model):  # type: ignore[misc]
    """A note type that knows when it changed and which field each template needs."""

    def __init__(self, note_type: NoteType, changed: int, **rest: Any) -> None:  # noqa: ANN401 - genanki's own arguments
        """Make one; ``rest`` goes to genanki."""
        super().__init__(model_id=note_type.id, name=note_type.name, **rest)
        self.note_type = note_type
        self.changed = changed
        names = note_type.field_names
        self.asked = [0 if each.asks is None else names.index(each.asks) for each in note_type.templates]

    @cached_property
    def _req(self) -> list[list[Any]]:
        """The fields that make a card, by template: genanki guesses them, we know them."""
        return [[place, "all", [field]] for place, field in enumerate(self.asked)]

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
        """Give genanki's table with our own time."""
        del timestamp
        table: dict[str, Any] = super().to_json(self.changed, deck_id)
        return table


class Note(genanki.Note):  # type: ignore[misc]
    """Anki's note, with the time at which its content changed.

    It writes the rows that genanki writes. That one asks of each note what is the same for all of its
    type, and whether its tags and its HTML are fit for Anki, which ours always are.
    """

    def __init__(  # noqa: PLR0913 - genanki's own arguments, and one more
        self, *, model: Model, row: bytes, tags: Sequence[str], guid: str, due: int, changed: int
    ) -> None:
        """Make one, with the attributes of genanki's."""
        self.model = model
        self._row = row
        self._sort_field = None
        self._tags = ["_".join(tag.split()) for tag in tags]
        self._guid = guid
        self.due = due
        self.changed = changed

    def rows(self, deck_id: int, id_gen: count[int], cards: list[tuple[Any, ...]]) -> tuple[Any, ...]:
        """Give the row of the note, stamped with our own time, and add those of its cards.

        Args:
            deck_id: Of the deck that they are in.
            id_gen: Gives the next free id, in milliseconds.
            cards: Rows of cards.
        """
        note, changed, fields = next(id_gen), self.changed, self.fields
        cards.extend(
            (next(id_gen), note, deck_id, place, changed, -1, 0, 0, self.due, *_UNSEEN)
            for place in self._places(fields)
        )
        tags, values = f" {' '.join(self._tags)} ", self._row.decode()
        return (note, self.guid, self.model.model_id, changed, -1, tags, values, fields[0], 0, 0, "")

    @property
    def fields(self) -> list[str]:
        """Its fields; those of a hundred thousand notes are not to stand in memory one by one."""
        return from_row(self._row)

    def _places(self, fields: Sequence[str]) -> Iterable[int]:
        """Give the templates, or the gaps, that make a card."""
        made: Model = self.model
        if made.note_type.cloze:
            return [card.ord for card in self._cloze_cards()]
        return [place for place, asked in enumerate(made.asked) if fields[asked]]


def model(note_type: NoteType, templates: Templates, changed: int) -> Model:
    """Make genanki's model of a note type.

    Raises:
        TemplateError: One of the templates asks for what does not exist.
    """
    return Model(
        note_type,
        changed,
        fields=[
            {
                "name": field.name,
                "id": field.id,
                "collapsed": not field.open,
                "excludeFromSearch": not field.searched,
            }
            for field in note_type.fields
        ],
        templates=[
            {
                "name": template.name,
                "id": template.id,
                "qfmt": (both := sides(note_type, template, templates)).front,
                "afmt": both.back,
                "bqfmt": template.browser[0],
                "bafmt": template.browser[1],
            }
            for template in note_type.templates
        ],
        css=style(note_type.kind, templates),
        model_type=Model.CLOZE if note_type.cloze else Model.FRONT_BACK,
    )


def pack_file(decks: Iterable[Deck], media: Mapping[str, bytes], built_at: int) -> bytes:
    """Write decks and media as an ``.apkg``.

    Args:
        decks: With their notes.
        media: Content by name.
        built_at: Seconds since the epoch; the new notes' ids count from here.
    """
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        _add_database(archive, list(decks), built_at)
        names = {str(place): name for place, name in enumerate(media)}
        _add(archive, "media", json.dumps(names, ensure_ascii=False).encode())
        for place, name in names.items():
            _add(archive, place, media[name])
    return made.getvalue()


def _add_database(archive: ZipFile, decks: list[Deck], built_at: int) -> None:
    """Add the collection; that of a large deck is made on the disk, for in memory it would stand twice."""
    if sum(len(deck.notes) for deck in decks) >= _LARGE:
        # Where there is no room on the disk, there may be some in memory.
        with suppress(OSError, sqlite3.Error), TemporaryDirectory(prefix="studypack-") as folder:
            path = Path(folder) / "collection.anki2"
            _fill(str(path), decks, built_at).close()
            entry = _entry("collection.anki2")
            entry.file_size = path.stat().st_size
            with path.open("r+b") as file:
                for place, length in _NOT_IN_MEMORY:
                    file.seek(place)
                    file.write(bytes(length))
                file.seek(0)
                with archive.open(entry, "w") as added:
                    copyfileobj(file, added, _AT_ONCE)
            return
    connection = _fill(":memory:", decks, built_at)
    content = connection.serialize()
    connection.close()
    _add(archive, "collection.anki2", content)


def _fill(place: str, decks: list[Deck], built_at: int) -> sqlite3.Connection:
    connection = sqlite3.connect(place)
    try:
        # Nobody needs this file after a crash.
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        genanki.Package(decks).write_to_db(connection.cursor(), built_at, count(built_at * 1000))
        connection.commit()
    except BaseException:
        connection.close()
        raise
    return connection


def _add(archive: ZipFile, name: str, content: bytes) -> None:
    archive.writestr(_entry(name), content)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type = ZIP_DEFLATED
    setattr(entry, "compress_level" if sys.version_info >= (3, 13) else "_compresslevel", _EFFORT)
    entry.create_system = _UNIX
    entry.external_attr = 0o644 << 16
    return entry

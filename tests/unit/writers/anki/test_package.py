"""The rows of a deck file are those that genanki alone would write."""

from __future__ import annotations

import sqlite3
import warnings
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

import genanki
import pytest

from exporter.model import PRESETS, ClozeCard, kind_of
from exporter.render.templates import Templates
from exporter.writers.anki.contents import as_row, contents
from exporter.writers.anki.notetypes import note_types
from exporter.writers.anki.package import Deck, Note, model
from tests.packs import gaps, issue, sample_pack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.model import Pack

_AT = 1_800_000_000


def notes_of(pack: Pack, made_by: type[Any]) -> Iterable[Any]:
    """Make the notes of a pack, by our class or by genanki's."""
    models = {kind: model(made, Templates(), _AT) for kind, made in note_types().items()}
    comparisons = pack.comparisons()
    for place, issued in enumerate(pack.cards, 1):
        said = contents(issued, pack, comparisons)
        ours = {"row": as_row(said), "changed": _AT}
        own = ours if made_by is Note else {"fields": list(said.values())}
        yield made_by(
            model=models[kind_of(issued.card)],
            tags=issued.tags,
            guid=issued.guid,
            due=place,
            **own,
        )


def rows(pack: Pack, made_by: type[Any]) -> list[list[tuple[Any, ...]]]:
    """Write a deck, and read its tables."""
    deck = (Deck if made_by is Note else genanki.Deck)(1, "deck")
    for note in notes_of(pack, made_by):
        deck.add_note(note)
    connection = sqlite3.connect(":memory:")
    with warnings.catch_warnings():
        # It takes `a < b` for a tag.
        warnings.simplefilter("ignore")
        genanki.Package([deck]).write_to_db(connection.cursor(), _AT, count(_AT * 1000))
    tables = [
        connection.execute(f"SELECT * FROM {name} ORDER BY id").fetchall()  # noqa: S608 - names of ours
        for name in ("notes", "cards", "col")
    ]
    connection.close()
    return tables


@pytest.mark.parametrize("ask", PRESETS)
def test_rows_are_those_of_genanki(ask: str) -> None:
    """Only the way there is another: notes, cards in their order, decks and note types are the same."""
    pack = replace(sample_pack(), ask=PRESETS[ask])
    many = replace(gaps(), text=replace(gaps().text, html="{{c9::a}} {{c1::b}} {{c16::c::hint}} {{c9::d}}"))
    assert isinstance(many, ClozeCard)
    pack = replace(pack, cards=(*pack.cards, issue(many, 99, dict(pack.notes))))
    assert rows(pack, Note) == rows(pack, genanki.Note)

"""``studypack ids``: the user says who is who, where it was not sure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.cli.opening import opened
from exporter.cli.options import Exit
from exporter.cli.retired import keep
from exporter.cli.terminal import fail
from exporter.ledger import Entry, Found, free_id
from exporter.ledger.entry import Stamp
from exporter.pipeline.reading import held_back

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path


def run(old: str | None, new: str, place: Path, ledger: Path | None) -> Exit:
    """Link a card that was held back to the entry that it is, or make it a new one.

    Args:
        old: Id in the ledger; None for a new card.
        new: Id that the card was reported with.
        place: The vault.
        ledger: Another place of the ledger.
    """
    source = opened(place, ledger)
    if source is None:
        return Exit.USAGE
    with source.held():
        past = source.past()
        card = next(
            (each for each in held_back(source.vault, source.config, past) if each.first == new), None
        )
        if card is None:
            fail(f"no card is held back as `{new}`", "`studypack plan` lists those that are")
            return Exit.USAGE
        entry = past.value.entries.get(old) if old else None
        if old and (entry is None or entry.kind != card.kind):
            fail(f"the ledger has no {card.kind} `{old}`")
            return Exit.USAGE
        linked = _linked(entry, card, past.value.entries)
        entries = {**past.value.entries, linked.id: linked}
        said = f"`{card.face}` is {'the card ' + old if old else 'a new card'}; build again"
        return keep(source, replace(past.value, entries=entries), said)


def _linked(entry: Entry | None, card: Found, taken: Container[str]) -> Entry:
    """Put a card in the place of an entry, word for word; its content is stamped by the next build."""
    if entry:
        place = replace(entry, note=card.note, slot=card.slot, explicit=card.explicit)
        return replace(place, face=card.face, body=card.body)
    empty = Stamp("", 0)
    return Entry(
        # Its place may have been another card's before.
        free_id(card.first, taken),
        "",
        card.kind,
        card.note,
        card.slot,
        card.explicit,
        empty,
        "",
        card.face,
        card.body,
    )

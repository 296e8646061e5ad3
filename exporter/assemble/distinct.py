"""Tells a vault's cards apart: no two may claim one id, and no two of a note one slot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.diagnostics import Diagnostic
from exporter.labels import fold
from exporter.ledger import Found, recognised_by
from exporter.model import ConceptCard, Role, face_of
from exporter.source import Position

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.assemble.pack import NoteCards
    from exporter.ledger import Ledger
    from exporter.model import Card, Origin


def distinct(notes: Sequence[NoteCards], ledger: Ledger) -> tuple[list[Found], list[Diagnostic]]:
    """Give the cards that can be told apart, in order, and what is said of the others.

    Args:
        notes: In pack order.
        ledger: Of two equal ids of the author's own, the one in the ledger's note counts.
    """
    found = [recognised_by(card, each.explicit_id) for each in notes for card in _by_slot(each)]
    keepers = {entry.explicit: entry.note for entry in ledger.entries.values() if entry.explicit}
    first: dict[str, Found] = {}
    for card in found:
        key = _claim(card)
        if key not in first or (card.note == keepers.get(key) != first[key].note):
            first[key] = card
    kept = set(map(id, first.values()))
    doubled = [_twice(card.card, first[_claim(card)].card) for card in found if id(card) not in kept]
    return [card for card in found if id(card) in kept], doubled


def _claim(card: Found) -> str:
    """Give what no two cards may share: the author's own id, else the place."""
    return card.explicit or f"{card.kind} {card.note} {card.slot}"


def _by_slot(each: NoteCards) -> list[Card]:
    """Widen the slot of a card whose name another card of the note has."""
    if len({card.origin.slot for card in each.cards}) == len(each.cards):
        return list(each.cards)
    seen: set[str] = set()
    said: set[tuple[str, str]] = set()
    cards: list[Card] = []
    for card in each.cards:
        own = card
        for widened in _widened(card.origin, face_of(card).text):
            if own.origin.token or own.origin.slot not in seen or _said(card) in said:
                break
            own = replace(card, origin=widened)
        seen.add(own.origin.slot)
        said.add(_said(card))
        cards.append(own)
    return cards


def _said(card: Card) -> tuple[str, str]:
    """Give what a definition says of what: the same, said twice in a note, is one card."""
    if not isinstance(card, ConceptCard) or card.role is not Role.DEFINITION:
        return "", str(id(card))
    return fold(card.term.text), fold(card.definition.text)


def _widened(origin: Origin, face: str) -> Iterator[Origin]:
    """Add the sub-heading to a slot, then what the card asks: merged notes have two of everything."""
    slot = f"{origin.slot}@{fold(origin.context[-1].text)}"
    yield replace(origin, slot=slot)
    yield replace(origin, slot=f"{slot}@{fold(face)[:_ENOUGH]}")


# So much of what a card asks tells it from its namesakes.
_ENOUGH = 60


def _twice(card: Card, first: Card) -> Diagnostic:
    here, there = card.origin, first.origin
    face = face_of(card).text
    where = Position(here.line, 1)
    if here.token:
        message = f"the block id `^{here.token}` is already that of {there.note}:{there.line}"
        return Diagnostic("id-twice", message, here.note, where, help="give one of the two another block id")
    if here.note != there.note:
        message = f"`{face}` has the id of {there.note}:{there.line}: both notes have the same `id` property"
        return Diagnostic("id-twice", message, here.note, where, help="give one of the two notes another id")
    message = f"`{face}` stands in this note twice, first in line {there.line}"
    fix = "merge the two, or tell them apart by name"
    return Diagnostic("card-twice", message, here.note, where, help=fix)

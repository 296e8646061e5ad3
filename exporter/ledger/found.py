"""A card of today, with what it is recognised by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.identity import first_id
from exporter.model import Card, ClozeCard, ConceptCard, McqCard, Role, TradeoffCard, face_of, kind_of

if TYPE_CHECKING:
    from exporter.model import Text

# So much of a text tells it from others; the ledger need not hold more.
_LONGEST = 240


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A card of today.

    Attributes:
        card: The card.
        kind: Of the card.
        note: Path of its note.
        slot: Where in the note.
        explicit: The author's own id: a block id, or the note's ``id`` property with the slot.
        face: What the front says, shortened.
        body: What the back says, shortened.
        property_id: The note's ``id`` property.
    """

    card: Card
    kind: str
    note: str
    slot: str
    explicit: str | None
    face: str
    body: str
    property_id: str | None

    @property
    def first(self) -> str:
        """The id it gets if it is new."""
        return first_id(self.card.origin, self.property_id)


def recognised_by(card: Card, property_id: str | None) -> Found:
    """Say what a card is recognised by.

    Args:
        card: The card.
        property_id: The note's ``id`` property.
    """
    origin = card.origin
    explicit = f"^{origin.token}" if origin.token else f"{property_id}#{origin.slot}" if property_id else None
    return Found(
        card,
        kind_of(card),
        origin.note,
        origin.slot,
        explicit,
        _front(card).text[:_LONGEST],
        " ".join(text.text for text in _back(card))[:_LONGEST],
        property_id,
    )


def _front(card: Card) -> Text:
    """Give what tells a card; the title that asks for a key point is another's once that moves."""
    if isinstance(card, ConceptCard) and card.role is Role.KEY_POINT and card.prompt is None:
        return card.definition
    return face_of(card)


def _back(card: Card) -> tuple[Text, ...]:
    match card:
        case ConceptCard():
            return (card.definition,)
        case TradeoffCard():
            return (*card.pros, *card.cons)
        case McqCard():
            return tuple(option.text for option in card.options)
        case ClozeCard():
            return (card.extra,) if card.extra else ()

"""What a multiple-choice card says in its fields: a slot for each option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.letters import is_lettered, is_pinned
from exporter.model import McqCard
from exporter.writers.anki import fields

if TYPE_CHECKING:
    from exporter.model import IssuedCard, Pack

SLOTS = "ABCDEFGH"


def fits(issued: IssuedCard) -> bool:
    """Whether the note types can hold a card."""
    return not isinstance(issued.card, McqCard) or len(issued.card.options) <= len(SLOTS)


def mcq_fields(card: McqCard, pack: Pack) -> dict[str, str]:
    """Fill the fields of a card that has no more options than there are slots."""
    slots = list(zip(SLOTS, card.options, strict=False))
    # A text that calls an option by its letter would speak of another one.
    lettered = is_lettered(card)
    key = [slot for slot, option in slots if option.correct]
    filled = {
        **fields.both(Stem=card.stem, Why=card.rationale),
        "Key": " ".join(key),
        "Choose": fields.ask("choose", pack.languages, count=len(key)) if len(key) > 1 else "",
        "Pinned": " ".join(slot for slot, option in slots if lettered or is_pinned(option)),
        "AskRecall": fields.ask("recall", pack.languages) if pack.ask.recall else "",
    }
    for slot, option in slots:
        filled |= fields.both(**{slot: option.text, f"{slot}Why": option.rationale})
    return filled

"""Which sides of a trade-off are asked, in Anki and on paper alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.model import Ask, TradeoffCard

WHOLE_UP_TO = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """Which templates make a card; at least one always does."""

    whole: bool
    pros: bool
    cons: bool
    which: bool


def asked(card: TradeoffCard, ask: Ask) -> Asked:
    """Decide how a subject is asked.

    A subject with points on one side only is never asked whole: half of that answer would be empty.
    """
    which = ask.which and card.clue is not None
    if not (card.pros and card.cons):
        return Asked(whole=False, pros=bool(card.pros), cons=bool(card.cons), which=which)
    small = max(len(card.pros), len(card.cons)) <= WHOLE_UP_TO
    whole = small if ask.whole is None else ask.whole
    sides = not small if ask.sides is None else ask.sides
    if not (whole or sides or which):
        whole, sides = small, not small
    return Asked(whole=whole, pros=sides, cons=sides, which=which)

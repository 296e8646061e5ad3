"""Which paper cards fit, and in what size of type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.writers.flashcards.fit import Search, comfortable, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.writers.flashcards.anatomy import Anatomy
    from exporter.writers.flashcards.face import PaperCard
    from exporter.writers.flashcards.fit import Fitted, Measure

SIDE = "side-"
"""How the names begin under which sides are measured."""


@dataclass(frozen=True, slots=True)
class Sized:
    """A card and the type of its sides; None for a side that does not fit."""

    card: PaperCard
    front: Fitted | None
    back: Fitted | None

    @property
    def fits(self) -> bool:
        """Whether both sides do."""
        return self.front is not None and self.back is not None


def sized(cards: Sequence[PaperCard], anatomy: Anatomy, measure: Measure) -> list[Sized]:
    """Find the type for each side of each card.

    Args:
        cards: In order.
        anatomy: What room they have.
        measure: Lays out trials and gives their extents by the same names.

    Returns:
        The cards in order, some replaced by those that are asked instead where they do not fit.
    """
    first = _searched(cards, anatomy, measure)
    instead = [other for each in first if not each.fits for other in each.card.instead]
    second = iter(_searched(instead, anatomy, measure))
    found: list[Sized] = []
    for each in first:
        if each.fits or not each.card.instead:
            found.append(each)
        else:
            found.extend(next(second) for _ in each.card.instead)
    return found


def _searched(cards: Sequence[PaperCard], anatomy: Anatomy, measure: Measure) -> list[Sized]:
    start = comfortable((anatomy.width, anatomy.height))
    fronts = [Search(card.front, anatomy.front, start, card.least) for card in cards]
    backs = [Search(card.back, anatomy.back, start, card.least) for card in cards]
    fit({f"{SIDE}{number}": search for number, search in enumerate((*fronts, *backs))}, measure)
    return [
        Sized(card, front.found, back.found) for card, front, back in zip(cards, fronts, backs, strict=True)
    ]

"""Where the parts of a card lie within it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.writers.flashcards.fit import Room

if TYPE_CHECKING:
    from exporter.writers.flashcards.stock import Grid

HEAD, GAP, FOOT = 4.2, 2.0, 3.4
# What a printer leaves white at the edge of the paper, in mm.
_UNPRINTED = 4.4
_PADDING, _LEAST, _MOST = 0.065, 3.2, 5.0


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The parts of a card, in mm from its upper left corner; they lie alike on front and back.

    Attributes:
        width: Of the card.
        height: Of the card.
        padding: Around everything.
    """

    width: float
    height: float
    padding: float

    @property
    def inner(self) -> float:
        """How wide everything is."""
        return self.width - 2 * self.padding

    @property
    def top(self) -> float:
        """Where the text begins."""
        return self.padding + HEAD + GAP

    @property
    def foot(self) -> float:
        """Where the line at the foot of a front begins."""
        return self.height - self.padding - FOOT

    @property
    def front(self) -> Room:
        """Room for the question, above the line at the foot."""
        return Room(self.inner, self.foot - self.top)

    @property
    def back(self) -> Room:
        """Room for the answer."""
        return Room(self.inner, self.height - self.padding - self.top)


def anatomy(grid: Grid) -> Anatomy:
    """Divide a card up: nothing stands where printers do not print."""
    width, height = grid.card
    padding = min(max(_PADDING * min(width, height), _LEAST), _MOST)
    return Anatomy(width, height, max(padding, _UNPRINTED - min(grid.origin)))

"""What stands on the two sides of a paper card."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from exporter.model import Origin

WITH_EXTRAS = 8.0


@dataclass(frozen=True, slots=True)
class Face:
    """One side of a card, before its type has a size.

    Attributes:
        body: What must stand on it.
        extras: What stands below it where there is room, the most useful first.
        at_least: The smallest size of type to which the text is reduced for the extras, in points.
    """

    body: Markup
    extras: tuple[Markup, ...] = ()
    at_least: float = WITH_EXTRAS

    @property
    def versions(self) -> tuple[Markup, ...]:
        """The side with all of its extras, then with ever fewer, at last with none."""
        counts = range(len(self.extras), -1, -1)
        return tuple(
            self.body + Markup("").join(chosen)
            for count in counts
            for chosen in combinations(self.extras, count)
        )


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A card to be cut out.

    Attributes:
        sort: What it asks, as the style sheet calls it: ``key-point``, ``definition``, ``question``,
            ``tradeoff``, ``pros``, ``cons``, ``mcq``, ``gaps``.
        id: Short id of the card, the same on both sides.
        origin: Where it comes from, for findings.
        called: What a person would call it, for findings.
        context: Where it belongs, with nothing in it that gives the answer away; may be empty.
        front: What it asks.
        back: What it answers.
        least: The smallest size in which its text may be set, in points.
        instead: What is asked where this does not fit: a trade-off by sides.
    """

    sort: str
    id: str
    origin: Origin
    called: str
    context: Markup
    front: Face
    back: Face
    least: float
    instead: tuple[PaperCard, ...] = ()

"""The size of type for each side of a card: the largest at which the laid-out text fits."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markupsafe import Markup

    from exporter.press.extents import Extent
    from exporter.writers.flashcards.face import Face

Measure: TypeAlias = "Callable[[Mapping[str, Trial]], Mapping[str, Extent]]"

STEP = 0.5
# Comfortable type by the card's mean side, within what is comfortable at all; in points.
_PER_MM, _SMALL, _LARGE = 0.13, 9.0, 14.0
# Text takes more room in larger type, by more than this power of its size.
_GROWTH = 1.5
_SLACK = 0.05  # mm, of rounding
# A character takes more than this of a square of its size; what has far too many is not laid out.
_LEAST_PER_CHARACTER = 0.2
_MM_PER_PT = 25.4 / 72
_TAGS = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Room:
    """What a side of a card has for its text, in mm."""

    width: float
    height: float

    def holds(self, extent: Extent) -> bool:
        """Whether what has been measured fits."""
        return extent.height <= self.height + _SLACK and extent.reach <= self.width + _SLACK


@dataclass(frozen=True, slots=True)
class Trial:
    """A side of a card in a size of type.

    Attributes:
        body: What stands on it.
        size: Of its type, in points.
        room: What it has.
    """

    body: Markup
    size: float
    room: Room


@dataclass(frozen=True, slots=True)
class Fitted:
    """A side of a card that fits.

    Attributes:
        body: What stands on it.
        size: Of its type, in points.
        height: That it takes, in mm.
    """

    body: Markup
    size: float
    height: float


def comfortable(card: tuple[float, float]) -> float:
    """Give the size of type for a card, in points.

    Args:
        card: Width and height in mm.
    """
    size = math.sqrt(card[0] * card[1]) * _PER_MM
    return round(min(max(size, _SMALL), _LARGE) / STEP) * STEP


class Search:
    """Looks for the version of a side with the most on it, and for the largest type in which it fits.

    What fits as it is, is found at once. Else the measure tells near which size to look: text takes
    room in proportion to the square of its size. Nothing is set that was not measured.
    """

    def __init__(self, face: Face, room: Room, start: float, least: float) -> None:
        """Say what is to be set.

        Args:
            face: The side.
            room: What it has.
            start: Size of type to begin with, in points.
            least: Size below which nothing is set.
        """
        self.room = room
        self.found: Fitted | None = None
        self._versions = [
            (body, _sizes(start, least if body == face.body else max(least, min(start, face.at_least))))
            for body in face.versions
            if not _hopeless(body, room, least)
        ]
        self._low, self._high, self._at = 0, 0, 0
        self._begin()

    @property
    def over(self) -> bool:
        """Whether there is nothing left to try."""
        return not self._versions

    @property
    def trial(self) -> Trial:
        """What is to be measured next."""
        body, sizes = self._versions[0]
        return Trial(body, sizes[self._at], self.room)

    def tell(self, extent: Extent) -> None:
        """Take the measure of the trial."""
        body, sizes = self._versions[0]
        if self.room.holds(extent):
            self.found = Fitted(body, sizes[self._at], extent.height)
            self._high = self._at
        else:
            self._low = self._at + 1
        if self._low < self._high and not self._full(extent, sizes):
            self._at = self._next(extent, sizes)
            return
        self._versions = [] if self.found else self._versions[1:]
        self._begin()

    def _full(self, extent: Extent, sizes: list[float]) -> bool:
        """Whether what was measured fits, and surely no longer would in the next larger size."""
        if self._high != self._at:
            return False
        larger = math.pow(sizes[self._at - 1] / sizes[self._at], _GROWTH)
        return extent.height * larger > self.room.height + _SLACK

    def _next(self, extent: Extent, sizes: list[float]) -> int:
        """Guess the size that fills the room; without the extras there is no going on before the last."""
        wanted = sizes[self._at] * math.sqrt(self.room.height / max(extent.height, _SLACK))
        near = next((at for at, size in enumerate(sizes) if size <= wanted), len(sizes) - 1)
        return min(max(near, self._low), self._high - 1)

    def _begin(self) -> None:
        self._low = self._at = 0
        self._high = len(self._versions[0][1]) if self._versions else 0


def fit(searches: Mapping[str, Search], measure: Measure) -> None:
    """Carry on searches side by side, so that what is measured is measured in few layouts.

    Args:
        searches: By name.
        measure: Gives the extents of trials by the same names.
    """
    while trials := {name: search.trial for name, search in searches.items() if not search.over}:
        for name, extent in measure(trials).items():
            searches[name].tell(extent)


def _sizes(start: float, least: float) -> list[float]:
    """Give the sizes to try, the largest first."""
    count = max(math.ceil((start - least) / STEP), 0)
    return [*(start - STEP * number for number in range(count)), least]


def _hopeless(body: Markup, room: Room, least: float) -> bool:
    characters = len("".join(_TAGS.sub("", body).split()))
    return characters * _LEAST_PER_CHARACTER * (least * _MM_PER_PT) ** 2 > room.width * room.height

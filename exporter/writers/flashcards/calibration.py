"""The sheet by which one finds how far the backs are off: crosses on both sides, scales in mm.

The scales stand on the back. Held against the light with the back in front, the crosses of the
front shine through; where they cut the scales stands by how much the backs are to be moved.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exporter.writers.flashcards.marks import cuts

if TYPE_CHECKING:
    from exporter.writers.flashcards.options import FlashcardOptions

# How far the crosses stand from the edges, and how far they reach, in mm.
INSET, REACH = 28.0, 12.0
SCALE = 10
RULER = 100


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or word on the sheet; its middle in mm from the upper left corner of the paper."""

    left: float
    top: float
    says: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the sheet.

    Attributes:
        back: Whether it is the back.
        bold: The lines of the crosses, as an SVG path in mm.
        fine: The scales, likewise.
        stock: The cards of prepared stock, likewise: they show whether it lies right.
        figures: What stands beside them.
        shift: By how much it is moved, right and down, in mm.
    """

    back: bool
    bold: str
    fine: str
    stock: str
    figures: tuple[Figure, ...]
    shift: tuple[float, float] = (0.0, 0.0)


def sides(options: FlashcardOptions) -> tuple[Side, Side]:
    """Draw the sheet.

    Args:
        options: Paper, flip, and the offset of the backs so far.
    """
    wide, high = options.grid.paper
    spots = [
        (wide / 2, high / 2),
        *((x, y) for x in (INSET, wide - INSET) for y in (INSET, high - INSET)),
    ]
    crosses = "".join(_cross(x, y, REACH + 3) for x, y in spots)
    ruler, numbers = _ruler(wide / 2 - RULER / 2, high / 2 + 34)
    figures = [figure for x, y in spots for figure in _figures(x, y)]
    scales = "".join(_scales(x, y) for x, y in spots)
    stock = "" if options.grid.cut else cuts(replace(options.grid, cut=True), "grid")
    return (
        Side(False, crosses, ruler, stock, tuple(numbers)),  # noqa: FBT003
        Side(True, crosses, scales, "", tuple(figures), options.shift),  # noqa: FBT003
    )


def _cross(x: float, y: float, reach: float) -> str:
    return f"M{x - reach:.3f} {y:.3f}h{2 * reach:.3f}M{x:.3f} {y - reach:.3f}v{2 * reach:.3f}"


def _scales(x: float, y: float) -> str:
    return "".join(
        f"M{x + step:.3f} {y - _tick(step):.3f}v{2 * _tick(step):.3f}"
        f"M{x - _tick(step):.3f} {y + step:.3f}h{2 * _tick(step):.3f}"
        for step in range(-SCALE, SCALE + 1)
        if step
    )


def _tick(step: int) -> float:
    return 1.6 if step % 5 == 0 else 0.8


def _figures(x: float, y: float) -> list[Figure]:
    return [
        figure
        for step in (-SCALE, SCALE)
        for figure in (Figure(x + step, y + 3.4, f"{step:+d}"), Figure(x + 5, y + step, f"{step:+d}"))
    ]


def _ruler(left: float, top: float) -> tuple[str, list[Figure]]:
    """Draw what shows whether the printer keeps to size."""
    ticks = "".join(
        f"M{left + mm:.3f} {top:.3f}v{-(3.0 if mm % 10 == 0 else 2.0 if mm % 5 == 0 else 1.2):.3f}"
        for mm in range(RULER + 1)
    )
    numbers = [Figure(left + mm, top + 2.2, str(mm)) for mm in range(0, RULER + 1, 10)]
    return f"M{left:.3f} {top:.3f}h{RULER}{ticks}", numbers

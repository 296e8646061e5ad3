"""Which questions stand in which column: every one whole, each page's columns as even as they can be.

The layout engine's own columns would do, but they measure all that is to come again on every page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Sums of the same heights differ by so much, in mm, with the order in which they are added.
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Band:
    """What stands side by side.

    Attributes:
        columns: The places of what stands in each, from 0.
        gaps: For each column, what is added below each of its blocks but the last, in mm.
        new_page: Whether it begins a page.
        across: Whether it is one block, too high for a column, which takes the page's width and may break.
    """

    columns: tuple[range, ...]
    gaps: tuple[float, ...] = ()
    new_page: bool = False
    across: bool = False


def fill(
    heights: Sequence[float], first: float, page: float, columns: int, *, most: float = 0.0
) -> tuple[Band, ...]:
    """Share blocks out to columns and pages.

    Args:
        heights: Of the blocks, in order, in mm.
        first: What is left of the page that they begin on.
        page: The height of a page.
        columns: How many stand side by side.
        most: How much may be added below a block to fill a column.

    Returns:
        The bands; the last one, and one before a block that goes across, end with what stands in them.
    """
    return tuple(_filled(heights, first, page, columns, most))


def _filled(heights: Sequence[float], first: float, page: float, columns: int, most: float) -> Iterator[Band]:
    start, room, new_page = 0, first, False
    while start < len(heights):
        if heights[start] > page:
            yield Band((range(start, start + 1),), new_page=new_page or start > 0, across=True)
            start, room, new_page = start + 1, page, True
            continue
        stop = _fitting(heights, start, room, columns)
        if stop == start:
            room, new_page = page, True
            continue
        band = Band(_even(heights, start, stop, room, columns), new_page=new_page)
        goes_on = stop < len(heights) and heights[stop] <= page
        yield _stretched(band, heights, room, most) if goes_on else band
        start, room, new_page = stop, page, True


def _fitting(heights: Sequence[float], start: int, room: float, columns: int) -> int:
    """Find the first block that finds no place on the page."""
    at = start
    for _ in range(columns):
        left = room
        while at < len(heights) and heights[at] <= left:
            left -= heights[at]
            at += 1
    return at


def _even(heights: Sequence[float], start: int, stop: int, room: float, columns: int) -> tuple[range, ...]:
    """Divide blocks between columns so that the highest is as low as can be."""
    if columns == 1:
        return (range(start, stop),)
    sums = [0.0, *accumulate(heights[start:stop])]
    most = room + _ROUNDING
    fits = [at for at in range(1, len(sums)) if sums[at] <= most and sums[-1] - sums[at] <= most]
    at = start + min(fits, key=lambda at: (max(sums[at], sums[-1] - sums[at]), -at))
    return (range(start, at), range(at, stop))


def _stretched(band: Band, heights: Sequence[float], room: float, most: float) -> Band:
    gaps = tuple(_gap([heights[at] for at in column], room, most) for column in band.columns)
    return replace(band, gaps=gaps)


def _gap(heights: Sequence[float], room: float, most: float) -> float:
    left = max(0.0, room - sum(heights))
    return min(most, left / (len(heights) - 1)) if len(heights) > 1 else 0.0

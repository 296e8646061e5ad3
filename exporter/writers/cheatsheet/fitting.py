"""How small the type must be for pages to be as few as wanted: found by laying out, as seldom as can be."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LAYOUTS = 7
"""How often the whole is laid out at most."""

_CLOSE = 0.008  # scales that nobody tells apart: a fifteenth of a point
_STEP = 0.05
_FULL = 0.8  # of the last page: larger type would hardly be larger
_AIM = 0.995  # a guess that just misses costs a layout


def whole(pages_at: Callable[[float], float], most: int, floor: float) -> float:
    """Find the largest scale at which everything fits.

    Pages go nearly with the square of the scale, so that the next guess is drawn from the last.

    Args:
        pages_at: Lays out in a scale and gives the pages, the last one by what it is filled.
        most: How many there may be.
        floor: The smallest scale.

    Returns:
        The scale: 1, where it fits as it is; `floor`, if it fits only there, or not even there.
    """
    pages = pages_at(1.0)
    if pages <= most:
        return 1.0
    low, high, guess = 0.0, 1.0, 1.0
    for _ in range(LAYOUTS - 2):
        aimed = guess * sqrt(most / pages) * _AIM
        bottom = low or floor
        if low and not low < aimed < high:
            aimed = (low + high) / 2
        guess = max(min(max(aimed, bottom), high - _CLOSE / 2), floor)
        pages = pages_at(guess)
        if pages <= most:
            low = guess
        else:
            high = guess
        if guess == floor or high - low < _CLOSE or _FULL <= pages - most + 1 <= 1:
            break
    return low or floor


def ladder(floor: float) -> tuple[float, ...]:
    """Give the scales of notes, from 1 to the smallest: steps, so that neighbours look alike."""
    steps = (1 - _STEP * step for step in range(int((1 - floor) / _STEP) + 1))
    rungs = [round(step, 4) for step in steps if step - floor > _STEP / 5]
    return (*rungs, floor)


def each(
    pages_at: Callable[[Mapping[str, float]], Mapping[str, float]],
    most: int,
    floor: float,
) -> dict[str, float]:
    """Find a scale for each note that does not fit as it is.

    Args:
        pages_at: Lays out the notes that it is given scales of, or all if it is given none, and
            gives the pages of each, the last one by what it is filled.
        most: How many a note may take.
        floor: The smallest scale.

    Returns:
        By note; what does not fit anywhere has `floor`.
    """
    rungs = ladder(floor)
    fitting: dict[str, float] = {}
    failed = {note: (1.0, pages) for note, pages in pages_at({}).items() if pages > most}
    tried = {note: _below(rungs, 1.0, pages / most) for note, (_, pages) in failed.items()}
    for _ in range(LAYOUTS - 2):
        if not tried:
            break
        taken = pages_at(tried)
        further: dict[str, float] = {}
        for note, scale in tried.items():
            pages = taken[note]
            if pages <= most:
                fitting[note] = scale
                # Where a block that does not break had left a page half empty, too much was taken off.
                above = _above(rungs, scale, pages / most)
                if above is not None and above < failed[note][0]:
                    further[note] = above
            else:
                failed[note] = (scale, pages)
                if note not in fitting and scale > floor:
                    further[note] = _below(rungs, scale, pages / most)
        tried = further
    return {note: fitting.get(note, floor) for note in failed}


def _below(rungs: tuple[float, ...], scale: float, excess: float) -> float:
    """Give the next rung below a scale that was too large, as far down as the pages say."""
    aimed = min(scale / sqrt(excess), scale - _CLOSE)
    return next((rung for rung in rungs if rung <= aimed), rungs[-1])


def _above(rungs: tuple[float, ...], scale: float, filled: float) -> float | None:
    """Give the next rung above a scale that leaves so much room."""
    above = min((rung for rung in rungs if rung > scale), default=None)
    return above if above is not None and filled * (above / scale) ** 2 <= 1 else None

"""How small the type must be for pages to be as few as wanted."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.writers.cheatsheet.fitting import LAYOUTS, each, ladder, whole
from exporter.writers.cheatsheet.geometry import BODY, FLOOR, PAPERS, SMALLEST

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGES = st.floats(0.1, 80)


@given(PAGES, st.integers(1, 40))
def test_finds_the_largest_type_that_fits(pages: float, most: int) -> None:
    """Where pages go with the square of the scale, what is found fits, and a little more would not."""
    scales = []

    def pages_at(scale: float) -> float:
        scales.append(scale)
        return pages * scale**2

    found = whole(pages_at, most, FLOOR)
    assert found in scales
    assert len(scales) <= LAYOUTS
    if pages <= most:
        assert found == 1
    elif pages * FLOOR**2 > most:
        assert found == FLOOR
    else:
        assert pages * found**2 <= most
        assert ceil(pages * (found * 1.02) ** 2) > most - 0.25


@given(PAGES, st.integers(1, 12), st.floats(0, 0.4))
def test_is_not_deceived_by_blocks_that_do_not_break(pages: float, most: int, waste: float) -> None:
    """Pages that jump cost no more layouts, and what is found has been laid out and fits."""
    taken: dict[float, float] = {}

    def pages_at(scale: float) -> float:
        taken[scale] = pages * scale**2 + waste * int(pages * scale**2)
        return taken[scale]

    found = whole(pages_at, most, FLOOR)
    assert len(taken) <= LAYOUTS
    assert taken[found] <= most or found == FLOOR


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.floats(0.1, 6), max_size=8))
def test_notes_are_set_in_few_sizes(pages: dict[str, float]) -> None:
    """Each note that is too long gets the largest rung on which it fits, or the last one."""
    layouts = []

    def pages_at(scales: Mapping[str, float]) -> dict[str, float]:
        layouts.append(scales)
        return {note: taken * scales.get(note, 1.0) ** 2 for note, taken in pages.items()}

    found = each(pages_at, 1, FLOOR)
    assert len(layouts) <= LAYOUTS - 1
    assert set(found) == {note for note, taken in pages.items() if taken > 1}
    for note, scale in found.items():
        fitting = [rung for rung in ladder(FLOOR)[1:] if pages[note] * rung**2 <= 1]
        assert scale == pytest.approx(max(fitting, default=FLOOR))


def test_no_rung_is_below_what_can_be_read() -> None:
    """The ladder begins at the normal size and ends at 6.5 pt, on every paper."""
    for paper in PAPERS.values():
        rungs = ladder(FLOOR / paper.scale)
        assert rungs[0] == 1
        assert rungs[-1] * paper.scale * BODY == pytest.approx(SMALLEST)
        assert list(rungs) == sorted(set(rungs), reverse=True)

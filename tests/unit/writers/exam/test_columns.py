"""How blocks are shared out to columns and pages."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.writers.exam.columns import fill

HEIGHTS = st.lists(st.floats(1, 300), max_size=40)


@given(HEIGHTS, st.floats(0, 260), st.sampled_from([1, 2]))
def test_every_block_stands_once_and_in_order(heights: list[float], first: float, columns: int) -> None:
    """Down the first column, then down the second, then on the next page: nothing is lost or doubled."""
    bands = fill(heights, first, 260, columns, most=6)
    assert list(chain.from_iterable(chain.from_iterable(band.columns for band in bands))) == [
        *range(len(heights))
    ]


@given(HEIGHTS, st.floats(0, 260), st.sampled_from([1, 2]))
def test_no_column_is_higher_than_its_page(heights: list[float], first: float, columns: int) -> None:
    """With what is added below its blocks, each column fits; what is too high goes across by itself."""
    for place, band in enumerate(fill(heights, first, 260, columns, most=6)):
        if band.across:
            assert heights[band.columns[0][0]] > 260
            continue
        room = 260 if place or band.new_page else first
        for at, column in enumerate(band.columns):
            added = band.gaps[at] * (len(column) - 1) if band.gaps else 0
            assert added >= 0
            assert sum(heights[each] for each in column) + added <= room + 1e-5


@given(HEIGHTS)
def test_bands_that_follow_another_begin_a_page(heights: list[float]) -> None:
    """Two bands never stand on one page."""
    bands = fill(heights, 200, 260, 2)
    assert all(band.new_page for band in bands[1:])


def test_a_page_holds_what_fits_in_order() -> None:
    """The first block that does not fit goes on, and none after it comes before it."""
    bands = fill([100, 100, 100, 200, 10], 250, 250, 2)
    assert [band.columns for band in bands] == [(range(2), range(2, 3)), (range(3, 4), range(4, 5))]


def test_the_last_page_is_even() -> None:
    """What does not fill a page is divided evenly."""
    (band,) = fill([50, 50, 50, 50], 250, 250, 2)
    assert band.columns == (range(2), range(2, 4))
    assert band.gaps == ()


def test_columns_are_filled_by_what_is_between_blocks() -> None:
    """On a page that is followed by another, blocks move apart to the foot, but not further than allowed."""
    first, _ = fill([120, 120, 100, 100, 200], 250, 250, 2, most=20)
    assert first.gaps == pytest.approx((10, 20))

"""Sizes, paper, and which side of which card stands where: without laying out a page."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.writers.flashcards.impose import impose
from exporter.writers.flashcards.marks import cuts, folds
from exporter.writers.flashcards.options import FlashcardOptions
from exporter.writers.flashcards.stock import INCH, PAPERS, grid

SIZES = ["a7", "a8", "3x5", "business", "avery5371", "avery5388", "90x60", "148x105"]


@pytest.mark.parametrize(
    ("size", "paper", "columns", "rows", "upright"),
    [
        ("a7", "", 2, 4, True),
        ("a8", "", 4, 4, False),
        ("3x5", "", 2, 2, False),
        ("3x5", "letter", 2, 2, False),
        ("business", "a4", 3, 4, False),
        ("90x60", "", 3, 3, False),
        ("100x140", "", 2, 2, True),
    ],
)
def test_paper_is_turned_so_that_most_fit(
    size: str, paper: str, columns: int, rows: int, *, upright: bool
) -> None:
    """A sheet holds as many cards as can be, upright or lying."""
    found = grid(size, paper)
    assert (found.columns, found.rows, found.upright) == (columns, rows, upright)


def test_stock_has_its_makers_geometry() -> None:
    """Avery's templates: 5371 begins 0.75 in from the left and 0.5 in from the top, 5388 1.75 and 1 in."""
    business, index = grid("avery5371", ""), grid("avery5388", "letter")
    assert business.paper == index.paper == (8.5 * INCH, 11 * INCH)
    assert [round(each / INCH, 6) for each in (*business.card, *business.origin)] == [3.5, 2, 0.75, 0.5]
    assert (business.columns, business.rows) == (2, 5)
    assert [round(each / INCH, 6) for each in (*index.card, *index.origin)] == [5, 3, 1.75, 1]
    assert (index.columns, index.rows) == (1, 3)


@given(
    width=st.integers(50, 200),
    height=st.integers(35, 200),
    paper=st.sampled_from(["a4", "letter"]),
)
def test_cells_lie_on_the_paper_side_by_side(width: int, height: int, paper: str) -> None:
    """Whatever the size, cards do not overlap, none lies off the paper, and the other way holds no more."""
    found = grid(f"{width}x{height}", paper)
    for left, top in found.cells:
        assert left >= -1e-9
        assert top >= -1e-9
        assert left + width <= found.paper[0] + 1e-6
        assert top + height <= found.paper[1] + 1e-6
    corners = {(round(left, 6), round(top, 6)) for left, top in found.cells}
    assert len(corners) == found.columns * found.rows
    other = found.paper[::-1]
    assert found.columns * found.rows >= int(other[0] // width) * int(other[1] // height)


@pytest.mark.parametrize("mode", ["duplex", "fold", "side-by-side", "fronts-then-backs"])
@pytest.mark.parametrize("count", [1, 7, 8, 23])
def test_each_side_stands_once(mode: str, count: int) -> None:
    """Every front and every back stands on one page, and an empty place on none."""
    pages = impose(count, FlashcardOptions(mode=mode))  # type: ignore[arg-type]
    found = Counter((place.card, place.back) for page in pages for place in page.places)
    assert found == Counter((card, back) for card in range(count) for back in (False, True))


@pytest.mark.parametrize("mode", ["duplex", "fronts-then-backs"])
@pytest.mark.parametrize("flip", ["long", "short"])
@pytest.mark.parametrize("size", SIZES)
def test_backs_lie_behind_their_fronts(size: str, flip: str, mode: str) -> None:
    """Seen through the paper, a back lies where its front does, and upright to who turns it like a leaf."""
    options = FlashcardOptions(size=size, flip=flip, mode=mode)  # type: ignore[arg-type]
    (wide, high), (width, height) = options.grid.paper, options.grid.card
    upright_edge = (high > wide) == (flip == "long")
    pages = impose(43, options)
    fronts = {place.card: place for page in pages for place in page.places if not place.back}
    for back in (place for page in pages for place in page.places if place.back):
        front = fronts[back.card]
        seen = (wide - back.left - width, back.top) if upright_edge else (back.left, high - back.top - height)
        assert seen == pytest.approx((front.left, front.top), abs=1e-6)
        assert back.turned is not upright_edge


def test_fronts_then_backs() -> None:
    """All fronts come first; then the backs, the last sheet first unless the pile is turned."""
    for backs, order in (("reversed", [2, 1, 0]), ("same", [0, 1, 2])):
        pages = impose(20, FlashcardOptions(mode="fronts-then-backs", backs=backs))  # type: ignore[arg-type]
        assert [page.places[0].card // 8 for page in pages] == [0, 1, 2, *order]
        assert [page.places[0].back for page in pages] == [False] * 3 + [True] * 3


def test_a_front_and_its_back_stay_on_one_page_to_be_folded() -> None:
    """Folded, the back stands on its head below its front; side by side it stands upright."""
    for mode, right, down, turned in (("fold", 0, 74, True), ("side-by-side", 105, 0, False)):
        (page,) = impose(2, FlashcardOptions(mode=mode))  # type: ignore[arg-type]
        for front, back in zip(page.places[::2], page.places[1::2], strict=True):
            assert (back.left - front.left, back.top - front.top) == (right, down)
            assert (front.turned, back.turned) == (False, turned)


@pytest.mark.parametrize("marks", ["none", "corners", "grid"])
def test_marks_are_never_on_stock_that_is_cut(marks: str) -> None:
    """Prepared stock has no cut marks, whatever is asked for."""
    for size in ("avery5371", "avery5388"):
        assert cuts(FlashcardOptions(size=size).grid, marks) == ""
    assert bool(cuts(FlashcardOptions().grid, marks)) is (marks != "none")
    folded = FlashcardOptions(mode="fold").grid
    assert bool(folds(folded, marks)) is (marks != "none")
    assert folds(FlashcardOptions().grid, marks) == ""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"size": "a17"}, "`size` is one of a7, a8"),
        ({"size": "10x10"}, "no room for text"),
        ({"size": "300x300"}, "does not fit on a4"),
        ({"size": "200x150", "mode": "side-by-side"}, "a front beside its back"),
        ({"size": "avery5371", "paper": "a4"}, "letter paper"),
        ({"size": "avery5388", "mode": "fold"}, "cut already"),
        ({"paper": "a3"}, "`paper` is one of"),
        ({"flip": "lang"}, "did you mean `long`?"),
        ({"kinds": ("concepts",)}, "did you mean `concept`?"),
        ({"offset": ("1",)}, "two numbers"),
        ({"offset": ("a", "b")}, "two numbers"),
        ({"offset": ("nan", "0")}, "more than 20 mm"),
        ({"offset": ("0", "21")}, "more than 20 mm"),
    ],
)
def test_what_cannot_be_printed_is_refused(options: dict[str, object], said: str) -> None:
    """A wrong option is an error that says what can be chosen."""
    with pytest.raises(ValueError, match=said.replace("?", r"\?")):
        FlashcardOptions(**options)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", SIZES)
def test_every_size_can_be_had_on_paper(size: str) -> None:
    """Each documented size gives at least one card a sheet."""
    assert FlashcardOptions(size=size).grid.cells
    assert set(PAPERS) == {"a4", "letter"}

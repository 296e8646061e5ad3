"""Text drawings on paper."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.press.diagram import LARGEST, SMALL, cells, lay_out

COLUMN, PAGE = 246.0, 512.0


@pytest.mark.parametrize(
    ("width", "size", "across"),
    [(20, LARGEST, False), (80, 6.15, False), (150, 6.82, True), (90, 5.46, False)],
)
def test_fits_its_column(width: int, size: float, across: bool) -> None:  # noqa: FBT001 - a table's column
    """The type shrinks with the drawing's width; what gets too small takes the page's width."""
    diagram = lay_out("─" * width, COLUMN, PAGE)
    assert diagram.size == pytest.approx(size, abs=0.02)
    assert diagram.across is across
    assert diagram.size >= SMALL or across


@given(st.text(alphabet=[*"가→✅①ab<&│└─ ", "\n", "\t"], max_size=60))
def test_keeps_every_character(drawing: str) -> None:
    """What is printed is what was drawn, but for common indentation and white space at line ends."""
    shown = html.unescape(re.sub(r"<[^>]+>", "", lay_out(drawing, COLUMN, PAGE).html))
    assert shown.split() == drawing.split()


@given(st.lists(st.sampled_from(["가나", "ab", "│", "✅", "→", " "]), min_size=1, max_size=30))
def test_never_overflows(parts: list[str]) -> None:
    """The longest line is no wider than the column or the page."""
    drawing = "|" + "".join(parts) * 3
    diagram = lay_out(drawing, COLUMN, PAGE)
    width = sum(map(cells, drawing.rstrip())) * diagram.size / 2
    assert width <= (PAGE if diagram.across else COLUMN) + 0.01


def test_signs_that_fonts_lack_sit_in_cells() -> None:
    """A sign that comes from another font takes exactly the cells it is counted for."""
    assert lay_out("✅ ok", COLUMN, PAGE).html == '<span class="c2">✅</span> ok'


def test_without_the_one_exact_font_all_signs_sit_in_cells() -> None:
    """In another font Hangul and lines are put into cells as well, and the type is smaller."""
    drawing = "│ 가" + " " * 90
    assert lay_out(drawing, COLUMN, PAGE, exact=False).html == (
        '<span class="c1">│</span> <span class="c2">가</span>'
    )
    wide = "─" * 76
    assert lay_out(wide, COLUMN, PAGE, exact=False).size < lay_out(wide, COLUMN, PAGE).size


@pytest.mark.parametrize("sign", ["👨\u200d👩\u200d👧", "👍🏽", "🇰🇷", "⚠\ufe0f", "각"])
def test_what_is_read_as_one_sign_takes_one_place(sign: str) -> None:
    """An emoji of several characters takes the two cells that it has on a card and in the note."""
    assert re.sub(r"<[^>]+>", "", lay_out(f"│{sign}│", COLUMN, PAGE, exact=False).html).startswith(
        "│" + sign[0]
    )
    assert lay_out(f"│{sign}│", COLUMN, PAGE, exact=False).html.count("c2") == 1
    wide, plain = ("─" * 88 + each for each in (sign, "가"))
    assert lay_out(wide, COLUMN, PAGE).size == lay_out(plain, COLUMN, PAGE).size


def test_tabs_lead_to_the_next_stop_in_cells() -> None:
    """What stands after a tab is not moved by Hangul before it."""
    assert lay_out("가\t│\nab\t│", COLUMN, PAGE).html == "가  │\nab  │"

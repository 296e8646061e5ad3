"""Text drawings in cells."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.render.cells import clusters, diagram, diagrams_in_cells, in_cells, width


@pytest.mark.parametrize(
    ("says", "cells"),
    [
        ("abc", 3),
        ("한글", 4),
        ("│├─└", 4),
        ("→ ↓ ▶", 5),
        ("✅", 2),
        ("⚠️", 2),
        ("👩‍💻", 2),
        ("🇰🇷", 2),
        ("👍🏽", 2),
        ("e\u0301", 1),
        ("ｆｕｌｌ", 8),
        ("\u1112\u1161\u11ab", 2),
        ("①…", 2),
        ("a\tb", 5),
        ("", 0),
    ],
)
def test_width_is_what_a_drawing_needs(says: str, cells: int) -> None:
    """Hangul, full width and emoji take two cells, lines and arrows one, accents none."""
    assert width(says) == cells


@given(st.text())
def test_keeps_every_character(says: str) -> None:
    """Whoever copies a drawing from a card gets the text that the note has."""
    assert "".join(clusters(says)) == says
    if "&" not in says:
        assert unescape(re.sub(r"</?i[^>]*>", "", in_cells(says))) == unescape(says)


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cf", "Cs"])))
def test_cells_of_a_drawing_add_up_to_its_width(says: str) -> None:
    """The widths in the markup and the measured width agree."""
    made = in_cells(says)
    bare = unescape(re.sub(r"<i[^>]*>.*?</i>", "", made))
    assert made.count('"c1') + 2 * made.count('"c2') + len(bare.encode("ascii", "ignore")) == width(says)


def test_lines_carry_the_arms_that_they_are_drawn_with() -> None:
    """A corner has its two arms, a cross all four, a heavy line is thick."""
    assert in_cells("┌") == '<i class="c1 box d r">┌</i>'
    assert in_cells("╰") == '<i class="c1 box r u">╰</i>'
    assert in_cells("┼") == '<i class="c1 box d l r u">┼</i>'
    assert in_cells("┃") == '<i class="c1 box d u thick">┃</i>'


def test_markup_in_a_drawing_stays_text() -> None:
    """What looks like HTML in a drawing is shown."""
    assert diagram("<b> & 한") == '<pre class="diagram">&lt;b&gt; &amp; <i class="c2">한</i></pre>'


def test_puts_only_drawings_into_cells() -> None:
    """Text around a drawing and code stay as they are."""
    before = '<p>한글</p><pre class="diagram">A &amp; 가</pre><pre class="code"><code>가</code></pre>'
    after = before.replace("&amp; 가", '&amp; <i class="c2">가</i>')
    assert diagrams_in_cells(before) == after

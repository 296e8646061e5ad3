"""The caret stands under the cells of what it means, whatever stands before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from exporter.report.width import drawn, visible


@pytest.mark.parametrize(
    ("excerpt", "part", "caret"),
    [
        ("Answer: B", "B", "        ^"),
        ("정답: 나", "나", "      ^^"),
        ("\t- 정답", "정답", "      ^^^^"),
        ("a\tb\tc", "b\tc", "     ^^^^^^"),
        ("👩\u200d💻 정답", "정답", "   ^^^^"),
        ("❤️ key", "key", "   ^^^"),
        ("cafe\u0301 X", "X", "     ^"),
        ("\u1112\u1161\u11ab X", "X", "   ^"),  # conjoining jamo are drawn as one syllable
        ("정\u200b답 X", "X", "     ^"),
        ("a\u200bb", "\u200b", " ^"),  # what has no width has a caret all the same
        ("\x1b[31m X", "X", "      ^"),
    ],
)
def test_the_caret_stands_under_its_part(excerpt: str, part: str, caret: str) -> None:
    """Hangul and pictures take two cells, combining and zero-width characters none, a tab four."""
    line, below = drawn(excerpt, excerpt.index(part) + 1, len(part))
    assert below == caret
    assert "\t" not in line


def test_a_terminal_obeys_nothing_in_a_note() -> None:
    """Control and bidirectional characters are shown as signs."""
    assert visible("a\x1b[2J\x07\x00\u202eb\u2028\x9b") == "a␛[2J␇␀\ufffdb\u2424\ufffd"


@given(st.text(max_size=40), st.integers(1, 50), st.integers(1, 50))
def test_any_part_of_any_line_can_be_drawn(excerpt: str, column: int, width: int) -> None:
    """The caret has a cell at least, and ends with the line at the latest or right behind it."""
    line, below = drawn(excerpt, column, width)
    assert below.endswith("^")
    assert len(below) <= cell_len(line) + 1
    assert "\n" not in line

"""Texts in the pieces that a translator sees."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exporter.translate.pieces import pieces, with_pieces

_LINES = st.sampled_from(
    ["word", "", "# Title", "```", "~~~", "- item", "`code`", "$x$", "    deep", "| a | b |"]
)


@given(st.lists(_LINES, max_size=12).map("\n".join))
def test_a_text_of_unchanged_pieces_is_the_same(text: str) -> None:
    """Taking a text apart and putting it together again changes nothing."""
    assert with_pieces(text, str) == text


@given(st.lists(_LINES, max_size=12).map("\n".join))
def test_exactly_the_pieces_are_changed(text: str) -> None:
    """What is put in the place of the pieces is all that changes."""
    changed: list[str] = []
    assert with_pieces(text, lambda piece: changed.append(piece) or piece) == text  # type: ignore[func-returns-value]
    assert tuple(changed) == pieces(text)


def test_code_formulas_and_pictures_are_no_pieces() -> None:
    """What says the same in every language is not asked for."""
    code = "```python\nprint('hello')\n```"
    text = f"### Why\n\nIt scales.\n\n{code}\n\n$$a + b$$\n\n![[plan.png]]\n\n- one\n- two"
    assert pieces(text) == ("Why", "It scales.", "- one\n- two")

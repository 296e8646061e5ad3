"""The tree: inline content that remembers, and places that hold in any line."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.links.marks import marks_in
from exporter.markdown import Inline, Run, may_have_tags, parse
from exporter.markdown.columns import Columns
from exporter.parse import parse_note
from exporter.source import Source


def inline(text: str) -> Inline:
    return Inline((Run(text, (), 0, len(text)),))


def test_gives_the_same_lines_each_time() -> None:
    """What was found out about a line is known of it wherever it is asked next."""
    paragraph = inline("하나\n\n둘 ")
    first, second = paragraph.lines()
    assert (first.raw, second.raw) == ("하나", "둘")
    assert paragraph.lines()[0] is first


def test_outlives_a_journey() -> None:
    """Inline content that is written down and read again says the same."""
    there = inline("  a  b ")
    assert there.text == "a b"
    back = pickle.loads(pickle.dumps(there))  # noqa: S301 - written a line above
    assert (back.runs, back.text) == (there.runs, there.text)


@given(st.text(st.sampled_from("ab가나🎯é\t"), max_size=700), st.integers(0, 3000))
def test_finds_characters_by_bytes(line: str, column: int) -> None:
    """A column is that of the last character which ends there or before, in short lines and long ones."""
    columns = Columns(f"first\n{line}\nlast")
    expected = len(line.encode()[:column].decode(errors="ignore")) if not line.isascii() else column
    assert columns.offset(2, column) == len("first\n") + expected


@pytest.mark.parametrize(
    "place", ["9999:1-1:1", "1:1-9999:1", "0:0-0:0", "1:999-1:1", "1:0-1:1", "2:1-1:1", "x"]
)
def test_forged_places_lead_nowhere_else(place: str) -> None:
    """An element that says of itself where it stands is believed only where that is in the note."""
    text = f"줄 <b data-sourcepos='{place}'>굵게</b>\n"
    note = parse_note(Source("note.md", text)).value
    for mark in marks_in(note.blocks(), frozenset({"strong"})):
        assert 0 <= mark.span.start <= mark.span.end <= len(text)


@pytest.mark.parametrize(
    "text", ["#tag", "**#tag**", "a #tag/b", "&#35;tag", "#\\_tag", "> #가", "%%x%% #tag", "[#tag](x)", "#🎯"]
)
def test_no_tag_is_overlooked(text: str) -> None:
    """Where a run is marked as a tag, the text may have one."""
    marks = list(marks_in(parse(Source("note.md", text)), frozenset({"tag"})))
    assert may_have_tags(text) or not marks

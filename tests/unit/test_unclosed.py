"""Elements that a note opens and never closes swallow nothing."""

from __future__ import annotations

from time import perf_counter

import pytest

from exporter.markdown.unclosed import without_unclosed
from exporter.model import face_of
from tests.memory import built

AFTER = "\n\n## Key concepts\n\n- **Shard**: the unit of a stream\n- **Offset**: a place in it\n"


@pytest.mark.parametrize(
    "where",
    ["# {}", "# T\n\nThe {} element, with a {} in it", "{}", "- one {}\n- two", "|{}|b|\n|-|-|\n|x|{}|"],
)
@pytest.mark.parametrize(
    "opened",
    [
        "<table>",
        "<select>",
        "<button>",
        "<object>",
        "Map<Object>",
        "<template>",
        "<svg><desc>",
        "<math><mtext>",
        "<marquee>",
        "<table><td>",
        "<SELECT id=x>",
    ],
)
def test_what_comes_after_an_element_that_stays_open_is_read(opened: str, where: str) -> None:
    """An element's name in angle brackets, as prose on HTML and generics have it, loses no card."""
    reading = built({"a.md": where.replace("{}", opened) + AFTER})
    assert [face_of(issued.card).text for issued in reading.pack.cards][-2:] == ["Shard", "Offset"]


def test_elements_that_are_closed_stay() -> None:
    """A table in HTML is a table, though Markdown stands in it."""
    whole = '<table>\n<tr><td>\n\n<p data-sourcepos="1:1-1:2">x</p>\n</td></tr>\n</table>'
    assert without_unclosed(whole) == whole
    inline = '<p data-sourcepos="1:1-1:2">a <button>b</button> <svg/> c</p>'
    assert without_unclosed(inline) == inline


def test_an_element_of_a_line_ends_with_it() -> None:
    """Its end in another paragraph is none."""
    parts = '<p data-sourcepos="1">a <table></p><p data-sourcepos="2">b</table></p>'
    assert without_unclosed(parts) == parts.replace("<table>", "&lt;table>")


@pytest.mark.parametrize(
    "text",
    [
        "<table>" * 50_000,
        "<p data-sourcepos>" + "<table></select>" * 30_000,
        "<a" * 100_000,
        "<table><svg>" * 30_000 + "</table>" * 30_000,
        "<table>" + "<select></svg>" * 30_000,
    ],
)
def test_time_is_linear(text: str) -> None:
    """However many stay open."""
    begun = perf_counter()
    without_unclosed(text)
    assert perf_counter() - begun < 2

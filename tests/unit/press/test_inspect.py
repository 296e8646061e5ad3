"""Pages that do not keep what they promise are found, and those that do are not."""

# ruff: noqa: E501 - pages in one line each

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from exporter.press.inspect import inspected
from exporter.press.layout import Press, at_work
from exporter.render.templates import Templates

if TYPE_CHECKING:
    from exporter.diagnostics import Diagnostic

NOTES = {"note-1": "a.md", "note-2": "b.md"}
PAGE = (
    "@page { size: 100mm 100mm; margin: 10mm } body { margin: 0; font: 10pt/5mm sans-serif } p { margin: 0 }"
)


def found(html: str, css: str = "") -> list[Diagnostic]:
    """Lay out a document and measure it."""
    with at_work():
        press = Press("nothing-here", Templates(), {})
        page = f"<!doctype html><html lang='en'><style>{PAGE}{css}</style><body>{html}</body></html>"
        return list(inspected(press.lay_out(page), NOTES))


def test_healthy_pages_are_not_complained_of() -> None:
    """Paragraphs, lists, tables, columns, footers, raised figures and turned boxes that fit raise nothing."""
    assert (
        found(
            "<div id='note-1'><p>One paragraph that goes on over several lines, as paragraphs do in narrow columns.</p>"
            "<ul><li>one<li>two x<sup>2</sup> and H<sub>2</sub>O</ul>"
            "<table style='width: 100%'><tr><td>cell<td>another cell</table>"
            "<div style='columns: 2'><p>left</p><p>right</p></div>"
            "<div style='position: absolute; top: 0; left: 85mm; font-size: 4pt'>id</div>"
            "<div style='transform: rotate(180deg); width: 40mm; height: 10mm'>turned</div></div>",
            "@page { @bottom-center { content: counter(page) } }",
        )
        == []
    )


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p style='white-space: nowrap'>{}</p>", "out of the type area"),
        (
            "<div style='columns: 2'><p>x</p><p style='white-space: nowrap'>{:.40}</p></div>",
            "out of its column",
        ),
        (
            "<table style='table-layout: fixed; width: 100%'><tr><td>x<td style='white-space: nowrap'>{:.60}</table>",
            "out of its cell",
        ),
        ("<div style='height: 8mm'>{}</div>", "out of its box"),
        ("<div style='position: absolute; left: 95mm; white-space: nowrap'>{:.40}</div>", "out of the paper"),
        ("<p style='margin-left: -6mm'>{:.20}</p>", "out of the type area"),
        (
            "<img alt='A map' style='width: 95mm; height: 5mm' src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 1\"/>'>",
            "`A map` sticks",
        ),
        ("<p>{:.40}</p><p style='margin-top: -5mm'>{:.40}</p>", "is printed over"),
    ],
)
def test_what_sticks_out_is_named_with_its_note(html: str, said: str) -> None:
    """Text and pictures beyond their frame, and text over text, are found once, with page and note."""
    long = "Words that go on and on " * 8
    (finding,) = found(f"<p>before</p><div id='note-2'>{html.format(long, long)}</div>")
    assert (finding.rule, finding.path) == ("page-overflow", "b.md")
    assert finding.message.startswith("page 1: `")
    assert said in finding.message


def test_an_empty_page_is_named() -> None:
    """A page on which nothing stands is found, but not one that is left blank on purpose."""
    page = (
        "<p>one</p><div style='break-before: page; height: 5mm'></div><p style='break-before: page'>two</p>"
    )
    assert [(each.rule, each.message) for each in found(page)] == [("page-empty", "page 2 is empty")]
    assert found("<p>one</p><p style='break-before: right'>two</p>") == []


def test_an_empty_column_is_named() -> None:
    """A column beside which all the rest stands is found; columns that are shared out are not."""
    blocks = "".join(
        f"<p style='break-inside: avoid; height: 11mm'>block {number}</p>" for number in range(5)
    )
    forced = f"<div id='note-1' style='columns: 2; column-fill: auto; height: 60mm'>{blocks}</div>"
    assert [(each.rule, each.path) for each in found(forced)] == [("column-empty", "a.md")]
    assert found(f"<div style='columns: 2'>{blocks}</div>") == []


def test_measuring_costs_little() -> None:
    """Walking the boxes takes a small part of the time that laying them out has taken."""
    body = "".join(f"<div id='note-{n}'><p>{'words and more words ' * 30}</p></div>" for n in range(300))
    with at_work():
        press = Press("nothing-here", Templates(), {})
        start = time.process_time()
        document = press.lay_out(f"<html lang='en'><style>{PAGE}</style>{body}</html>")
        laid_out = time.process_time()
        assert list(inspected(document, NOTES)) == []
    assert time.process_time() - laid_out < (laid_out - start) / 4

"""Page numbers that are written once the pages are laid out."""

from __future__ import annotations

import io

import pdfplumber
from weasyprint import HTML

from exporter.press.numbers import folios, numbered

PAGE = (
    "@page { size: 200pt 100pt; margin: 10pt } p { margin: 0 }"
    ".pages { white-space: nowrap } .broken { white-space: normal }"
)


def laid_out(first: str, pages: int = 12) -> str:
    """A document of several pages with an anchor each."""
    rest = "".join(f'<p id="p{page}" style="break-before: page">.</p>' for page in range(2, pages + 1))
    return f"<style>{PAGE}</style><p id='p1'>{first}</p>{rest}"


def links(*targets: str, sort: str = "") -> str:
    """A group of references."""
    inside = ", ".join(f'<a class="page-of" href="#{target}">00</a>' for target in targets)
    return f'<span class="pages {sort}">{inside}</span>'


def printed(markup: str) -> str:
    """The first page's text."""
    content = numbered(HTML(string=laid_out(markup)).render()).write_pdf()
    text: str = pdfplumber.open(io.BytesIO(content)).pages[0].extract_text()
    return text


def test_numbers_are_those_of_the_pages() -> None:
    """A reference says on which page its target stands, before and behind it."""
    assert printed(f"see {links('p7')} and {links('p12')} and {links('p1')}") == "see 7 and 12 and 1"


def test_pages_are_named_once_and_in_order() -> None:
    """Two targets on a page are one page; commas stand only between numbers."""
    assert printed(links("p12", "p3", "p3", "p12")) == "3, 12"
    assert printed(links("p3", "p3")) == "3"


def test_what_leads_nowhere_says_nothing() -> None:
    """A target that was not printed has no number."""
    assert printed(f"see {links('gone')} or {links('gone', 'p3')}").split() == ["see", "or", "3"]


def test_flush_numbers_end_where_their_room_ends() -> None:
    """Numbers of one and of two figures stand right below each other, and so do their links."""
    document = HTML(string=laid_out(f"{links('p7', sort='flush')}<br>{links('p12', sort='flush')}")).render()
    content = numbered(document).write_pdf()
    words = pdfplumber.open(io.BytesIO(content)).pages[0].extract_words()
    assert [word["text"] for word in words] == ["7", "12"]
    assert abs(words[0]["x1"] - words[1]["x1"]) < 0.01


def test_links_are_where_the_numbers_are() -> None:
    """The rectangle of a link is that of its number, and it leads to its own page."""
    content = numbered(HTML(string=laid_out(links("p12", "p3", "p3"))).render()).write_pdf()
    page = pdfplumber.open(io.BytesIO(content)).pages[0]
    words = {word["text"].strip(","): word for word in page.extract_words()}
    assert len(page.annots) == 2
    for link, word in zip(sorted(page.annots, key=lambda link: link["x0"]), words.values(), strict=True):
        assert abs(link["x0"] - word["x0"]) < 0.5


def test_layout_stays_as_it_was() -> None:
    """Writing the numbers moves no target to another page."""
    document = HTML(string=laid_out(links("p7", "p12"))).render()
    before = folios(document)
    assert folios(numbered(document)) == before


def test_many_pages_go_on_in_the_next_line() -> None:
    """What does not fit a line is broken between numbers, and is in order all the same."""
    targets = [f"p{page}" for page in (12, 3, 9, 3, 5, 1, 7, 2, 11, 4, 6, 10, 8, 9, 9)]
    said = printed(f'<div style="width: 110pt">{links(*targets, sort="broken")}</div>')
    assert said.split() == [*(f"{page}," for page in range(1, 12)), "12"]

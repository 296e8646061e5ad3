"""Page numbers in running text, written once the pages are laid out.

CSS would have them by ``target-counter``, but lays every page out again that has one: three times the
time. Here room for the figures is kept while laying out, and they are put into it at the end.

A template says ``<span class="pages"><a class="page-of" href="#note-1">00</a></span>``, with as many
figures as there may be. Several links in one ``.pages`` are several pages, each named once. With the
further class ``flush`` the whole stands at the right end of its room, else at the left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure.boxes import InlineBox, TextBox

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from weasyprint import Document

GROUP, LINK, FLUSH = "pages", "page-of", "flush"


def numbered(document: Document, elsewhere: Mapping[str, int] | None = None) -> Document:
    """Write the page numbers.

    Args:
        document: Laid out; its boxes are changed.
        elsewhere: Pages, from 1, of anchors; where none are given, they stand in the document itself.

    Returns:
        The document with its links where the figures now stand.
    """
    pages = folios(document) if elsewhere is None else elsewhere
    for page in document.pages:
        for lines in groups(page._page_box):  # noqa: SLF001 - there is no other way to a laid-out box
            _write(lines, pages)
    # The places of links are gathered when a page is made.
    return document.copy([type(page)(page._page_box) for page in document.pages])  # noqa: SLF001 - as above


def folios(document: Document) -> dict[str, int]:
    """Give the page, from 1, on which each anchor stands."""
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for anchor in page.anchors:
            found.setdefault(anchor, number)
    return found


def groups(page: Any) -> Iterable[list[Any]]:  # noqa: ANN401 - the library has no types
    """Give the boxes of each group: one for each line that it takes."""
    found: dict[int, list[Any]] = {}
    for box in page.descendants():
        if isinstance(box, InlineBox) and GROUP in classes(box):
            found.setdefault(id(box.element), []).append(box)
    return found.values()


def classes(box: Any) -> list[str]:  # noqa: ANN401 - as above
    """Give the classes of a box's element."""
    return [] if box.element is None else (box.element.get("class") or "").split()


def _write(lines: list[Any], pages: Mapping[str, int]) -> None:
    """Put the figures of a group into their boxes in order, and close the gaps that are left."""
    children = [list(line.children) for line in lines]
    places = [
        (row, place)
        for row, line in enumerate(children)
        for place, child in enumerate(line)
        if LINK in classes(child)
    ]
    links = [children[row][place] for row, place in places]
    by_page = {_page(link, pages): link for link in reversed(links)}
    kept = [(str(page), by_page[page]) for page in sorted(by_page) if page]
    kept += [("", link) for link in links if all(link is not each for _, each in kept)]
    heights = [link.position_y for link in links]
    before = None
    for (row, place), height, (text, link) in zip(places, heights, kept, strict=True):
        link.translate(dy=height - link.position_y)
        children[row][place] = link
        _reset(link, text)
        if not text and before is not None:
            _reset(before, "")  # the comma before it
        following = children[row][place + 1 : place + 2]
        before = following[0] if following and following[0] not in links else None
    for line, content in zip(lines, children, strict=True):
        _close_up(line, content)


def _close_up(line: Any, children: list[Any]) -> None:  # noqa: ANN401 - as above
    """Let what stands in a line follow each other, from its left end or up to its right end."""
    at = line.content_box_x()
    if FLUSH in classes(line):
        at += line.width - sum(child.width for child in children)
    for child in children:
        child.translate(dx=at - child.position_x)
        at += child.width
    # What says nothing is no link either.
    line.children = [child for child in children if child.width]


def _page(link: Any, pages: Mapping[str, int]) -> int:  # noqa: ANN401 - as above
    return pages.get(link.element.get("href", "").removeprefix("#"), 0)


def _reset(box: Any, text: str) -> None:  # noqa: ANN401 - as above
    """Exchange the text of a box."""
    leaf = box
    while not isinstance(leaf, TextBox):
        if not leaf.children:
            return
        leaf = leaf.children[0]
    # Figures are equally wide, and the text is shaped anew when it is drawn.
    width = leaf.width * len(text) / len(leaf.text)
    leaf.text = leaf.pango_layout.text = text or " "
    leaf.width = box.width = width

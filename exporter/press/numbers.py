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
    from collections.abc import Iterator, Mapping

    from weasyprint import Document

_GROUP, _LINK, _FLUSH = "pages", "page-of", "flush"


def numbered(document: Document) -> Document:
    """Write the page numbers.

    Args:
        document: Laid out; its boxes are changed.

    Returns:
        The document with its links where the figures now stand.
    """
    pages = folios(document)
    for page in document.pages:
        for group in _groups(page._page_box):  # noqa: SLF001 - there is no other way to a laid-out box
            _write(group, pages)
    # The places of links are gathered when a page is made.
    return document.copy([type(page)(page._page_box) for page in document.pages])  # noqa: SLF001 - as above


def folios(document: Document) -> dict[str, int]:
    """Give the page, from 1, on which each anchor stands."""
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for anchor in page.anchors:
            found.setdefault(anchor, number)
    return found


def _groups(page: Any) -> Iterator[Any]:  # noqa: ANN401 - the library has no types
    return (box for box in page.descendants() if isinstance(box, InlineBox) and _GROUP in _classes(box))


def _classes(box: Any) -> list[str]:  # noqa: ANN401 - as above
    return [] if box.element is None else (box.element.get("class") or "").split()


def _write(group: Any, pages: Mapping[str, int]) -> None:  # noqa: ANN401 - as above
    """Put the figures of a group into their boxes in order, and close the gaps that are left."""
    children = list(group.children)
    links = [child for child in children if _LINK in _classes(child)]
    start, end = children[0].position_x, children[-1].position_x + children[-1].width
    by_page = {_page(link, pages): link for link in reversed(links)}
    kept = [(str(page), by_page[page]) for page in sorted(by_page) if page]
    kept += [("", link) for link in links if all(link is not each for _, each in kept)]
    places = [place for place, child in enumerate(children) if _LINK in _classes(child)]
    for place, (text, link) in zip(places, kept, strict=True):
        children[place] = link
        _reset(link, text)
        if not text and place and children[place - 1] not in links:
            _reset(children[place - 1], "")  # the comma before it
    room = end - start - sum(child.width for child in children)
    at = start + room if _FLUSH in _classes(group) else start
    for child in children:
        child.translate(dx=at - child.position_x)
        at += child.width
    group.children = children


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

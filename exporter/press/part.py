"""A part of a document, set and written down by itself, with what must be known of it to bind it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from exporter.diagnostics import Diagnostic
from exporter.press.figures import Figures, Start, Unnumbered
from exporter.press.layout import write_down

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weasyprint import Document

_POINTS = 0.75  # of a pixel
_LENGTH = 8


class Leaf(NamedTuple):
    """A page of a part.

    Attributes:
        right: Whether it was set as a right-hand page.
        shift: What its type area stands further right by than on a page of the other side, in points.
        anchors: Names, each with its place from the left and from the bottom, in points.
        elsewhere: Anchors to which it leads and which the part does not have.
        figures: What is put in when it is bound.
    """

    right: bool
    shift: float
    anchors: dict[str, tuple[float, float]]
    elsewhere: tuple[str, ...]
    figures: tuple[Figures, ...]


class Bookmark(NamedTuple):
    """A line of the outline: its level, what it says, the part's page, and the place on that, in points."""

    level: int
    label: str
    page: int
    x: float
    y: float


class Part(NamedTuple):
    """A part, ready to be bound.

    Attributes:
        pdf: Its pages, with their figures left out.
        leaves: What is known of each page.
        bookmarks: In order.
        messages: What WeasyPrint had to say.
        found: What was found on the pages, their numbers counted from the part's first page.
    """

    pdf: bytes
    leaves: tuple[Leaf, ...]
    bookmarks: tuple[Bookmark, ...]
    messages: tuple[str, ...] = ()
    found: tuple[Diagnostic, ...] = ()

    def packed(self) -> bytes:
        """Give everything as bytes, to be kept."""
        found = [(each.rule, each.message, each.path, each.help) for each in self.found]
        facts = (self.leaves, self.bookmarks, self.messages, found)
        told = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        return b"".join((len(told).to_bytes(_LENGTH, "big"), told, self.pdf))


def unpacked(content: bytes) -> Part:
    """Give a part that was packed."""
    end = _LENGTH + int.from_bytes(content[:_LENGTH], "big")
    leaves, bookmarks, messages, found = json.loads(content[_LENGTH:end])
    return Part(
        content[end:],
        tuple(_leaf(*each) for each in leaves),
        tuple(Bookmark(*each) for each in bookmarks),
        tuple(messages),
        tuple(Diagnostic(rule, message, path=path, help=advice) for rule, message, path, advice in found),
    )


def _leaf(right: bool, shift: float, anchors: Any, elsewhere: Any, figures: Any) -> Leaf:  # noqa: ANN401, FBT001 - of JSON
    return Leaf(
        right,
        shift,
        {name: (x, y) for name, (x, y) in anchors.items()},
        tuple(elsewhere),
        tuple(_figures(Figures(*each)) for each in figures),
    )


def _figures(read: Figures) -> Figures:
    return read._replace(
        says=tuple(read.says),
        glyphs=tuple(read.glyphs),
        widths=tuple(read.widths),
        start=Start(*read.start),
        turned=Start(*read.turned),
    )


def written(document: Document, messages: Iterable[str], found: Iterable[Diagnostic]) -> Part:
    """Write a part down.

    Args:
        document: Laid out; its texts are changed. Its page numbers that name several pages are written.
        messages: What WeasyPrint had to say of it.
        found: What was found on its pages.

    Raises:
        UnnumberedError: It has figures that cannot be put in afterwards.
    """
    known = {name for page in document.pages for name in page.anchors}
    pages = [Unnumbered(page) for page in document.pages]
    strange = [
        tuple(
            dict.fromkeys(
                target for kind, target, *_ in page.links if kind == "internal" and target not in known
            )
        )
        for page in document.pages
    ]
    anchors = [dict(page.anchors) for page in document.pages]
    bookmarks = [
        Bookmark(level, label, number, x * _POINTS, (page.height - y) * _POINTS)
        for number, page in enumerate(document.pages)
        for level, label, (x, y), _ in page.bookmarks
    ]
    # WeasyPrint leaves out a link whose target it does not know.
    pages[0].anchors = {**anchors[0], **{name: (0, 0, 0, 0) for each in strange for name in each}}  # type: ignore[attr-defined]  # taken from the page
    pdf = write_down(document.copy(pages))
    leaves = tuple(
        Leaf(
            page._page_box.page_type.side == "right",  # noqa: SLF001 - nothing public says it
            made.shift * _POINTS,
            {name: (x * _POINTS, (page.height - y) * _POINTS) for name, (x, y, *_) in own.items()},
            elsewhere,
            tuple(made.figures),
        )
        for page, made, own, elsewhere in zip(document.pages, pages, anchors, strange, strict=True)
    )
    return Part(pdf, leaves, tuple(bookmarks), tuple(messages), tuple(found))

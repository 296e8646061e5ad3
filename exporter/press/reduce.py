"""Pages that were laid out larger or smaller than their paper, brought to its size as on a copier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weasyprint import Document


class Reduced:
    """A page of WeasyPrint's, drawn at another scale, with everything that the PDF needs to know of it.

    WeasyPrint itself scales all pages of a document alike.
    """

    def __init__(self, page: Any, factor: float) -> None:  # noqa: ANN401 - untyped library
        """Scale a page, with its links, anchors and bookmarks."""
        self._page = page
        self._factor = factor
        self._page_box = page._page_box  # noqa: SLF001 - what WeasyPrint's tags are made of
        self.width, self.height = page.width * factor, page.height * factor
        self.bleed = {side: width * factor for side, width in page.bleed.items()}
        self.forms = page.forms
        self.anchors = {name: _times(place, factor) for name, place in page.anchors.items()}
        self.links = [(kind, target, _times(place, factor), box) for kind, target, place, box in page.links]
        self.bookmarks = [
            (level, label, _times(place, factor), state) for level, label, place, state in page.bookmarks
        ]

    def paint(self, stream: Any, scale: float = 1) -> None:  # noqa: ANN401 - untyped library
        """Draw the page."""
        self._page.paint(stream, scale * self._factor)


def _times(place: tuple[float, ...], factor: float) -> tuple[float, ...]:
    return tuple(length * factor for length in place)


def on_paper(document: Document, scales: Mapping[str, float], normal: float) -> Document:
    """Bring every page to the size of its paper.

    Args:
        document: Laid out; a page of scale 0.8 on a sheet that is larger by a fourth.
        scales: Of named pages, by their names.
        normal: Scale of all other pages.
    """
    factors = [scales.get(name_of(page), normal) for page in document.pages]
    return document.copy(
        [
            page if factor == 1 else Reduced(page, factor)
            for page, factor in zip(document.pages, factors, strict=True)
        ]
    )


def name_of(page: Any) -> str:  # noqa: ANN401 - untyped library
    """Give the name that the stylesheet has given to a page, or nothing."""
    return page._page_box.page_type.name or ""  # noqa: SLF001 - nothing public says it

"""What WeasyPrint leaves out of the structure of a tagged PDF, and PDF/UA asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weasyprint import Document

VARIANT = "pdf/ua-1"
"""The standard that a file says it keeps."""

_SCOPES = {"row": "/Row", "rowgroup": "/Row"}


def own_links(document: Document) -> Document:
    """Leave a link to its own element: WeasyPrint makes one more of each element within it.

    Args:
        document: Laid out; its pages are changed.
    """
    for page in document.pages:
        page.links = [link for link in page.links if link[0] == "attachment" or link[3].element_tag == "a"]
    return document


def finish(document: Document, _pdf: Any) -> None:  # noqa: ANN401 - untyped library
    """Say of each header cell whether it is the head of a row or of a column."""
    for page in document.pages:
        for cell in _cells(page._page_box):  # noqa: SLF001 - nothing public leads to the boxes
            if cell.element_tag == "th" and hasattr(cell, "mark"):
                cell.mark["A"]["Scope"] = _SCOPES.get(cell.element.get("scope", ""), "/Column")


def _cells(root: Any) -> Iterator[Any]:  # noqa: ANN401 - untyped library
    open_ = [root]
    while open_:
        box = open_.pop()
        if isinstance(box, AbsolutePlaceholder):
            box = box._box  # noqa: SLF001 - likewise
        if isinstance(box, boxes.TableCellBox):
            yield box
        open_ += getattr(box, "children", ())

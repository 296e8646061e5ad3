"""What WeasyPrint leaves out of the structure of a tagged PDF, and PDF/UA asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pydyf
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


def finish(document: Document, pdf: Any) -> None:  # noqa: ANN401 - untyped library
    """Say of header cells what they head, and put into an item's body what stands in it."""
    _fill_bodies(pdf)
    for page in document.pages:
        for cell in _cells(page._page_box):  # noqa: SLF001 - nothing public leads to the boxes
            if cell.element_tag == "th" and hasattr(cell, "mark"):
                cell.mark["A"]["Scope"] = _SCOPES.get(cell.element.get("scope", ""), "/Column")


def _fill_bodies(pdf: Any) -> None:  # noqa: ANN401 - untyped library
    """Let an item of a list hold a label and a body: WeasyPrint leaves blocks in it beside these."""
    by_reference = {each.reference: each for each in pdf.objects if isinstance(each, pydyf.Dictionary)}
    for item in [each for each in by_reference.values() if each.get("S") == "/LI"]:
        kids = [by_reference[kid] for kid in item["K"] if kid in by_reference]
        loose = [kid for kid in kids if kid["S"] not in {"/Lbl", "/LBody"}]
        body = next((kid for kid in kids if kid["S"] == "/LBody"), None)
        if not loose or body is None:
            continue
        for kid in loose:
            kid["P"] = body.reference
            body["K"].append(kid.reference)
        gone = {kid.reference for kid in loose}
        item["K"] = pydyf.Array([kid for kid in item["K"] if kid not in gone])


def _cells(root: Any) -> Iterator[Any]:  # noqa: ANN401 - untyped library
    open_ = [root]
    while open_:
        box = open_.pop()
        if isinstance(box, AbsolutePlaceholder):
            box = box._box  # noqa: SLF001 - likewise
        if isinstance(box, boxes.TableCellBox):
            yield box
        open_ += getattr(box, "children", ())

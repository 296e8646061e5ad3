"""How much room laid-out elements take: measured on the page, not estimated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weasyprint import Document

_MM_PER_PX = 25.4 / 96


@dataclass(frozen=True, slots=True)
class Extent:
    """What an element takes, in mm.

    Attributes:
        height: Of the element.
        reach: From its left edge to where the rightmost of what is in it ends; more than its width
            where something sticks out, such as a formula.
    """

    height: float
    reach: float


def extents(document: Document, prefix: str) -> dict[str, Extent]:
    """Measure elements.

    Args:
        document: Laid out.
        prefix: Of the ``id`` of the elements to be measured; they are not nested.

    Returns:
        The extent of each by its ``id``.
    """
    found: dict[str, Extent] = {}
    for page in document.pages:
        for box in page._page_box.descendants():  # noqa: SLF001 - there is no other way to the boxes
            name = box.element.get("id", "") if box.element is not None else ""
            if name.startswith(prefix) and name not in found and box.element_tag == box.element.tag:
                edge = box.content_box_x()
                right = max((_right(inner) for inner in box.descendants()), default=edge)
                found[name] = Extent(box.margin_height() * _MM_PER_PX, (right - edge) * _MM_PER_PX)
    return found


def _right(box: object) -> float:
    # Lines are as wide as their column; what counts is the text and the pictures in them.
    if not hasattr(box, "text") and not hasattr(box, "replacement"):
        return 0.0
    return float(box.position_x + box.margin_width())  # type: ignore[attr-defined]  # an untyped library's box

"""How much higher columns must be so that they come out equal: told to WeasyPrint, which feels its way.

WeasyPrint makes columns higher by what the box that comes next lacks, and lays them out anew. It measures
that box in no room at all, where even one that must not be broken is, to a single line; this fits, and from
there on the columns grow by a pixel at a time: fifty layouts of a page instead of three. Here such a box is
measured whole, with the heading that must not be parted from it. Columns come out as high as before.
"""

from __future__ import annotations

from functools import wraps
from math import inf
from typing import Any, NamedTuple

from weasyprint.formatting_structure.boxes import BlockLevelBox, LineBox, TableRowBox, TableRowGroupBox
from weasyprint.layout import block

_WHOLE = {"avoid", "avoid-page", "avoid-column"}


def measure_whole_boxes() -> None:
    """Let WeasyPrint, from now on, measure boxes whole that must not be broken."""
    if not hasattr(block.block_box_layout, "__wrapped__"):
        block.block_box_layout = _measuring(block.block_box_layout)


def _measuring(lay_out: Any) -> Any:  # noqa: ANN401 - untyped library
    last = _Column(0, 0)

    @wraps(lay_out)
    def laid_out(context: Any, box: Any, bottom_space: float, *others: Any, **named: Any) -> Any:  # noqa: ANN401
        nonlocal last
        result = lay_out(context, box, bottom_space, *others, **named)
        if not getattr(box, "is_column", False) or result[0] is None:
            return result
        if bottom_space != inf:
            last = _column(context, result[0], bottom_space)
            return result
        first = next((each for each in result[0].children if each.is_in_normal_flow()), None)
        if first is None:
            return result
        # A page's height more than there is: what does not fit into that is broken anyway.
        whole = _head(lay_out(context, box, -context.page_bottom, *others, **named)[0]) + _margin_above(first)
        # What is too high for this column begins the next one, which needs only to be as high as that.
        wanted = whole if whole <= last.height else last.empty + whole - last.height
        first.height += max(wanted - first.margin_height(), 0)
        return result

    return laid_out


class _Column(NamedTuple):
    """A column that was laid out: how high it may be, and what of that is empty."""

    height: float
    empty: float


def _column(context: Any, box: Any, bottom_space: float) -> _Column:  # noqa: ANN401 - untyped library
    height = context.page_bottom - box.position_y - bottom_space
    inside = [each for each in box.children if each.is_in_normal_flow()]
    taken = inside[-1].position_y + inside[-1].margin_height() - box.position_y if inside else 0
    return _Column(height, height - taken)


def _margin_above(box: Any) -> float:  # noqa: ANN401 - untyped library
    """Give the margin that a box has only where it does not stand at the head of a column."""
    declared = box.style["margin_top"]
    return (
        float(getattr(declared, "value", 0))
        if getattr(declared, "unit", "") == "px" and not box.margin_top
        else 0.0
    )


def _head(box: Any) -> float:  # noqa: ANN401 - untyped library
    """Give the height of what stands at the head of a box and must not be parted; rather too little."""
    inside = [each for each in getattr(box, "children", ()) if each.is_in_normal_flow()]
    if not inside and getattr(box, "is_column", False):
        return 0.0
    if box.style["break_inside"] in _WHOLE or not inside:
        return float(box.margin_height())
    if isinstance(inside[0], LineBox):
        few = len(inside) < box.style["orphans"] + box.style["widows"]
        last = inside[-1] if few else inside[box.style["orphans"] - 1]
        return float(last.position_y + last.margin_height() - box.position_y)
    if not isinstance(inside[0], BlockLevelBox | TableRowGroupBox | TableRowBox):
        return 0.0  # cells: they are broken side by side
    for each in inside:
        if each.style["break_after"] not in _WHOLE:
            break
    head = _head(each)
    if each is inside[-1] and head == each.margin_height() and not getattr(box, "is_column", False):
        return float(box.margin_height())  # with what stands below the last one
    return float(each.position_y - box.position_y) + head

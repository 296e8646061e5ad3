"""How few pages could take what is laid out, if it were set more tightly: told without laying it out again.

A bound, and no more: what may be broken is taken for sand, headings are parted from what they head, and
columns come out equal. What must not be broken is kept whole, though, and that is why most tries fail.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WHOLE = {"avoid", "avoid-page"}
_DIVISIBLE = (boxes.BlockBox, boxes.TableBox, boxes.TableRowGroupBox)
_SLACK = 0.5  # pixels: what rounding may cost, in favour of a try


class _Stone(NamedTuple):
    """What is stacked on a page: where it begins and ends, what of that is space, and whose box it is."""

    top: float
    bottom: float
    spaces: float
    owner: Any
    whole: bool


def least_pages(pages: Sequence[Any], lines: float, spaces: float) -> int:
    """Tell how many pages it takes at least.

    Args:
        pages: As WeasyPrint has laid them out.
        lines: Which share of its height a line keeps at least, if it is set more tightly.
        spaces: Likewise, of the spaces between blocks.
    """
    stacks = [list(_stones(page._page_box)) for page in pages]  # noqa: SLF001 - nothing public leads to the boxes
    pieces = Counter(id(stone.owner) for stack in stacks for stone in stack)
    room = max(page._page_box.height for page in pages) + _SLACK  # noqa: SLF001 - likewise
    count, filled = 1, 0.0
    for stack in stacks:
        end = None
        for stone in stack:
            space = 0.0 if end is None or not filled else max(stone.top - end, 0.0) * spaces
            end = stone.bottom
            height = (stone.bottom - stone.top) * lines - stone.spaces * (1 - spaces)
            # What had to be broken after all is broken elsewhere next time.
            whole = stone.whole and pieces[id(stone.owner)] == 1 and height <= room
            filled += max(space + height, 0.0)
            if whole and filled > room:
                count, filled = count + 1, height
            while filled > room:
                count, filled = count + 1, filled - room
    return count


def _stones(sheet: Any) -> Iterator[_Stone]:  # noqa: ANN401 - untyped library
    open_ = [box for box in reversed(sheet.children) if not isinstance(box, boxes.MarginBox)]
    while open_:
        box = open_.pop()
        inside = _in_flow(box)
        columns = [each for each in inside if getattr(each, "is_column", False)]
        whole = box.style["break_inside"] in _WHOLE
        top = box.border_box_y()
        if columns and not whole:
            heights = [_reach(each) - each.position_y for each in columns]
            count = max(Counter(each.position_y for each in columns).values())
            yield _Stone(top, top + sum(heights) / count, _spaces(box), box.element, whole=False)
        elif whole or not inside or not isinstance(box, _DIVISIBLE) or isinstance(inside[0], boxes.LineBox):
            yield _Stone(top, top + box.border_height(), _spaces(box), box.element, whole)
        else:
            # Heads of tables may be there on every page.
            open_ += [each for each in reversed(inside) if not getattr(each, "is_header", False)]


def _in_flow(box: Any) -> list[Any]:  # noqa: ANN401 - untyped library
    return [
        each
        for each in getattr(box, "children", ())
        if not isinstance(each, AbsolutePlaceholder) and each.is_in_normal_flow()
    ]


def _reach(column: Any) -> float:  # noqa: ANN401 - untyped library
    ends = (each.position_y + each.margin_height() for each in _in_flow(column))
    return float(max(ends, default=column.position_y))


def _spaces(box: Any) -> float:  # noqa: ANN401 - untyped library
    """Add up the margins within a box."""
    margins = (
        max(each.margin_top, 0.0) + max(each.margin_bottom, 0.0)
        for each in _blocks(box)
        if isinstance(each, boxes.BlockLevelBox)
    )
    return float(sum(margins))


def _blocks(box: Any) -> Iterable[Any]:  # noqa: ANN401 - untyped library
    open_ = _in_flow(box)
    while open_:
        each = open_.pop()
        if not isinstance(each, boxes.LineBox):
            yield each
            open_ += _in_flow(each)

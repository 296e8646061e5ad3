"""Labels at the margin right below a list: the engine takes them for the last item's text.

CommonMark lets a paragraph go on without its indentation, so that of

    **X pros**:
    - fast
    **X cons**:
    - dear

it makes one list, and the cons become pros. Editors show what the author means: the label ends
the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.markdown.tree import Block, Inline, Kind
from exporter.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def parted(every: Sequence[Block], start: int, level: int, text: str) -> Iterator[Block]:
    """Give a list in the parts that the labels at its margin make of it, and those labels.

    Args:
        every: The list's items.
        start: Offset at which it begins.
        level: Its first number; 0 where it has none.
        text: Of the note.
    """
    margin = _column(start, text)
    items: list[Block] = []
    first = level
    for number, item in enumerate(every, 1):
        kept, outside = _outside(item, margin, text)
        items.append(kept)
        if outside:
            yield _list(items, first)
            yield from outside
            items = []
            first = level and level + number
    if items:
        yield _list(items, first)


def _list(items: list[Block], level: int) -> Block:
    span = Span(items[0].span.start, items[-1].span.end)
    return Block(Kind.LIST, span, children=tuple(items), level=level)


def _outside(item: Block, margin: int, text: str) -> tuple[Block, tuple[Block, ...]]:
    """Part an item from what begins with a label at the margin."""
    for number, child in enumerate(item.children):
        if child.kind is not Kind.PARAGRAPH or not child.inline:
            continue
        at = _label(child.inline, margin, text, first=not number)
        if at is None:
            continue
        before, behind = child.inline.cut(0, at), child.inline.cut(at)
        kept = (*item.children[:number], *([_paragraph(before)] if before.raw else []))
        span = Span(item.span.start, kept[-1].span.end)
        outside = _paragraph(behind)._replace(token=child.token)
        return item._replace(children=kept, span=span), (outside, *item.children[number + 1 :])
    return item, ()


def _paragraph(inline: Inline) -> Block:
    return Block(Kind.PARAGRAPH, inline.span, inline)


def _label(inline: Inline, margin: int, text: str, *, first: bool) -> int | None:
    """Find the line that is a label at the margin; the first one stands behind the item's marker."""
    if first and "\n" not in inline.raw:
        return None
    for start, end in inline.line_spans()[first:]:
        line = inline.cut(start, end)
        if _is_label(line) and _column(line.span.start, text) <= margin:
            return start
    return None


# A line of so many characters that ends in a colon announces something.
_FEW = 40


def _is_label(line: Inline) -> bool:
    """Tell whether a line begins bold, and that is all of it or a colon ends it, or a few words with one."""
    lead = line.strong_lead()
    if not lead and line.raw.endswith((":", "：")) and len(line.raw) <= _FEW:
        return True
    ends = (line.raw[lead - 1 : lead], line.raw[lead:].lstrip()[:1])
    return lead > 0 and (lead == len(line.raw) or not {":", "："}.isdisjoint(ends))


def _column(offset: int, text: str) -> int:
    return offset - (text.rfind("\n", 0, offset) + 1)

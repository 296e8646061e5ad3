"""What may be one card by its signs: blocks that no empty line parts, an item of a list, a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from exporter.extract.signs import Separator, separators, shade
from exporter.markdown import Block, Inline, Kind
from exporter.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Blocks = tuple[Block, ...]

_EMPTY_LINE = re.compile(r"\n[ \t>]*\n")
_MARK = re.compile(r"^[ \t]*(?P<mark>\?\??)[ \t]*$", re.MULTILINE)
_TOKEN = re.compile(r"\s\^([A-Za-z0-9-]+)$")
_INSIDE = frozenset({Kind.QUOTE, Kind.CALLOUT, Kind.DETAILS})


class Division(NamedTuple):
    """A question and its answer, parted by a line that is `?` or `??`.

    Attributes:
        front: What stands above it.
        back: What stands below it.
        both_ways: Whether the line is `??`.
        start: Offset of the line in the source.
    """

    front: Blocks
    back: Blocks
    both_ways: bool
    start: int


class Unit(NamedTuple):
    """What may be one card.

    Attributes:
        blocks: All of it.
        around: The paragraphs that it is part of, or stands right below: their tags are its own.
    """

    blocks: Blocks
    around: Blocks


def units(blocks: Sequence[Block], text: str, around: Blocks = ()) -> Iterator[Unit]:
    """Give what may be one card each, in source order.

    Args:
        blocks: Of a section, an item, a quotation.
        text: Of the source.
        around: The paragraphs right above them.
    """
    for group in _groups(blocks, text):
        here = (*around, *(block for block in group if block.kind is Kind.PARAGRAPH))
        if group[0].kind in _INSIDE:
            yield from units(group[0].children, text, around)
        elif divided(group, text):
            lines = _lines_above(group[0])
            yield from (Unit((line,), here) for line in lines[:-1])
            yield Unit((*lines[-1:], *group[1:]), here)
        elif group[0].kind is Kind.LIST or any(map(_has_cards, group)):
            for block in group:
                yield from _apart(block, text, here)
        else:
            yield Unit(group, here)


def _groups(blocks: Sequence[Block], text: str) -> Iterator[Blocks]:
    """Part blocks where an empty line does, lists of Markdown's among them."""
    group: list[Block] = []
    for block in [part for each in blocks for part in _tight(each, text)]:
        apart = bool(group) and (
            block.kind in _INSIDE
            or group[-1].kind in _INSIDE
            or _EMPTY_LINE.search(text, _end(group[-1]), block.span.start) is not None
        )
        if apart:
            yield tuple(group)
            group = []
        group.append(block)
    if group:
        yield tuple(group)


def _tight(block: Block, text: str) -> Iterator[Block]:
    """Part a list at the empty lines between its items."""
    if block.kind is not Kind.LIST:
        yield block
        return
    items: list[Block] = []
    for item in block.children:
        if items and _EMPTY_LINE.search(text, _end(items[-1]), item.span.start):
            yield block._replace(children=tuple(items), span=Span(items[0].span.start, _end(items[-1])))
            items = []
        items.append(item)
    start = items[0].span.start if items else block.span.start
    yield block._replace(children=tuple(items), span=Span(start, max(start, block.span.end)))


def _end(block: Block) -> int:
    """Give the offset behind a block's last words: a list may end behind the empty line after it."""
    if block.kind in {Kind.LIST, Kind.ITEM} and block.children:
        return _end(block.children[-1])
    return block.span.end


def _has_cards(block: Block) -> bool:
    """Tell whether lines in a block are cards by themselves."""
    if block.kind in {Kind.LIST, Kind.ITEM}:
        return any(map(_has_cards, block.children))
    if block.kind is not Kind.PARAGRAPH or block.inline is None:
        return False
    return any(separators(block.inline)) or _MARK.search(shade(block.inline)) is not None


def _apart(block: Block, text: str, around: Blocks) -> Iterator[Unit]:
    if block.kind is Kind.LIST:
        for item in block.children:
            yield from units(item.children, text, around)
    elif block.kind is Kind.PARAGRAPH:
        yield from (Unit((line,), around) for line in _lines(block))


def _lines(block: Block) -> Iterator[Block]:
    """Part a paragraph so that each line that is a card stands alone."""
    inline = block.inline
    if inline is None:
        return
    found, spans = separators(inline), inline.line_spans()
    starts = [
        start for number, (start, _) in enumerate(spans) if number == 0 or found[number] or found[number - 1]
    ]
    for start, end in zip(starts, [*starts[1:], len(inline.raw)], strict=True):
        part = inline.cut(start, end)
        if not part.raw:
            continue
        # Obsidian knows an id at the end of a paragraph; the plugin, at the end of each of its lines.
        token = _TOKEN.search(part.raw) if end < len(inline.raw) else None
        part = part.cut(0, token.start()) if token else part
        own = token[1] if token else block.token if end == len(inline.raw) else ""
        yield Block(Kind.PARAGRAPH, part.span, part, token=own)


def _lines_above(block: Block) -> list[Block]:
    """Part the lines that are cards by themselves off a question of several lines."""
    inline = block.inline
    if block.kind is not Kind.PARAGRAPH or inline is None:
        return [block]
    mark = _MARK.search(shade(inline))
    above = [
        end
        for (start, end), each in zip(inline.line_spans(), separators(inline), strict=True)
        if isinstance(each, Separator) and (mark is None or start < mark.start())
    ]
    if not above:
        return [block]
    first, last = inline.cut(0, above[-1]), inline.cut(above[-1])
    return [
        *_lines(Block(Kind.PARAGRAPH, first.span, first)),
        Block(Kind.PARAGRAPH, last.span, last, token=block.token),
    ]


def divided(group: Blocks, text: str) -> Division | None:
    """Part blocks at the first line that is `?` or `??`.

    Below a list such a line parts the list from what follows it; indented like an item's text it is
    the item's own.

    Args:
        group: The blocks.
        text: Of the source.
    """
    margin = _column(group[0].span.start, text)
    for number, block in enumerate(group):
        found = _of_paragraph(block) if block.kind is Kind.PARAGRAPH else _of_list(block, text, margin)
        if found:
            front, back = (*group[:number], *found.front), (*found.back, *group[number + 1 :])
            return found._replace(front=front, back=back)
    return None


def _column(offset: int, text: str) -> int:
    return offset - text.rfind("\n", 0, offset) - 1


def _of_paragraph(block: Block) -> Division | None:
    inline = block.inline
    mark = _MARK.search(shade(inline)) if inline and "?" in inline.raw else None
    if inline is None or mark is None:
        return None
    front, back = inline.cut(0, mark.start()), inline.cut(mark.end())
    start = inline.cut(mark.start("mark"), mark.end("mark")).runs[0].start
    both_ways = mark["mark"] == "??"
    return Division(_paragraph(front), _paragraph(back, block.token), both_ways, start)


def _paragraph(inline: Inline, token: str = "") -> Blocks:
    return (Block(Kind.PARAGRAPH, inline.span, inline, token=token),) if inline.raw else ()


def _of_list(block: Block, text: str, margin: int) -> Division | None:
    """Part a list whose item runs on into such a line, because no empty line stands between them."""
    if block.kind is not Kind.LIST:
        return None
    for number, item in enumerate(block.children):
        for at, child in enumerate(item.children):
            found = _of_paragraph(child) if child.kind is Kind.PARAGRAPH else _of_list(child, text, margin)
            if found is None or _column(found.start, text) > margin:
                continue
            last = item._replace(children=(*item.children[:at], *found.front))
            front = block._replace(children=(*block.children[:number], last))
            rest = (
                (block._replace(children=block.children[number + 1 :]),)
                if block.children[number + 1 :]
                else ()
            )
            return found._replace(front=(front,), back=(*found.back, *item.children[at + 1 :], *rest))
    return None

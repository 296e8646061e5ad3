"""Sides written as labels with lists: ``**X 장점**:`` and bullets, one line, or nested bullets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.extract.tradeoff.side import Label, Side, label_of
from exporter.markdown import Block, Inline, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.parse import Section

_OPENING, _CLOSING = "([{「『“", ")]}」』”"
_BULLET = re.compile(r"^\s*[-*•·∙]\s+")


def from_lists(section: Section) -> Iterator[Side]:
    """Give the sides in a section's own blocks.

    Args:
        section: A section of trade-offs; one whose heading is no label names the subject.
    """
    heading = section.heading.inline if section.heading and not section.labelled else None
    announced = label_of(heading, bold=False) if heading else None
    if heading and announced:
        points = tuple(point for block in section.blocks for point in _points(block))
        yield Side(announced.subject, announced.good, points, heading.span)
        return
    yield from _in_blocks(section.blocks, heading)


def _in_blocks(blocks: tuple[Block, ...], subject: Inline | None) -> Iterator[Side]:
    for number, block in enumerate(blocks):
        if block.kind is Kind.PARAGRAPH and block.inline:
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            yield from _in_paragraph(block, block.inline, following, subject)
        elif block.kind is Kind.LIST:
            yield from _in_items(block, subject)


def _in_paragraph(
    block: Block, inline: Inline, following: Block | None, subject: Inline | None
) -> Iterator[Side]:
    """Read labels at the beginning of lines; the list behind the paragraph belongs to the last."""
    lines = inline.lines()
    labels = [label_of(line) for line in lines]
    for number, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if label is None:
            continue
        until = next((n for n in range(number + 1, len(lines)) if labels[n]), len(lines))
        points = [*_rest(label), *(_bulleted(each) for each in lines[number + 1 : until])]
        if until == len(lines) and following and following.kind is Kind.LIST:
            points += _points(following)
        yield Side(label.subject or subject, label.good, tuple(points), line.span, block.token)


def _in_items(block: Block, subject: Inline | None) -> Iterator[Side]:
    for item in block.children:
        first = item.children[0].inline if item.children else None
        if first is None:
            continue
        label = label_of(first, bold=False)
        nested = item.children[1:]
        if label is None:
            # A bullet that names the subject, its sides nested below it.
            yield from _in_blocks(nested, first.without("strong"))
        elif label.rest.raw or nested:
            points = (*_rest(label), *(point for inner in nested for point in _points(inner)))
            yield Side(label.subject or subject, label.good, points, first.span, item.token)


def _points(block: Block) -> list[tuple[Block, ...]]:
    if block.kind is Kind.LIST:
        return [item.children for item in block.children if item.children]
    return [(block,)] if block.text else []


def _rest(label: Label) -> list[tuple[Block, ...]]:
    """Part what follows a label on its own line at the commas outside brackets."""
    if not label.rest.raw:
        return []
    return [_as_block(piece) for piece in _pieces(label.rest)]


def _pieces(inline: Inline) -> Iterator[Inline]:
    depth, start = 0, 0
    for number, char in enumerate(inline.raw):
        depth += (char in _OPENING) - (char in _CLOSING)
        if depth <= 0 and char in ",;、，" and not _is_figure(inline.raw, number):
            yield inline.cut(start, number)
            start = number + 1
    yield inline.cut(start)


def _is_figure(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _bulleted(line: Inline) -> tuple[Block, ...]:
    bullet = _BULLET.match(line.raw)
    return _as_block(line.cut(bullet.end()) if bullet else line)


def _as_block(inline: Inline) -> tuple[Block, ...]:
    return (Block(Kind.PARAGRAPH, inline.span, inline),)

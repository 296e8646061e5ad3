"""Sides written as labels with lists: ``**X 장점**:`` and bullets, one line, or nested bullets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.extract.tradeoff.side import Label, Side, label_of, named
from exporter.markdown import Block, Inline, Kind, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.parse import Section
    from exporter.source import Span

_OPENING, _CLOSING = "([{「『“", ")]}」』”"
_WHOLE = frozenset({"code", "math", "a", "wikilink", "img", "embed", "footnote"})
_BULLET = re.compile(r"^\s*[-*•·∙]\s+")


def from_lists(section: Section) -> Iterator[Side]:
    """Give the sides in a section's own blocks.

    Args:
        section: A section of trade-offs; one whose heading is no label names the subject.
    """
    heading = section.heading.inline if section.heading and not section.labelled else None
    announced = label_of(heading, bold=False) if heading else None
    if heading and announced:
        yield _announced(announced, section.blocks, heading.span)
        return
    yield from _in_blocks(section.blocks, named(heading) if heading else None)


def _announced(label: Label, blocks: tuple[Block, ...], span: Span) -> Side:
    """Make a side of a heading, or a callout's title, and all that stands below it."""
    points = (*_rest(label), *(point for block in blocks for point in _points(block)))
    return Side(label.subject, label.good, points, span)


def _in_blocks(blocks: tuple[Block, ...], subject: Inline | None) -> Iterator[Side]:
    for number, block in enumerate(blocks):
        match block.kind:
            case Kind.PARAGRAPH if block.inline and _is_bold_line(block.inline):
                subject = named(block.inline)
            case Kind.PARAGRAPH if block.inline:
                yield from _in_paragraph(block, block.inline, blocks[number + 1 : number + 3], subject)
            case Kind.LIST:
                yield from _in_items(block, subject)
            case Kind.QUOTE | Kind.CALLOUT | Kind.DETAILS:
                yield from _in_frame(block, subject)


def _is_bold_line(inline: Inline) -> bool:
    """Tell whether a paragraph is one bold line and no label: it names the subject of what follows."""
    words = inline.raw.rstrip(" :：")
    return 0 < inline.strong_lead() >= len(words) and "\n" not in words and label_of(inline) is None


def _in_frame(block: Block, subject: Inline | None) -> Iterator[Side]:
    """Read what is quoted, folded or called out; its title may be a label."""
    label = label_of(block.inline, bold=False) if block.inline else None
    if label and block.inline:
        yield _announced(label._replace(subject=label.subject or subject), block.children, block.inline.span)
    else:
        yield from _in_blocks(block.children, subject)


def _in_paragraph(
    block: Block, inline: Inline, following: tuple[Block, ...], subject: Inline | None
) -> Iterator[Side]:
    """Read labels at the beginning of lines; what stands behind the paragraph belongs to the last."""
    lines = inline.lines()
    labels = [label_of(line) for line in lines]
    if labels and not labels[-1] and _announces_list(lines[-1], following):
        labels[-1] = label_of(lines[-1], bold=False)
    found = [(number, label) for number, label in enumerate(labels) if label]
    ends = [number for number, _ in found[1:]]
    for (number, label), until in zip(found, [*ends, len(lines)], strict=False):
        points = [*_rest(label), *(_bulleted(each) for each in lines[number + 1 : until])]
        if until == len(lines):
            points += _behind(following, alone=not points)
        yield Side(label.subject or subject, label.good, tuple(points), lines[number].span, block.token)


def _announces_list(line: Inline, following: tuple[Block, ...]) -> bool:
    """Tell whether a line ends in a colon with a list behind it: then its label need not be bold."""
    return line.raw.endswith((":", "：")) and bool(following) and following[0].kind is Kind.LIST


def _behind(following: tuple[Block, ...], *, alone: bool) -> list[tuple[Block, ...]]:
    """Give the points behind a label's paragraph: a list, or, where it has no other, one text.

    Args:
        following: The next two blocks.
        alone: Whether the label has no points so far.
    """
    first = following[0] if following else None
    if first and first.kind is Kind.LIST:
        return _points(first)
    if not (alone and first and first.kind is Kind.PARAGRAPH and first.inline):
        return []
    if first.inline.strong_lead() or any(map(label_of, first.inline.lines())):
        return []
    return [following if _announces_list(first.inline, following[1:]) else (first,)]


def _in_items(block: Block, subject: Inline | None) -> Iterator[Side]:
    for item in block.children:
        first = item.children[0].inline if item.children else None
        if first is None:
            continue
        label = label_of(first, bold=False)
        nested = item.children[1:]
        if label is None:
            # A bullet that names the subject, its sides nested below it.
            yield from _in_blocks(nested, named(first))
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
    text = "".join(" " * len(run.text) if _is_whole(run) else run.text for run in inline.runs)
    for number, char in enumerate(text):
        depth += (char in _OPENING) - (char in _CLOSING)
        if depth <= 0 and char in ",;、，" and not _is_figure(text, number):
            yield inline.cut(start, number)
            start = number + 1
    yield inline.cut(start)


def _is_whole(run: Run) -> bool:
    """Tell whether a comma in a run parts nothing: code, a formula or a link is one piece."""
    return any(mark.tag in _WHOLE for mark in run.marks)


def _is_figure(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _bulleted(line: Inline) -> tuple[Block, ...]:
    bullet = _BULLET.match(line.raw)
    return _as_block(line.cut(bullet.end()) if bullet else line)


def _as_block(inline: Inline) -> tuple[Block, ...]:
    return (Block(Kind.PARAGRAPH, inline.span, inline),)

"""Sides written as labels with lists: ``**X 장점**:`` and bullets, one line, or nested bullets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exporter.extract.lead import BOLD, marked_lead
from exporter.extract.names import is_short_name, undecorated
from exporter.extract.tradeoff.markers import marked_sides, plus_and_minus
from exporter.extract.tradeoff.points import as_point, bulleted, listed, points_of
from exporter.extract.tradeoff.side import Label, Side, label_of, turned
from exporter.extract.tradeoff.table import from_table
from exporter.labels import fold
from exporter.markdown import Block, Inline, Kind
from exporter.parse.roles import subject_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.extract.tradeoff.points import Point
    from exporter.source import Span


class Reading(NamedTuple):
    """How a place is read.

    Attributes:
        text: Of the note.
        weighs: Whether the place is labelled as one that weighs: elsewhere only clear labels count.
        defines: Whether it holds definitions: what stands in their bullets is theirs.
    """

    text: str
    weighs: bool
    defines: bool = False


def announced(label: Label, blocks: Sequence[Block], span: Span) -> Side:
    """Make a side of a heading, or a callout's title, and all that stands below it."""
    points = (*listed(label.rest), *(point for block in blocks for point in points_of(block)))
    return Side(label.subject, label.good, points, span, core=label.core)


def from_blocks(blocks: tuple[Block, ...], subject: Inline | None, how: Reading) -> Iterator[Side]:
    """Give the sides in some blocks.

    Args:
        blocks: Of a section, an item, a frame.
        subject: Whose sides they are where their labels do not say.
        how: How to read them.
    """
    for number, block in enumerate(blocks):
        following = blocks[number + 1 : number + 3]
        match block.kind:
            case Kind.PARAGRAPH if block.inline and (
                name := bold_line(block.inline) or _plain_line(block.inline, following)
            ):
                subject = name
            case Kind.PARAGRAPH if block.inline:
                yield from _in_paragraph(block, block.inline, following, subject, how)
            case Kind.LIST if (
                how.weighs and (good := plus_and_minus(block, blocks, number, how.text)) is not None
            ):
                yield Side(subject, good, tuple(points_of(block)), block.span)
            case Kind.LIST:
                yield from _in_items(block, subject, how)
            case Kind.TABLE:
                yield from from_table(block, subject)
            case Kind.QUOTE | Kind.CALLOUT | Kind.DETAILS:
                yield from _in_frame(block, subject, how)


def bold_line(inline: Inline) -> Inline | None:
    """Give the subject that a paragraph names: it is one bold line and no label of a side."""
    begin, lead = marked_lead(inline, BOLD)
    words = inline.raw.rstrip(" :：")
    if not lead or lead < len(words) or "\n" in words or label_of(inline):
        return None
    told = subject_told(words, "tradeoffs")
    return undecorated(inline.cut(*told) if told else inline.cut(begin))


def _plain_line(inline: Inline, following: tuple[Block, ...]) -> Inline | None:
    """Give the subject that a line of few words names, with nothing but labelled sides behind it."""
    items = following[0].children if following and following[0].kind is Kind.LIST else ()
    firsts = [item.children[0].inline for item in items if item.children]
    if "\n" in inline.raw or not is_short_name(inline.text.rstrip(":：")) or label_of(inline, bold=False):
        return None
    sides = bool(firsts) and all(first and label_of(first, bold=False) for first in firsts)
    return undecorated(inline) if sides else None


def _in_frame(block: Block, subject: Inline | None, how: Reading) -> Iterator[Side]:
    """Read what is quoted, folded or called out; its title may be a label."""
    label = label_of(block.inline, bold=False) if block.inline else None
    if label and block.inline:
        yield announced(label._replace(subject=label.subject or subject), block.children, block.inline.span)
    else:
        yield from from_blocks(block.children, subject, how)


def _in_paragraph(
    block: Block, inline: Inline, following: tuple[Block, ...], subject: Inline | None, how: Reading
) -> Iterator[Side]:
    """Read labels at the beginning of lines; what stands behind the paragraph belongs to the last."""
    lines = [part for line in inline.lines() for part in _at_labels(line)]
    labels = [_line_label(line, how) for line in lines]
    if labels and not labels[-1] and _announces_list(lines[-1], following):
        labels[-1] = label_of(lines[-1], bold=False)
    if not any(labels) and not how.weighs and not how.defines:
        labels = _both_sides(lines)
    if any(labels):
        # Beside other labels one that nothing follows is an empty side, and no point of the one before.
        labels = [label or _empty_label(line) for label, line in zip(labels, lines, strict=True)]
    else:
        if how.weighs:
            yield from marked_sides(lines, subject, block.token)
        return
    name = bold_line(lines[0]) if not labels[0] and len(lines) > 1 else None
    subject = name or subject
    found = [(number, label) for number, label in enumerate(labels) if label]
    ends = [number for number, _ in found[1:]]
    for (number, label), until in zip(found, [*ends, len(lines)], strict=False):
        if label.rest.raw and not label.subject and _is_all_bold(lines[number]) and _lists(following):
            label = turned(label)  # noqa: PLW2901 - the same label, read the other way round
        points = [*listed(label.rest), *(as_point(bulleted(each)) for each in lines[number + 1 : until])]
        if until == len(lines):
            points += _behind(following, alone=not points)
        whose = label.subject or subject or label.aside
        yield Side(whose, label.good, tuple(points), lines[number].span, block.token, label.core)


def _is_all_bold(line: Inline) -> bool:
    return marked_lead(line, BOLD)[1] >= len(line.raw.rstrip(" :："))


def _lists(following: tuple[Block, ...]) -> bool:
    return bool(following) and following[0].kind is Kind.LIST


def _both_sides(lines: list[Inline]) -> list[Label | None]:
    """Read plain lines that are labels of both sides, and nothing else: `장점: …` and `단점: …`."""
    labels = [label_of(line, bold=False) for line in lines]
    both = {label.good for label in labels if label and label.rest.raw and label.closed and label.core}
    return labels if both == {True, False} and all(labels) else []


def _at_labels(line: Inline) -> Iterator[Inline]:
    """Part a line at the bold labels inside it."""
    if "strong" not in line.tags:
        yield line
        return
    starts, at, bold, tried = [0], 0, True, 0
    for run in line.runs:
        strong = any(mark.tag == "strong" for mark in run.marks)
        if strong and not bold and tried < _MOST_LABELS:
            tried += 1
            starts += [at] if label_of(line.cut(at)) else []
        at += len(run.text)
        bold = strong
    for start, end in zip(starts, [*starts[1:], len(line.raw)], strict=True):
        yield line.cut(start, end)


# A line that has more bold words is no line of labels.
_MOST_LABELS = 8


def _line_label(line: Inline, how: Reading) -> Label | None:
    """Read a line's label: where sides are weighed it need not be bold, if a colon follows it."""
    label = label_of(line)
    if label or not how.weighs:
        return label if label and (how.weighs or label.closed) else None
    label = label_of(line, bold=False)
    return (
        label if label and line.raw.rfind(":", 0, label.ends + 12) >= label.ends and label.rest.raw else None
    )


def _empty_label(line: Inline) -> Label | None:
    label = label_of(line, bold=False) if line.raw.rstrip().endswith((":", "：")) else None
    return label if label and not label.rest.raw else None


def _announces_list(line: Inline, following: tuple[Block, ...]) -> bool:
    """Tell whether a label stands alone with a list behind it: then it need not be bold."""
    label = label_of(line, bold=False) if _lists(following) else None
    return label is not None and not label.rest.raw


def _behind(following: tuple[Block, ...], *, alone: bool) -> list[Point]:
    """Give the points behind a label's paragraph: a list, or, where it has no other, one text.

    Args:
        following: The next two blocks.
        alone: Whether the label has no points so far.
    """
    first = following[0] if following else None
    if first and first.kind is Kind.LIST:
        return points_of(first)
    if not (alone and first and first.kind is Kind.PARAGRAPH and first.inline):
        return []
    if first.inline.strong_lead() or any(map(label_of, first.inline.lines())):
        return []
    introduces = first.inline.raw.endswith((":", "：")) and following[1:] and following[1].kind is Kind.LIST
    return [following if introduces else (first,)]


def _in_items(block: Block, subject: Inline | None, how: Reading) -> Iterator[Side]:
    found = list(_labelled_items(block, subject))
    if how.weighs or _is_clear(found, len(block.children), how):
        yield from (side for side, _ in found)
    elif how.defines:
        yield from (side for side, label in found if label.subject and label.core)
    if how.weighs and not found:
        lines = [
            item.children[0].inline for item in block.children if item.children and item.children[0].inline
        ]
        sides = list(marked_sides([line for line in lines if line], subject, ""))
        if sides:
            yield from sides
            return
    if how.defines:
        return
    for item in block.children:
        first = item.children[0].inline if item.children else None
        if first and item.children[1:] and not label_of(first, bold=False):
            # A bullet that names the subject, its sides nested below it.
            yield from from_blocks(item.children[1:], _item_name(first), how)


def _is_clear(found: list[tuple[Side, Label]], items: int, how: Reading) -> bool:
    """Tell whether a list outside a place that weighs is one of sides: it has both sides."""
    both = {side.good for side, _ in found} == {True, False}
    return both and (len(found) == items or not how.defines)


def _labelled_items(block: Block, subject: Inline | None) -> Iterator[tuple[Side, Label]]:
    for item in block.children:
        first = item.children[0].inline if item.children else None
        label = label_of(first, bold=False) if first else None
        nested = item.children[1:]
        if first and label and (label.rest.raw or nested):
            points = (*listed(label.rest), *(point for inner in nested for point in points_of(inner)))
            whose = label.subject or subject or label.aside
            yield Side(whose, label.good, points, first.span, item.token, label.core), label


def _item_name(first: Inline) -> Inline:
    """Give the subject that a bullet names: its bold words, where something else follows them."""
    begin, lead = marked_lead(first, BOLD)
    if lead and fold(first.raw[lead:]) and first.raw[lead:].lstrip()[:1] in {":", "：", "-", "–", "—", "="}:
        return undecorated(first.cut(begin, lead))
    return undecorated(first)

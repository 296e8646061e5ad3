"""Definitions in running text: one begins at each line that parts, or that is a term alone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from exporter.extract.concept.split import Parts, is_property, split, whole_bold
from exporter.extract.names import is_topic
from exporter.extract.tradeoff.side import is_side
from exporter.markdown import Block, Inline, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence


class Found(NamedTuple):
    """A definition as it stands in the note.

    Attributes:
        term: What is defined.
        meaning: What follows on its line.
        rest: The blocks that go on from it.
        token: The author's block id.
        headed: Whether the term is the heading that it stands under.
        bare: Whether the term is a bold line alone: it may also be the name of a group.
    """

    term: Inline
    meaning: Inline
    rest: tuple[Block, ...] = ()
    token: str = ""
    headed: bool = False
    bare: bool = False


class Reading(NamedTuple):
    """What some blocks hold.

    Attributes:
        found: The definitions.
        left: What is none, in source order: it may go on from what stands above.
    """

    found: tuple[Found, ...]
    left: tuple[Block, ...]


def read_paragraph(block: Block, inline: Inline, following: Sequence[Block], *, plain: bool) -> Reading:
    """Read a paragraph: a definition begins at each line that parts, or that is a term alone."""
    spans = inline.line_spans()
    lines = [inline.cut(*span) for span in spans]
    starts = [number for number, line in enumerate(lines) if _starts(lines, number, plain=False)]
    if plain and not starts and all(_starts(lines, number, plain=True) for number in range(len(lines))):
        starts = list(range(len(lines)))
    if not starts or starts[0] != 0:
        name = _bare_name(inline, following)
        return (
            Reading((Found(name, inline.cut(len(inline.raw)), token=block.token, bare=True),), ())
            if name
            else _described(block, inline)
        )
    ends = [spans[number][0] for number in starts[1:]] + [len(inline.raw)]
    found = []
    for number, end in zip(starts, ends, strict=True):
        piece = inline.cut(spans[number][0], end)
        parts = split(piece, plain=plain) or _named_line(piece)
        found.append(Found(parts.term, parts.meaning, token=block.token) if parts else None)
    return Reading(tuple(each for each in found if each), ())


def _starts(lines: Sequence[Inline], number: int, *, plain: bool) -> bool:
    line = lines[number]
    if is_property(line):
        return False
    if split(line, plain=plain):
        return True
    return bool(number + 1 < len(lines) and _named_line(line) and not split(lines[number + 1], plain=False))


def _named_line(piece: Inline) -> Parts | None:
    """Part a term that is a bold line from the text below it."""
    end = line_end(piece)
    name = whole_bold(piece.cut(0, end))
    if name is None or is_topic(name.text) or is_side(name):
        return None
    return Parts(name, piece.cut(end))


def _described(block: Block, inline: Inline) -> Reading:
    """Read `Term` and, on the next line, `: what it means`."""
    lines = inline.lines()
    found: list[Found] = []
    for above, line in pairwise(lines):
        if line.raw.startswith((": ", ":\t")) and not above.raw.startswith(":"):
            found.append(Found(above, line.cut(1), token=block.token))
    return Reading(tuple(found), ()) if found else Reading((), (block,))


def _bare_name(inline: Inline, following: Sequence[Block]) -> Inline | None:
    """Give the term that a paragraph is, bold from end to end, with what it means below it."""
    name = whole_bold(inline)
    if name is None or not following or is_topic(name.text) or is_side(name):
        return None
    if following[0].kind is Kind.PARAGRAPH and following[0].inline and following[0].inline.strong_lead():
        return None
    return name if following[0].kind in {Kind.PARAGRAPH, Kind.LIST} else None


def line_end(inline: Inline) -> int:
    """Offset at which the first line ends."""
    at = inline.raw.find("\n")
    return len(inline.raw) if at < 0 else at


# So many lines tell how the others are written.
_SAMPLE = 20


def are_plain_lines(blocks: Sequence[Block]) -> bool:
    """Tell whether text that is not marked defines things: one such line alone is a sentence."""
    lines = [
        line
        for block in blocks
        if block.kind is Kind.PARAGRAPH and block.inline
        for line in block.inline.lines()
    ]
    return sum(split(line) is not None for line in lines[:_SAMPLE]) > 1

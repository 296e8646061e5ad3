"""Sides that are told apart by a sign before each point: ✅ and ❌, (+) and (-), + and -."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.extract.tradeoff.points import as_point
from exporter.extract.tradeoff.side import Side
from exporter.markdown import Block, Inline, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SIGN = re.compile(
    r"\s*(?:(?P<good>✅|✔️?|✓|☑️?|👍|⭕️?|🟢|➕|🙂|😊|\(\+\)|\[\+\])|(?P<bad>❌|✖️?|✘|✗|✕|☒|❎|👎|🔴|➖|🙁|😢|⚠️?|\([-−–]\)|\[[-−–]\]))\ufe0f?\s*"
)


def marked_text(line: Inline) -> tuple[bool, Inline] | None:
    """Give the side that a line's sign says, and the line without it."""
    sign = _SIGN.match(line.raw)
    rest = line.cut(sign.end()) if sign else None
    return (sign["good"] is not None, rest) if sign and rest and rest.raw else None


def is_good(text: str) -> bool | None:
    """Tell which side a sign alone says, as at the head of a column; None where it is none."""
    sign = _SIGN.fullmatch(text)
    return sign["good"] is not None if sign else None


def marked_sides(lines: Sequence[Inline], subject: Inline | None, token: str) -> Iterator[Side]:
    """Give both sides of lines that all have a sign.

    With signs of one side alone they say something else, such as what is done.
    """
    found = [marked_text(line) for line in lines]
    signed = [each for each in found if each]
    if len(signed) < len(lines) or {good for good, _ in signed} != {True, False}:
        return
    for good in (True, False):
        texts = [text for side, text in signed if side is good]
        yield Side(subject, good, tuple(map(as_point, texts)), texts[0].span, token)


def plus_and_minus(block: Block, blocks: Sequence[Block], number: int, text: str) -> bool | None:
    """Tell which side a list is that stands next to one with the other bullet: `+` for, `-` against.

    Args:
        block: The list.
        blocks: Around it.
        number: Its place among them.
        text: Of the note.
    """
    beside = (*blocks[max(number - 1, 0) : number], *blocks[number + 1 : number + 2])
    own = text[block.span.start : block.span.start + 1]
    other = {"+": "-", "-": "+"}.get(own)
    if other and any(each.kind is Kind.LIST and text[each.span.start] == other for each in beside):
        return own == "+"
    return None

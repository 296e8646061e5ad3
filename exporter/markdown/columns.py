"""The engine's columns count bytes; the tree's offsets count characters."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from exporter.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence


class Columns:
    """Turns lines and byte columns of a text into offsets.

    comrak can count characters itself, but does so anew from the line's beginning for every
    element: a long line of many took minutes.

    Args:
        text: What the engine has parsed.
    """

    def __init__(self, text: str) -> None:
        self._source = Source("", text)
        self._ends: dict[int, Sequence[int]] = {}

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return len(self._source.line_starts)

    def offset(self, line: int, column: int) -> int:
        """Give the offset of a place.

        Args:
            line: From 1.
            column: How many bytes of the line lie before it.
        """
        if line not in self._ends:
            text = self._source.line(line)
            self._ends[line] = () if text.isascii() else tuple(accumulate(map(_width, text)))
        ends = self._ends[line]
        return self._source.line_starts[line - 1] + (bisect_right(ends, column) if ends else column)


def _width(char: str) -> int:
    """Give how many bytes a character has in UTF-8."""
    return 1 + (char > "\x7f") + (char > "\u07ff") + (char > "\uffff")

"""The engine's columns count bytes; the tree's offsets count characters."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

# A line of so many characters is decoded anew for each place in it.
_SHORT = 300


class Columns:
    """Turns lines and byte columns of a text into offsets.

    comrak can count characters itself, but does so anew from the line's beginning for every
    element: a long line of many took minutes.

    Args:
        text: What the engine has parsed.
    """

    def __init__(self, text: str) -> None:
        self._texts = text.split("\n")
        self._starts = list(accumulate([len(line) + 1 for line in self._texts], initial=0))
        self._bytes: dict[int, bytes] = {}
        self._ends: dict[int, list[int]] = {}
        self.lines = len(self._texts)

    def offset(self, line: int, column: int) -> int:
        """Give the offset of a place.

        Args:
            line: From 1.
            column: How many bytes of the line lie before it.
        """
        text, start = self._texts[line - 1], self._starts[line - 1]
        if text.isascii() or not column:
            return start + column
        if len(text) > _SHORT:
            return start + self._counted(line, text, column)
        if line not in self._bytes:
            self._bytes[line] = text.encode()
        written = self._bytes[line]
        if column >= len(written):
            return start + len(text)
        return start + len(written[:column].decode(errors="ignore"))

    def _counted(self, line: int, text: str, column: int) -> int:
        """Look a column up in a long line, all of whose characters are counted once."""
        if line not in self._ends:
            self._ends[line] = list(accumulate(map(len, map(str.encode, text))))
        return bisect_right(self._ends[line], column)

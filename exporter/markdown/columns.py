"""The engine's columns count bytes; the tree's offsets count characters."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

# A line of so many bytes is decoded anew for each place in it.
_SHORT = 300


class Columns:
    """Turns lines and byte columns of a text into offsets.

    comrak can count characters itself, but does so anew from the line's beginning for every
    element: a long line of many took minutes.

    Args:
        text: What the engine has parsed.
    """

    def __init__(self, text: str) -> None:
        texts = text.split("\n")
        self._starts = list(accumulate([len(line) + 1 for line in texts], initial=0))
        self._written = text.encode().split(b"\n")
        self._ends: dict[int, list[int]] = {}
        self.lines = len(texts)

    def stretch(self, written: str) -> tuple[int, int] | None:
        """Give where an element begins and ends; None for what is no place in the text.

        Args:
            written: As the engine says it: ``3:1-4:20``.
        """
        begin, _, behind = written.partition("-")
        line, _, column = begin.partition(":")
        last, _, end = behind.partition(":")
        try:
            first, left, final, right = int(line), int(column) - 1, int(last), int(end)
        except ValueError:
            # The engine writes none such; a note can.
            return None
        if not 0 < first <= final <= self.lines or left < 0 or right < 0:
            return None
        return self.offset(first, left), self.offset(final, right)

    def offset(self, line: int, column: int) -> int:
        """Give the offset of a place.

        Args:
            line: From 1.
            column: How many bytes of the line lie before it.
        """
        written = self._written[line - 1]
        # Most elements end where their line does, and begin behind nothing or a few signs.
        if column == len(written):
            return self._starts[line] - 1
        if len(written) > _SHORT and not written.isascii():
            return self._starts[line - 1] + self._counted(line, written, column)
        before = written[:column]
        if before.isascii():
            return self._starts[line - 1] + column
        return self._starts[line - 1] + len(before.decode(errors="ignore"))

    def _counted(self, line: int, written: bytes, column: int) -> int:
        """Look a column up in a long line, all of whose characters are counted once."""
        if line not in self._ends:
            self._ends[line] = list(accumulate(map(len, map(str.encode, written.decode()))))
        return bisect_right(self._ends[line], column)

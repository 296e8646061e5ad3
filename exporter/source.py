"""The text of one note and places in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a source: character offsets, the end not included."""

    start: int
    end: int


class Position(NamedTuple):
    """A place as people read it: line and column, both from 1, in characters."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    r"""A note's path and text.

    Attributes:
        path: Relative to the vault, NFC, forward slashes.
        text: What the file says, decoded, with ``\n`` line ends.
    """

    path: str
    text: str

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset at which each line begins."""
        lengths = [len(line) + 1 for line in self.text.split("\n")]
        return tuple(accumulate(lengths[:-1], initial=0))

    def position(self, offset: int) -> Position:
        """Turn an offset into line and column."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def offset(self, line: int, column: int) -> int:
        """Turn line and column (from 1) into an offset, clipped to the text."""
        starts = self.line_starts
        if line > len(starts):
            return len(self.text)
        return min(starts[line - 1] + column - 1, len(self.text))

    def line(self, number: int) -> str:
        """Give one line without its end; empty beyond the last."""
        starts = self.line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end]

    def slice(self, span: Span) -> str:
        """Give the text of a span as the author wrote it."""
        return self.text[span.start : span.end]

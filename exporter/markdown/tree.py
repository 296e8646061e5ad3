"""The tree of a note: blocks, and inline content as runs of text that can be cut anywhere."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from exporter.source import Span

_SPACE = re.compile(r"\s+")
_LINE_END = re.compile(r"\n")


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    ITEM = "item"
    CODE = "code"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    QUOTE = "quote"
    CALLOUT = "callout"
    DETAILS = "details"
    RULE = "rule"


class Mark(NamedTuple):
    """What a run of text stands in: an element of the source.

    Attributes:
        tag: ``strong``, ``em``, ``code``, ``a``, ``wikilink``, ``img``, ``embed``, ``math``, ``tag``, …
        value: Target of a link or picture, style of math, the tag's name; else empty.
        span: The whole element in the source, delimiters included.
        detail: Width of a picture, in pixels; else empty.
    """

    tag: str
    value: str
    span: Span
    detail: str = ""


class Run(NamedTuple):
    r"""A piece of inline content with one set of marks.

    Attributes:
        text: What it says; TeX for math, the alternative text for a picture, ``\n`` for a line end.
        marks: Outermost first.
        start: Offset of the text in the source.
        end: Offset behind it.
    """

    text: str
    marks: tuple[Mark, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Inline:
    """Inline content: the runs of a paragraph, a heading, a cell, or of a cut of one."""

    runs: tuple[Run, ...]

    @cached_property
    def raw(self) -> str:
        """The text of all runs; offsets in it are what `cut` takes."""
        return "".join([run.text for run in self.runs])

    @cached_property
    def text(self) -> str:
        """Plain text, white space folded."""
        return _SPACE.sub(" ", self.raw).strip()

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """Offset in `raw` at which each run begins."""
        return tuple(accumulate((len(run.text) for run in self.runs[:-1]), initial=0))

    @property
    def span(self) -> Span:
        """Where it stands in the source, with the delimiters of every element wholly inside."""
        if not self.runs:
            return Span(0, 0)
        start, end = self.runs[0].start, self.runs[-1].end
        for mark in reversed(self.runs[0].marks):
            if self._holds(mark, self.runs[0].marks[-1]):
                start, end = min(start, mark.span.start), max(end, mark.span.end)
        for mark in reversed(self.runs[-1].marks):
            if self._holds(mark, self.runs[-1].marks[-1]):
                start, end = min(start, mark.span.start), max(end, mark.span.end)
        return Span(start, end)

    def _holds(self, mark: Mark, innermost: Mark) -> bool:
        """Tell whether all of an element is here: only delimiters lie outside the runs in it."""
        inside = [run for run in self.runs if mark in run.marks]
        before = inside[0].start - mark.span.start
        after = mark.span.end - inside[-1].end
        most = 3 * len(inside[0].marks) if innermost.tag not in _LONG else mark.span.end - mark.span.start
        return before <= most and after <= most

    def cut(self, start: int, end: int | None = None) -> Inline:
        """Give the part between two offsets of `raw`, white space at its ends removed."""
        raw = self.raw
        stop = len(raw) if end is None else end
        while start < stop and raw[start].isspace():
            start += 1
        while stop > start and raw[stop - 1].isspace():
            stop -= 1
        if start == 0 and stop == len(raw):
            return self
        if start == stop:
            return Inline(())
        first, last = bisect_right(self._starts, start) - 1, bisect_left(self._starts, stop)
        return Inline(
            tuple(
                cut_run(run, max(start - at, 0), min(stop - at, len(run.text)))
                for run, at in zip(self.runs[first:last], self._starts[first:last], strict=True)
                if run.text
            )
        )

    def line_spans(self) -> list[tuple[int, int]]:
        """Give where each line begins and ends in `raw`, as the author broke them."""
        ends = [found.start() for found in _LINE_END.finditer(self.raw)]
        return list(zip([0, *(end + 1 for end in ends)], [*ends, len(self.raw)], strict=True))

    def lines(self) -> list[Inline]:
        """Give the lines; empty ones left out."""
        lines = (self.cut(start, end) for start, end in self.line_spans())
        return [line for line in lines if line.raw]

    def without(self, tag: str) -> Inline:
        """Give the same content with one kind of mark taken off."""
        if not any(mark.tag == tag for run in self.runs for mark in run.marks):
            return self
        return Inline(
            tuple(
                run._replace(marks=tuple(mark for mark in run.marks if mark.tag != tag)) for run in self.runs
            )
        )

    def strong_lead(self) -> int:
        """Length in `raw` of the bold text it begins with; 0 where it does not."""
        length = 0
        for run in self.runs:
            if run.text.strip() and not any(mark.tag == "strong" for mark in run.marks):
                break
            length += len(run.text)
        lead = self.raw[:length].rstrip()
        return len(lead)


# Elements whose delimiters are longer than a few characters.
_LONG = frozenset({"a", "wikilink", "img", "embed", "math", "code", "tag"})


def cut_run(run: Run, left: int, right: int) -> Run:
    """Give the part of a run between two offsets of its text."""
    length = len(run.text)
    if right - left == length:
        return run
    if run.end - run.start == length:
        return Run(run.text[left:right], run.marks, run.start + left, run.start + right)
    # An escape or entity makes the source longer than the text; the ends stay right.
    begin = run.start + left if left else run.start
    finish = run.end - (length - right)
    return Run(run.text[left:right], run.marks, begin, max(begin, finish))


class Block(NamedTuple):
    """A block of the note.

    Attributes:
        kind: What it is.
        span: Where it stands in the source.
        inline: Content of a heading, paragraph or cell; title of a callout or details.
        children: The blocks inside.
        level: Of a heading; first number of a list, number of an item (0: bullets).
        info: Language of code, kind of callout, alignment of a cell, ``x`` or ``-`` of a task.
        code: Text of a code block.
        token: The ``^block-id`` at its end.
    """

    kind: Kind
    span: Span
    inline: Inline | None = None
    children: tuple[Block, ...] = ()
    level: int = 0
    info: str = ""
    code: str = ""
    token: str = ""

    @property
    def text(self) -> str:
        """Plain text of all that is in it, white space folded."""
        parts = [self.inline.text] if self.inline else []
        parts += [_SPACE.sub(" ", self.code).strip()] if self.code else []
        parts += [child.text for child in self.children]
        return " ".join(part for part in parts if part)

"""The tree of a note: blocks, and inline content as runs of text that can be cut anywhere."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from exporter.source import Span

_LINE_END = re.compile(r"\n")
_NONE: frozenset[str] = frozenset()


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


def folded(text: str) -> str:
    """Fold the white space of a text: one space between two words, none around them."""
    # No white space but the space is printable, so that most texts can stay as they are.
    if text.isprintable() and "  " not in text and text == text.strip(" "):
        return text
    return " ".join(text.split())


@lru_cache(maxsize=256)
def _shared(tags: frozenset[str]) -> frozenset[str]:
    """Give the same object for the same kinds: a note has many texts, and few combinations."""
    return tags


class Inline:
    """Inline content: the runs of a paragraph, a heading, a cell, or of a cut of one.

    Several recognisers ask the same of every line, so it remembers what it was asked; and two are equal
    only if they are one, so that others can remember by it, too.

    Attributes:
        runs: In source order.
        raw: The text of all runs; offsets in it are what `cut` takes.
    """

    __slots__ = ("_lead", "_lines", "_span", "_starts", "_tags", "_text", "raw", "runs")

    def __init__(self, runs: tuple[Run, ...]) -> None:
        """Take the runs, in source order."""
        self.runs = runs
        # Most texts are one run without any mark.
        single = len(runs) == 1
        self.raw = runs[0].text if single else "".join([run.text for run in runs])
        self._tags: frozenset[str] | None = _NONE if single and not runs[0].marks else None
        self._text: str | None = None
        self._span: Span | None = None
        self._lines: tuple[Inline, ...] | None = None
        self._starts: tuple[int, ...] | None = None
        self._lead = -1

    def __repr__(self) -> str:
        """Show the runs: all else follows from them."""
        return f"Inline({self.runs!r})"

    def __reduce__(self) -> tuple[type[Inline], tuple[tuple[Run, ...]]]:
        """Keep the runs alone."""
        return Inline, (self.runs,)

    @property
    def text(self) -> str:
        """Plain text, white space folded."""
        if self._text is None:
            self._text = folded(self.raw)
        return self._text

    @property
    def tags(self) -> frozenset[str]:
        """The kinds of marks that are anywhere in it."""
        if self._tags is None:
            self._tags = _shared(frozenset([mark.tag for run in self.runs for mark in run.marks]))
        return self._tags

    @property
    def span(self) -> Span:
        """Where it stands in the source, with the delimiters of every element wholly inside."""
        if self._span is None:
            self._span = self._place()
        return self._span

    def _place(self) -> Span:
        if not self.runs:
            return Span(0, 0)
        first, last = self.runs[0], self.runs[-1]
        start, end = first.start, last.end
        if not (first.marks or last.marks):
            return Span(start, end)
        for run in (first,) if first is last else (first, last):
            for mark in reversed(run.marks):
                if self._holds(mark, run.marks[-1]):
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
        if len(self.runs) == 1:
            return Inline((cut_run(self.runs[0], start, stop),))
        if len(self.runs) <= _FEW:
            return Inline(self._within(start, stop))
        if self._starts is None:
            self._starts = tuple(accumulate([len(run.text) for run in self.runs[:-1]], initial=0))
        first, last = bisect_right(self._starts, start) - 1, bisect_left(self._starts, stop)
        return Inline(
            tuple(
                [
                    cut_run(run, max(start - at, 0), min(stop - at, len(run.text)))
                    for run, at in zip(self.runs[first:last], self._starts[first:last], strict=True)
                    if run.text
                ]
            )
        )

    def _within(self, start: int, stop: int) -> tuple[Run, ...]:
        """Give what of the runs stands between two offsets, going through them all."""
        found: list[Run] = []
        at = 0
        for run in self.runs:
            end = at + len(run.text)
            if at < stop and end > start and end > at:
                found.append(cut_run(run, max(start - at, 0), min(stop, end) - at))
            at = end
        return tuple(found)

    def line_spans(self) -> list[tuple[int, int]]:
        """Give where each line begins and ends in `raw`, as the author broke them."""
        ends = [found.start() for found in _LINE_END.finditer(self.raw)]
        return list(zip([0, *(end + 1 for end in ends)], [*ends, len(self.raw)], strict=True))

    def lines(self) -> tuple[Inline, ...]:
        """Give the lines, of several always the same objects; empty ones left out."""
        if self._lines is None:
            raw = self.raw
            if "\n" not in raw:
                # Not kept: what refers to itself is only freed by the collector of cycles.
                line = self if raw.strip() == raw else self.cut(0)
                return (line,) if line.raw else ()
            lines = [self.cut(start, end) for start, end in self.line_spans()]
            self._lines = tuple([line for line in lines if line.raw])
        return self._lines

    def without(self, tag: str) -> Inline:
        """Give the same content with one kind of mark taken off."""
        if tag not in self.tags:
            return self
        return Inline(
            tuple(
                [
                    run._replace(marks=tuple([mark for mark in run.marks if mark.tag != tag]))
                    for run in self.runs
                ]
            )
        )

    def strong_lead(self) -> int:
        """Length in `raw` of the bold text it begins with; 0 where it does not."""
        if self._lead < 0:
            self._lead = self._strong() if "strong" in self.tags else 0
        return self._lead

    def _strong(self) -> int:
        length = 0
        for run in self.runs:
            if run.text.strip() and not any(mark.tag == "strong" for mark in run.marks):
                break
            length += len(run.text)
        return len(self.raw[:length].rstrip())


# To go through so many runs is quicker than to note where each begins.
_FEW = 4
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
        if not self.children and not self.code:
            return self.inline.text if self.inline else ""
        parts = [self.inline.text] if self.inline else []
        parts += [folded(self.code)] if self.code else []
        parts += [child.text for child in self.children]
        return " ".join(part for part in parts if part)

"""Finds the gaps of a text: `==gap==`, with `^[hint]` or `[^1]` behind it, and `{{c1::gap::hint}}`."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from exporter.extract.signs import shade
from exporter.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.markdown import Inline, Mark
    from exporter.source import Source

# What opens or closes a gap of Anki's own syntax.
_BRACE = re.compile(r"\{\{c(?P<number>\d+)::|\}\}")
_HINT = re.compile(r" \((?P<hint>.*)\)", re.DOTALL)
_GROUP = re.compile(r"\[\^(?P<number>[1-9]\d{0,2})\]")
# Anki knows no gap beyond this number.
MOST_GAPS = 500


class Hole(NamedTuple):
    """A gap in inline content; offsets are those of its `raw`.

    Attributes:
        start: Where what it hides begins.
        end: Where that ends.
        outer: Where the gap begins and ends, with all its signs.
        number: The author's own; None where there is none.
        hint: What to show in its place; empty for none.
        span: Of the whole in the source, where its signs are not Anki's own; else None.
    """

    start: int
    end: int
    outer: tuple[int, int]
    number: int | None
    hint: str
    span: Span | None = None


class Broken(NamedTuple):
    """A gap that cannot be read.

    Attributes:
        at: Offset in `raw`.
        message: What is wrong with it.
    """

    at: int
    message: str


def holes(inline: Inline, source: Source) -> tuple[list[Hole], list[Broken]]:
    """Find the gaps of a text, in its order, and those that are broken."""
    if "{{c" not in inline.raw and "mark" not in inline.tags:
        return [], []
    braced, broken = _braced(shade(inline))
    ends = [hole.outer[1] for hole in braced]
    marked = [hole for hole in _marked(inline, source) if not _overlaps(hole.outer, braced, ends)]
    return sorted((*braced, *marked), key=lambda hole: hole.start), broken


def _braced(shaded: str) -> tuple[list[Hole], list[Broken]]:
    found: list[Hole] = []
    broken: list[Broken] = []
    opened: re.Match[str] | None = None
    for brace in _BRACE.finditer(shaded):
        if brace["number"]:
            if opened:
                broken.append(Broken(opened.start(), "is not closed before the next gap begins"))
            opened = brace
        elif opened:
            inside, colons, hint = shaded[opened.end() : brace.start()].partition("::")
            number = int(opened["number"][:4])
            if not inside.strip():
                broken.append(Broken(opened.start(), "hides nothing"))
            elif not 1 <= number <= MOST_GAPS:
                broken.append(Broken(opened.start(), f"has a number beyond Anki's, 1 to {MOST_GAPS}"))
            else:
                outer = (opened.start(), brace.end())
                hint = hint.strip() if colons else ""
                found.append(Hole(opened.end(), opened.end() + len(inside), outer, number, hint))
            opened = None
    if opened:
        broken.append(Broken(opened.start(), "is not closed"))
    return found, broken


def _overlaps(outer: tuple[int, int], others: list[Hole], ends: list[int]) -> bool:
    behind = bisect_right(ends, outer[0])
    return behind < len(others) and others[behind].outer[0] < outer[1]


def _marked(inline: Inline, source: Source) -> Iterator[Hole]:
    """Give the highlighted parts."""
    raw, at = inline.raw, 0
    ranges: list[tuple[Mark, int, int]] = []
    footnotes: dict[int, tuple[int, Mark]] = {}
    for run in inline.runs:
        end = at + len(run.text)
        for mark in run.marks:
            if mark.tag == "footnote":
                footnotes[at] = (end, mark)
            if mark.tag == "mark" and source.text.startswith("==", mark.span.start):
                if ranges and ranges[-1][0] == mark:
                    ranges[-1] = (mark, ranges[-1][1], end)
                else:
                    ranges.append((mark, at, end))
        at = end
    for mark, start, end in ranges:
        if not raw[start:end].strip():
            continue
        behind, last, hint = end, mark.span.end, ""
        if end in footnotes and source.text.startswith("^[", footnotes[end][1].span.start):
            behind, last = footnotes[end][0], footnotes[end][1].span.end
            said = _HINT.fullmatch(raw, end, behind)
            hint = said["hint"] if said else ""
        group = _GROUP.match(raw, behind)
        if group:
            behind, last = group.end(), last + len(group[0])
        number = int(group["number"]) if group else None
        yield Hole(start, end, (start, behind), number, hint, Span(mark.span.start, last))

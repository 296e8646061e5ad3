"""Finds out how a text was damaged: through which pages, how often, and which bytes went missing."""

from __future__ import annotations

import re

from exporter.repair.edges import Scheme, edges
from exporter.repair.glance import suspicious
from exporter.repair.pages import NONE, Page, pages
from exporter.repair.plausible import plausible

_LEAD, _FOLLOW = "[\xc2-\xf4]", "[\x80-\xbf]"
_WHOLE = re.compile(f"[\xc2-\xdf]{_FOLLOW}|[\xe0-\xef]{_FOLLOW}{{2}}|[\xf0-\xf4]{_FOLLOW}{{3}}")
_HANGUL = re.compile("[가-힣]")
# A page without control characters shows nothing from here; some texts just have nothing there.
_CONTROLS = re.compile("[\x80-\x9f]")
_MANY = 30
# So many lines are enough to see how often a text was damaged.
_SAMPLE = 200


def scheme_of(text: str) -> Scheme:
    """Say how a suspicious text was most likely damaged.

    Args:
        text: It has at least a place that looks damaged.
    """
    lines = [line for line in text.split("\n") if suspicious(line)]
    outer = max(pages(), key=lambda page: _fit("\n".join(lines), page))
    once = _scheme(lines, (outer,))
    sample = lines[:_SAMPLE]
    undone = [_undone(line, once) for line in sample]
    if sum(map(suspicious, undone)) * 2 <= len(sample):
        return once
    twice = [_scheme(sample, (outer, inner)) for inner in pages()]
    sample = lines[:_MANY]
    best = max(twice, key=lambda scheme: _likely(sample, scheme))
    return best if _likely(sample, best) > _likely(sample, once, only_hangul=True) else once


def _fit(text: str, page: Page) -> tuple[int, bool]:
    """Say how much of a text is explained by a page."""
    seen = text.translate(page.bytes)
    whole = sum(len(unit) for unit in _WHOLE.findall(seen))
    stripped = len(seen) > _MANY and not _CONTROLS.search(seen)
    return whole - seen.count(NONE), stripped == (page.name == "latin-1")


def _scheme(lines: list[str], chosen: tuple[Page, ...]) -> Scheme:
    """Say which bytes were dropped: those that a page hides, and that are nowhere to be seen."""
    lost = []
    text = "\n".join(lines)
    for page in chosen:
        seen = set(text.translate(page.bytes))
        lost.append(tuple(sorted(byte for byte in page.undefined if chr(byte) not in seen)))
        if page is not chosen[-1] or len(chosen) > len(lost):
            text = "\n".join(_undone(line, Scheme((page,), ((),))) for line in text.split("\n"))
    # Where one no-break space is left, none was turned into a space.
    return Scheme(
        chosen, tuple(lost), folded="\xa0" not in text and not any("\xa0" in line for line in lines)
    )


def _undone(line: str, scheme: Scheme) -> str:
    """Undo what can be undone without choosing."""
    parts: list[str] = []
    at = 0
    for edge in edges(line, scheme):
        if edge.intact and edge.start >= at:
            parts += (line[at : edge.start], edge.choices[0])
            at = edge.end
    return "".join((*parts, line[at:]))


def _likely(lines: list[str], scheme: Scheme, *, only_hangul: bool = False) -> int:
    """Count the characters that were plainly meant, if this is how the text was damaged."""
    return sum(
        1
        for line in lines
        for edge in edges(line, scheme)
        if edge.intact and (_HANGUL.match(edge.choices[0]) if only_hangul else plausible(edge.choices[0]))
    )

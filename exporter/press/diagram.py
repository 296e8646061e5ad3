"""Text drawings on paper: every character in its cell, the type as large as the column allows."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from markupsafe import Markup

from exporter.render.cells import TAB_STOP, clusters, width

LARGEST = 7.0
SMALL = 5.2
SMALLEST = 4.0
LEADING = 1.05  # D2Coding draws its bars 1.059 em high: they overlap by a hair
ROOM = 272.0
# Of the room: how high a drawing stands without its type being made smaller, and with the smallest.
_HIGH, _HIGHEST = 105 / 272, 190 / 272
_EM_PER_CELL = 0.5
_EM_PER_CELL_ELSEWHERE = 0.61  # the widest of the usual monospaced fonts
_MM_PER_PT = 25.4 / 72
# Printed emoji are outlines: of several that are joined the first one stands for all, without its colour.
_JOINED = re.compile("\u200d.*", re.DOTALL)
_UNPRINTED = re.compile("[\u200b\u200c\u2060\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")


@dataclass(frozen=True, slots=True)
class Diagram:
    """A drawing ready to print.

    Attributes:
        html: Its lines, characters that the monospaced font may lack each in a box of their own.
        size: Of the type, in points.
        height: In mm.
        across: Whether it needs the width of the page.
        tall: Whether it has to be broken: even the smallest type leaves it higher than a page has room for.
    """

    html: Markup
    size: float
    height: float
    across: bool
    tall: bool = False


def cells(sign: str) -> int:
    """How many cells of a monospaced page a sign takes: a character and what clings to it."""
    # Circled figures count as wide: the one monospaced Korean font that draws boxes has them so.
    return 2 if 0x2460 <= ord(sign[0]) <= 0x24FF else width(sign)  # noqa: PLR2004


def lay_out(  # noqa: PLR0913 - what a page is
    drawing: str,
    column: float,
    page: float,
    *,
    exact: bool = True,
    room: float = ROOM,
    scale: float = 1.0,
) -> Diagram:
    """Make a drawing fit a column, or the page where it would be too small in a column.

    A high one gets smaller type, too, so that it stands on one page with its heading.

    Args:
        drawing: Lines of text.
        column: Width of a column, in points.
        page: Width of the type area, in points.
        exact: Whether the font has Hangul of two cells and lines of one. Otherwise every sign
            beyond ASCII gets a box of its own, in whatever monospaced font there is.
        room: Height of the type area, in mm.
        scale: At which the page is printed: type that gets smaller there must not begin as small.
    """
    lines = [_expanded(line.rstrip()) for line in drawing.strip("\n").splitlines()]
    indent = min((_indent(line) for line in lines if line), default=0)
    lines = [line[indent:] for line in lines]
    widest = (max((sum(map(cells, line)) for line in lines), default=0) or 1) * (
        _EM_PER_CELL if exact else _EM_PER_CELL_ELSEWHERE
    )
    small, smallest = SMALL / scale, SMALLEST / scale
    across = column / widest < small
    size = min(LARGEST, (page if across else column) / widest)
    rows = ("".join(_cell(sign, exact=exact) for sign in line) for line in lines)
    drawn = Markup("\n".join(rows))  # noqa: S704 - escaped by the cell
    high = len(lines) * LEADING * _MM_PER_PT or 1
    size = min(size, max(room * _HIGH / high, small))
    highest = room * _HIGHEST
    if high * smallest <= highest:  # otherwise it is broken all the same
        size = min(size, highest / high)
    size = round(max(size, smallest) - 0.005, 2)
    return Diagram(drawn, size, high * size, across, high * size > highest)


def _expanded(line: str) -> list[str]:
    """Part a line into signs, tabs into spaces up to the next stop."""
    signs: list[str] = []
    at = 0
    for sign in clusters(line):
        taken = TAB_STOP - at % TAB_STOP if sign == "\t" else cells(sign)
        signs += [" "] * taken if sign == "\t" else [sign]
        at += taken
    return signs


def _indent(line: list[str]) -> int:
    return next(place for place, sign in enumerate(line) if sign != " ")


def _cell(sign: str, *, exact: bool) -> str:
    escaped = html.escape(_UNPRINTED.sub("", _JOINED.sub("", sign)), quote=False)
    plain = sign.isascii() or (exact and _as_drawn(sign)) or not cells(sign)
    return escaped if plain else f'<span class="c{cells(sign)}">{escaped}</span>'


def _as_drawn(sign: str) -> bool:
    first = sign[0]
    return "\u2500" <= first < "\u2580" or "가" <= first <= "힣" or first in "→←↑↓↔↕▲▼◀▶·…"

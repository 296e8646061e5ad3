"""Text drawings on paper: every character in its cell, the type as large as the column allows."""

from __future__ import annotations

import html
from dataclasses import dataclass
from unicodedata import combining, east_asian_width

from markupsafe import Markup

LARGEST = 7.0
SMALL = 5.2
SMALLEST = 4.0
# In mm: how high a drawing stands without its type being made smaller, and with the smallest type.
HIGH, HIGHEST = 105.0, 190.0
LEADING = 1.05  # D2Coding draws its bars 1.059 em high: they overlap by a hair
_EM_PER_CELL = 0.5
_EM_PER_CELL_ELSEWHERE = 0.61  # the widest of the usual monospaced fonts
_MM_PER_PT = 25.4 / 72
_ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufe0e\ufe0f")


@dataclass(frozen=True, slots=True)
class Diagram:
    """A drawing ready to print.

    Attributes:
        html: Its lines, characters that the monospaced font may lack each in a box of their own.
        size: Of the type, in points.
        height: In mm.
        across: Whether it needs the width of the page.
    """

    html: Markup
    size: float
    height: float
    across: bool

    @property
    def tall(self) -> bool:
        """Whether it has to be broken: even the smallest type leaves it higher than a page has room for."""
        return self.height > HIGHEST


def cells(character: str) -> int:
    """How many cells of a monospaced page a character takes."""
    if character in _ZERO_WIDTH or combining(character):
        return 0
    # Circled figures count as wide: the one monospaced Korean font that draws boxes has them so.
    return 2 if east_asian_width(character) in "WF" or 0x2460 <= ord(character) <= 0x24FF else 1  # noqa: PLR2004


def lay_out(drawing: str, column: float, page: float, *, exact: bool = True) -> Diagram:
    """Make a drawing fit a column, or the page where it would be too small in a column.

    A high one gets smaller type, too, so that it stands on one page with its heading.

    Args:
        drawing: Lines of text.
        column: Width of a column, in points.
        page: Width of the type area, in points.
        exact: Whether the font has Hangul of two cells and lines of one. Otherwise every sign
            beyond ASCII gets a box of its own, in whatever monospaced font there is.
    """
    lines = [line.rstrip() for line in drawing.expandtabs(4).strip("\n").splitlines()]
    indent = min((len(line) - len(line.lstrip(" ")) for line in lines if line), default=0)
    lines = [line[indent:] for line in lines]
    widest = (max((sum(map(cells, line)) for line in lines), default=0) or 1) * (
        _EM_PER_CELL if exact else _EM_PER_CELL_ELSEWHERE
    )
    across = column / widest < SMALL
    size = min(LARGEST, (page if across else column) / widest)
    drawn = Markup("\n".join(_line(line, exact=exact) for line in lines))  # noqa: S704 - escaped by the cell
    high = len(lines) * LEADING * _MM_PER_PT or 1
    size = min(size, max(HIGH / high, SMALL))
    if high * SMALLEST <= HIGHEST:  # otherwise it is broken all the same
        size = min(size, HIGHEST / high)
    size = round(max(size, SMALLEST) - 0.005, 2)
    return Diagram(drawn, size, high * size, across)


def _line(line: str, *, exact: bool) -> str:
    return "".join(_cell(character, exact=exact) for character in line if character not in _ZERO_WIDTH)


def _cell(character: str, *, exact: bool) -> str:
    escaped = html.escape(character, quote=False)
    plain = character.isascii() or (exact and _as_drawn(character))
    return escaped if plain else f'<span class="c{cells(character)}">{escaped}</span>'


def _as_drawn(character: str) -> bool:
    code = ord(character)
    return 0x2500 <= code < 0x2580 or 0xAC00 <= code < 0xD7A4 or character in "→←↑↓↔↕▲▼◀▶·…"  # noqa: PLR2004

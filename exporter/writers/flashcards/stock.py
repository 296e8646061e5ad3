"""Cards and the paper they are printed on: sizes by name, and how many of a size a sheet holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

INCH = 25.4
_EPSILON = 1e-6

PAPERS = {"a4": (210.0, 297.0), "letter": (8.5 * INCH, 11 * INCH)}
# Width and height as one reads them: cards lie, as index cards do.
SIZES = {
    "a7": (105.0, 74.0),
    "a8": (74.0, 52.0),
    "3x5": (5 * INCH, 3 * INCH),
    "business": (3.5 * INCH, 2 * INCH),
}
# Smaller ones have no room for text that can be read.
SMALLEST = (50.0, 35.0)
_MEASURES = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Grid:
    """Where cards lie on a sheet; all measures in mm, from its upper left corner.

    Attributes:
        paper: Width and height of the sheet as it is read.
        card: Width and height of a card.
        columns: How many cells stand side by side.
        rows: How many stand one below the other.
        pair: How many cards a cell holds side by side and one below the other: one, or a front and
            its back.
        cut: Whether the sheet has yet to be cut; prepared stock is not.
    """

    paper: tuple[float, float]
    card: tuple[float, float]
    columns: int
    rows: int
    pair: tuple[int, int] = (1, 1)
    cut: bool = True

    @property
    def cell(self) -> tuple[float, float]:
        """Width and height of a cell."""
        return (self.card[0] * self.pair[0], self.card[1] * self.pair[1])

    @property
    def origin(self) -> tuple[float, float]:
        """Where the first cell begins: what is left of the paper is the same on both sides."""
        return (
            (self.paper[0] - self.columns * self.cell[0]) / 2,
            (self.paper[1] - self.rows * self.cell[1]) / 2,
        )

    @property
    def cells(self) -> tuple[tuple[float, float], ...]:
        """Upper left corners of the cells, row by row."""
        (left, top), (width, height) = self.origin, self.cell
        return tuple(
            (left + column * width, top + row * height)
            for row in range(self.rows)
            for column in range(self.columns)
        )

    @property
    def upright(self) -> bool:
        """Whether the paper stands on its short edge."""
        return self.paper[0] <= self.paper[1]


# Prepared stock is made for one paper: the makers' templates. Its margins are equal on both sides.
STOCK = {
    "avery5371": Grid(PAPERS["letter"], SIZES["business"], 2, 5, cut=False),
    "avery5388": Grid(PAPERS["letter"], SIZES["3x5"], 1, 3, cut=False),
}


def card_size(name: str) -> tuple[float, float]:
    """Give width and height of a card.

    Args:
        name: Of a size, or measures such as ``90x60``.

    Raises:
        ValueError: It is neither, or too small for text.
    """
    if name in SIZES:
        return SIZES[name]
    measures = _MEASURES.fullmatch(name.strip())
    if measures is None:
        message = f"`size` is one of {', '.join((*SIZES, *STOCK))}, or mm such as `90x60`, not `{name}`"
        raise ValueError(message)
    size = (float(measures[1]), float(measures[2]))
    if size[0] < SMALLEST[0] or size[1] < SMALLEST[1]:
        message = f"`size`: a card of {name} mm has no room for text; the least is {_said(SMALLEST)}"
        raise ValueError(message)
    return size


def grid(size: str, paper: str, pair: tuple[int, int] = (1, 1)) -> Grid:
    """Lay cards out on a sheet: the paper is turned so that most of them fit.

    Args:
        size: Of the cards: a name or measures.
        paper: Its name; empty for A4, or for what the stock is made of.
        pair: See `Grid`.

    Raises:
        ValueError: There is no such size or paper, or not one card fits.
    """
    if paper and paper not in PAPERS:
        message = f"`paper` is one of {', '.join(PAPERS)}, not `{paper}`"
        raise ValueError(message)
    if size in STOCK:
        if paper not in {"", "letter"}:
            message = f"`{size}` is made of letter paper, not of `{paper}`"
            raise ValueError(message)
        if pair != (1, 1):
            message = f"the cards of `{size}` are cut already and cannot hold a front beside its back"
            raise ValueError(message)
        return STOCK[size]
    card = card_size(size)
    short, long = PAPERS[paper or "a4"]
    grids = [_filled(sheet, card, pair) for sheet in ((short, long), (long, short))]
    best = max(grids, key=lambda grid: grid.columns * grid.rows)
    if not best.columns * best.rows:
        what = "a front beside its back" if pair != (1, 1) else "a card"
        message = f"`size`: {what} of {_said(card)} does not fit on {paper or 'a4'}"
        raise ValueError(message)
    return best


def _filled(paper: tuple[float, float], card: tuple[float, float], pair: tuple[int, int]) -> Grid:
    columns = int(paper[0] / (card[0] * pair[0]) + _EPSILON)
    rows = int(paper[1] / (card[1] * pair[1]) + _EPSILON)
    return Grid(paper, card, columns, rows, pair)


def _said(size: tuple[float, float]) -> str:
    return f"{size[0]:g}x{size[1]:g} mm"

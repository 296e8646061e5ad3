"""Where to cut and to fold: the same lines on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.writers.flashcards.stock import Grid

ARM = 2.0


def cuts(grid: Grid, marks: str) -> str:
    """Give the lines by which a page is cut, as an SVG path in mm.

    Args:
        grid: How the cards lie.
        marks: ``corners`` for a small cross where cuts meet, ``grid`` for cuts from edge to edge,
            ``none``. Stock that is cut already has none.
    """
    if marks == "none" or not grid.cut:
        return ""
    (left, top), (width, height) = grid.origin, grid.cell
    across = [left + number * width for number in range(grid.columns + 1)]
    down = [top + number * height for number in range(grid.rows + 1)]
    return "".join(_crosses(grid, across, down) if marks == "corners" else _through(grid, across, down))


def folds(grid: Grid, marks: str) -> str:
    """Give the lines between fronts and the backs beside them, as an SVG path in mm."""
    if marks == "none" or grid.pair == (1, 1):
        return ""
    (width, height), below = grid.cell, grid.pair[1] > 1
    return "".join(
        _path(left, top + height / 2, width, down=False)
        if below
        else _path(left + width / 2, top, height, down=True)
        for left, top in grid.cells
    )


def _through(grid: Grid, across: list[float], down: list[float]) -> Iterator[str]:
    yield from (_path(x, 0, grid.paper[1], down=True) for x in across)
    yield from (_path(0, y, grid.paper[0], down=False) for y in down)


def _crosses(grid: Grid, across: list[float], down: list[float]) -> Iterator[str]:
    for x in across:
        for y in down:
            left, right = max(x - ARM, 0), min(x + ARM, grid.paper[0])
            top, bottom = max(y - ARM, 0), min(y + ARM, grid.paper[1])
            yield _path(left, y, right - left, down=False)
            yield _path(x, top, bottom - top, down=True)


def _path(left: float, top: float, length: float, *, down: bool) -> str:
    return f"M{left:.3f} {top:.3f}{'v' if down else 'h'}{length:.3f}"

"""Sides written as a table: a row a subject, a column a subject, or a column a side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.extract.names import undecorated
from exporter.extract.tradeoff.markers import is_good
from exporter.extract.tradeoff.points import as_point, bulleted, is_nothing, listed
from exporter.extract.tradeoff.side import Side, label_of
from exporter.labels import fold, labels
from exporter.markdown import Block, Inline, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

from exporter.extract.tradeoff.points import Point


def from_table(table: Block, subject: Inline | None) -> Iterator[Side]:
    """Give the sides in a table whose head, or whose first column, says pros and cons.

    Args:
        table: The block.
        subject: Whose sides they are where no column names it.
    """
    if not table.children or table.kind is not Kind.TABLE:
        return
    head, *rows = (row.children for row in table.children)
    columns = {number: side for number, cell in enumerate(head) if (side := _side(cell))}
    if columns:
        names = _name_column(head, columns)
        for row in rows:
            name = row[names].inline if names is not None and names < len(row) else None
            for number, (whose, good) in columns.items():
                if number < len(row):
                    yield _in_cell(
                        undecorated(name) if name and name.raw else whose or subject, good, row[number]
                    )
        return
    for row in rows:
        side = _side(row[0]) if row else None
        if side is not None:
            for cell, column in zip(row[1:], head[1:], strict=False):
                name = column.inline if column.inline and not _is_general(column.inline) else None
                whose = undecorated(name) if name else side[0] or subject
                yield _in_cell(whose, side[1], cell)


def _name_column(head: tuple[Block, ...], columns: dict[int, tuple[Inline | None, bool]]) -> int | None:
    """Give the column that names the subjects; none where the heads of the sides do."""
    if any(whose for whose, _ in columns.values()):
        return None
    return next((number for number in range(len(head)) if number not in columns), None)


def _is_general(cell: Inline) -> bool:
    """Tell whether the head of a column says no name: `내용`, `설명`."""
    return not fold(cell.raw) or fold(cell.raw) in labels().parts["meaning"]


def _side(cell: Block) -> tuple[Inline | None, bool] | None:
    sign = is_good(cell.text)
    if sign is not None:
        return None, sign
    label = label_of(cell.inline, bold=False) if cell.inline else None
    return (label.subject, label.good) if label and not label.rest.raw else None


def _in_cell(name: Inline | None, good: bool, cell: Block) -> Side:  # noqa: FBT001 - one side or the other
    points = tuple(_points(cell.inline)) if cell.inline else ()
    return Side(name, good, points, cell.span)


def _points(inline: Inline) -> Iterator[Point]:
    lines = inline.lines()
    if len(lines) == 1:
        yield from listed(bulleted(lines[0]))
        return
    for line in lines:
        piece = bulleted(line)
        if fold(piece.raw) and not is_nothing(piece.text):
            yield as_point(piece)

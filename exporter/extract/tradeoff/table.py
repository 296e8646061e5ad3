"""Sides written as a table: a row a subject, or a column a subject."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.extract.tradeoff.side import Side, label_of, named
from exporter.labels import fold
from exporter.markdown import Block, Inline, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_BULLET = re.compile(r"^\s*(?:[-*•·∙]\s+|\d+[.)]\s+)")


def from_table(table: Block) -> Iterator[Side]:
    """Give the sides in a table whose head, or whose first column, says pros and cons.

    Args:
        table: The block.
    """
    if not table.children:
        return
    head, *rows = (row.children for row in table.children)
    columns = {number: good for number, cell in enumerate(head) if (good := _side(cell)) is not None}
    if columns:
        subject = next((number for number in range(len(head)) if number not in columns), None)
        for row in rows:
            name = row[subject].inline if subject is not None and subject < len(row) else None
            for number, good in columns.items():
                if number < len(row):
                    yield _in_cell(name, good, row[number])
        return
    for row in rows:
        good = _side(row[0]) if row else None
        if good is not None:
            for cell, column in zip(row[1:], head[1:], strict=False):
                yield _in_cell(column.inline, good, cell)


def _side(cell: Block) -> bool | None:
    label = label_of(cell.inline, bold=False) if cell.inline else None
    return label.good if label and not label.subject and not label.rest.raw else None


def _in_cell(name: Inline | None, good: bool, cell: Block) -> Side:  # noqa: FBT001 - one side or the other
    subject = named(name) if name and name.raw else None
    points = tuple(_points(cell.inline)) if cell.inline else ()
    return Side(subject, good, points, cell.span)


def _points(inline: Inline) -> Iterator[tuple[Block, ...]]:
    for line in inline.lines():
        bullet = _BULLET.match(line.raw)
        piece = line.cut(bullet.end()) if bullet else line
        if fold(piece.raw):
            yield (Block(Kind.PARAGRAPH, piece.span, piece),)

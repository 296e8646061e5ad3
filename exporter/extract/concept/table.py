"""Definitions in a table: a column of terms, and one of what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.extract.names import is_attribute, undecorated
from exporter.labels import fold, labels
from exporter.markdown import Block, Inline, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator


def terms_in_table(table: Block) -> Iterator[tuple[Inline, Inline, tuple[Block, ...]]]:
    """Give term, meaning and what further columns say, where a table's head says that it has them.

    Args:
        table: The block.
    """
    if not table.children:
        return
    head, *rows = (row.children for row in table.children)
    columns = _columns([cell.text for cell in head])
    if columns is None:
        return
    for row in rows:
        term, meaning = (row[number].inline if number < len(row) else None for number in columns)
        if (
            term is None
            or meaning is None
            or not fold(term.raw)
            or not meaning.raw
            or is_attribute(term.text)
        ):
            continue
        further = tuple(
            Block(Kind.PARAGRAPH, cell.inline.span, cell.inline)
            for number, cell in enumerate(row)
            if number not in columns and cell.inline and fold(cell.inline.raw)
        )
        yield undecorated(term), meaning, further


def _columns(head: list[str]) -> tuple[int, int] | None:
    """Give the columns of the terms and of their meanings; a table that only compares has none."""
    known = labels().parts
    words = [_word(text) for text in head]
    meanings = [number for number, word in enumerate(words) if word in known["meaning"]]
    terms = [number for number, word in enumerate(words) if word in known["term"]]
    if not meanings or any(word in known["pros"] | known["cons"] for word in words):
        return None
    if len(meanings) > 1:
        return None
    if terms and terms[0] < meanings[0]:
        return terms[0], meanings[0]
    first = next((number for number, word in enumerate(words) if word and word not in known["number"]), 0)
    return (first, meanings[0]) if first + 1 == meanings[0] else None


def _word(text: str) -> str:
    return fold(text.split("(", maxsplit=1)[0])

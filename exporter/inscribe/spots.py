"""Lines of a note at which Obsidian takes a block id: the ends of paragraphs and of list items."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exporter.markdown import Block, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.parse import ParsedNote

# A label or heading may stand this many paragraphs before the one that carries its card's id.
_FURTHER = 2


class Spot(NamedTuple):
    """A paragraph, or the first paragraph of a list item.

    Attributes:
        first: Its first line.
        last: Its last line, at whose end a block id goes.
    """

    first: int
    last: int


def spots(note: ParsedNote) -> tuple[Spot, ...]:
    """Give a note's spots in source order; none in code, tables, quotations, headings or front matter."""
    found = [
        Spot(
            note.source.position(block.span.start).line,
            note.source.position(max(block.span.end - 1, block.span.start)).line,
        )
        for section in note.walk()
        for block in section.blocks
        for block in _paragraphs(block)
    ]
    return tuple(sorted(set(found)))


def _paragraphs(block: Block) -> Iterator[Block]:
    if block.kind is Kind.PARAGRAPH:
        yield block
    elif block.kind is Kind.LIST:
        for item in block.children:
            first, *more = item.children or (None,)
            if first and first.kind is Kind.PARAGRAPH:
                yield first
            for nested in more:
                if nested and nested.kind is Kind.LIST:
                    yield from _paragraphs(nested)


def near(line: int, all_spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Give the spots that may be a card's, the likeliest first.

    Args:
        line: At which the card begins.
        all_spots: Of the note.
    """
    return tuple(spot for spot in all_spots if spot.last >= line)[: 1 + _FURTHER]

"""The elements of a note that lead somewhere, found in its blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.markdown import Block, Mark


def marks_in(blocks: Iterable[Block], tags: frozenset[str]) -> Iterator[Mark]:
    """Give the elements of some kinds in blocks, in source order, each once.

    Args:
        blocks: Of a note.
        tags: The kinds: ``img``, ``wikilink``, …
    """
    for block in blocks:
        last: Mark | None = None
        for run in block.inline.runs if block.inline and not tags.isdisjoint(block.inline.tags) else ():
            for mark in run.marks:
                if mark.tag in tags and mark is not last:
                    yield mark
                    last = mark
        yield from marks_in(block.children, tags)

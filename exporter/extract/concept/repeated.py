"""Labels that several lists share: what each of them says of another thing is a property, not a term."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from exporter.extract.concept.split import label_words
from exporter.markdown import Block, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A word of everyday language; names of products come back in several lists too, and are terms there.
_WORD = re.compile(r"[가-힣]{1,6}")


def repeated_labels(places: Iterable[Iterable[Block]]) -> frozenset[str]:
    """Give the labels that begin items of more than one list.

    Args:
        places: The blocks of each section that holds definitions.
    """
    seen: Counter[str] = Counter()
    for blocks in places:
        for listing in _lists(blocks):
            seen.update({word for word in _labels(listing) if _WORD.fullmatch(word)})
    return frozenset(word for word, lists in seen.items() if lists > 1)


def _lists(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give the lists, and those nested in their items."""
    for block in blocks:
        if block.kind is Kind.LIST:
            yield block
            for item in block.children:
                yield from (child for child in item.children if child.kind is Kind.LIST)


def _labels(listing: Block) -> Iterator[str]:
    for item in listing.children:
        first = item.children[0].inline if item.children else None
        if first:
            yield label_words(first)

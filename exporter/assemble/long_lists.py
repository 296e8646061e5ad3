"""Lists that are asked for as a whole, and are longer than what a person recalls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.diagnostics import Diagnostic
from exporter.model import ConceptCard, TradeoffCard, face_of
from exporter.source import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.model import Card

# Hardly anybody recalls more items of a list that is not learnt in parts (Miller: seven, give or take two).
MOST = 7
_LIST = re.compile(r"<(/?)(ul|ol|li)\b")


def too_long(cards: Iterable[Card]) -> Iterator[Diagnostic]:
    """Give a finding for each list on the back of a card that is too long to be recalled.

    Args:
        cards: Of the whole pack.
    """
    for card in cards:
        for part, points in _lists(card):
            if points > MOST:
                yield _long(card, part, points)


def _lists(card: Card) -> Iterator[tuple[str, int]]:
    """Give what a card wants to hear as a list, and of how many points."""
    match card:
        case ConceptCard():
            yield "the answer to", _longest(card.definition.html)
        case TradeoffCard():
            yield "what speaks for", len(card.pros)
            yield "what speaks against", len(card.cons)


def _longest(html: str) -> int:
    """Count the points of a fragment's longest list; points of points belong to theirs."""
    longest = points = depth = 0
    for tag in _LIST.finditer(html):
        if tag[2] == "li":
            points += depth == 1 and not tag[1]
        else:
            depth += -1 if tag[1] else 1
            longest, points = max(longest, points), points if depth else 0
    return longest


def _long(card: Card, part: str, points: int) -> Diagnostic:
    here = card.origin
    message = f"{part} `{face_of(card).text}` has {points} points, more than a person recalls at once"
    fix = f"put them into groups of at most {MOST}, each asked for by itself"
    return Diagnostic("list-too-long", message, here.note, Position(here.line, 1), help=fix)

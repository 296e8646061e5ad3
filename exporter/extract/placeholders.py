"""Cards that are filled in only in part: what a template left open stands where the reader would learn it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.diagnostics import Diagnostic, at
from exporter.extract.texts import is_placeholder
from exporter.model import ClozeCard, ConceptCard, McqCard, TradeoffCard
from exporter.source import Span

if TYPE_CHECKING:
    from exporter.model import Card, Text
    from exporter.source import Source

# Words in brackets; `[1, 0]`, `["a"]` and `[x]` are values, and code is no placeholder.
_WORDS = re.compile(r"\[[^\W\d_]{2}[^,;=\"'`]*\]|\[[^\W\d_][^,;=\"'`]*\s[^,;=\"'`]+\]")


def unfilled(card: Card, source: Source) -> Diagnostic | None:
    """Say what a card still has of its template; None where it is filled in.

    Args:
        card: The card.
        source: Its note.
    """
    left = next((text for text in _asked(card) if _is_open(text)), None)
    if left is None:
        return None
    begin = source.offset(card.origin.line, 1)
    found = source.text.find(left.markdown, begin)
    start = begin if found < 0 else found
    message = f"`{left.text}` is still as in the template, so the card is left out"
    fix = "put your own words for it, or take it out"
    return at(source, Span(start, start + len(left.markdown)), "placeholder-left", message, fix=fix)


def _asked(card: Card) -> tuple[Text, ...]:
    """Give what is asked and answered."""
    match card:
        case ConceptCard():
            return (card.term, card.definition)
        case TradeoffCard():
            return (card.subject, *card.pros, *card.cons)
        case McqCard():
            return (card.stem, *(option.text for option in card.options))
        case ClozeCard():
            return ()


def _is_open(text: Text) -> bool:
    return is_placeholder(text.text) and text.markdown == text.text and bool(_WORDS.fullmatch(text.text))

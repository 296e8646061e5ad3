"""Terms that two places of a vault define differently: the author may want to know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.diagnostics import Diagnostic
from exporter.labels import fold
from exporter.model import ConceptCard, Role
from exporter.source import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.model import Card, Origin

# `과소적합` and `과소적합(Underfitting)` are one term.
_GLOSS = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*$")

_CLOSING = (")", "）", "]")


def differing(cards: Iterable[Card]) -> Iterator[Diagnostic]:
    """Give a finding for each definition that says something else than the term's first one.

    Args:
        cards: Of the whole pack, in order.
    """
    first: dict[str, ConceptCard] = {}
    for card in cards:
        if not isinstance(card, ConceptCard) or card.role is not Role.DEFINITION:
            continue
        term = card.term.text
        other = first.setdefault(fold(_GLOSS.sub("", term) if term.rstrip()[-1:] in _CLOSING else term), card)
        if other is not card and fold(other.definition.text) != fold(card.definition.text):
            yield _differs(card, other.origin)


def _differs(card: ConceptCard, there: Origin) -> Diagnostic:
    here = card.origin
    message = f"`{card.term.text}` is defined differently in {there.note}:{there.line}"
    fix = "make one of the two refer to the other, or tell the terms apart by name"
    return Diagnostic("definition-differs", message, here.note, Position(here.line, 1), help=fix)

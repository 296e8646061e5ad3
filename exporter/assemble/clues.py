"""Clues: a card's text with its subject hidden, asked only where it is a fair question."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.labels import fold
from exporter.mask import mask, text_of, words_left
from exporter.model import ConceptCard, Role, Text, TradeoffCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.model import Ask, Card

# With fewer words than these left, nobody could tell what is meant.
_FEWEST = 3


def with_clues(cards: Sequence[Card], ask: Ask) -> list[Card]:
    """Give each definition and trade-off its clue, where it is asked for and there is a fair one.

    A clue that nobody asks for would change its card with the cards of other notes.

    Args:
        cards: Of the whole pack: a clue that fits two subjects is asked of neither.
        ask: Which directions are asked.
    """
    clues = [_clue(card, ask) for card in cards]
    said = [fold(clue.text) if clue else None for clue in clues]
    seen = Counter(said)
    return [
        _with_clue(card, clue) if clue and seen[words] == 1 else card
        for card, clue, words in zip(cards, clues, said, strict=True)
    ]


def _with_clue(card: Card, clue: Text) -> Card:
    return replace(card, clue=clue) if isinstance(card, ConceptCard | TradeoffCard) else card


def _clue(card: Card, ask: Ask) -> Text | None:
    match card:
        case ConceptCard(role=Role.DEFINITION) if ask.name:
            return _masked(card.definition, card.term)
        case TradeoffCard() if ask.which:
            return _masked(_sides(card), card.subject)
    return None


def _sides(card: TradeoffCard) -> Text:
    """Put both sides of a subject into one text, in each language in which every point is said."""
    points = (*card.pros, *card.cons)
    langs = [each.lang for each in points[0].translations]
    whole = [lang for lang in langs if all(point.said_in(lang) for point in points)]
    found = tuple(_listed(_said(card.pros, lang), _said(card.cons, lang)) for lang in whole)
    return replace(_listed(card.pros, card.cons), translations=found)


def _said(points: Sequence[Text], lang: str) -> tuple[Text, ...]:
    return tuple(filter(None, (point.said_in(lang) for point in points)))


def _listed(pros: Sequence[Text], cons: Sequence[Text]) -> Text:
    sides = [(name, points) for name, points in (("pros", pros), ("cons", cons)) if points]
    html = "".join(
        f'<ul class="{name}">{"".join(f"<li>{point.html}</li>" for point in points)}</ul>'
        for name, points in sides
    )
    return Text("", html, text_of(html), sides[0][1][0].lang)


def _masked(text: Text, subject: Text) -> Text | None:
    """Hide a subject, by its names in all languages, in all languages of a text."""
    masked = mask(text.html, *subject.names)
    if words_left(masked) < _FEWEST:
        return None
    others = (_masked(each, subject) for each in text.translations)
    return Text("", masked, text_of(masked), text.lang, tuple(each for each in others if each))

"""The texts of a card by the role that they have in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.model.card import ClozeCard, ConceptCard, McqCard, Role, TradeoffCard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from exporter.model.card import Card, Option
    from exporter.model.text import Text


def with_texts(card: Card, change: Callable[[str, Text], Text]) -> Card:
    """Give a card with other texts.

    A clue is left as it is, for it is made of the others; that of an author's own question is its answer.

    Args:
        card: The card.
        change: Given the role of a text and the text, gives what stands in its place. Roles: ``title``
            and ``heading`` for its place in the note; ``term``, ``definition``, ``prompt``, ``example``,
            ``explanation``; ``subject``, ``alternative``, ``pro``, ``con``; ``stem``, ``option``,
            ``rationale``; ``text``, ``extra``.
    """
    context = tuple(
        change("heading" if number else "title", text) for number, text in enumerate(card.origin.context)
    )
    origin = replace(card.origin, context=context)

    def every(role: str, texts: Iterable[Text]) -> tuple[Text, ...]:
        return tuple(change(role, text) for text in texts)

    def maybe(role: str, text: Text | None) -> Text | None:
        return None if text is None else change(role, text)

    match card:
        case ConceptCard():
            # A key point's term is the title of its note.
            term = "title" if card.role is Role.KEY_POINT else "term"
            return replace(
                card,
                origin=origin,
                term=change(term, card.term),
                definition=change("definition", card.definition),
                prompt=maybe("prompt", card.prompt),
                clue=maybe("definition", card.clue) if card.role is Role.QUESTION else card.clue,
                examples=every("example", card.examples),
                explanation=maybe("explanation", card.explanation),
            )
        case TradeoffCard():
            return replace(
                card,
                origin=origin,
                subject=change("subject", card.subject),
                pros=every("pro", card.pros),
                cons=every("con", card.cons),
                alternatives=every("alternative", card.alternatives),
            )
        case McqCard():
            return replace(
                card,
                origin=origin,
                stem=change("stem", card.stem),
                options=tuple(_option(option, change) for option in card.options),
                rationale=maybe("rationale", card.rationale),
            )
        case ClozeCard():
            return replace(
                card, origin=origin, text=change("text", card.text), extra=maybe("extra", card.extra)
            )


def _option(option: Option, change: Callable[[str, Text], Text]) -> Option:
    why = None if option.rationale is None else change("rationale", option.rationale)
    return replace(option, text=change("option", option.text), rationale=why)


def texts_by_role(card: Card) -> list[tuple[str, Text]]:
    """Give the texts of a card with their roles, in reading order, as `with_texts` names them.

    Args:
        card: The card.
    """
    found: list[tuple[str, Text]] = []

    def note(role: str, text: Text) -> Text:
        found.append((role, text))
        return text

    with_texts(card, note)
    return found

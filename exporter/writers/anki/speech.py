"""Answers read aloud: a field that tells Anki what to say, and in which language."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from exporter.model import ClozeCard, ConceptCard, McqCard, TradeoffCard
from exporter.writers.anki.fields import writable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.model import Card, Text

# Anki names voices with a country, and finds none for a language alone.
_COUNTRIES = {"ko": "KR", "en": "US", "ja": "JP", "zh": "CN", "ar": "SA", "he": "IL", "hi": "IN", "el": "GR"}


def spoken(card: Card, languages: Sequence[str]) -> str:
    """Give what Anki is to read aloud on the back of a card, as its own directives.

    Args:
        card: The card.
        languages: In which its answer is to be heard, BCP 47; in one that it lacks, it is not.
    """
    heard = ((lang, " ".join(_said(card, lang))) for lang in languages)
    return "".join(_directive(lang, words) for lang, words in heard if words)


def _said(card: Card, lang: str) -> Iterator[str]:
    base = lang.partition("-")[0]
    for text in _answers(card):
        found = next(
            (each for each in (text, *text.translations) if each.lang.partition("-")[0] == base), None
        )
        if found and found.text:
            yield found.text if found.text[-1] in ".?!…" else f"{found.text}."


def _answers(card: Card) -> tuple[Text, ...]:
    """Give the texts that answer a card: of a question the right options, of a text all of it."""
    match card:
        case ConceptCard():
            return (card.definition,)
        case TradeoffCard():
            return (*card.pros, *card.cons)
        case McqCard():
            return tuple(option.text for option in card.options if option.correct)
        case ClozeCard():
            return (card.text,)


def _directive(lang: str, words: str) -> str:
    base, _, country = lang.partition("-")
    voice = f"{base}_{country or _COUNTRIES.get(base, base.upper())}"
    # Brackets in it would end the directive, or begin another.
    plain = writable(escape(words.replace("[", "(").replace("]", ")"), quote=False))
    return f"[anki:tts lang={voice}]{plain}[/anki:tts]"

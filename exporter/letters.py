"""Which options of a question may change places: what its texts say of letters decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.labels import labels
from exporter.model import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import McqCard, Option, Text


def is_pinned(option: Option) -> bool:
    """Whether an option speaks about the others and must keep its place among them."""
    return any(pattern.search(option.text.text) for pattern in labels().pinned)


def is_lettered(card: McqCard) -> bool:
    """Whether a question, an option or a rationale calls an option by its letter, number or place.

    Given other letters, such a text would speak of the wrong option. Finding each in order to rewrite it
    would be a guess: a letter may be a grade, a disk or an article as well. Leaving the options where they
    are is right in either case.
    """
    known = frozenset(option.label for option in card.options)
    return any(_speaks(text.text, known) for each in texts_of(card) for text in _in_all_languages(each))


def _speaks(text: str, known: frozenset[str]) -> bool:
    for pattern in labels().lettered:
        for found in pattern.finditer(text):
            if found.groupdict().get("letter", "").upper() in known or not pattern.groupindex:
                return True
    return False


def _in_all_languages(text: Text) -> Iterator[Text]:
    yield text
    yield from text.translations

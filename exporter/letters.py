"""Which options of a question may change places: what its texts say of letters decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.labels import labels
from exporter.model import texts_of

if TYPE_CHECKING:
    import re

    from exporter.model import McqCard, Option


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
    texts = [text for each in texts_of(card) for text in each.names]
    whole = "\n".join(texts).casefold()
    for says, has in labels().lettered:
        if has is None or has.search(whole):
            for found in filter(None, map(says.search, texts)):
                if not says.groupindex or _names(found, known):
                    return True
    return False


def _names(found: re.Match[str], known: frozenset[str]) -> bool:
    """Tell whether a pattern finds the letter of an option, there or further on."""
    if found["letter"].upper() in known:
        return True
    return any(each["letter"].upper() in known for each in found.re.finditer(found.string, found.end()))

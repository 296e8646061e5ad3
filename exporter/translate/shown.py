"""Which languages of a text are shown, and which of them first."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from exporter.model import kind_of, texts_by_role, texts_of, with_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.model import Card, Text

SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of a pack.

    Attributes:
        wanted: BCP 47, the reader's own first.
        first: By card kind, the language that is shown first, or ``source`` for that of the note.
    """

    wanted: tuple[str, ...]
    first: Mapping[str, str] = field(default_factory=dict)

    def card(self, card: Card) -> Card:
        """Give a card whose texts say first what is to be shown first, and nothing in other languages."""
        if not self._concerns(card):
            return card
        first = self.first.get(kind_of(card), SOURCE)
        if first != SOURCE and not _says_all(card, first):
            first = SOURCE
        return with_texts(card, lambda _, text: self.text(text, first))

    def _concerns(self, card: Card) -> bool:
        """Tell whether there is anything to choose from; of most notes there is not."""
        return any(text.translations for text in chain(texts_of(card), card.origin.context))

    def text(self, text: Text, first: str = SOURCE) -> Text:
        """Give a text in the order in which its languages are shown.

        What it does not say in any of the wanted languages is shown as it is.

        Args:
            text: With all its translations.
            first: The language that is shown first where the text has it, or ``source``.
        """
        every = {each.lang: replace(each, translations=()) for each in (text, *text.translations)}
        order = dict.fromkeys((text.lang if first == SOURCE else first, *self.wanted))
        said = [every[lang] for lang in order if lang in every and lang in self.wanted]
        if not said:
            return replace(text, translations=())
        return replace(said[0], translations=tuple(said[1:]))


# What a card asks and answers. Half of it in one language and half in another could not be read.
_ASKED = frozenset({"term", "definition", "prompt", "subject", "pro", "con", "stem", "option", "text"})


def _says_all(card: Card, lang: str) -> bool:
    """Tell whether a card asks and answers in a language throughout."""
    from exporter.translate.found import noted_in, wants

    asked = ((role, text) for role, text in texts_by_role(card) if role in _ASKED)
    noted = noted_in(card)
    return all(text.said_in(lang) or not wants(text, role, lang, noted) for role, text in asked)

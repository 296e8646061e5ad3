"""What a pack says, and in which languages: translations given, then put in the order they are shown in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exporter.model import TradeoffCard

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from exporter.model import Card, Note, Text
    from exporter.translate.shown import Languages
    from exporter.translate.translator import Translator


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says cards, titles and chapters in the languages of a pack.

    Attributes:
        languages: Which are shown, and which first; None leaves every text as its note says it.
        translator: From the catalogues; None where there are none.
    """

    languages: Languages | None = None
    translator: Translator | None = None

    def cards(self, cards: Iterable[tuple[Card, str, Note]]) -> list[Card]:
        """Give cards as they are shown.

        Args:
            cards: As their notes say them, each with its id and its note.
        """
        if self.translator:
            said = _with_alternatives([self.translator.card(*each) for each in cards])
        else:
            said = [card for card, *_ in cards]
        return [self.languages.card(card) for card in said] if self.languages else said

    def note(self, note: Note) -> Note:
        """Give a note with its title as it is shown."""
        said = self.translator.note(note) if self.translator else note
        return replace(said, title=self.languages.text(said.title)) if self.languages else said

    def words(self, text: Text, context: str) -> Text:
        """Give words that stand in no note as they are shown.

        Args:
            text: Plain, such as a chapter's title.
            context: As in a catalogue.
        """
        said = self.translator.words(text, context) if self.translator else text
        return self.languages.text(said) if self.languages else said


def _with_alternatives(cards: Sequence[Card]) -> list[Card]:
    """Give each trade-off's alternatives the translations that they have as subjects of their own cards."""
    subjects: Mapping[tuple[str, str], Text] = {
        (card.origin.note, card.subject.markdown): card.subject
        for card in cards
        if isinstance(card, TradeoffCard) and card.subject.translations
    }
    if not subjects:
        return list(cards)
    return [
        replace(
            card,
            alternatives=tuple(
                subjects.get((card.origin.note, each.markdown), each) for each in card.alternatives
            ),
        )
        if isinstance(card, TradeoffCard)
        else card
        for card in cards
    ]

"""All the cards of one note, in source order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from exporter.diagnostics import Checked
from exporter.extract import cloze, concept, mcq, tradeoff
from exporter.extract.flashcards import folded, passages
from exporter.extract.placeholders import unfilled
from exporter.extract.spelling import misspelt
from exporter.extract.texts import FLASHCARD_TAGS, Texts, title_of
from exporter.model import Card, Note

if TYPE_CHECKING:
    from exporter.markdown import Links
    from exporter.parse import ParsedNote


class Recogniser(Protocol):
    """Finds the cards of one kind in a note."""

    def __call__(self, note: ParsedNote, texts: Texts) -> Checked[tuple[Card, ...]]:
        """Give the cards, in source order, and what was found wrong with them."""
        ...


RECOGNISERS: tuple[Recogniser, ...] = (
    concept.recognise,
    tradeoff.recognise,
    mcq.recognise,
    cloze.recognise,
)


def describe(note: ParsedNote, links: Links, flashcard_tags: tuple[str, ...] = FLASHCARD_TAGS) -> Note:
    """Say what is known of a note besides its cards."""
    properties = note.properties
    return Note(
        path=note.source.path,
        id=properties.id or note.source.path.removesuffix(".md"),
        title=title_of(note, links, flashcard_tags),
        # A tag that only says that there are cards is no topic.
        tags=tuple(tag for tag in note.tags if tag.casefold() not in folded(flashcard_tags)),
        aliases=properties.aliases,
        created=properties.created,
        modified=properties.modified,
    )


def extract(
    note: ParsedNote, links: Links, flashcard_tags: tuple[str, ...] = FLASHCARD_TAGS
) -> Checked[tuple[Card, ...]]:
    """Extract a note's cards.

    Args:
        note: The parsed note.
        links: What its links and pictures lead to.
        flashcard_tags: The tags under which a line or a paragraph is a card by its signs.
    """
    title, under_tags = title_of(note, links, flashcard_tags), tuple(passages(note, flashcard_tags))
    texts = Texts(note.source, links, title, flashcard_tags, under_tags)
    found = [recognise(note, texts) for recognise in RECOGNISERS]
    cards = sorted((card for each in found for card in each.value), key=lambda card: card.origin.line)
    said = [finding for each in found for finding in each.diagnostics]
    open_ = [unfilled(card, note.source) for card in cards]
    whole = tuple(card for card, left in zip(cards, open_, strict=True) if left is None)
    return Checked(whole, (*said, *filter(None, open_), *misspelt(note, cards)))

"""Everything for one export, independent of any writer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exporter.model.card import TradeoffCard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.diagnostics import Diagnostic
    from exporter.model.ask import Ask
    from exporter.model.card import Card
    from exporter.model.note import Note
    from exporter.model.text import Text


@dataclass(frozen=True, slots=True)
class IssuedCard:
    """A card with what identifies it and where it goes.

    Attributes:
        card: The card.
        id: A token issued once and kept for ever.
        guid: What Anki matches on.
        short_id: What people read off a page or a phone; unique in the pack.
        deck: Full name of its deck, levels joined by ``::``.
        tags: Under the pack's root tag, as Anki shows them.
        changed: When this content was first built, seconds since the epoch; None without a ledger.
        uri: Opens the note in Obsidian; None where the vault is unknown to it.
        chapter: Under which it is found on paper; None where the pack's title says as much.
        retired: When its source went, seconds since the epoch; None while it is there.
    """

    card: Card
    id: str
    guid: str
    short_id: str
    deck: str
    tags: tuple[str, ...]
    changed: int | None = None
    uri: str | None = None
    chapter: Text | None = None
    retired: int | None = None

    def dated(self, changed: int) -> IssuedCard:
        """Give the card with the time at which its content was first built."""
        return IssuedCard(
            self.card,
            self.id,
            self.guid,
            self.short_id,
            self.deck,
            self.tags,
            changed,
            self.uri,
            self.chapter,
            self.retired,
        )


@dataclass(frozen=True, slots=True)
class Chapter:
    """A group of notes that starts a page.

    Attributes:
        title: What stands over it.
        notes: Paths of its notes, in order.
    """

    title: Text
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a note uses.

    Attributes:
        name: Flat, with a content hash; what ``src`` says in the cards' HTML.
        path: In the vault.
        sha256: Of the content, hexadecimal.
        content: The bytes.
    """

    name: str
    path: str
    sha256: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything for one export.

    Attributes:
        id: Keeps this pack's GUIDs apart from every other pack's; never shown.
        name: Of the files, and the root of the tags.
        title: What people call it: top deck, title page.
        languages: BCP 47, the reader's own first.
        notes: By path, in pack order.
        cards: In pack order.
        chapters: In order; every note of the pack stands in exactly one.
        attachments: By name, sorted; only what the cards use.
        ask: Which directions are asked, by kind.
        diagnostics: What was found on the way.
        cover: The title in all languages; None where the pack was made without one.
        speak: Languages in which answers are read aloud, BCP 47.
    """

    id: str
    name: str
    title: str
    languages: tuple[str, ...]
    notes: Mapping[str, Note]
    cards: tuple[IssuedCard, ...]
    chapters: tuple[Chapter, ...]
    attachments: tuple[Attachment, ...]
    ask: Ask
    diagnostics: tuple[Diagnostic, ...] = ()
    cover: Text | None = None
    speak: tuple[str, ...] = ()

    def by_note(self) -> dict[str, list[IssuedCard]]:
        """The cards of each note, in order."""
        found: dict[str, list[IssuedCard]] = {path: [] for path in self.notes}
        for issued in self.cards:
            found[issued.card.origin.note].append(issued)
        return found

    def comparisons(self) -> dict[tuple[str, str], tuple[TradeoffCard, ...]]:
        """The trade-off cards that stand in one table, by note and name of the place."""
        found: dict[tuple[str, str], tuple[TradeoffCard, ...]] = {}
        for issued in self.cards:
            card = issued.card
            if isinstance(card, TradeoffCard):
                place = (card.origin.note, card.comparison)
                found[place] = (*found.get(place, ()), card)
        return found

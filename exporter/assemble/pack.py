"""Puts the notes' cards together into a pack."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol
from urllib.parse import quote

from exporter.assemble.chapters import chapters, plain
from exporter.assemble.clues import with_clues
from exporter.assemble.distinct import distinct
from exporter.assemble.hints import hints
from exporter.identity import guid, short_ids
from exporter.labels import labels
from exporter.ledger import identify, with_numbers
from exporter.model import ClozeCard, IssuedCard, Pack, anki_tag, face_of, kind_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from exporter.config import Config
    from exporter.diagnostics import Diagnostic
    from exporter.ledger import Entry, Identified, Ledger
    from exporter.model import Attachment, Card, Note, Text


_SOURCE = re.compile(r'<img src="([^"]+)"')


@dataclass(frozen=True, slots=True)
class NoteCards:
    """A note and its cards.

    Attributes:
        note: The note.
        cards: In source order.
        explicit_id: The author's ``id`` property.
    """

    note: Note
    cards: tuple[Card, ...]
    explicit_id: str | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier builds left, and what of the vault is seen today.

    Attributes:
        ledger: What was issued.
        folder: Name of the vault's folder: stands in for a name that is not configured.
        unreadable: Paths of notes that could not be read.
        inside: Tells whether a path lies in the part of the vault that is built.
    """

    ledger: Ledger
    folder: str
    unreadable: frozenset[str]
    inside: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a vault.

    Attributes:
        notes: With their cards, in reading order.
        attachments: What the notes show.
        diagnostics: What was found so far.
    """

    notes: Sequence[NoteCards]
    attachments: Iterable[Attachment]
    diagnostics: Sequence[Diagnostic]


class Speaker(Protocol):
    """Says texts in the languages of the pack, translated and in the order in which they are shown."""

    def cards(self, cards: Iterable[tuple[Card, str, Note]]) -> list[Card]:
        """Say cards, each given with its id and its note."""

    def note(self, note: Note) -> Note:
        """Say a note's title."""

    def words(self, text: Text, context: str) -> Text:
        """Say words that stand in no note."""


class Assembled(NamedTuple):
    """A pack, and who is who in it.

    Attributes:
        pack: Its cards carry no times yet.
        identified: Who is who, those held back included.
        doubted: Whether what was found depends on what was issued before.
    """

    pack: Pack
    identified: Identified
    doubted: bool


def assemble(read: Read, config: Config, past: Past, speaker: Speaker) -> Assembled:
    """Make a pack.

    Args:
        read: Notes, cards and attachments.
        config: Of the vault, with the languages of the pack.
        past: What earlier builds left.
        speaker: Says it in the pack's languages.
    """
    name = config.name or anki_tag(past.folder).replace("::", "-") or "studypack"
    title = config.title or config.name or past.folder or name
    groups = chapters((each.note for each in read.notes), config.chapters, title)
    # Cards come in the order in which the chapters are read.
    by_path = {each.note.path: each for each in read.notes}
    notes = [by_path[path] for group in groups for path in group.notes]
    every, doubled = distinct(notes, past.ledger)
    identified = identify(every, past.ledger, past.unreadable, past.inside)
    known = identified.known()
    said = speaker.cards(
        (_with_gaps(found.card, past.ledger.entries.get(id_)), id_, by_path[found.note].note)
        for found, id_ in known
    )
    asked = with_clues(said, config.ask)
    short = short_ids([id_ for _, id_ in known])
    titled = tuple(replace(group, title=speaker.words(group.title, "chapter title")) for group in groups)
    chapter_of = {path: group.title for group in titled for path in group.notes if group.title.text != title}
    issue = _Issue(config, name, title, chapter_of, past.ledger)
    cards = tuple(
        issue(by_path[found.note].note, card, id_, short[id_])
        for (found, id_), card in zip(known, asked, strict=True)
    )
    findings = (
        *read.diagnostics,
        *doubled,
        *hints(every, asked, identified, stems_alone=config.ask.recall),
        *identified.diagnostics,
    )
    pack = Pack(
        id=issue.pack,
        name=name,
        title=title,
        languages=config.languages,
        notes={each.note.path: speaker.note(each.note) for each in notes},
        cards=cards,
        chapters=titled,
        cover=speaker.words(plain(title), "pack title"),
        attachments=_shown(read.attachments, asked),
        ask=config.ask,
        speak=config.speak,
        diagnostics=tuple(sorted(findings, key=lambda each: each.order)),
    )
    return Assembled(pack, identified, bool(doubled or identified.diagnostics))


def _with_gaps(card: Card, entry: Entry | None) -> Card:
    """Give the gaps of a text the numbers that they have had."""
    if entry is None or not isinstance(card, ClozeCard):
        return card
    return with_numbers(card, entry.gaps, revived=entry.since is not None)


def _shown(attachments: Iterable[Attachment], cards: Iterable[Card]) -> tuple[Attachment, ...]:
    """Give the attachments that the cards show, each once though it lies in two folders."""
    there = tuple(attachments)
    if not there:
        return ()
    sources = {
        name
        for card in cards
        for text in texts_of(card)
        if "<img" in text.html
        for name in _SOURCE.findall(text.html)
    }
    used = {each.name: each for each in there if each.name in sources}
    return tuple(used[name] for name in sorted(used))


def languages_of(config: Config, notes: Sequence[NoteCards]) -> tuple[str, ...]:
    """Give the languages of the pack: as configured, else the notes' own, English among them.

    Args:
        config: Of the vault.
        notes: All of them.
    """
    if config.languages:
        return config.languages
    found = {each.note.title.lang for each in notes}
    found.update(face_of(card).lang for each in notes for card in each.cards)
    return (*sorted(found & (set(labels().printed) - {"en"})), "en")


@lru_cache(maxsize=256)
def _tags(name: str, of_note: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    """Give a card's tags: those of its note, which most of its cards share, and its own."""
    return tuple(f"{name}::{tag}" for tag in dict.fromkeys((*of_note, *own))) or (name,)


@dataclass(frozen=True, slots=True)
class _Issue:
    """Gives a card its ids, deck and tags."""

    config: Config
    name: str
    title: str
    chapter_of: Mapping[str, Text]
    ledger: Ledger

    @property
    def pack(self) -> str:
        """Id of the pack: as configured, else as it was first recorded, else its name."""
        return self.config.id or self.ledger.pack or self.name.casefold()

    def __call__(self, note: Note, card: Card, token: str, short: str) -> IssuedCard:
        kind = kind_of(card)
        known = self.ledger.entries.get(token)
        return IssuedCard(
            card=card,
            id=token,
            guid=(known.guid if known else "") or guid(self.pack, kind, token),
            short_id=short,
            deck=self._deck(note, kind, (*card.origin.tags, *note.tags)),
            tags=_tags(self.name, note.tags, card.origin.tags),
            uri=self._uri(note),
            chapter=self.chapter_of.get(note.path),
        )

    def _deck(self, note: Note, kind: str, tags: Sequence[str]) -> str:
        """Name a card's deck; one by kind needs never change and betrays no answer."""
        top = self.title.replace("::", ":")
        match self.config.deck:
            case "folder":
                return "::".join([top, *note.path.split("/")[:-1]])
            case "tag":
                return f"{top}::{tags[0]}" if tags else top
        names: Mapping[str, str] = labels().decks.get(self.config.languages[0], labels().decks["en"])
        return f"{top}::{names[kind]}"

    def _uri(self, note: Note) -> str | None:
        vault = self.config.obsidian
        if not vault:
            return None
        file = quote(note.path.removesuffix(".md"), safe="")
        return f"obsidian://open?vault={quote(vault, safe='')}&file={file}"

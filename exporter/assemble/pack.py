"""Puts the notes' cards together into a pack."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from exporter.assemble.chapters import chapters
from exporter.assemble.clues import with_clues
from exporter.diagnostics import Diagnostic
from exporter.identity import first_id, guid, short_ids
from exporter.labels import fold, labels
from exporter.model import Chapter, IssuedCard, Pack, anki_tag, face_of, kind_of, texts_of
from exporter.source import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from exporter.config import Config
    from exporter.model import Attachment, Card, Note, Origin


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


def assemble(
    notes: Sequence[NoteCards],
    config: Config,
    attachments: Iterable[Attachment],
    diagnostics: Sequence[Diagnostic],
    folder: str,
) -> Pack:
    """Make a pack.

    Args:
        notes: In reading order.
        config: Of the vault.
        attachments: What the cards show.
        diagnostics: What was found so far.
        folder: Name of the vault's folder: stands in for a name that is not configured.
    """
    name = config.name or anki_tag(folder).replace("::", "-") or "studypack"
    title = config.title or config.name or folder or name
    groups = chapters((each.note for each in notes), config.chapters, title)
    # Cards come in the order in which the chapters are read.
    by_path = {each.note.path: each for each in notes}
    notes = [by_path[path] for group in groups for path in group.notes]
    entries, doubled = _entries(notes)
    asked = with_clues([card for _, card, _ in entries])
    short = short_ids([token for _, _, token in entries])
    issue = _Issue(config, name, title, _languages(config, notes), groups)
    cards = tuple(
        issue(note, card, token, short[token]) for (note, _, token), card in zip(entries, asked, strict=True)
    )
    return Pack(
        id=issue.pack,
        name=name,
        title=title,
        languages=issue.languages,
        notes={each.note.path: each.note for each in notes},
        cards=cards,
        chapters=groups,
        attachments=_shown(attachments, asked),
        ask=config.ask,
        diagnostics=tuple(sorted((*diagnostics, *doubled), key=lambda each: each.order)),
    )


_Entry = tuple["Note", "Card", str]


def _entries(notes: Sequence[NoteCards]) -> tuple[list[_Entry], list[Diagnostic]]:
    """Issue ids; of two equal ones the first card keeps it and the second is left out."""
    found: dict[str, _Entry] = {}
    doubled: list[Diagnostic] = []
    for each in notes:
        for card in each.cards:
            token = first_id(card.origin, each.explicit_id)
            if token in found and not card.origin.token:
                token = first_id(_widened(card.origin), each.explicit_id)
            if token in found:
                doubled.append(_twice(card, found[token][1]))
            else:
                found[token] = (each.note, card, token)
    return list(found.values()), doubled


def _widened(origin: Origin) -> Origin:
    """Add the sub-heading to a slot: a note may define one term under two of them."""
    return replace(origin, slot=f"{origin.slot}@{fold(origin.context[-1].text)}")


def _twice(card: Card, first: Card) -> Diagnostic:
    here, there = card.origin, first.origin
    face = face_of(card).text
    where = Position(here.line, 1)
    if here.token:
        message = f"the block id `^{here.token}` is already that of {there.note}:{there.line}"
        return Diagnostic("id-twice", message, here.note, where, help="give one of the two another block id")
    if here.note != there.note:
        message = f"`{face}` has the id of {there.note}:{there.line}: both notes have the same `id` property"
        return Diagnostic("id-twice", message, here.note, where, help="give one of the two notes another id")
    message = f"`{face}` stands in this note twice, first in line {there.line}"
    return Diagnostic(
        "card-twice", message, here.note, where, help="merge the two, or tell them apart by name"
    )


def _shown(attachments: Iterable[Attachment], cards: Iterable[Card]) -> tuple[Attachment, ...]:
    """Give the attachments that the cards show, each once though it lies in two folders."""
    sources = {name for card in cards for text in texts_of(card) for name in _SOURCE.findall(text.html)}
    used = {each.name: each for each in attachments if each.name in sources}
    return tuple(used[name] for name in sorted(used))


def _languages(config: Config, notes: Sequence[NoteCards]) -> tuple[str, ...]:
    """Give the languages of the pack: as configured, else the notes' own, English among them."""
    if config.languages:
        return config.languages
    found = {each.note.title.lang for each in notes}
    found.update(face_of(card).lang for each in notes for card in each.cards)
    return (*sorted(found & (set(labels().printed) - {"en"})), "en")


@dataclass(frozen=True, slots=True)
class _Issue:
    """Gives a card its ids, deck and tags."""

    config: Config
    name: str
    title: str
    languages: tuple[str, ...]
    groups: tuple[Chapter, ...]

    @property
    def pack(self) -> str:
        """Id of the pack."""
        return self.config.id or self.name.casefold()

    def __call__(self, note: Note, card: Card, token: str, short: str) -> IssuedCard:
        kind = kind_of(card)
        return IssuedCard(
            card=card,
            id=token,
            guid=guid(self.pack, kind, token),
            short_id=short,
            deck=self._deck(note, kind),
            tags=tuple(f"{self.name}::{tag}" for tag in note.tags) or (self.name,),
            uri=self._uri(note),
        )

    def _deck(self, note: Note, kind: str) -> str:
        """Name a card's deck; one by kind needs never change and betrays no answer."""
        top = self.title.replace("::", ":")
        match self.config.deck:
            case "folder":
                return "::".join([top, *note.path.split("/")[:-1]])
            case "tag":
                return f"{top}::{note.tags[0]}" if note.tags else top
        names: Mapping[str, str] = labels().decks.get(self.languages[0], labels().decks["en"])
        return f"{top}::{names[kind]}"

    def _uri(self, note: Note) -> str | None:
        vault = self.config.obsidian
        if not vault:
            return None
        file = quote(note.path.removesuffix(".md"), safe="")
        return f"obsidian://open?vault={quote(vault, safe='')}&file={file}"

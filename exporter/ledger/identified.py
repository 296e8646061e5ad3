"""Who is who: the outcome of pairing, and what is said of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exporter.diagnostics import Diagnostic
from exporter.source import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exporter.ledger.entry import Entry
    from exporter.ledger.found import Found


@dataclass(slots=True)
class Identified:
    """Who is who.

    Attributes:
        cards: Of today.
        ids: Of each card of today, in order; None where it is held back.
        gone: Ids of the entries whose card is not there any more.
        held: Ids of entries that stay as they are, because it is not sure where their card is.
        diagnostics: What was not sure, and what was copied.
    """

    cards: Sequence[Found]
    ids: list[str | None]
    gone: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def known(self) -> list[tuple[Found, str]]:
        """Give the cards that are not held back, each with its id."""
        return [(card, id_) for card, id_ in zip(self.cards, self.ids, strict=True) if id_]

    def held_back(self) -> list[Found]:
        """Give the cards that are held back."""
        return [card for card, id_ in zip(self.cards, self.ids, strict=True) if id_ is None]


def copies(
    found: Identified, added: Iterable[tuple[int, Found]], originals: Iterable[Found]
) -> Iterable[Diagnostic]:
    """Report notes that are copies: every card of theirs is new and stands elsewhere too.

    Args:
        found: Who is who.
        added: The cards that no entry was found for, by number.
        originals: The others.
    """
    notes = {(card.kind, card.slot, card.body): card.note for card in originals}
    by_note: dict[str, list[str | None]] = defaultdict(list)
    for number, card in added:
        if found.ids[number]:
            by_note[card.note].append(notes.get((card.kind, card.slot, card.body)))
    whole = Counter(card.note for card in found.cards)
    for note, sources in by_note.items():
        if len(sources) == whole[note] > 1 and all(sources):
            message = f"this note is a copy of {sources[0]}; its cards are new ones"
            yield Diagnostic("note-copied", message, note)


def ambiguous(card: Found, entries: Sequence[Entry]) -> Diagnostic:
    """Report a card that may be one of several that were issued."""
    before = " or ".join(f"`{entry.face}` ({entry.note}, id {entry.id})" for entry in entries[:3])
    message = f"`{card.face}` may be {before} as it was before, so it is held back"
    place = Position(card.card.origin.line, 1)
    fix = f"say which: `studypack ids link {entries[0].id} {card.first}`, or `studypack ids new {card.first}`"
    return Diagnostic("card-ambiguous", message, card.note, place, help=fix)

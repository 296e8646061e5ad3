"""Who is who after a change: cards of today and entries of the ledger, paired step by step.

The surest signs come first: the author's own ids, then the same place, then a renamed note, then
likeness inside a note, then likeness across the vault. What is not sure is refused, never guessed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exporter.diagnostics import Diagnostic
from exporter.identity import further_id
from exporter.ledger.likeness import ACROSS, INSIDE, alike, pair
from exporter.source import Position

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from exporter.ledger.entry import Entry, Ledger
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


def identify(
    cards: Sequence[Found], ledger: Ledger, unreadable: frozenset[str], inside: Callable[[str], bool]
) -> Identified:
    """Pair the cards of today with the ledger.

    Args:
        cards: Of the part of the vault that is built, in order.
        ledger: What was issued before.
        unreadable: Paths of notes that could not be read: their cards are not gone.
        inside: Tells whether a path lies in the part that is built.
    """
    pairing = _Pairing(cards, ledger)
    pairing.explicit()
    pairing.places()
    renamed = pairing.renamed_notes(unreadable)
    pairing.likeness(lambda card, entry: entry.note in (card.note, renamed.get(card.note)), INSIDE)
    pairing.likeness(lambda _card, entry: entry.note not in unreadable, ACROSS)
    return pairing.result(unreadable, inside)


class _Pairing:
    """Cards and entries that have not been paired yet, and pairs that have."""

    def __init__(self, cards: Sequence[Found], ledger: Ledger) -> None:
        self.cards = cards
        self.ledger = ledger
        self.paired: dict[int, Entry] = {}
        self.open_cards = dict(enumerate(cards))
        self.open_entries = dict(ledger.entries)
        self.unsure: dict[int, list[Entry]] = {}

    def take(self, number: int, entry: Entry) -> None:
        """Pair a card with an entry."""
        self.paired[number] = entry
        del self.open_cards[number]
        del self.open_entries[entry.id]

    def explicit(self) -> None:
        """Pair by the author's own ids; of two equal ones the card in the ledger's note keeps it."""
        known: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in self.open_entries.values():
            if entry.explicit:
                known[entry.kind, entry.explicit].append(entry)
        wanted: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, card in self.open_cards.items():
            if card.explicit:
                wanted[card.kind, card.explicit].append(number)
        for key, numbers in wanted.items():
            for entry in known.get(key, ()):
                here = [number for number in numbers if self.cards[number].note == entry.note] or numbers
                if here[0] in self.open_cards:
                    self.take(here[0], entry)

    def places(self) -> None:
        """Pair what stands in the same slot of the same note."""
        by_place = {(entry.kind, entry.note, entry.slot): entry for entry in self.open_entries.values()}
        for number, card in list(self.open_cards.items()):
            entry = by_place.pop((card.kind, card.note, card.slot), None)
            if entry:
                self.take(number, entry)

    def renamed_notes(self, unreadable: frozenset[str]) -> dict[str, str]:
        """Find notes that were renamed or moved, and pair their cards slot by slot.

        Returns:
            The old path by the new one.
        """
        present = {card.note for card in self.cards} | unreadable
        issued = {entry.note for entry in self.ledger.entries.values()}
        old: dict[str, list[Entry]] = defaultdict(list)
        new: dict[str, list[int]] = defaultdict(list)
        for entry in self.open_entries.values():
            if entry.note not in present:
                old[entry.note].append(entry)
        for number, card in self.open_cards.items():
            if card.note not in issued:
                new[card.note].append(number)
        renamed = dict(
            _same_notes(old, {note: [self.cards[n] for n in numbers] for note, numbers in new.items()})
        )
        for note, before in renamed.items():
            slots = {(entry.kind, entry.slot): entry for entry in old[before]}
            for number in new[note]:
                same = slots.get((self.cards[number].kind, self.cards[number].slot))
                if same and same.id in self.open_entries:
                    self.take(number, same)
        return renamed

    def likeness(self, near: Callable[[Found, Entry], bool], least: float) -> None:
        """Pair what is alike enough, and remember what is alike to more than one."""
        for kind in {card.kind for card in self.open_cards.values()}:
            cards = {number: card for number, card in self.open_cards.items() if card.kind == kind}
            entries = [entry for entry in self.open_entries.values() if entry.kind == kind]
            sure, unsure = pair(cards, entries, near, least)
            for number, entry in sure.items():
                self.take(number, entry)
            for number, candidates in unsure.items():
                self.unsure.setdefault(number, []).extend(candidates)

    def result(self, unreadable: frozenset[str], inside: Callable[[str], bool]) -> Identified:
        """Say who is who, who is gone, and what is not sure."""
        unsure = {
            number: still
            for number, entries in self.unsure.items()
            if number in self.open_cards and (still := [e for e in entries if e.id in self.open_entries])
        }
        found = Identified(self.cards, [None] * len(self.cards))
        taken = set(self.ledger.entries)
        for number, card in enumerate(self.cards):
            if number in self.paired:
                found.ids[number] = self.paired[number].id
            elif number not in unsure:
                found.ids[number] = _free(card.first, taken)
                taken.add(found.ids[number] or "")
        found.held = sorted({entry.id for entries in unsure.values() for entry in entries})
        found.gone = [
            entry.id
            for entry in self.open_entries.values()
            if inside(entry.note) and entry.note not in unreadable and entry.id not in found.held
        ]
        found.diagnostics = [_ambiguous(self.cards[number], entries) for number, entries in unsure.items()]
        found.diagnostics += self._copies(found)
        return found

    def _copies(self, found: Identified) -> Iterable[Diagnostic]:
        """Report notes that are copies: every card of theirs is new and stands elsewhere too."""
        originals = {
            (card.kind, card.slot, card.body): card.note
            for number, card in enumerate(self.cards)
            if number in self.paired
        }
        by_note: dict[str, list[str | None]] = defaultdict(list)
        for number, card in self.open_cards.items():
            if found.ids[number]:
                by_note[card.note].append(originals.get((card.kind, card.slot, card.body)))
        whole = Counter(card.note for card in self.cards)
        for note, sources in by_note.items():
            if len(sources) == whole[note] > 1 and all(sources):
                message = f"this note is a copy of {sources[0]}; its cards are new ones"
                yield Diagnostic("note-copied", message, note)


def _same_notes(old: dict[str, list[Entry]], new: dict[str, list[Found]]) -> Iterable[tuple[str, str]]:
    """Give new and old path of each note that is plainly the same: most alike, both ways."""
    scores = {
        (note, before): _shared(cards, entries)
        for note, cards in new.items()
        for before, entries in old.items()
    }
    for (note, before), score in scores.items():
        rivals = [
            other for (rival, old_rival), other in scores.items() if (rival == note) != (old_rival == before)
        ]
        if score >= _SAME_NOTE and all(score > rival for rival in rivals):
            yield note, before


_SAME_NOTE = 0.5


def _shared(cards: Sequence[Found], entries: Sequence[Entry]) -> float:
    """Give the part of two notes' cards that is alike slot by slot."""
    slots = {(entry.kind, entry.slot): entry for entry in entries}
    same = sum(alike(card, slots[card.kind, card.slot]) for card in cards if (card.kind, card.slot) in slots)
    return same / max(len(cards), len(entries))


def _free(first: str, taken: set[str]) -> str:
    """Give an id that no other card has: a place may be taken again by another card."""
    found, number = first, 1
    while found in taken:
        number += 1
        found = further_id(first, number)
    return found


def _ambiguous(card: Found, entries: Sequence[Entry]) -> Diagnostic:
    before = " or ".join(f"`{entry.face}` ({entry.note}, id {entry.id})" for entry in entries[:3])
    message = f"`{card.face}` may be {before} as it was before, so it is held back"
    place = Position(card.card.origin.line, 1)
    fix = f"say which: `studypack ids link {entries[0].id} {card.first}`, or `studypack ids new {card.first}`"
    return Diagnostic("card-ambiguous", message, card.note, place, help=fix)

"""Who is who after a change: cards of today and entries of the ledger, paired step by step.

The surest signs come first: the author's own ids, then the same place and the same words, then one of
the two, then likeness inside a note, then likeness across the vault. What is not sure is refused,
never guessed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from exporter.identity import further_id
from exporter.ledger.identified import Identified, ambiguous, copies
from exporter.ledger.likeness import ACROSS, INSIDE, Anywhere, Near, alike, pair
from exporter.ledger.renamed import same_notes

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence

    from exporter.ledger.entry import Entry, Ledger
    from exporter.ledger.found import Found

    _NearTo = Callable[[Found], Iterable[Entry]]


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
    pairing = _Pairing(
        cards, ledger, {note for note in _notes(ledger) if note in unreadable or not inside(note)}
    )
    pairing.explicit()
    pairing.places(lambda card, entry: entry.since is None and _content(card) == _content(entry))
    moved = pairing.same_content()
    # What is word for word another entry is that one, whatever its place says, and no other is that entry.
    told = {entry.id for _, entry in moved.values()}
    pairing.places(
        lambda card, entry: card not in moved and entry.id not in told and alike(card, entry) >= INSIDE
    )
    renamed = pairing.renamed_notes(unreadable)
    for number, entry in pairing.same_content().values():
        pairing.take(number, entry)
    pairing.likeness(
        lambda entries: Near(
            [entry for entry in entries if entry.since is None],
            lambda card: (card.note, renamed.get(card.note)),
        ),
        INSIDE,
    )
    pairing.likeness(
        lambda entries: Anywhere([entry for entry in entries if not pairing.is_unseen(entry)]), ACROSS
    )
    pairing.unseen_likeness()
    # What is left in its place has been written anew; a retired one must be like what it was.
    named = pairing.told_by_place()
    pairing.places(
        lambda card, entry: entry.since is None and named(entry) and not pairing.is_unsure(card, entry)
    )
    return pairing.result(unreadable)


def _notes(ledger: Ledger) -> set[str]:
    return {entry.note for entry in ledger.entries.values()}


def _content(text: Found | Entry) -> tuple[str, str, str]:
    return text.kind, text.face, text.body


def _of_block(explicit: str) -> bool:
    return explicit.startswith("^")


def _places(text: Found | Entry) -> list[tuple[str, ...]]:
    """Give the places of a card: a note's own ``id`` names its place wherever the note goes."""
    by_id = [(text.kind, text.explicit)] if text.explicit and not _of_block(text.explicit) else []
    return [*by_id, (text.kind, text.note, text.slot)]


def _is_bare(entry: Entry) -> bool:
    """Tell whether a slot names a role and nothing else."""
    return entry.slot.endswith(":")


def _retired(entry: Entry) -> bool:
    return entry.since is not None


class _Pairing:
    """Cards and entries that have not been paired yet, and pairs that have."""

    def __init__(self, cards: Sequence[Found], ledger: Ledger, unseen: set[str]) -> None:
        self.cards = cards
        self.ledger = ledger
        self.unseen = unseen
        self.paired: dict[int, Entry] = {}
        self.open_cards = dict(enumerate(cards))
        self.open_entries = dict(ledger.entries)
        self.unsure: dict[int, list[Entry]] = {}

    def take(self, number: int, entry: Entry) -> None:
        """Pair a card with an entry."""
        self.paired[number] = entry
        del self.open_cards[number]
        del self.open_entries[entry.id]

    def is_unsure(self, card: Found, entry: Entry) -> bool:
        """Tell whether the two may be others."""
        return any(
            self.cards[number] is card or entry in entries
            for number, entries in self.unsure.items()
            if number in self.open_cards and any(each.id in self.open_entries for each in entries)
        )

    def told_by_place(self) -> Callable[[Entry], bool]:
        """Tell for an entry whether its place is enough to know its card by.

        A slot with a name tells it. A note's key point is the same card however it is put, as long as
        the note is the same one: most of its other cards are still there.
        """
        here = {entry.id for number, entry in self.paired.items() if self.cards[number].note == entry.note}
        others: dict[str, list[bool]] = defaultdict(list)
        for entry in self.ledger.entries.values():
            if entry.since is None and not _is_bare(entry):
                others[entry.note].append(entry.id in here)
        same = {note for note, kept in others.items() if 2 * sum(kept) > len(kept)}
        return lambda entry: not _is_bare(entry) or entry.note in same

    def explicit(self) -> None:
        """Pair by block ids; of two equal ones the card in the ledger's note keeps it."""
        known: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in self.open_entries.values():
            if entry.explicit and _of_block(entry.explicit):
                known[entry.kind, entry.explicit].append(entry)
        wanted: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, card in self.open_cards.items():
            if card.explicit and _of_block(card.explicit):
                wanted[card.kind, card.explicit].append(number)
        for key, numbers in wanted.items():
            for entry in known.get(key, ()):
                here = [number for number in numbers if self.cards[number].note == entry.note] or numbers
                if here[0] in self.open_cards:
                    self.take(here[0], entry)

    def places(self, same: Callable[[Found, Entry], bool]) -> None:
        """Pair what stands in the same slot of the same note, by its id or path, where it may be the same."""
        by_place: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        # A place that was given up may have been taken again: the card that is there comes first.
        for entry in sorted(self.open_entries.values(), key=_retired):
            for place in _places(entry):
                by_place[place].append(entry)
        for number, card in list(self.open_cards.items()):
            here = [entry for place in _places(card) for entry in by_place.get(place, ())]
            found = next((each for each in here if each.id in self.open_entries and same(card, each)), None)
            if found:
                self.take(number, found)

    def same_content(self) -> dict[Found, tuple[int, Entry]]:
        """Find what stands word for word elsewhere: one card, one entry, and no other of either.

        Retired entries count where no other says the same.

        Returns:
            Number and entry by card.
        """
        cards: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        entries: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
        for number, card in self.open_cards.items():
            cards[_content(card)].append(number)
        for entry in sorted(self.open_entries.values(), key=_retired):
            same = entries[_content(entry)]
            if not same or _retired(same[0]) == _retired(entry):
                same.append(entry)
        return {
            self.cards[numbers[0]]: (numbers[0], entries[content][0])
            for content, numbers in cards.items()
            if len(numbers) == len(entries[content]) == 1
            and self._seen(entries[content][0], self.cards[numbers[0]])
        }

    def _seen(self, entry: Entry, card: Found) -> bool:
        """Tell whether an entry's note is seen today, so that a card elsewhere is no copy of it."""
        return entry.note == card.note or not self.is_unseen(entry)

    def is_unseen(self, entry: Entry) -> bool:
        """Tell whether an entry's card may be where nobody looks today; a retired one is nowhere."""
        return entry.note in self.unseen and entry.since is None

    def renamed_notes(self, unreadable: frozenset[str]) -> dict[str, str]:
        """Find notes that were renamed or moved, and pair their cards slot by slot.

        Returns:
            The old path by the new one.
        """
        present = {card.note for card in self.cards} | unreadable | self.unseen
        issued = _notes(self.ledger)
        old: dict[str, dict[tuple[str, str], Entry]] = defaultdict(dict)
        new: dict[str, list[int]] = defaultdict(list)
        for entry in self.open_entries.values():
            if entry.note not in present and entry.since is None:
                old[entry.note][entry.kind, entry.slot] = entry
        for number, card in self.open_cards.items():
            if card.note not in issued:
                new[card.note].append(number)
        renamed = same_notes(old, {note: [self.cards[n] for n in numbers] for note, numbers in new.items()})
        for note, before in renamed.items():
            for number in new[note]:
                card = self.cards[number]
                same = old[before].get((card.kind, card.slot))
                if same and (not _is_bare(same) or alike(card, same) >= INSIDE):
                    self.take(number, same)
        return renamed

    def likeness(self, near: Callable[[Sequence[Entry]], _NearTo], least: float) -> None:
        """Pair what is alike enough, and remember what is alike to more than one."""
        for kind, cards in self._by_kind().items():
            entries = [entry for entry in self.open_entries.values() if entry.kind == kind]
            sure, unsure = pair(cards, near(entries), least)
            for number, entry in sure.items():
                self.take(number, entry)
            for number, candidates in unsure.items():
                self.unsure.setdefault(number, []).extend(candidates)

    def unseen_likeness(self) -> None:
        """Remember what is like a card of a note that is not seen today: moved or copied, who knows."""
        for kind, cards in self._by_kind().items():
            entries = [
                entry for entry in self.open_entries.values() if entry.kind == kind and self.is_unseen(entry)
            ]
            sure, unsure = pair(cards, Anywhere(entries), ACROSS)
            for number, candidates in ({n: [entry] for n, entry in sure.items()} | unsure).items():
                if self.cards[number].note not in self.unseen:
                    self.unsure.setdefault(number, []).extend(candidates)

    def _by_kind(self) -> dict[str, dict[int, Found]]:
        found: dict[str, dict[int, Found]] = defaultdict(dict)
        for number, card in self.open_cards.items():
            found[card.kind][number] = card
        return found

    def result(self, unreadable: frozenset[str]) -> Identified:
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
                found.ids[number] = free_id(card.first, taken)
                taken.add(found.ids[number] or "")
        found.held = sorted({entry.id for entries in unsure.values() for entry in entries})
        seen = {card.note for card in self.cards}
        # A note that cannot be read and was not there before may be any that is not there any more.
        strangers = bool(unreadable - _notes(self.ledger))
        found.gone = [
            entry.id
            for entry in self.open_entries.values()
            if entry.note not in self.unseen
            and entry.id not in found.held
            and not (strangers and entry.note not in seen)
        ]
        found.diagnostics = [ambiguous(self.cards[number], entries) for number, entries in unsure.items()]
        originals = [self.cards[number] for number in self.paired]
        found.diagnostics += copies(found, list(self.open_cards.items()), originals)
        return found


def free_id(first: str, taken: Container[str]) -> str:
    """Give an id that no other card has: a place may be taken again by another card."""
    found, number = first, 1
    while found in taken:
        number += 1
        found = further_id(first, number)
    return found

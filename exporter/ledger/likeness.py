"""How like two cards are, and pairing the like where no doubt is left."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from exporter.ledger.entry import Entry
    from exporter.ledger.found import Found

# Likeness from which two cards are taken for one: inside a note, anywhere in the vault, and back to life.
# Two neighbours, such as L1 and L2 regularisation, come to 0.66; two questions may offer the same options.
INSIDE, ACROSS, REVIVED = 0.7, 0.8, 0.9
# How much the front weighs: a question is its stem, a text with gaps has no other side.
_FRONT = {"mcq": 0.7, "cloze": 1.0}
# A back of so many characters that has not changed tells by itself, inside a note.
_TELLING = 12
# How much more like the best must be than the next best.
_MARGIN = 0.08
# So many entries that share a card's rarest words are enough to compare it with.
_COMMON = 100
_WORD = re.compile(r"\w+")

_Scores = dict[tuple[int, str], float]


def alike(card: Found, entry: Entry) -> float:
    """Tell how like a card is to an entry of its kind: 0 to 1."""
    from rapidfuzz import fuzz

    front = _FRONT.get(card.kind, 0.5)
    score: float = fuzz.ratio(card.face, entry.face) * front + fuzz.ratio(card.body, entry.body) * (1 - front)
    if card.kind == "cloze":
        # Its gaps may have changed places, and with them half of the words.
        score = max(score, fuzz.token_sort_ratio(card.face, entry.face))
    renamed = card.kind not in _FRONT and card.body == entry.body and len(card.body) >= _TELLING
    return max(score / 100, INSIDE if renamed else 0)


class Near:
    """Gives each card the entries that it is worth comparing with."""

    def __init__(self, entries: Sequence[Entry], notes: Callable[[Found], Iterable[str | None]]) -> None:
        """Index the entries by note.

        Args:
            entries: Of one kind.
            notes: Gives the paths of the notes that a card may have been in.
        """
        self.notes = notes
        self.by_note: dict[str | None, list[Entry]] = defaultdict(list)
        for entry in entries:
            self.by_note[entry.note].append(entry)

    def __call__(self, card: Found) -> Iterable[Entry]:
        """Give the entries of the card's notes."""
        return [entry for note in self.notes(card) for entry in self.by_note.get(note, ())]


class Anywhere:
    """Likewise across the vault: what shares a card's rarest words, so that time stays linear."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Index the entries by word.

        Args:
            entries: Of one kind.
        """
        self.entries = entries
        self.by_word: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(entries):
            for word in _words(entry):
                self.by_word[word].append(number)

    def __call__(self, card: Found) -> Iterable[Entry]:
        """Give the entries that share rare words with a card."""
        if len(self.entries) <= _COMMON:
            return self.entries
        shared = [self.by_word[word] for word in _words(card) if word in self.by_word]
        found: set[int] = set()
        # What is nearly the same shares the rarest words too.
        for numbers in sorted(shared, key=len):
            found.update(numbers)
            if len(found) >= _COMMON:
                break
        return [self.entries[number] for number in sorted(found)]


def _words(text: Found | Entry) -> set[str]:
    return set(_WORD.findall(f"{text.face} {text.body}".casefold()))


def pair(
    cards: Mapping[int, Found], near: Callable[[Found], Iterable[Entry]], least: float
) -> tuple[dict[int, Entry], dict[int, list[Entry]]]:
    """Pair cards with entries of one kind.

    Args:
        cards: By number.
        near: Gives the entries that may be a card's.
        least: The likeness they need.

    Returns:
        The sure pairs, and for each card that is like several entries, or shares its only likeness
        with another card, what it may be.
    """
    by_id: dict[str, Entry] = {}
    scores: _Scores = {}
    for number, card in cards.items():
        for entry in near(card):
            score = alike(card, entry)
            if score >= (least if entry.since is None else REVIVED):
                scores[number, entry.id] = score
                by_id[entry.id] = entry
    sure: dict[int, Entry] = {}
    while plain := _plain(scores):
        sure.update((number, by_id[id_]) for number, id_ in plain)
        taken = {id_ for _, id_ in plain}
        scores = {key: score for key, score in scores.items() if key[0] not in sure and key[1] not in taken}
    unsure: dict[int, list[Entry]] = {}
    for (number, id_), _ in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        unsure.setdefault(number, []).append(by_id[id_])
    return sure, unsure


def _plain(scores: _Scores) -> list[tuple[int, str]]:
    """Give the pairs that have no rival near them: two of them never share a card or an entry."""
    of_card: dict[int, list[float]] = defaultdict(list)
    of_entry: dict[str, list[float]] = defaultdict(list)
    for (number, id_), score in scores.items():
        of_card[number].append(score)
        of_entry[id_].append(score)
    for ranked in (*of_card.values(), *of_entry.values()):
        ranked.sort(reverse=True)
    return [
        (number, id_)
        for (number, id_), score in scores.items()
        if _leads(score, of_card[number]) and _leads(score, of_entry[id_])
    ]


def _leads(score: float, ranked: Sequence[float]) -> bool:
    """Tell whether a score is the first of its rank, and by enough."""
    return score == ranked[0] and (len(ranked) == 1 or score - ranked[1] >= _MARGIN)

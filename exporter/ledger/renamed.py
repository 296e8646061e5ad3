"""Which new note is which old one under another path."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from exporter.ledger.likeness import ACROSS, alike

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exporter.ledger.entry import Entry
    from exporter.ledger.found import Found

# So much of two notes must be alike for them to be one.
_SAME_NOTE = 0.5
# So many notes share a slot such as the key point's that it does not tell one from another.
_COMMON = 20

_Slots = dict[tuple[str, str], "Entry"]


def same_notes(old: Mapping[str, _Slots], new: Mapping[str, Sequence[Found]]) -> dict[str, str]:
    """Find notes that are plainly the same: most alike, both ways.

    Args:
        old: Entries by kind and slot, by the path of a note that is not there any more.
        new: Cards by the path of a note that was not there before.

    Returns:
        The old path by the new one.
    """
    by_slot: dict[tuple[str, str], list[str]] = defaultdict(list)
    for note, slots in old.items():
        for slot in slots:
            by_slot[slot].append(note)
    scores: dict[tuple[str, str], float] = {}
    for note, cards in new.items():
        for before in _candidates(cards, by_slot):
            scores[note, before] = _shared(cards, old[before])
    best_of_new: dict[str, list[float]] = defaultdict(list)
    best_of_old: dict[str, list[float]] = defaultdict(list)
    for (note, before), score in scores.items():
        best_of_new[note].append(score)
        best_of_old[before].append(score)
    top = {key: _top(found) for best in (best_of_new, best_of_old) for key, found in best.items()}
    return {
        note: before
        for (note, before), score in scores.items()
        if score >= _SAME_NOTE and score == top[note] == top[before]
    }


def _candidates(cards: Sequence[Found], by_slot: Mapping[tuple[str, str], Sequence[str]]) -> list[str]:
    """Give the old notes that share a slot which few have; the others are left to likeness."""
    shared = (by_slot.get((card.kind, card.slot), ()) for card in cards)
    return sorted({note for notes in shared if len(notes) <= _COMMON for note in notes})


def _top(scores: Sequence[float]) -> float | None:
    """Give the best score; None where two are best."""
    best = max(scores)
    return best if list(scores).count(best) == 1 else None


def _shared(cards: Sequence[Found], slots: _Slots) -> float:
    """Give the part of two notes' cards that is alike slot by slot."""
    pairs = [(card, slots[card.kind, card.slot]) for card in cards if (card.kind, card.slot) in slots]
    same = sum(score for card, entry in pairs if (score := alike(card, entry)) >= ACROSS)
    return same / max(len(cards), len(slots))

"""How like two cards are, and pairing the like where no doubt is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from exporter.ledger.entry import Entry
    from exporter.ledger.found import Found

# Likeness from which two cards are taken for one: inside a note, and anywhere in the vault.
INSIDE, ACROSS = 0.6, 0.8
# How much more like the best must be than the next best.
_MARGIN = 0.08


def alike(card: Found, entry: Entry) -> float:
    """Tell how like a card is to an entry: 0 to 1, front and back weighing the same."""
    from rapidfuzz import fuzz

    face = fuzz.ratio(card.face, entry.face)
    body = fuzz.ratio(card.body, entry.body)
    return (face + body) / 200


def pair(
    cards: Mapping[int, Found], entries: Sequence[Entry], near: Callable[[Found, Entry], bool], least: float
) -> tuple[dict[int, Entry], dict[int, list[Entry]]]:
    """Pair cards with entries of one kind.

    Args:
        cards: By number.
        entries: That may be theirs.
        near: Tells whether two may be one at all.
        least: The likeness they need.

    Returns:
        The sure pairs, and for each card that is like several entries, or shares its only likeness
        with another card, what it may be.
    """
    scores = {
        (number, entry.id): score
        for number, card in cards.items()
        for entry in entries
        if near(card, entry) and (score := alike(card, entry)) >= least
    }
    by_id = {entry.id: entry for entry in entries}
    sure: dict[int, Entry] = {}
    while best := _plain(scores):
        number, id_ = best
        sure[number] = by_id[id_]
        scores = {key: score for key, score in scores.items() if key[0] != number and key[1] != id_}
    unsure: dict[int, list[Entry]] = {}
    for (number, id_), _ in sorted(scores.items(), key=lambda item: -item[1]):
        unsure.setdefault(number, []).append(by_id[id_])
    return sure, unsure


def _plain(scores: Mapping[tuple[int, str], float]) -> tuple[int, str] | None:
    """Give the most alike pair that has no rival near it."""
    for pair_, score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        rivals = [
            other
            for key, other in scores.items()
            if key != pair_ and (key[0] == pair_[0] or key[1] == pair_[1])
        ]
        if all(score - rival >= _MARGIN for rival in rivals):
            return pair_
    return None

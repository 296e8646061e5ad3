"""Writes block ids into one note, each only where it is read back as that card's, and changes no card."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exporter.diagnostics import Diagnostic
from exporter.extract import FLASHCARD_TAGS, describe, extract
from exporter.inscribe.lines import add_to_lines
from exporter.inscribe.spots import Spot, near, spots
from exporter.ledger.content import pack_card
from exporter.model import Card, face_of, kind_of
from exporter.parse import parse_note
from exporter.source import Position
from exporter.vault import NoteLinks
from exporter.vault.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class Wanted(NamedTuple):
    """A card and the id that was issued to it."""

    card: Card
    id: str


class Inscribed(NamedTuple):
    """What came of it.

    Attributes:
        content: Of the file, with the ids.
        written: The ids that are in it now and were not before.
        left: The cards whose id could not be written.
    """

    content: bytes
    written: tuple[str, ...]
    left: tuple[Diagnostic, ...]


class _Seen(NamedTuple):
    """What a note says to this program.

    Attributes:
        cards: In source order.
        spots: Where block ids may go.
        said: The cards' texts and all findings, in a form that can be compared.
    """

    cards: tuple[Card, ...]
    spots: tuple[Spot, ...]
    said: object

    @property
    def tokens(self) -> list[str | None]:
        """The cards' block ids."""
        return [card.origin.token for card in self.cards]


def inscribe(
    path: str, content: bytes, wanted: Sequence[Wanted], flashcard_tags: tuple[str, ...] = FLASHCARD_TAGS
) -> Inscribed:
    """Write ids into a note. Cards that have a block id of their author's keep it.

    Args:
        path: Of the note, relative to the vault.
        content: Of its file.
        wanted: Cards of that note, and their ids.
        flashcard_tags: The tags under which a line or a paragraph is a card by its signs.
    """
    seen = _see(path, content, flashcard_tags)
    if seen is None:
        return Inscribed(content, (), ())
    numbers = dict(_found(wanted, seen.cards))
    placed = _Placing(path, content, flashcard_tags, seen, numbers).place()
    tails = {line: f" ^{numbers[number]}" for number, line in placed.items()}
    written = tuple(numbers[number] for number in sorted(placed))
    left = tuple(_left(seen.cards[number]) for number in numbers if number not in placed)
    return Inscribed(add_to_lines(content, tails), written, left)


def _see(path: str, content: bytes, flashcard_tags: tuple[str, ...]) -> _Seen | None:
    checked = decode(path, content)
    source = checked.value
    # Ids go into a repaired note only once it is repaired on the disk.
    if source is None or any(each.rule == "note-repaired" for each in checked.diagnostics):
        return None
    parsed = parse_note(source)
    links = NoteLinks({}, {})
    cards, note = extract(parsed.value, links, flashcard_tags), describe(parsed.value, links, flashcard_tags)
    findings = [
        (each.rule, each.message, each.position) for each in (*parsed.diagnostics, *cards.diagnostics)
    ]
    said = ([pack_card(card, note) for card in cards.value], findings)
    return _Seen(cards.value, spots(parsed.value), said)


def _found(wanted: Sequence[Wanted], cards: Sequence[Card]) -> Iterator[tuple[int, str]]:
    """Find the cards again, by number, and leave out those that have a block id."""
    numbers: dict[tuple[str, int, str], int] = {}
    for number, card in enumerate(cards):
        if card.origin.token is None:
            numbers.setdefault((kind_of(card), card.origin.line, card.origin.slot), number)
    for card, id_ in wanted:
        # A slot that two cards of a note share is widened by their sub-heading.
        for slot in (card.origin.slot, card.origin.slot.rpartition("@")[0]):
            found = numbers.pop((kind_of(card), card.origin.line, slot), None)
            if found is not None:
                yield found, id_
                break


class _Placing:
    """Tries lines, and keeps what reads as it should."""

    def __init__(
        self, path: str, content: bytes, tags: tuple[str, ...], seen: _Seen, ids: Mapping[int, str]
    ) -> None:
        self.path = path
        self.content = content
        self.tags = tags
        self.seen = seen
        self.ids = ids
        self.spots = {number: near(seen.cards[number].origin.line, seen.spots) for number in ids}

    def place(self) -> dict[int, int]:
        """Give the line of each card's id; cards without a place are left out."""
        likely = {number: each[0].last for number, each in self.spots.items() if each}
        lines = list(likely.values())
        alone = {number: line for number, line in likely.items() if lines.count(line) == 1}
        # Nearly always every card's first place is right, and one look at the note says so.
        placed = alone if alone and self._reads(alone) else {}
        for number, each in self.spots.items():
            if number not in placed:
                placed |= self._first_that_reads(placed, number, each)
        return placed

    def _first_that_reads(
        self, placed: Mapping[int, int], number: int, each: Sequence[Spot]
    ) -> dict[int, int]:
        free = (spot.last for spot in each if spot.last not in placed.values())
        return next(({number: line} for line in free if self._reads({**placed, number: line})), {})

    def _reads(self, placed: Mapping[int, int]) -> bool:
        """Tell whether exactly these cards would have exactly these ids, and nothing else be different."""
        tails = {line: f" ^{self.ids[number]}" for number, line in placed.items()}
        after = _see(self.path, add_to_lines(self.content, tails), self.tags)
        tokens = [
            self.ids[number] if number in placed else token for number, token in enumerate(self.seen.tokens)
        ]
        return after is not None and after.said == self.seen.said and after.tokens == tokens


def _left(card: Card) -> Diagnostic:
    message = f"`{face_of(card).text[:_FACE]}` has no paragraph or list item of its own, so its id stays out"
    place = Position(card.origin.line, 1)
    return Diagnostic("id-not-written", message, card.origin.note, place, help=_OWN)


_FACE = 70
_OWN = "the ledger keeps it; or give the card a list item or paragraph of its own"

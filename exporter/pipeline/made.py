"""What is made of each card for Anki and the ledger, kept for the next build with the card's note.

A card's fields, their hash and the packed card follow from its note and from little else. As long as
neither has changed, they are not made again.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from exporter.cores import cores, in_copies
from exporter.ledger import pack_card
from exporter.model import ClozeCard, ConceptCard, TradeoffCard
from exporter.pipeline.shelf import Shelf
from exporter.writers.anki.contents import as_row, contents
from exporter.writers.anki.digests import card_digest
from exporter.writers.anki.mcq import fits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exporter.config import Config
    from exporter.model import Card, IssuedCard, Pack
    from exporter.vault import Vault
    from exporter.writers.base import Cache


# With fewer cards, beginning a process takes longer than it saves.
LEAST = 300


class Made(NamedTuple):
    """What was made of a card.

    Attributes:
        fields: Of its note in Anki, as a row; None where no note type can hold the card.
        hash: Of fields and tags.
        packed: The card as the ledger keeps it.
    """

    fields: bytes | None
    hash: str
    packed: str


class Batch(NamedTuple):
    """What was made of a note's cards.

    Attributes:
        digest: Of all that they were made of.
        cards: In the order of the pack.
    """

    digest: str
    cards: tuple[Made, ...]


class Products(NamedTuple):
    """What was made of the cards of a pack, by id.

    Attributes:
        fields: Of Anki's notes, as rows; without the cards that no note type can hold.
        hashes: Of fields and tags, of the same cards.
        packed: The cards as the ledger keeps them.
    """

    fields: dict[str, bytes]
    hashes: dict[str, str]
    packed: dict[str, str]


def products(pack: Pack, marks: Mapping[str, str], shelf: Shelf[Batch]) -> Products:
    """Make of the cards of a pack what Anki and the ledger are given, or take what was made before.

    Args:
        pack: What is issued; the times in it play no part.
        marks: Of notes that may be as they were, by path: a hash of all that was read of each.
        shelf: What earlier builds have made; it is brought up to date.
    """
    by_note = pack.by_note()
    digests = {path: _digest(marks[path], cards) for path, cards in by_note.items() if path in marks}
    kept = {path: shelf.find(path, digest) for path, digest in digests.items()}
    new = [path for path in by_note if not kept.get(path)]
    made = dict(_batches(pack, by_note, new))
    for path in new:
        if path in digests and by_note[path]:
            shelf.put(path, Batch(digests[path], made[path]))
    found = Products({}, {}, {})
    for path, cards in by_note.items():
        batch = kept.get(path)
        for issued, each in zip(cards, batch.cards if batch else made[path], strict=True):
            found.packed[issued.id] = each.packed
            if each.fields is not None:
                found.fields[issued.id] = each.fields
                found.hashes[issued.id] = each.hash
    shelf.save(pack.notes.keys())
    return found


def _batches(
    pack: Pack, by_note: Mapping[str, Sequence[IssuedCard]], paths: Sequence[str]
) -> Iterator[tuple[str, tuple[Made, ...]]]:
    """Give what is made of the cards of some notes, by path: of many cards on all cores."""
    comparisons, done = pack.comparisons(), set[str]()

    def work(part: Sequence[str]) -> Iterator[tuple[str, tuple[Made, ...]]]:
        for path in part:
            yield path, tuple(_made(pack, by_note[path], comparisons))

    processes = min(cores(), len(paths))
    if processes > 1 and sum(len(by_note[path]) for path in paths) >= LEAST:
        for path, batch in in_copies(work, paths, processes):
            done.add(path)
            yield path, batch
    yield from work([path for path in paths if path not in done])


def shelf_of_cards(vault: Vault, config: Config, pack: Pack, cache: Cache | None) -> Shelf[Batch]:
    """Give the shelf of what is made of a vault's cards.

    Args:
        vault: Which vault.
        config: Its settings.
        pack: Of the vault.
        cache: Where builds keep what they make; None if nothing is kept.
    """
    if cache is None:
        return Shelf()
    from exporter.program import identity

    told = (pack.languages, pack.ask, pack.speak, sorted(config.first.items()))
    return Shelf(cache, f"cards {identity()} {vault.root.resolve()} {told}")


def _digest(mark: str, cards: Sequence[IssuedCard]) -> str:
    """Hash what a note's cards are made of: the note, and what the rest of the vault says of them."""
    told = [
        (each.id, each.uri, each.chapter, each.retired, each.tags, each.card.origin.slot, _own(each.card))
        for each in cards
    ]
    return blake2b(f"{mark} {told}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _own(card: Card) -> object:
    """Give what a card has not from its note: whether its clue is no other's, and its gaps' numbers."""
    match card:
        case ClozeCard():
            return [gap.number for gap in card.gaps]
        case ConceptCard() | TradeoffCard():
            return card.clue is None
    return None


def _made(
    pack: Pack, cards: Sequence[IssuedCard], comparisons: Mapping[tuple[str, str], tuple[TradeoffCard, ...]]
) -> Iterator[Made]:
    """Make what is given of the cards of a note; only cards of one note are compared."""
    for issued in cards:
        packed = pack_card(issued.card, pack.notes[issued.card.origin.note])
        if fits(issued):
            fields = contents(issued, pack, comparisons)
            yield Made(as_row(fields), card_digest(issued, fields), packed)
        else:
            yield Made(None, "", packed)

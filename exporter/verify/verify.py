"""The two imports: into a collection that has nothing, and into one that has the earlier files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic, Severity
from exporter.verify.compare import Import, Planned, Treatment, Verified, differences
from exporter.verify.scratch import DeckRefusedError, scratch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.verify.scratch import Scratch


def verify(deck: bytes, earlier: Sequence[bytes], cards: Sequence[Planned]) -> Checked[Verified]:
    """Import a deck the way its readers will, and compare what happens with the plan.

    Args:
        deck: The new file.
        earlier: The files that readers have imported before, as they lie there; none at first.
        cards: What the plan says, for all cards that the deck should hold.
    """
    planned = Counter(card.treatment for card in cards)
    found: list[Diagnostic] = []
    try:
        with scratch() as newcomer:
            newcomer.bring_in(deck)
            fresh = newcomer.state()
            found += _repaired(newcomer, "a fresh collection")
        with scratch() as reader:
            found += [each for file in earlier for each in _bring_in_earlier(reader, file)]
            before = reader.state()
            aside = reader.bring_in(deck)
            after = reader.state()
            found += _repaired(reader, "the collection of a reader")
    except DeckRefusedError as error:
        refused = Diagnostic("verify-refused", f"Anki cannot import the new deck: {error}")
        return Checked(Verified(Counter(), planned, bool(earlier), sound=False), (refused,))
    done = Import(before, after, fresh)
    found += differences(cards, done)
    found += _set_aside(aside, found)
    sound = not any(each.severity is Severity.ERROR for each in found)
    return Checked(Verified(_counts(cards, done), planned, bool(earlier), sound), tuple(found))


def _counts(cards: Sequence[Planned], done: Import) -> Counter[Treatment]:
    return Counter(got for card in cards if (got := done.treatment(card.guid)))


def _bring_in_earlier(reader: Scratch, file: bytes) -> list[Diagnostic]:
    try:
        reader.bring_in(file)
    except DeckRefusedError as error:
        message = f"Anki cannot import the earlier file, so it is left out: {error}"
        return [Diagnostic("verify-earlier-refused", message)]
    return []


def _repaired(collection: Scratch, whose: str) -> list[Diagnostic]:
    repairs = collection.repairs()
    message = f"Anki's Check Database has to repair {whose}: {repairs}"
    return [Diagnostic("verify-database", message)] if repairs else []


def _set_aside(number: int, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Report what Anki's log set aside, where nothing that was seen explains it."""
    known = any(each.rule == "verify-conflict" for each in found)
    message = f"Anki sets {number} cards of the deck aside"
    return [Diagnostic("verify-conflict", message)] if number and not known else []

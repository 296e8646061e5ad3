"""What an import should do to each card, what it did, and the differences."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from exporter.diagnostics import Diagnostic
from exporter.source import Position

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.verify.scratch import Kept, State


class Treatment(StrEnum):
    """What an import does to a card."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class Planned(NamedTuple):
    """What the plan says of a card of the deck.

    Attributes:
        guid: What Anki matches on.
        treatment: What the plan says will happen to it.
        issued: The time that the ledger knew it by before this build; None for a new card.
        note: Path of its note.
        line: Where it begins there.
        face: What people would call it by.
    """

    guid: str
    treatment: Treatment
    issued: int | None
    note: str
    line: int
    face: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What an import did.

    Attributes:
        counts: How many cards were treated how.
        planned: How many the plan says would be.
        earlier: Whether there was an earlier file to import first.
        sound: Whether nothing differs from what was expected.
    """

    counts: Counter[Treatment]
    planned: Counter[Treatment]
    earlier: bool
    sound: bool


@dataclass(frozen=True, slots=True)
class Import:
    """One import into a collection.

    Attributes:
        before: What the collection held.
        after: What it holds.
        fresh: What a collection holds that had nothing before.
    """

    before: State
    after: State
    fresh: State

    def treatment(self, guid: str) -> Treatment | None:
        """Say what happened to a card; None where it did not arrive."""
        now, then = self.after.notes.get(guid), self.before.notes.get(guid)
        if now is None or guid not in self.fresh.notes:
            return None
        if then is None:
            return Treatment.NEW
        return Treatment.UNCHANGED if _content(now) == _content(then) else Treatment.UPDATED


def _content(note: Kept) -> tuple[object, ...]:
    """Give what an import changes; cards may be added to a note that stays as it is."""
    return note.mod, note.fields, note.tags


def expected(card: Planned, before: State) -> Treatment:
    """Say what should happen to a card, given what the earlier file brought.

    The plan speaks of a collection that has everything the ledger knows. The file that lies there
    may know less: a card that it lacks is new, and one that it has as it was before is updated. That
    it knows more than the ledger is a difference: then the plan was made without the facts.

    Args:
        card: What the plan says.
        before: What the earlier file brought.
    """
    then = before.notes.get(card.guid)
    if then is None:
        return Treatment.NEW
    behind = card.issued is not None and then.mod < card.issued
    if card.treatment is Treatment.UNCHANGED and behind:
        return Treatment.UPDATED
    return card.treatment


def differences(cards: Sequence[Planned], done: Import) -> Iterator[Diagnostic]:
    """Give each difference between what should have happened and what has.

    Args:
        cards: All cards that the deck should hold.
        done: The import.
    """
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for card in cards:
        for finding in _of_card(card, done):
            found[finding.rule].append(finding)
    for rule, each in found.items():
        yield from each[:_MOST]
        if len(each) > _MOST:
            message = f"{len(each) - _MOST} more cards have the same trouble"
            yield Diagnostic(rule, message, help=each[0].help)
    yield from _of_note_types(done)
    yield from _of_media(done)
    foreign = set(done.fresh.notes) - {card.guid for card in cards}
    if foreign:
        message = f"the deck holds {len(foreign)} cards that are not in the plan"
        yield Diagnostic("verify-unplanned", message, help=_REPORT)


# More findings of one rule say no more than these.
_MOST = 10
_REPORT = "this is a mistake in studypack: report it with the two files"
_LEDGER = (
    "the earlier file knows this card better than `studypack.lock` does: bring back its last version, "
    "or import without verifying and lose what was edited in Anki"
)


def _of_card(card: Planned, done: Import) -> Iterator[Diagnostic]:
    """Give the first trouble of a card: what follows from it is no news."""
    trouble = _in_deck(card, done) or _in_collection(card, done)
    if trouble:
        rule, message, fix = trouble
        face = card.face if len(card.face) <= _FACE else f"{card.face[:_FACE]}…"
        yield Diagnostic(rule, f"`{face}` {message}", card.note, Position(card.line, 1), help=fix)


_FACE = 70
_Trouble = tuple[str, str, str]


def _in_deck(card: Planned, done: Import) -> _Trouble | None:
    """Find what is wrong with a card for a reader who imports the deck for the first time."""
    if card.guid not in done.fresh.notes:
        return "verify-unplanned", "is not in the deck", _REPORT
    if card.guid in done.fresh.twice:
        return "verify-unplanned", "is in the deck more than once", _REPORT
    if card.guid in done.fresh.empty:
        return "verify-empty-card", "has a card whose front is empty", _TEMPLATE
    return None


def _in_collection(card: Planned, done: Import) -> _Trouble | None:
    """Find what is wrong with a card for a reader who has the earlier file."""
    fresh, now, then = (state.notes.get(card.guid) for state in (done.fresh, done.after, done.before))
    want, got = expected(card, done.before), done.treatment(card.guid)
    if fresh is None or now is None or now.note_type != fresh.note_type:
        return "verify-conflict", "is of another note type in the earlier file", _TYPE
    if then and f"{now.note_type}+" in done.after.note_types:
        return "verify-conflict", "stays of the note type as it is in the earlier file", _TYPE
    if (now.fields, now.tags) != (fresh.fields, fresh.tags):
        return "verify-stale", "stays in Anki as it was in the earlier file", _LEDGER
    if got is not want:
        return "verify-unplanned", f"is {got} in Anki, but {want} in the plan", _LEDGER if then else _REPORT
    if card.guid in done.after.empty and card.guid not in done.before.empty:
        return "verify-card-emptied", "is asked in fewer ways than before", _EMPTIED
    return None


_TEMPLATE = "compare your `templates/anki` folder with the one that comes with studypack"
_TYPE = "Anki will not update it; delete it in Anki, or keep the template folder as it was"
_EMPTIED = "after the import choose Tools → Empty Cards in Anki: it removes the cards that ask nothing"


def _of_note_types(done: Import) -> Iterator[Diagnostic]:
    """Report note types that Anki made a second copy of, and those whose look does not arrive."""
    for name, shown in done.after.note_types.items():
        if name.endswith("+") and name.rstrip("+") in done.fresh.note_types:
            message = f"Anki makes a second note type `{name}`: fields or templates are not what they were"
            yield Diagnostic("verify-note-type-doubled", message, help=_TYPE)
        elif f"{name}+" in done.after.note_types:
            continue
        elif name in done.fresh.note_types and shown != done.fresh.note_types[name]:
            message = f"the note type `{name}` keeps the look that it has in the earlier file"
            yield Diagnostic("verify-stale", message, help=_LEDGER)


def _of_media(done: Import) -> Iterator[Diagnostic]:
    for name in done.fresh.missing:
        yield Diagnostic("verify-media-missing", f"a card shows `{name}`, but the deck does not hold it")

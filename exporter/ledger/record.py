"""Writes a build into the ledger: stamps, retired cards, and the plan that follows from both."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from exporter.ledger.content import pack_card, unpack_card
from exporter.ledger.entry import Entry, Ledger, Stamp
from exporter.ledger.gaps import recorded
from exporter.ledger.plan import Change, Plan
from exporter.model import ClozeCard, IssuedCard, texts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.ledger.gaps import IssuedGap
    from exporter.ledger.identified import Identified
    from exporter.model import Card, Pack

# What a retired card's stamp begins with: if it comes back, it has changed.
_RETIRED = "retired"


class Digests(NamedTuple):
    """Hashes of what Anki is given.

    Attributes:
        cards: Of fields and tags, by id; without the cards that no note type holds.
        note_types: Of templates and style, by card kind.
        packed: The cards themselves, of those that are packed already, by id.
    """

    cards: Mapping[str, str]
    note_types: Mapping[str, str]
    packed: Mapping[str, str] = MappingProxyType({})


class Recorded(NamedTuple):
    """What came of it.

    Attributes:
        ledger: To be kept.
        cards: The pack's cards with the time at which their content was first seen.
        plan: What the next import will do.
    """

    ledger: Ledger
    cards: tuple[IssuedCard, ...]
    plan: Plan


def record(
    ledger: Ledger,
    pack: Pack,
    identified: Identified,
    digests: Digests,
    built_at: int,
) -> Recorded:
    """Record a build.

    Args:
        ledger: What was issued before.
        pack: What is issued now.
        identified: Who is who.
        digests: Of what Anki is given.
        built_at: Time of the build, seconds since the epoch.
    """
    plan = Plan(ambiguous=identified.ids.count(None))
    entries = dict(ledger.entries)
    cards: list[IssuedCard] = []
    for issued, (own, _) in zip(pack.cards, identified.known(), strict=True):
        before = ledger.entries.get(issued.id)
        stamp = _stamp(before, digests.cards.get(issued.id), built_at)
        made = Entry(
            issued.id,
            issued.guid,
            own.kind,
            own.note,
            own.slot,
            own.explicit,
            stamp,
            issued.deck,
            own.face,
            own.body,
            content=digests.packed.get(issued.id) or pack_card(issued.card, pack.notes[own.note]),
            gaps=_gaps(issued.card, before),
        )
        # What is as it was stays the same object: of a large ledger one copy is enough.
        entry = before if before is not None and made == before else made
        entries[issued.id] = entry
        cards.append(issued.dated(stamp.mod))
        if issued.id in digests.cards:
            _plan(plan, before, entry, issued)
    for id_ in identified.gone:
        gone = entries[id_]
        if gone.since is None:
            entries[id_] = replace(gone, since=built_at)
            plan.retired.append(Change(id_, gone.kind, gone.note, gone.face, deck=gone.deck))
    types = {
        kind: ledger.note_types.get(kind, Stamp("", 0)).next(digest, built_at)
        for kind, digest in digests.note_types.items()
    }
    return Recorded(Ledger(pack.id, entries, types), tuple(cards), plan)


def _stamp(before: Entry | None, digest: str | None, built_at: int) -> Stamp:
    """Stamp a card; one that no note type holds keeps what Anki was given last."""
    stamp = before.stamp if before else Stamp("", 0)
    return stamp if digest is None else stamp.next(digest, built_at)


def _gaps(card: Card, before: Entry | None) -> tuple[IssuedGap, ...]:
    issued = before.gaps if before else ()
    return recorded(card.gaps, issued) if isinstance(card, ClozeCard) else issued


def _plan(plan: Plan, before: Entry | None, entry: Entry, issued: IssuedCard) -> None:
    if before is entry:
        plan.unchanged += 1
        return
    change = Change(entry.id, entry.kind, entry.note, entry.face, deck=entry.deck)
    if before is None or not before.stamp.hash:
        plan.new.append(change)
        return
    if before.since is not None:
        plan.revived.append(change)
    elif before.stamp != entry.stamp:
        plan.changed.append(change._replace(before=_old_text(before), after=_text(issued.card)))
    else:
        plan.unchanged += 1
    if before.deck != entry.deck:
        plan.moved.append(change)


def _old_text(entry: Entry) -> str:
    old = unpack_card(entry.content) if entry.content else None
    return _text(old[0]) if old else ""


def _text(card: Card) -> str:
    gaps = card.gaps if isinstance(card, ClozeCard) else ()
    return "\n".join(
        [*(text.text for text in texts_of(card)), *(f"c{gap.number}: {gap.text}" for gap in gaps)]
    )


def stamp_retired(ledger: Ledger, digests: Mapping[str, str], built_at: int) -> Ledger:
    """Stamp the retired cards, each anew when what their deck says of it has changed.

    Args:
        ledger: What was issued.
        digests: Of the fields and tags of retired cards, by id.
        built_at: Time of the build, seconds since the epoch.
    """
    entries = {
        id_: entry
        if entry.since is None
        else replace(entry, stamp=entry.stamp.next(f"{_RETIRED} {digests.get(id_, '')}", built_at))
        for id_, entry in ledger.entries.items()
    }
    return replace(ledger, entries=entries)


def retired_cards(ledger: Ledger, pack: Pack) -> Pack | None:
    """Give a pack of the retired cards as they were last issued; None where there are none.

    Args:
        ledger: What was issued.
        pack: Of today: name, title and settings.
    """
    notes, cards = {}, []
    for _, entry in sorted(ledger.entries.items()):
        old = unpack_card(entry.content) if entry.since is not None and entry.content else None
        if old is None:
            continue
        card, note = old
        notes[note.path] = note
        own = (*card.origin.tags, *note.tags)
        tags = (*(f"{pack.name}::{tag}" for tag in own), f"{pack.name}::retired")
        cards.append(
            IssuedCard(
                card,
                entry.id,
                entry.guid,
                entry.id[:4],
                entry.deck,
                tags,
                entry.stamp.mod,
                retired=entry.since,
            )
        )
    if not cards:
        return None
    return replace(pack, notes=notes, cards=tuple(cards), chapters=(), attachments=(), diagnostics=())

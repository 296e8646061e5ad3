"""One issued card, as it was when it was last built, and all of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.ledger.gaps import IssuedGap


@dataclass(frozen=True, slots=True)
class Stamp:
    """When something was first seen as it is.

    Attributes:
        hash: Of the content.
        mod: Time of the build that first had it, seconds since the epoch.
    """

    hash: str
    mod: int

    def next(self, digest: str, built_at: int) -> Stamp:
        """Give the stamp for the content of today: later than any before, where it changed."""
        return self if digest == self.hash else Stamp(digest, max(built_at, self.mod + 1))


@dataclass(frozen=True, slots=True)
class Entry:
    """One issued card.

    Attributes:
        id: Issued once and kept for ever.
        guid: What Anki matches on.
        kind: Of the card.
        note: Path of the note it was last seen in.
        slot: Where in it.
        explicit: The author's own id: ``^block``, or the note's ``id`` property.
        stamp: Hash and time of the content that Anki was given.
        deck: The deck it was last given.
        face: What the front says, shortened: to recognise it again.
        body: What the back says, shortened: likewise.
        since: When it was retired; None while its source is there.
        content: The card, as `exporter.ledger.content` packs it.
        gaps: Of a text with gaps, also those that are gone: their numbers are never issued again.
    """

    id: str
    guid: str
    kind: str
    note: str
    slot: str
    explicit: str | None
    stamp: Stamp
    deck: str
    face: str
    body: str
    since: int | None = None
    content: str = ""
    gaps: tuple[IssuedGap, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """What earlier builds of a vault issued.

    Attributes:
        pack: Id of the pack; None before the first build.
        entries: By id.
        note_types: Stamps of Anki's note types, by card kind.
    """

    pack: str | None = None
    entries: Mapping[str, Entry] = field(default_factory=dict)
    note_types: Mapping[str, Stamp] = field(default_factory=dict)

    def after(self, cut_off: Ledger) -> Ledger:
        """Give what counts after a build that was killed before it could keep its ledger.

        Its deck may be there, and in Anki by now. What it stamped is stamped anew, later than it was
        there, even if the note says again what it said before.

        Args:
            cut_off: The ledger that it could not keep.
        """
        entries = dict(self.entries)
        for id_, entry in cut_off.entries.items():
            mine = self.entries.get(id_)
            if mine is None:
                entries[id_] = replace(entry, stamp=Stamp("", entry.stamp.mod))
            elif mine.stamp.mod < entry.stamp.mod:
                entries[id_] = replace(mine, stamp=Stamp(_UNKNOWN, entry.stamp.mod))
        types = {
            kind: Stamp(_UNKNOWN, stamp.mod)
            for kind, stamp in cut_off.note_types.items()
            if kind not in self.note_types or self.note_types[kind].mod < stamp.mod
        }
        return Ledger(self.pack or cut_off.pack, entries, {**self.note_types, **types})


# In the place of a hash: no content is this one.
_UNKNOWN = "unknown"

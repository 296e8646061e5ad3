"""What the next import will do, as far as a file can know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Change(NamedTuple):
    """What happens to one card.

    Attributes:
        id: Of the card.
        kind: Of the card.
        note: Path of its note.
        face: What people would call it by.
        before: Its text as it was last issued; empty where that is not known or did not change.
        after: Its text as it is now.
        deck: The deck it should be in.
    """

    id: str
    kind: str
    note: str
    face: str
    before: str = ""
    after: str = ""
    deck: str = ""


@dataclass(slots=True)
class Plan:
    """What the next import will do.

    Attributes:
        new: Cards that were never issued.
        changed: Cards whose content is not what was last issued.
        moved: Cards whose deck is another; Anki leaves them where they are.
        retired: Cards whose source has gone since the last build.
        revived: Retired cards whose source is back.
        unchanged: How many cards are as they were.
        ambiguous: How many cards are held back until the user says which they are.
    """

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    moved: list[Change] = field(default_factory=list)
    retired: list[Change] = field(default_factory=list)
    revived: list[Change] = field(default_factory=list)
    unchanged: int = 0
    ambiguous: int = 0

    @property
    def quiet(self) -> bool:
        """Whether nothing happens to any card."""
        return not (self.new or self.changed or self.moved or self.retired or self.revived)

    def once_done(self) -> Plan:
        """Give the plan of the next build, if nothing changes before it."""
        cards = self.unchanged + len(self.new) + len(self.changed) + len(self.revived)
        return Plan(unchanged=cards, ambiguous=self.ambiguous)

    def summary(self) -> str:
        """Say it in one line: what happens, or that nothing does."""
        counts = {
            "new": len(self.new),
            "changed": len(self.changed),
            "moved": len(self.moved),
            "retired": len(self.retired),
            "revived": len(self.revived),
            "held back": self.ambiguous,
        }
        said = " · ".join(f"{number} {name}" for name, number in counts.items() if number)
        return said or f"{self.unchanged} unchanged"

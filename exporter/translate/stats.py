"""How much of a catalogue is translated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.translate.catalogue import CatalogueEntry


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts.

    Attributes:
        translated: Messages with a translation that holds.
        fuzzy: Those whose text has changed since.
        missing: Those without one.
    """

    translated: int = 0
    fuzzy: int = 0
    missing: int = 0

    @property
    def all(self) -> int:
        """How many messages there are."""
        return self.translated + self.fuzzy + self.missing

    @property
    def percent(self) -> int:
        """How much is translated: 100 only if all is."""
        return self.translated * 100 // self.all if self.all else 100


def stats(entries: Iterable[CatalogueEntry]) -> Stats:
    """Count.

    Args:
        entries: Of a catalogue, or of a part of it.
    """
    every = list(entries)
    missing = sum(not entry.target for entry in every)
    fuzzy = sum(entry.fuzzy and bool(entry.target) for entry in every)
    return Stats(len(every) - missing - fuzzy, fuzzy, missing)

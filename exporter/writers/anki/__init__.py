"""The Anki writer: a pack as a deck file that Anki imports on every device."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exporter.diagnostics import Checked
    from exporter.model import Pack
    from exporter.writers.base import Job


@dataclass(frozen=True, slots=True)
class AnkiOptions:
    """The writer's options: none yet."""


class AnkiWriter:
    """Writes ``.apkg`` files."""

    extension: str = "apkg"
    suffix: str = ""
    summary: str = "Anki deck: concepts, trade-offs and questions to drill on every device"
    options: type[Any] = AnkiOptions

    def write(self, pack: Pack, options: AnkiOptions, job: Job) -> Checked[bytes | None]:
        """Write the deck; see :class:`exporter.writers.base.Writer`."""
        from exporter.writers.anki.deck import write_deck

        del options
        return write_deck(pack, job)


writer = AnkiWriter()

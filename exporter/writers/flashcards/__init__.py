"""The writer ``flashcards``: cards to print on both sides and cut out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.diagnostics import Checked
from exporter.press.needs import library_missing, unheard
from exporter.writers.flashcards.options import FlashcardOptions

if TYPE_CHECKING:
    from exporter.model import Pack
    from exporter.writers.base import Job


class FlashcardWriter:
    """Sets a pack on cards."""

    extension = "pdf"
    suffix = "flashcards"
    summary = "cards to print on both sides and cut out"
    options = FlashcardOptions

    def write(self, pack: Pack, options: FlashcardOptions, job: Job) -> Checked[bytes | None]:
        """Set the pack on cards.

        A card whose text does not fit at 6.5 pt (a question's, at 7 pt) is left out and reported:
        half an answer would be learned as if it were whole. It stays in the deck and on the
        cheat-sheet.

        Returns:
            The PDF, or None where WeasyPrint's native libraries cannot be loaded, or where there is
            no card to print.
        """
        try:
            with unheard():
                from exporter.writers.flashcards.printing import print_cards  # loads native libraries
        except OSError as error:
            return Checked(None, (library_missing(error),))
        return print_cards(pack, options, job)


writer = FlashcardWriter()

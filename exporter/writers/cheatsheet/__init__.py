"""The writer ``pdf``: a cheat-sheet to print, A4 in two columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.diagnostics import Checked
from exporter.press.needs import library_missing, unheard
from exporter.writers.cheatsheet.options import CheatsheetOptions

if TYPE_CHECKING:
    from exporter.model import Pack
    from exporter.writers.base import Job


class CheatsheetWriter:
    """Typesets a pack."""

    extension = "pdf"
    suffix = ""
    summary = "a cheat-sheet to print: A4, two columns, keys at the end of each chapter"
    options = CheatsheetOptions

    def write(self, pack: Pack, options: CheatsheetOptions, job: Job) -> Checked[bytes | None]:
        """Typeset the pack.

        Returns:
            The PDF, or None where WeasyPrint's native libraries cannot be loaded.
        """
        try:
            with unheard():
                from exporter.writers.cheatsheet.printing import print_sheet  # loads native libraries
        except OSError as error:
            return Checked(None, (library_missing(error),))
        return print_sheet(pack, options, job)


writer = CheatsheetWriter()

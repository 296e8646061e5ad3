"""The writer ``exam``: the pack's questions as a practice exam to print, with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Severity
from exporter.press.needs import library_missing, unheard
from exporter.writers.exam.options import ExamOptions
from exporter.writers.exam.selection import select

if TYPE_CHECKING:
    from exporter.model import Pack
    from exporter.writers.base import Job


class ExamWriter:
    """Makes a paper, an answer sheet and a key of a pack's questions."""

    extension = "pdf"
    suffix = "exam"
    summary = "a practice exam to print: questions, answer sheet, key with rationales"
    options = ExamOptions

    def write(self, pack: Pack, options: ExamOptions, job: Job) -> Checked[bytes | None]:
        """Select questions, shuffle and print them.

        Returns:
            The PDF, or None where there is no question or WeasyPrint's native libraries cannot be
            loaded.
        """
        selected = select(pack, options)
        if any(found.severity is Severity.ERROR for found in selected.diagnostics):
            return Checked(None, selected.diagnostics)
        try:
            with unheard():
                from exporter.writers.exam.printing import print_exam  # loads native libraries
        except OSError as error:
            return Checked(None, (*selected.diagnostics, library_missing(error)))
        printed = print_exam(pack, selected.value, options, job)
        return Checked(printed.value, (*selected.diagnostics, *printed.diagnostics))


writer = ExamWriter()

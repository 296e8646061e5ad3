"""The steps from a pack to the cheat-sheet's PDF. Importing this loads WeasyPrint's native libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.diagnostics import Checked
from exporter.press.findings import findings
from exporter.press.inspect import inspected
from exporter.press.layout import at_work, subsets_quickly, write_down
from exporter.press.needs import library_slow
from exporter.press.numbers import numbered
from exporter.press.reduce import on_paper
from exporter.writers.cheatsheet.desk import Desk
from exporter.writers.cheatsheet.fitting import LAYOUTS

if TYPE_CHECKING:
    from exporter.model import Pack
    from exporter.writers.base import Job
    from exporter.writers.cheatsheet.options import CheatsheetOptions


def print_sheet(pack: Pack, options: CheatsheetOptions, job: Job) -> Checked[bytes]:
    """Compose the sheet, lay it out as often as it takes, write it down."""
    steps = (LAYOUTS if options.fit or options.fit_note else 2) + 2
    done = iter(range(steps))

    def step() -> None:
        job.progress(next(done, steps - 1), steps)

    step()
    with at_work() as said:
        made = Desk(pack, options, job, step).fitted()
        found = [*made.diagnostics, *inspected(made.document, made.notes)]
        step()
        leaves = numbered(made.document)
        pdf = write_down(on_paper(leaves, made.scales, made.sheet.paper.scale))
    job.progress(steps, steps)
    found += findings(said.messages, pack)
    if not subsets_quickly():
        found.append(library_slow())
    return Checked(pdf, tuple(found))

"""The steps from a pack to a PDF. Importing this loads WeasyPrint and its native libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.diagnostics import Checked
from exporter.writers.cheatsheet.compose import Composer
from exporter.writers.cheatsheet.faces import installed
from exporter.writers.cheatsheet.findings import findings
from exporter.writers.cheatsheet.fonts import MONO
from exporter.writers.cheatsheet.fragments import Fragments
from exporter.writers.cheatsheet.layout import lay_out, subsets_quickly
from exporter.writers.cheatsheet.needs import library_slow
from exporter.writers.cheatsheet.page import composer

if TYPE_CHECKING:
    from exporter.model import Pack
    from exporter.writers.base import Job
    from exporter.writers.cheatsheet.options import CheatsheetOptions

STEPS = 3


def press(pack: Pack, options: CheatsheetOptions, job: Job) -> Checked[bytes]:
    """Compose the sheet, lay it out, write it down."""
    done = iter(range(STEPS + 1))

    def step() -> None:
        job.progress(next(done), STEPS)

    step()
    pictures = {attachment.name: attachment.content for attachment in pack.attachments}
    exact = not options.mono and bool(installed(MONO[:1]))
    fragments = Fragments(frozenset(pictures), pack.languages, exact)
    sheet = Composer(pack, fragments, full=options.detail == "full").sheet()
    compose = composer(sheet, job.templates, job.built_at)
    step()
    pdf, said = lay_out(compose, options, job.templates, pictures, step)
    found = [*fragments.diagnostics, *findings(said, pack)]
    if not subsets_quickly():
        found.append(library_slow())
    return Checked(pdf, tuple(found))

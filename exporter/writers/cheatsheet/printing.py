"""The steps from a pack to the cheat-sheet's PDF. Importing this loads WeasyPrint's native libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.diagnostics import Checked
from exporter.press.faces import installed
from exporter.press.findings import findings
from exporter.press.fonts import MONO
from exporter.press.layout import Press, at_work, subsets_quickly, write_down
from exporter.press.needs import library_slow
from exporter.press.numbers import numbered
from exporter.writers.cheatsheet.compose import Composer
from exporter.writers.cheatsheet.facing import Faced
from exporter.writers.cheatsheet.layouts import FACING, INTERLINEAR, LAYOUTS, SINGLE
from exporter.writers.cheatsheet.page import composer

if TYPE_CHECKING:
    from weasyprint import Document

    from exporter.model import Pack
    from exporter.writers.base import Job
    from exporter.writers.cheatsheet.options import CheatsheetOptions

STEPS = 3
FOLDER = "cheatsheet"
# Of the type area in the stylesheet, less the padding of boxes, in points.
COLUMN, PAGE = 246.0, 512.0
# What the top margin takes of a page, and what setting a page more tightly gains of it at best.
HEAD, GAIN = 0.05, 0.12
# Pages up to which it is tried: laying out again doubles the time.
SECOND_TRY = 60


def print_sheet(pack: Pack, options: CheatsheetOptions, job: Job) -> Checked[bytes]:
    """Compose the sheet, lay it out, write it down."""
    done = iter(range(STEPS + 1))

    def step() -> None:
        job.progress(next(done), STEPS)

    step()
    pictures = {attachment.name: attachment.content for attachment in pack.attachments}
    exact = not options.mono and bool(installed(MONO[:1]))
    layout, languages = laid(options.layout, pack.languages)
    fragments = LAYOUTS[layout](frozenset(pictures), languages, COLUMN, PAGE, exact)
    faced = Faced((languages[0], languages[1])) if layout == FACING else None
    sheet = Composer(pack, fragments, options.detail == "full", options.glossary, faced).sheet()
    compose = composer(sheet, job.templates, job.built_at)
    step()
    with at_work() as said:
        press = Press(FOLDER, job.templates, pictures, options.font, options.mono)
        document = press.lay_out(compose(frozenset()))
        runts = runt_chapters(document)
        if runts and len(document.pages) <= SECOND_TRY:
            tightened = press.lay_out(compose(runts))
            if len(tightened.pages) < len(document.pages):
                document = tightened
        step()
        pdf = write_down(numbered(document))
        step()
    found = [*fragments.diagnostics, *findings(said.messages, pack)]
    if not subsets_quickly():
        found.append(library_slow())
    return Checked(pdf, tuple(found))


def laid(layout: str, languages: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Choose the layout, and the languages of the program's own words in it.

    Where there is but one language, nothing can face it.
    """
    if layout == FACING and len(languages) == 1:
        return INTERLINEAR, languages
    return layout, languages[:1] if layout == SINGLE else languages


def runt_chapters(document: Document) -> frozenset[int]:
    """Find the chapters whose last page holds so little that it could be had on the pages before.

    Every chapter begins with the anchor ``chapter-N`` and ends with ``end-N``.
    """
    starts: dict[int, int] = {}
    runts: set[int] = set()
    for index, page in enumerate(document.pages):
        for anchor, (_, top, *_) in page.anchors.items():
            sort, _, digits = anchor.rpartition("-")
            if sort == "chapter":
                starts.setdefault(int(digits), index)
            elif sort == "end":
                before = index - starts[int(digits)]
                if before and top < page.height * (HEAD + GAIN * before):
                    runts.add(int(digits))
    return frozenset(runts)

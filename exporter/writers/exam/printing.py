"""The steps from the questions drawn to the PDF. Importing this loads WeasyPrint's native libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.diagnostics import Checked
from exporter.press.faces import installed
from exporter.press.findings import findings
from exporter.press.fonts import MONO
from exporter.press.fragments import Fragments
from exporter.press.layout import Press, at_work, subsets_quickly, write_down
from exporter.press.needs import library_slow
from exporter.writers.exam.compose import Widths, compose
from exporter.writers.exam.page import composer, foot
from exporter.writers.exam.plan import endless, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weasyprint import Document

    from exporter.model import Pack
    from exporter.writers.base import Job
    from exporter.writers.exam.options import ExamOptions
    from exporter.writers.exam.paper import Paper
    from exporter.writers.exam.plan import Plan
    from exporter.writers.exam.selection import Drawn

STEPS = 3
FOLDER = "exam"
KEY = "key"
# Width and height of the type areas of the paper sizes in the stylesheet, the gutter and the margins, in mm.
AREAS = {"a4": (178.0, 263.0), "letter": (183.9, 245.4)}
GUTTER, MARGINS = 9.0, 32.0
# However long its code, a question cannot be answered without.
ALL_CODE = 10**6
# A page with so much left empty is worth laying out again.
WASTE = 0.25
ENDLESS = "@page { size: %smm 1000000mm; background: none } .key-part { break-before: auto }"


def print_exam(pack: Pack, drawn: Sequence[Drawn], options: ExamOptions, job: Job) -> Checked[bytes]:
    """Compose the exam, lay it out, write it down."""
    done = iter(range(STEPS + 1))

    def step() -> None:
        job.progress(next(done), STEPS)

    step()
    pictures = {attachment.name: attachment.content for attachment in pack.attachments}
    width, height = AREAS[options.paper]
    key = (width - GUTTER) / 2
    widths = Widths(width if options.columns == 1 else key, key)
    exact = not options.mono and bool(installed(MONO[:1]))
    fragments = Fragments(frozenset(pictures), pack.languages, width, width, exact, longest_code=ALL_CODE)
    paper = compose(pack, drawn, options, fragments, widths)
    only = options.key == "only"
    fill_in = composer(paper, job.templates, job.built_at, only=only)
    with at_work() as said:
        press = Press(FOLDER, job.templates, pictures, options.font, options.mono)
        planned = _planned(paper, press, fill_in, width + MARGINS, height)
        step()
        size = press.style(f"@page {{ size: {options.paper} portrait }} {foot(paper)}")
        laid_out = press.lay_out(fill_in(planned), size)
        step()
        pdf = write_down(laid_out.copy(key_pages(laid_out)) if only else laid_out)
        step()
    found = [*fragments.diagnostics, *findings(said.messages, pack)]
    if not subsets_quickly():
        found.append(library_slow())
    return Checked(pdf, tuple(found))


def _planned(paper: Paper, press: Press, fill_in: Callable[[Plan], str], width: float, height: float) -> Plan:
    """Measure the exam, and share it out to pages; in smaller type if that spares one that is left empty."""
    plans: list[Plan] = []
    for tight in (False, True):
        endless_page = press.style(ENDLESS % width)
        measured = press.lay_out(fill_in(endless(paper, tight=tight)), endless_page)
        plans.append(plan(paper, measured, height, tight=tight))
        if plans[0].empty < WASTE:
            break
    return min(plans, key=lambda each: each.pages)


def key_pages(laid_out: Document) -> list[object]:
    """Give the pages from the key's first on."""
    first = next(index for index, page in enumerate(laid_out.pages) if KEY in page.anchors)
    return list(laid_out.pages[first:])

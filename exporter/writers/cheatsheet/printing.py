"""The steps from a pack to the cheat-sheet's PDF. Importing this loads WeasyPrint's native libraries."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.cores import cores
from exporter.diagnostics import Checked
from exporter.press.bind import NO_MOMENT, bound, numbering
from exporter.press.figures import UnnumberedError
from exporter.press.findings import findings
from exporter.press.inspect import inspected
from exporter.press.layout import at_work, subsets_quickly, write_down
from exporter.press.needs import library_slow
from exporter.press.numbers import numbered
from exporter.press.reduce import on_paper
from exporter.writers.cheatsheet.desk import Desk
from exporter.writers.cheatsheet.fitting import LAYOUTS
from exporter.writers.cheatsheet.numerals import awaiting, counted, settled, standing
from exporter.writers.cheatsheet.parting import chapters, divisible, front, names
from exporter.writers.cheatsheet.setting import FOLDER, Copy, Shop, set_all

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from exporter.diagnostics import Diagnostic
    from exporter.model import Pack
    from exporter.press.part import Part
    from exporter.writers.base import Job
    from exporter.writers.cheatsheet.options import CheatsheetOptions
    from exporter.writers.cheatsheet.page import Piece
    from exporter.writers.cheatsheet.sheet import Sheet

# What a reader's own stylesheet says of pages and their numbers holds for a document in one piece.
_OF_PAGES = re.compile(r"@page|counters?\(\s*pages?\b|target-(?:counter|text)|string(?:\(|-set)")
_PAGE = re.compile(r"^page (\d+)\b")
_TARGET = re.compile(r'href="#([^"]+)"')


def print_sheet(pack: Pack, options: CheatsheetOptions, job: Job) -> Checked[bytes]:
    """Compose the sheet, lay it out as often as it takes, write it down."""
    printed = None
    if not (options.fit or options.fit_note) and _plain(job):
        try:
            printed = _in_parts(pack, options, job)
        except UnnumberedError:
            printed = None
    pdf, messages, found = printed or _in_one_piece(pack, options, job)
    found += findings(messages, pack)
    if not subsets_quickly():
        found.append(library_slow())
    return Checked(pdf, tuple(found))


def _plain(job: Job) -> bool:
    """Tell whether the pages are those that the program knows: their numbers can be put in afterwards."""
    own = job.templates.user_folder
    if own is None:
        return True
    added = own / FOLDER / "user.css"
    if any((own / FOLDER / name).is_file() for name in ("style.css", "sheet.html", "glossary.html")):
        return False
    return not (added.is_file() and _OF_PAGES.search(added.read_text("utf-8")))


def _in_one_piece(
    pack: Pack, options: CheatsheetOptions, job: Job
) -> tuple[bytes, Sequence[str], list[Diagnostic]]:
    steps = (LAYOUTS if options.fit or options.fit_note else 2) + 2
    step = _steps(job, steps)
    step()
    with at_work() as said:
        made = Desk(pack, options, job, step).fitted()
        found = [*made.diagnostics, *inspected(made.document, made.notes)]
        step()
        leaves = numbered(made.document)
        pdf = write_down(on_paper(leaves, made.scales, made.sheet.paper.scale))
    job.progress(steps, steps)
    return pdf, list(said.messages), found


def _in_parts(
    pack: Pack, options: CheatsheetOptions, job: Job
) -> tuple[bytes, Sequence[str], list[Diagnostic]] | None:
    """Set the chapters each by itself, and bind them; None where there is no place for a seam."""
    desk = Desk(pack, options, replace(job, built_at=NO_MOMENT), lambda: None)
    with at_work():
        sheet, composed = desk.composed(desk.paper, desk.starts, standing=standing(pack))
        if not divisible(sheet):
            return None
        contents, bodies, lists = front(sheet), chapters(sheet, desk.faced), names(sheet)
        pieces = [*([contents] if contents else []), *bodies]
        steps = 2 + len(pieces) + len(lists)
        step = _steps(job, steps)
        step()
        counts = counted(sheet)
        shop = Shop(job.templates, desk.pictures, options.font, options.mono, options.jobs or cores())

        def set_(copies: list[Copy]) -> list[Part]:
            return set_all(copies, shop, desk.press, job.cache, step)

        parts = set_([_copy(desk, sheet, piece, counts) for piece in pieces])
        # What the glossary says is where all else stands.
        pages = numbering(parts).pages
        parts += set_([_copy(desk, sheet, piece, counts, pages) for piece in lists])
        pdf = bound(parts, counts, job.built_at)
    job.progress(steps, steps)
    messages = dict.fromkeys(message for part in parts for message in part.messages)
    return pdf, list(messages), [*composed, *_found(parts)]


def _copy(
    desk: Desk,
    sheet: Sheet,
    piece: Piece,
    counts: Mapping[str, int],
    pages: Mapping[str, int] | None = None,
) -> Copy:
    html = desk.compose(sheet, piece, frozenset())
    # The contents are another whenever a number is.
    html = settled(html, counts) if piece.front else awaiting(html, counts, sheet)
    return Copy(
        html,
        sheet.stylesheet,
        {f"note-{entry.number}": entry.path for section in piece.sections for entry in section.entries},
        None if pages is None else {name: pages[name] for name in _TARGET.findall(html) if name in pages},
        1 if piece.before else 0,
    )


def _found(parts: Sequence[Part]) -> list[Diagnostic]:
    """Give what was found on the pages, under their numbers in the whole."""
    return [
        _on_page(each, first - 1)
        for part, first in zip(parts, numbering(parts).firsts, strict=True)
        for each in part.found
    ]


def _on_page(found: Diagnostic, ahead: int) -> Diagnostic:
    return replace(found, message=_PAGE.sub(lambda page: f"page {int(page[1]) + ahead}", found.message))


def _steps(job: Job, steps: int) -> Callable[[], None]:
    done = iter(range(steps))
    return lambda: job.progress(next(done, steps - 1), steps)

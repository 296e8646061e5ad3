"""The steps from a pack to the sheets' PDF. Importing this loads WeasyPrint's native libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic
from exporter.press.extents import extents
from exporter.press.faces import installed
from exporter.press.findings import findings
from exporter.press.fonts import MONO
from exporter.press.fragments import Fragments
from exporter.press.layout import Press, at_work, subsets_quickly, write_down
from exporter.press.needs import library_slow
from exporter.source import Position
from exporter.writers.flashcards.anatomy import anatomy
from exporter.writers.flashcards.compose import Composer
from exporter.writers.flashcards.forms import Forms
from exporter.writers.flashcards.page import Pages
from exporter.writers.flashcards.select import nothing_chosen, select
from exporter.writers.flashcards.sizing import SIDE, sized

if TYPE_CHECKING:
    from weasyprint import CSS

    from exporter.model import Pack
    from exporter.writers.base import Job
    from exporter.writers.flashcards.fit import Measure
    from exporter.writers.flashcards.options import FlashcardOptions
    from exporter.writers.flashcards.sizing import Sized
    from exporter.writers.flashcards.stock import Grid

STEPS = 3
FOLDER = "flashcards"
_PT_PER_MM = 72 / 25.4
# Texts are measured on one page that has no end.
_ENDLESS = 1_000_000
_EXCERPT = 40
_SIGNS = {"pros": " ＋", "cons": " －"}


def print_cards(pack: Pack, options: FlashcardOptions, job: Job) -> Checked[bytes | None]:
    """Choose the cards, find the size of their type, lay them out, write them down."""
    chosen = () if options.calibrate else select(pack, options.kinds, options.tags)
    if not chosen and not options.calibrate:
        return Checked(None, (nothing_chosen(pack, options.kinds, options.tags),))
    job.progress(0, STEPS)
    grid, parts = options.grid, anatomy(options.grid)
    pictures = {attachment.name: attachment.content for attachment in pack.attachments}
    column = parts.inner * _PT_PER_MM
    exact = not options.mono and bool(installed(MONO[:1]))
    fragments = Fragments(frozenset(pictures), pack.languages, column, column, exact)
    forms = Forms(pack.languages, job.templates)
    room = (parts.back.width, parts.back.height)
    cards = list(Composer(fragments, forms, pack.ask, room).cards(chosen))
    pages = Pages(forms, pack, options, parts, job.built_at)
    with at_work() as said:
        press = Press(FOLDER, job.templates, pictures, options.font, options.mono)
        found = sized(cards, parts, _measuring(press, pages, grid))
        fitting = [each for each in found if each.fits]
        job.progress(1, STEPS)
        html = pages.calibration() if options.calibrate else pages.cards(fitting)
        document = press.lay_out(html, _paper(press, *grid.paper))
        job.progress(2, STEPS)
        pdf = write_down(document, _preferences(options)) if fitting or options.calibrate else None
        job.progress(3, STEPS)
    left_out = (_too_long(each, grid) for each in found if not each.fits)
    diagnostics = [*fragments.diagnostics, *left_out, *findings(said.messages, pack)]
    if pdf is None:
        diagnostics.append(nothing_chosen(pack, options.kinds, options.tags))
    if not subsets_quickly():
        diagnostics.append(library_slow())
    return Checked(pdf, tuple(diagnostics))


def _paper(press: Press, width: float, height: float) -> CSS:
    return press.style(f"@page {{ size: {width:.4f}mm {height:.4f}mm; margin: 0 }}")


def _preferences(options: FlashcardOptions) -> dict[str, str]:
    """Ask for printing at true size, and for the flip that the sheets are made for."""
    asked = {"PrintScaling": "/None"}
    if options.calibrate or options.mode == "duplex":
        duplex = {"long": "/DuplexFlipLongEdge", "short": "/DuplexFlipShortEdge", "none": "/Simplex"}
        return {**asked, "Duplex": duplex[options.flip]}
    return {**asked, "Duplex": "/Simplex"}


def _measuring(press: Press, pages: Pages, grid: Grid) -> Measure:
    endless = _paper(press, grid.paper[0], _ENDLESS)
    return lambda trials: extents(press.lay_out(pages.measured(trials), endless), SIDE)


def _too_long(sides: Sized, grid: Grid) -> Diagnostic:
    """Say that a card is left out."""
    card = sides.card
    which, fits = ("the front of", "does not fit") if sides.back else ("the back of", "does not fit")
    if not sides.front and not sides.back:
        which, fits = "neither side of", "fits"
    called = card.called if len(card.called) <= _EXCERPT else f"{card.called[: _EXCERPT - 1]}…"
    width, height = grid.card
    return Diagnostic(
        "card-too-long",
        f"{which} `{called}` ({card.id}{_SIGNS.get(card.sort, '')}) {fits} a card of "
        f"{width:g}x{height:g} mm at {card.least:g} pt; it is left out of the sheets",
        card.origin.note,
        Position(card.origin.line, 1),
        help="print larger cards, such as `-o flashcards.size=3x5`, or shorten the text",
    )

"""Where the sheet is laid out, as often as it takes to make it fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING

from exporter.diagnostics import Diagnostic
from exporter.press.faces import installed
from exporter.press.fonts import MONO
from exporter.press.layout import Press
from exporter.writers.cheatsheet.compose import Composer
from exporter.writers.cheatsheet.facing import Faced
from exporter.writers.cheatsheet.fitting import each, whole
from exporter.writers.cheatsheet.geometry import FLOOR, PAPERS, SMALLEST, Geometry
from exporter.writers.cheatsheet.layouts import FACING, INTERLINEAR, LAYOUTS, SINGLE
from exporter.writers.cheatsheet.leaves import Leaves, runt_chapters
from exporter.writers.cheatsheet.page import composer
from exporter.writers.cheatsheet.page import whole as whole_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exporter.model import Pack
    from exporter.writers.base import Job
    from exporter.writers.cheatsheet.options import CheatsheetOptions
    from exporter.writers.cheatsheet.page import Piece
    from exporter.writers.cheatsheet.sheet import Sheet

FOLDER = "cheatsheet"
# Pages up to which a more tightly set chapter is tried: laying out again doubles the time.
SECOND_TRY = 60
_HELP = "allow more pages, divide the note, or leave something out"


@dataclass
class Desk:
    """Lays a pack out as its options say.

    Attributes:
        pack: What is printed.
        options: What the reader has chosen.
        job: Time, templates.
        step: Called before each layout.
    """

    pack: Pack
    options: CheatsheetOptions
    job: Job
    step: Callable[[], None]

    @cached_property
    def paper(self) -> Geometry:
        """What is printed on, at its normal scale."""
        return PAPERS[self.options.paper]

    @cached_property
    def _floor(self) -> float:
        return FLOOR / self.paper.scale

    @cached_property
    def pictures(self) -> dict[str, bytes]:
        """Content of the pack's pictures by name."""
        return {attachment.name: attachment.content for attachment in self.pack.attachments}

    @cached_property
    def press(self) -> Press:
        """Fonts, stylesheets and pictures."""
        return Press(FOLDER, self.job.templates, self.pictures, self.options.font, self.options.mono)

    @cached_property
    def compose(self) -> Callable[[Sheet, Piece, frozenset[str]], str]:
        """Fills in the templates."""
        return composer(self._layout[1], self.job.templates, self.job.built_at)

    @cached_property
    def _layout(self) -> tuple[str, tuple[str, ...]]:
        """The layout, and the languages of the program's own words in it."""
        languages = self.pack.languages
        if self.options.layout == FACING and (len(languages) == 1 or self.paper.flowing):
            # Nothing can face a single language, and a narrow column has no room for two halves.
            return INTERLINEAR, languages
        return self.options.layout, languages[:1] if self.options.layout == SINGLE else languages

    @cached_property
    def faced(self) -> Faced | None:
        """Sets notes in rows, where two languages face each other."""
        layout, languages = self._layout
        return Faced((languages[0], languages[1])) if layout == FACING else None

    @cached_property
    def _exact(self) -> bool:
        return not self.options.mono and bool(installed(MONO[:1]))

    @cached_property
    def starts(self) -> str:
        """What begins a page, where nothing has to fit."""
        return "nothing" if self.paper.flowing else "chapter"

    def fitted(self) -> Leaves:
        """Give the pages that the reader has asked for, or the nearest to them."""
        if self.options.fit:
            return self._on_pages(self.options.fit)
        if self.options.fit_note:
            return self._each_on_pages(self.options.fit_note)
        made = self._laid_out(self.paper, self.starts)
        runts = runt_chapters(made.document)
        if runts and len(made.document.pages) <= SECOND_TRY:
            tightened = self._printed(made.sheet, made.diagnostics, runts)
            if len(tightened.document.pages) < len(made.document.pages):
                return tightened
        return made

    def _on_pages(self, most: int) -> Leaves:
        """Scale the whole pack, which runs on through its chapters."""
        kept: dict[float, Leaves] = {}

        def pages_at(scale: float) -> float:
            made = self._laid_out(self.paper.scaled(scale), "nothing")
            if made.pages <= most:
                kept.clear()  # pages take memory: the best are enough
            kept[scale] = made
            return made.pages

        made = kept[whole(pages_at, most, self._floor)]
        if made.pages <= most:
            return made
        message = f"the pack takes {ceil(made.pages)} pages in type of {SMALLEST} pt, not {most}"
        return replace(made, diagnostics=(*made.diagnostics, Diagnostic("page-fit", message, help=_HELP)))

    def _each_on_pages(self, most: int) -> Leaves:
        """Scale each note on its own."""
        first: list[Leaves] = []

        def pages_at(scales: Mapping[str, float]) -> dict[str, float]:
            made = self._laid_out(self.paper, "note", scales, only=bool(scales))
            first.append(made)
            return made.pages_of_notes()

        scales = each(pages_at, most, self._floor)
        made = self._laid_out(self.paper, "note", scales) if scales else first[0]
        taken = made.pages_of_notes()
        found = tuple(
            Diagnostic(
                "page-fit",
                f"takes {ceil(taken[note])} pages in type of {SMALLEST} pt, not {most}",
                path=note,
                help=_HELP,
            )
            for note, scale in scales.items()
            if scale == self._floor and taken[note] > most
        )
        return replace(made, diagnostics=(*made.diagnostics, *found))

    def _laid_out(
        self, paper: Geometry, starts: str, scales: Mapping[str, float] | None = None, *, only: bool = False
    ) -> Leaves:
        """Compose and lay out, if wanted only the notes that have a scale of their own."""
        sheet, found = self.composed(paper, starts, scales)
        sheet = sheet.only(frozenset(scales or ())) if only else sheet
        return self._printed(sheet, found)

    def composed(
        self,
        paper: Geometry,
        starts: str,
        scales: Mapping[str, float] | None = None,
        standing: Mapping[str, int] | None = None,
    ) -> tuple[Sheet, tuple[Diagnostic, ...]]:
        """Compose the sheet, and tell what was found."""
        names = frozenset(attachment.name for attachment in self.pack.attachments)
        layout, languages = self._layout
        fragments = LAYOUTS[layout](names, languages, *paper.drawing, self._exact)
        composing = Composer(
            self.pack,
            fragments,
            full=self.options.detail == "full",
            glossary=self.options.glossary,
            faced=self.faced,
            paper=paper,
            starts=starts,
            scales=scales or {},
            standing=standing or {},
        )
        return composing.sheet(), tuple(fragments.diagnostics)

    def _printed(
        self, sheet: Sheet, found: tuple[Diagnostic, ...], tight: frozenset[str] = frozenset()
    ) -> Leaves:
        self.step()
        html = self.compose(sheet, whole_sheet(sheet), tight)
        document = self.press.lay_out(html, paper=sheet.stylesheet)
        return Leaves(sheet, document, found)

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

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exporter.model import Pack
    from exporter.writers.base import Job
    from exporter.writers.cheatsheet.options import CheatsheetOptions
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
    def _press(self) -> Press:
        pictures = {attachment.name: attachment.content for attachment in self.pack.attachments}
        return Press(FOLDER, self.job.templates, pictures, self.options.font, self.options.mono)

    @cached_property
    def _compose(self) -> Callable[[Sheet, frozenset[int]], str]:
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
    def _exact(self) -> bool:
        return not self.options.mono and bool(installed(MONO[:1]))

    def fitted(self) -> Leaves:
        """Give the pages that the reader has asked for, or the nearest to them."""
        if self.options.fit:
            return self._on_pages(self.options.fit)
        if self.options.fit_note:
            return self._each_on_pages(self.options.fit_note)
        made = self._laid_out(self.paper, "nothing" if self.paper.flowing else "chapter")
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
        names = frozenset(attachment.name for attachment in self.pack.attachments)
        layout, languages = self._layout
        fragments = LAYOUTS[layout](names, languages, *paper.drawing, self._exact)
        composing = Composer(
            self.pack,
            fragments,
            full=self.options.detail == "full",
            glossary=self.options.glossary,
            faced=Faced((languages[0], languages[1])) if layout == FACING else None,
            paper=paper,
            starts=starts,
            scales=scales or {},
        )
        sheet = composing.sheet()
        sheet = sheet.only(frozenset(scales or ())) if only else sheet
        return self._printed(sheet, tuple(fragments.diagnostics))

    def _printed(
        self, sheet: Sheet, found: tuple[Diagnostic, ...], tight: frozenset[int] = frozenset()
    ) -> Leaves:
        self.step()
        document = self._press.lay_out(self._compose(sheet, tight), paper=sheet.stylesheet)
        return Leaves(sheet, document, found)

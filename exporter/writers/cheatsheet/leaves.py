"""The sheet as it has been laid out: how many pages it takes, and each note of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from exporter.press.boxes import depth

if TYPE_CHECKING:
    from weasyprint import Document

    from exporter.diagnostics import Diagnostic
    from exporter.writers.cheatsheet.sheet import Sheet

# What the top margin takes of a page, and what setting a page more tightly gains of it at best.
HEAD, GAIN = 0.05, 0.12


@dataclass(frozen=True, slots=True)
class Leaves:
    """A sheet and its pages.

    Attributes:
        sheet: What is printed.
        document: Its pages, not yet brought to the size of the paper.
        diagnostics: What was found while it was made.
    """

    sheet: Sheet
    document: Document
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def pages(self) -> float:
        """How many there are, the last one by what it is filled."""
        pages = self.document.pages
        return len(pages) - 1 + depth(pages[-1])

    @property
    def scales(self) -> dict[str, float]:
        """Scales of the pages that have a name."""
        geometries = {self.sheet.paper, *(entry.geometry for entry in self.sheet.entries)}
        return {one.name: one.scale for one in geometries}

    @property
    def notes(self) -> dict[str, str]:
        """Path of each note by its anchor."""
        return {f"note-{entry.number}": entry.path for entry in self.sheet.entries}

    def pages_of_notes(self) -> dict[str, float]:
        """How many pages each note takes, by its path, where each begins one."""
        starts: dict[str, int] = {}
        for index, page in enumerate(self.document.pages):
            for name in page.anchors:
                if name.startswith(("note-", "keys-", "chapter-", "glossary")):
                    starts.setdefault(name, index)  # what goes on has its anchor on each of its pages
        places = sorted({*starts.values(), len(self.document.pages)})
        after = dict(pairwise(places))
        ends = {path: after[starts[anchor]] for anchor, path in self.notes.items()}
        return {
            path: ends[path] - starts[anchor] - 1 + depth(self.document.pages[ends[path] - 1])
            for anchor, path in self.notes.items()
        }


def runt_chapters(document: Document) -> frozenset[str]:
    """Find the chapters whose last page holds so little that it could be had on the pages before.

    Every chapter begins with the anchor ``chapter-MARK`` and ends with ``end-MARK``.
    """
    starts: dict[str, int] = {}
    runts: set[str] = set()
    for index, page in enumerate(document.pages):
        for anchor, (_, top, *_) in page.anchors.items():
            sort, _, mark = anchor.partition("-")
            if sort == "chapter":
                starts.setdefault(mark, index)
            elif sort == "end":
                before = index - starts[mark]
                if before and top < page.height * (HEAD + GAIN * before):
                    runts.add(mark)
    return frozenset(runts)

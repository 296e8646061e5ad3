"""Where everything stands on the pages: measured on one endless page, then shared out to real ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from exporter.writers.exam.columns import Band, fill

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weasyprint import Document

    from exporter.writers.exam.paper import Paper

MM = 25.4 / 96  # of a CSS pixel
# In mm, as in the stylesheet: what stands below a block and is left out below a column's last one; how much
# may be added below each to fill a column; and what a layout may differ from the one that was measured.
BELOW_QUESTION, BELOW_KEY, MOST, SLACK = 7.0, 3.4, 6.0, 0.4
# Less room than this is not worth a heading.
WORTH = 60.0
KEY_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """What stands in which column of which page.

    Attributes:
        questions: Their bands, on the paper.
        scores: Those of the rows of the score table.
        keys: Those of the rationales.
        keys_on_new_page: Whether the rationales' heading begins a page.
        measured: Whether this is a plan, and not the endless page that is made to measure by.
        tight: Whether the questions are set in smaller type.
        empty: The part of the emptiest page of questions that is, the first and the last one aside.
    """

    questions: tuple[Band, ...]
    scores: tuple[Band, ...]
    keys: tuple[Band, ...]
    keys_on_new_page: bool = False
    measured: bool = True
    tight: bool = False
    empty: float = 0.0

    @property
    def pages(self) -> int:
        """How many pages questions begin on."""
        return 1 + sum(band.new_page for band in self.questions)

    def page_of(self, place: int) -> int | None:
        """Give the page of a question, from 1; None where one before it may take several."""
        page = 1
        for band in self.questions:
            page += band.new_page
            if any(place in column for column in band.columns):
                return page
            if band.across:
                return None
        return None


def endless(paper: Paper, *, tight: bool) -> Plan:
    """Put everything in one column each, to be measured."""

    def one(count: int, columns: int) -> tuple[Band, ...]:
        return (Band((range(count), *(range(0),) * (columns - 1))),)

    count = len(paper.questions)
    questions, keys = one(count, paper.columns), one(count, KEY_COLUMNS)
    return Plan(questions, one(len(paper.rows), KEY_COLUMNS), keys, tight=tight, measured=False)


def plan(paper: Paper, measured: Document, page: float, *, tight: bool) -> Plan:
    """Share everything out.

    Args:
        paper: What is printed.
        measured: The endless page, laid out.
        page: Height of the type area, in mm.
        tight: Whether the questions are set in smaller type.
    """
    tops = {name: top * MM for laid_out in measured.pages for name, (_, top, *_) in laid_out.anchors.items()}
    page -= SLACK
    head = tops["question-1"] - tops["paper"]
    heights, below = _heights("question", tops), page + BELOW_QUESTION
    questions = fill(heights, below - head, below, paper.columns, most=MOST)
    # Only bands that another one follows have been stretched.
    empty = max((_empty(band, heights, below) for band in questions[1:] if band.gaps), default=0.0)
    planned = Plan(questions, (), (), tight=tight, empty=empty)
    return _with_key(planned, tops, page) if paper.key else planned


def _with_key(planned: Plan, tops: Mapping[str, float], page: float) -> Plan:
    """Share out the score table below the key's head, and the rationales below the score table."""
    rows, answered = _heights("score", tops), _heights("key", tops)
    left = page - (tops["score-1"] - tops["key"])
    scores = fill(rows, left, page, KEY_COLUMNS)
    last = scores[-1]
    left = page if last.new_page else left
    left -= max(sum(rows[at] for at in column) for column in last.columns)
    bar = tops["key-1"] - tops["scores-end"]
    apart = left - bar < max(WORTH, answered[0])
    below = page + BELOW_KEY
    keys = fill(answered, (below if apart else left + BELOW_KEY) - bar, below, KEY_COLUMNS)
    return replace(planned, scores=scores, keys=keys, keys_on_new_page=apart)


def _heights(kind: str, tops: Mapping[str, float]) -> list[float]:
    """Give the heights of blocks that stand below each other: from the top of one to that of the next."""
    edges = sorted(top for name, top in tops.items() if name.startswith(f"{kind}-"))
    return [below - above for above, below in pairwise([*edges, tops[f"{kind}s-end"]])]


def _empty(band: Band, heights: Sequence[float], room: float) -> float:
    """Give the part of a page that stays empty."""
    return 1 - sum(heights[at] for column in band.columns for at in column) / (room * len(band.columns))

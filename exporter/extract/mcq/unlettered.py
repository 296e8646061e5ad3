"""Options without letters: the list that a stem ends with, where something says that it is to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.extract.mcq.lead import LETTERS
from exporter.extract.mcq.tick import sensible
from exporter.labels import fold

if TYPE_CHECKING:
    from exporter.extract.mcq.draft import Draft


def letter_options(draft: Draft) -> None:
    """Take the list at the end of the stem for the options, where they have no letters.

    That needs a sign: boxes of which some are ticked, or an answer that is one of them word for word.
    """
    ends = [at for at, line in enumerate(draft.stem) if line.item and not line.label and line.inline]
    end = ends[-1] + 1 if ends else 0
    start = end
    while (
        start > 1
        and draft.stem[start - 1].item
        and draft.stem[start - 1].parent is draft.stem[end - 1].parent
    ):
        start -= 1
    tail = draft.stem[start:end]
    if len(tail) < _FEWEST or not any(line.inline for line in tail):
        return
    ticks = [{"x": True, "-": False}.get(line.tick) for line in tail]
    said = fold(draft.unclear[1].raw) if draft.unclear else ""
    if not sensible(ticks) and [fold(line.text) for line in tail].count(said) != 1:
        return
    draft.rationale = [*draft.stem[end:], *draft.rationale]
    draft.stem = draft.stem[:start]
    draft.letters = list(LETTERS[: len(tail)])
    draft.ticks = ticks
    draft.options = [[line._replace(parent=None)] for line in tail]
    draft.taken = tail
    draft.style = ""


_FEWEST = 2

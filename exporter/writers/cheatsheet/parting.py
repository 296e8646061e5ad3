"""How a sheet is divided into parts that are set, and kept, each by itself.

A part begins a page. Chapters do so anyway; a large one is divided further, and its keys with it, into runs
of a few notes. Where a run ends is told by the names of its notes alone: an edit changes one part, and a new
note changes its neighbourhood, but moves no seam elsewhere.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

from exporter.writers.cheatsheet.page import Piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from exporter.press.fragments import Phrase
    from exporter.writers.cheatsheet.facing import Faced
    from exporter.writers.cheatsheet.namelist import Listed, NameList
    from exporter.writers.cheatsheet.sheet import Section, Sheet

LARGE = 24
"""Notes that a chapter may have undivided: a seam leaves a part of a page empty, so there must be many."""

FEWEST, MOST = 4, 9  # notes of a run
_ONE_IN = 4  # names ends a run, so that most runs end by name
_LEAST, _MOST = 2.0, 4.0  # pages of a run of the glossary

_T = TypeVar("_T")


def divisible(sheet: Sheet) -> bool:
    """Tell whether a sheet has a place where it can be divided without a page that would not begin there."""
    return sheet.starts == "chapter" and (
        len(sheet.sections) > 1 or any(len(each.entries) > LARGE for each in sheet.sections)
    )


def front(sheet: Sheet) -> Piece | None:
    """Give the title and the contents; a single chapter has none."""
    return Piece(front=True) if len(sheet.sections) > 1 else None


def chapters(sheet: Sheet, faced: Faced | None) -> tuple[Piece, ...]:
    """Give the chapters, and the runs of large ones."""
    single = len(sheet.sections) == 1
    return tuple(
        Piece(sections=(run,), before=() if single and run.begins else _known(sheet, run))
        for section in sheet.sections
        for run in _runs(section, faced)
    )


def names(sheet: Sheet) -> tuple[Piece, ...]:
    """Give the glossary: runs of some pages each."""
    pieces: list[Piece] = []
    title = (("pack-title", sheet.title),)
    if sheet.lists and sum(each.height / each.highest for each in sheet.lists) <= _MOST:
        return (Piece(lists=sheet.lists, before=title),)
    for whole in sheet.lists:
        for index, part in enumerate(_divided(whole)):
            ahead = replace(part, goes_on=bool(index), first=0)
            pieces.append(Piece(lists=(ahead,), goes_on=bool(pieces), before=title))
    return tuple(pieces)


def _known(sheet: Sheet, section: Section) -> tuple[tuple[str, Phrase], ...]:
    """Tell what the running heads know from the pages before."""
    title = ("pack-title", sheet.title)
    if section.begins or len(sheet.sections) == 1:
        return (title,)
    return (title, ("chapter-title", section.title))


def _runs(section: Section, faced: Faced | None) -> Iterator[Section]:
    if len(section.entries) <= LARGE:
        yield section
        return
    divided = runs(section.entries, lambda entry: entry.path, lambda _: 1, FEWEST, MOST)
    for number, entries in enumerate(divided, 1):
        run = replace(section, entries=entries, run=number, size=len(section.entries), rows=())
        yield replace(run, rows=faced.keys(run)) if faced and section.rows else run


def _divided(whole: NameList) -> Iterator[NameList]:
    page = whole.columns * whole.highest
    least, most = page * _LEAST, page * _MOST
    for lines in runs(whole.lines, lambda line: line.listed.name, lambda line: line.height, least, most):
        heads: list[tuple[str, list[Listed]]] = []
        for line in lines:
            if line.head or not heads:
                heads.append((line.head, []))
            heads[-1][1].append(line.listed)
        yield replace(whole, groups=tuple((head, tuple(group)) for head, group in heads))


def runs(
    every: Sequence[_T], name: Callable[[_T], str], weight: Callable[[_T], float], least: float, most: float
) -> tuple[tuple[_T, ...], ...]:
    """Divide a sequence so that what is put in or taken out moves only the seams beside it.

    Args:
        every: What is divided.
        name: Of each, which tells whether a run may end behind it.
        weight: Of each.
        least: A run's weight, but for the last one.
        most: A run's weight.
    """
    found: list[list[_T]] = [[]]
    filled = 0.0
    for each in every:
        taken = weight(each)
        if found[-1] and filled + taken > most:
            found.append([])
            filled = 0.0
        found[-1].append(each)
        filled += taken
        drawn = blake2b(name(each).encode("utf-8", "surrogatepass"), digest_size=1).digest()[0]
        if filled >= least and drawn % _ONE_IN == 0:
            found.append([])
            filled = 0.0
    return tuple(tuple(each) for each in found if each)

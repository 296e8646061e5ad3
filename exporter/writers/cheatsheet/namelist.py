"""The glossary at the end of the sheet, which is its index as well."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from exporter.glossary import by_head, glossary, hangul_head, latin_head
from exporter.writers.cheatsheet.measure import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from exporter.glossary import Headword
    from exporter.model import Pack
    from exporter.writers.cheatsheet.geometry import Geometry

ENOUGH = 8
"""How many names have to be known in both languages for a glossary of its own accord."""
COLUMN, HANGING = 46.0, 8.0  # width of a column, and what hangs and parts columns of it, in mm
SIZE = 0.85  # of the type, relative to the body's
LINE = 3.34  # in mm
SURELY = 0.66  # of a page's height: with what is estimated too low a block still fits
LIKELY = 0.94  # of what is left of a page: a block that is higher begins the next
ABOVE = 24.0  # what stands over the lists and between them, in mm
LEAST = 12  # lines of a column for which the rest of a page is used


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list.

    Attributes:
        name: What it is sorted by.
        lang: Language of the name.
        other: What it is called in the other language.
        other_lang: Language of that.
        anchors: Where it stands, in the order of the pages.
        is_title: Whether it is but the title of a note.
        width: Of its column, less what hangs, in mm.
    """

    name: str
    lang: str
    other: str
    other_lang: str
    anchors: tuple[str, ...]
    is_title: bool
    width: float

    @property
    def height(self) -> int:
        """Estimated, in lines."""
        return lines(f"{self.name} {self.other}  {', '.join(['00'] * len(self.anchors))}", self.width, SIZE)


class Line(NamedTuple):
    """A line of a column, with the head that stands over it, if it is the first one of its group."""

    head: str
    listed: Listed

    @property
    def height(self) -> float:
        """Estimated, in lines."""
        return self.listed.height + (1.5 if self.head else 0)


@dataclass(frozen=True, slots=True)
class NameList:
    """The names of one script.

    Attributes:
        label: Which of the program's words stands over it.
        groups: Heads, each with its lines.
        columns: How many stand side by side.
        highest: Lines of a column that surely fit a page.
        first: Lines of a column that likely fit what is left of the page on which the list begins.
        goes_on: Whether it has begun before.
    """

    label: str
    groups: tuple[tuple[str, tuple[Listed, ...]], ...]
    columns: int
    highest: int
    first: int = 0
    goes_on: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines, in order."""
        return tuple(
            Line("" if index else head, listed)
            for head, group in self.groups
            for index, listed in enumerate(group)
        )

    @property
    def height(self) -> float:
        """Of its columns, were they one block, in lines."""
        return sum(each.height for each in self.lines) / self.columns

    @property
    def blocks(self) -> tuple[tuple[tuple[Line, ...], ...], ...]:
        """The lines, shared out between columns, and where there are many, between blocks of columns.

        CSS would balance columns, but lays each line out again and again: eight times as slow.
        """
        rest, made = self.lines, list[tuple[tuple[Line, ...], ...]]()
        # A few lines on a page of their own would look lost.
        first = min(self.first, self.height - LEAST)
        if self.height > self.first and first >= LEAST:
            begun = _filling(rest, first * self.columns)
            made.append(_shared(rest[:begun], self.columns))
            rest = rest[begun:]
        count = math.ceil(sum(each.height for each in rest) / (self.columns * self.highest))
        made += [_shared(block, self.columns) for block in _shared(rest, count)]
        return tuple(made)


def _filling(every: Sequence[Line], room: float) -> int:
    """Give how many lines fill so much room."""
    filled = accumulate(each.height for each in every)
    return sum(height <= room for height in filled)


def _shared(every: Sequence[Line], count: int) -> tuple[tuple[Line, ...], ...]:
    """Share lines out between columns that come out as equally high as they can."""
    total, at = sum(each.height for each in every), 0.0
    shared: list[list[Line]] = [[] for _ in range(count)]
    for each in every:
        # Where its middle would stand, were all in one.
        shared[min(int((at + each.height / 2) * count / total), count - 1)].append(each)
        at += each.height
    return tuple(map(tuple, shared))


def name_lists(pack: Pack, wanted: str, numbers: Mapping[str, int], paper: Geometry) -> tuple[NameList, ...]:
    """Make the lists of names.

    Args:
        pack: Whose names.
        wanted: ``yes``, ``no``, or ``auto``: if there are enough pairs.
        numbers: Of the notes on the sheet, by path.
        paper: On which they stand.
    """
    found = () if wanted == "no" else glossary(pack)
    if wanted == "auto" and sum(each.is_pair for each in found) < ENOUGH:
        return ()
    across, high = paper.area
    columns = max(round(across / COLUMN), 1)
    width, highest = across / columns - HANGING, int(high * SURELY / LINE)
    ids = {issued.id: issued.short_id for issued in pack.cards}
    listed = [line for each in found for line in _listed(each, _anchors(each, numbers, ids), width)]
    hangul = [each for each in listed if hangul_head(each.name)]
    latin = [each for each in listed if not hangul_head(each.name)]
    korean = NameList("by_hangul", by_head(hangul, _sorted_by, hangul_head), columns, highest)
    left = (high - ABOVE) / LINE - korean.height
    first = int(left * LIKELY) if korean.groups else 0
    latin_list = NameList("by_latin", by_head(latin, _sorted_by, latin_head), columns, highest, first)
    return tuple(each for each in (korean, latin_list) if each.groups)


def _sorted_by(line: Listed) -> str:
    return line.name


def _listed(word: Headword, anchors: tuple[str, ...], width: float) -> Iterable[Listed]:
    """Give the lines of a name: one in each list, and none that would stand beside its double."""
    title = not word.cards
    if word.hangul and (hangul_head(word.hangul) or not word.latin):
        yield Listed(word.hangul, "ko", word.latin, "en", anchors, title, width)
    if word.latin:
        yield Listed(word.latin, "en", word.hangul, "ko", anchors, title, width)


def _anchors(word: Headword, numbers: Mapping[str, int], ids: Mapping[str, str]) -> tuple[str, ...]:
    notes = (f"note-{numbers[path]}" for path in word.notes)
    return (*notes, *(f"card-{ids[card]}" for card in word.cards))

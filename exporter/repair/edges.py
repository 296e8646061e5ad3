"""What each stretch of a damaged line may have been: one character, or several to choose from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from exporter.repair.pages import NONE, length, pages
from exporter.repair.plausible import plausible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.repair.pages import Page


class Edge(NamedTuple):
    """A stretch of a line and what it may stand for.

    Attributes:
        start: Where it begins in the line.
        end: Where it ends.
        choices: The characters that it may have been; one where no byte was lost.
        intact: Whether all bytes of the character are there.
    """

    start: int
    end: int
    choices: tuple[str, ...]
    intact: bool


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a text was damaged.

    Attributes:
        pages: The pages it was read as, last reading first.
        lost: For each, the bytes that were dropped.
        folded: Whether no-break spaces may have been turned into spaces.
    """

    pages: tuple[Page, ...]
    lost: tuple[tuple[int, ...], ...]
    folded: bool = False


# A first byte and what is left of those behind it; a space in the midst can only be byte A0.
_UNIT = re.compile("[\xc2-\xf4][\x80-\xbf\ufffd]*")
_FOLDED = re.compile("[\xc2-\xf4](?:[\x80-\xbf\ufffd]| (?=[\x80-\xbf\ufffd]))*")


def edges(line: str, scheme: Scheme) -> list[Edge]:
    """Find what may have been damaged in a line, by start.

    Args:
        line: Any text.
        scheme: How it was damaged.
    """
    if len(scheme.pages) == 1:
        return list(_undone(line, scheme))
    return list(_undone_twice(line, scheme))


def _undone(line: str, scheme: Scheme) -> Iterator[Edge]:
    """Undo one mistaken reading, the last."""
    inner = scheme.pages[1].name if len(scheme.pages) > 1 else None
    seen = line.translate(scheme.pages[0].bytes)
    lost = scheme.lost[0]
    for unit in (_FOLDED if scheme.folded else _UNIT).finditer(seen):
        present = unit[0].replace(" ", "\xa0")
        start, need = unit.start(), 1 + length(ord(present[0]))
        if len(present) >= need:
            present = present[:need]
            intact = "\ufffd" not in present
            choices = _filled(present, need, lost) if intact else _wanted(present, need, lost, inner)
            if choices:
                yield Edge(start, start + need, choices, intact)
            continue
        choices = _wanted(present, need, lost, inner)
        if choices:
            yield Edge(start, unit.end(), choices, intact=False)
        if scheme.folded and seen[unit.end() : unit.end() + 1] == " ":
            choices = _wanted(present + "\xa0", need, lost, inner)
            if choices:
                yield Edge(start, unit.end() + 1, choices, intact=False)


@cache
def _wanted(present: str, need: int, lost: tuple[int, ...], inner: str | None) -> tuple[str, ...]:
    """Give those of them that may stand in a note, or that the page before has."""
    found = _filled(present, need, lost)
    if inner is None:
        return tuple(filter(plausible, found))
    (known,) = (page.bytes for page in pages() if page.name == inner)
    return tuple(each for each in found if known.get(ord(each), NONE) != NONE)


@cache
def _filled(present: str, need: int, lost: tuple[int, ...]) -> tuple[str, ...]:
    """Give the characters that a first byte and what is left of the others may have been."""
    gaps = need - len(present)
    found: dict[str, None] = {}
    for places in combinations(range(1, need), gaps):
        rest = iter(present[1:])
        wished = [lost if at in places else _known(next(rest), lost) for at in range(1, need)]
        for each in product(*wished):
            character = _character((ord(present[0]), *each))
            if character:
                found[character] = None
    return tuple(found)


def _known(byte: str, lost: tuple[int, ...]) -> tuple[int, ...]:
    return lost if byte == "\ufffd" else (ord(byte),)


@cache
def _character(content: tuple[int, ...]) -> str:
    try:
        return bytes(content).decode("utf-8")
    except UnicodeDecodeError:
        return ""


class _Cell(NamedTuple):
    """A character after the first undoing, as the bytes that it may be in the page before."""

    start: int
    end: int
    bytes: tuple[int, ...]
    intact: bool


def _undone_twice(line: str, scheme: Scheme) -> Iterator[Edge]:
    cells = list(_cells(line, scheme))
    lost = scheme.lost[1]
    for number, cell in enumerate(cells):
        for lead in cell.bytes:
            if 0xC2 <= lead <= 0xF4:  # noqa: PLR2004 - the first bytes of UTF-8
                yield from _from(cells, number, lead, lost)


def _cells(line: str, scheme: Scheme) -> Iterator[_Cell]:
    inner = scheme.pages[1].bytes
    at = 0
    for edge in _undone(line, scheme):
        if edge.start < at:
            continue
        yield from (_Cell(place, place + 1, (), intact=True) for place in range(at, edge.start))
        seen = tuple(ord(inner[ord(each)]) for each in edge.choices if inner.get(ord(each), NONE) != NONE)
        yield _Cell(edge.start, edge.end, seen, edge.intact)
        at = edge.end
    yield from (_Cell(place, place + 1, (), intact=True) for place in range(at, len(line)))


def _from(cells: Sequence[_Cell], number: int, lead: int, lost: tuple[int, ...]) -> Iterator[Edge]:
    """Give what begins with a first byte in a cell, and goes on in the cells behind it."""
    need = length(lead)
    rests: list[tuple[int, ...]] = []
    for cell in cells[number + 1 : number + 1 + need]:
        follows = tuple(byte for byte in cell.bytes if byte < 0xC0)  # noqa: PLR2004 - not a first byte
        if not follows:
            break
        rests.append(follows)
    for taken in range(len(rests), -1, -1):
        behind = cells[number + 1 + taken] if number + 1 + taken < len(cells) else None
        if taken < len(rests) and behind and all(byte < 0xC0 for byte in behind.bytes):  # noqa: PLR2004
            # It can belong to nothing else.
            continue
        parts = cells[number : number + 1 + taken]
        intact = taken == need and all(part.intact and len(part.bytes) == 1 for part in parts)
        choices = _completed(lead, tuple(rests[:taken]), need, lost)
        choices = choices if intact else tuple(filter(plausible, choices))
        if choices:
            yield Edge(parts[0].start, parts[-1].end, choices, intact)


@cache
def _completed(
    lead: int, rests: tuple[tuple[int, ...], ...], need: int, lost: tuple[int, ...]
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for places in combinations(range(need), need - len(rests)):
        given = iter(rests)
        for each in product(*(lost if at in places else next(given) for at in range(need))):
            character = _character((lead, *each))
            if character:
                found[character] = None
    return tuple(found)

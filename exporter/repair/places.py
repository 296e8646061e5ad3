"""Which stretches of a text are damaged, and which only look like it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.repair.code import fences, inline
from exporter.repair.edges import Edge, Scheme, edges
from exporter.repair.plausible import symbols

if TYPE_CHECKING:
    from collections.abc import Sequence

_HANGUL = re.compile("[가-힣]")
_ASCII = re.compile(r"[\x00-\x7f]*")
_QUOTES = frozenset("\"'“”‘’「」『』«»()[]")
# So many syllables hidden in other letters are no accident.
_ENOUGH = 3
_EMOJI = range(0x1F000, 0x1FB00)


@dataclass(frozen=True, slots=True)
class Places:
    """What to do with the lines of a text.

    Attributes:
        mended: By line, the stretches to repair.
        left: By line, where garbage was found that may be meant.
    """

    mended: dict[int, list[Edge]]
    left: dict[int, int]


def places(lines: Sequence[str], scheme: Scheme) -> Places:
    """Find what is damaged.

    Args:
        lines: Of a text.
        scheme: How it was damaged, if it was.
    """
    return _Looking(lines, scheme).look()


class _Looking:
    def __init__(self, lines: Sequence[str], scheme: Scheme) -> None:
        self.lines = lines
        self.edges = {
            number: found
            for number, line in enumerate(lines)
            if not _ASCII.fullmatch(line) and (found := edges(line, scheme))
        }
        self.fences = fences(lines)
        self.sound = {number for number, line in enumerate(lines) if _HANGUL.search(line)}
        self.spans = {number: inline(lines[number]) for number in self.edges}
        self.hidden = {
            number: (
                {each.start for each in found if each.intact and _hangul(each)},
                {each.end for each in found if each.intact and _hangul(each)},
            )
            for number, found in self.edges.items()
        }
        self.strong = {number: self._strength(number) for number in self.edges}

    def look(self) -> Places:
        if not self.sound and sum(self.strong.values()) >= _ENOUGH:
            return Places(self.edges, {})
        if not self.sound and self._nothing_else():
            return Places(self.edges, {})
        wholly = self._wholly()
        mended = {number: self.edges[number] for number in wholly}
        left = {}
        here_and_there = {
            number: [edge for edge in found if self._unmistakable(number, edge)]
            for number, found in self.edges.items()
            if number not in wholly
        }
        sure = sum(edge.end - edge.start > _TWO for found in here_and_there.values() for edge in found)
        every = sum(map(len, here_and_there.values()))
        for number, found in here_and_there.items():
            kept = found if wholly or sure or every >= _TWO else []
            if kept:
                mended[number] = kept
            first = next((edge for edge in self.edges[number] if edge.intact and _hangul(edge)), None)
            if first and first not in kept and self.fences[number] < 0 and not self._in_code(number, first):
                left[number] = first.start
        return Places(mended, left)

    def _nothing_else(self) -> bool:
        """Tell whether outside code all that is not ASCII is garbage, and there is no doubt about it."""
        sure = 0
        for number, line in enumerate(self.lines):
            if self.fences[number] >= 0 or line.isascii():
                continue
            at = 0
            for edge in self.edges.get(number, ()):
                if not line[at : edge.start].isascii():
                    return False
                at = max(at, edge.end)
                sure += self._unmistakable(number, edge)
            if not line[at:].isascii():
                return False
        return sure >= _TWO

    def _strength(self, number: int) -> int:
        """Count the syllables that a line hides outside code."""
        if self.fences[number] >= 0:
            return 0
        return sum(
            edge.intact and _hangul(edge) and not self._in_code(number, edge) for edge in self.edges[number]
        )

    def _in_code(self, number: int, edge: Edge) -> bool:
        spans = self.spans[number]
        at = bisect_right(spans, (edge.start, len(self.lines[number]) + 1)) - 1
        return at >= 0 and spans[at][0] <= edge.start < spans[at][1]

    def _wholly(self) -> set[int]:
        """Give the lines of which all is damaged: those that hide syllables, and what lies among them."""
        found = {number for number, each in self.strong.items() if each and number not in self.sound}
        for order in (range(len(self.lines)), range(len(self.lines) - 1, -1, -1)):
            near = False
            for number in order:
                if not self.lines[number].strip():
                    continue
                if number in found:
                    near = True
                elif number in self.sound:
                    near = False
                elif near and number in self.edges and self._may_belong(number):
                    found.add(number)
                elif self.fences[number] < 0:
                    near = False
        return found

    def _may_belong(self, number: int) -> bool:
        """Tell whether a line next to damage is damaged: it shows some, and its fence holds no Hangul."""
        fence = self.fences[number]
        if fence >= 0:
            return not any(self.fences[each] == fence for each in self.sound)
        return any(edge.intact for edge in self.edges[number])

    def _unmistakable(self, number: int, edge: Edge) -> bool:
        """Tell whether a stretch is garbage even among healthy text."""
        if not edge.intact or self.fences[number] >= 0 or self._in_code(number, edge):
            return False
        line, (character,) = self.lines[number], edge.choices
        before, after = line[: edge.start][-1:], line[edge.end :][:1]
        if edge.end - edge.start == _TWO:
            sign = ord(character) < _LETTERS and not before.isupper()
            return (sign or _in_word(line[: edge.start][-2:], after)) and character in symbols()
        if _hangul(edge):
            starts, ends = self.hidden[number]
            return (edge.start in ends or edge.end in starts) and not self._quoted(number, edge)
        return ord(character) in _EMOJI or character in symbols()

    def _quoted(self, number: int, edge: Edge) -> bool:
        """Tell whether the garbage around a place stands in quotes or brackets: then it is an example."""
        line = self.lines[number]
        word = re.compile(r"\S*")
        start = max(line.rfind(" ", 0, edge.start) + 1, 0)
        match = word.match(line, start)
        text = match[0] if match else ""
        return any(quote in text[:1] or quote in text[-1:] for quote in _QUOTES)


_TWO = 2
# In Latin-1 the signs come first.
_LETTERS = 0xC0


def _hangul(edge: Edge) -> bool:
    return "가" <= edge.choices[0] <= "힣"


def _in_word(before: str, after: str) -> bool:
    """Tell whether what stands between is a letter of a word, and not the end of one in capitals."""
    if before[-1:].islower() and before[-1:].isascii():
        return True
    capitals = len(before) == _TWO and before[0].isalpha()
    return after.islower() and after.isascii() and not (capitals and before[-1:].isupper())

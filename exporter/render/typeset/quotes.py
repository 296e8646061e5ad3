"""Which way a straight quotation mark turns."""

from __future__ import annotations

import re

PAIRS = {'"': "“”", "'": "‘’"}

_APOSTROPHE = "’"
_OPENS_AFTER = frozenset(" \t\n([{「『《〈“‘–—-/·…")
_CODE_BEFORE = frozenset("={\\")
_HANGUL = re.compile("[가-힣]")
_DECADE = re.compile(r"'\d\ds?\b")


class Quotes:
    """Turns the quotation marks of a line, first to last."""

    def __init__(self, line: str) -> None:
        """Begin a line; where each mark stands last tells whether a pair can be completed."""
        self._line = line
        self._last = {mark: line.rfind(mark) for mark in PAIRS}
        self._open: set[str] = set()
        self._code: set[str] = set()
        self._turned = (-1, "")

    def turn(self, at: int) -> str:
        """Say what the straight mark at a place becomes; it may be itself."""
        place, turned = self._turned
        before = turned if at and place == at - 1 else self._line[at - 1 : at] if at else ""
        turned = self._turn(at, before, self._line[at + 1 : at + 2])
        self._turned = (at, turned)
        return turned

    def _turn(self, at: int, before: str, after: str) -> str:
        mark = self._line[at]
        if mark in self._code or before in _CODE_BEFORE:
            self._code ^= {mark}
            return mark
        if mark == "'" and self._is_apostrophe(at, before, after):
            return _APOSTROPHE
        if self._opens(mark, at, before, after):
            self._open.add(mark)
            return PAIRS[mark][0]
        # What ends nothing: a mark of inches, or one that stands alone.
        if mark not in self._open and (not before or before.isspace() or before.isdecimal()):
            return mark
        self._open.discard(mark)
        return PAIRS[mark][1]

    def _is_apostrophe(self, at: int, before: str, after: str) -> bool:
        """Tell whether a mark stands within a word, or before one that has lost its beginning."""
        if before in _OPENS_AFTER or not before:
            return after.isalnum() and (self._last["'"] == at or _DECADE.match(self._line, at) is not None)
        return before.isalnum() and after.isalnum() and not _HANGUL.match(before)

    def _opens(self, mark: str, at: int, before: str, after: str) -> bool:
        """Tell whether a mark begins a quotation, be it behind a word of Hangul without a space."""
        if not after or after.isspace():
            return False
        if not before or before in _OPENS_AFTER:
            return True
        behind = _HANGUL.match(before) or not before.isalnum()
        return bool(behind) and mark not in self._open and after.isalnum() and self._last[mark] > at

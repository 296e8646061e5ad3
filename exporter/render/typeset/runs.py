"""What stands on a line: runs of another language, room around signs, letters held together."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from exporter.render.typeset.joining import HANGUL, JOINER

if TYPE_CHECKING:
    from collections.abc import Callable

_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_WORD = rf"[0-9]*[{_LATIN}][0-9{_LATIN}]*"
_FIGURE = rf"[0-9]+(?![0-9{_LATIN}])(?![.,]?[0-9]* ?[{HANGUL}%])"  # of a name: `Python 3`, not `ResNet 40%`
_LATIN_RUN = rf"(?<![0-9{_LATIN}%]){_WORD}(?:(?: ?[-–./+&:,_@#] ?|['’]| )(?:{_WORD}|{_FIGURE}))*"
_HANGUL_RUN = rf"[{HANGUL}]+(?:[ ,·]? ?[{HANGUL}]+)*"
# Between words of Hangul these stand too tight. Middle dots, brackets and punctuation have their room, and
# so has what a Korean font draws in the middle of a square, such as a multiplication sign.
SIGNS = "=+<>/→←↔⇒⇐⇔"

# By whether the main language is written with Hangul or Han: the pattern, and what its runs are.
_PARTS = {
    True: (re.compile(f"(?P<sign>[{SIGNS}])|{_LATIN_RUN}"), "en"),
    False: (re.compile(f"(?P<sign>[{SIGNS}])|{_HANGUL_RUN}"), "ko"),
}
_ROOM = {
    (True, True): "room",
    (True, False): "room-before",
    (False, True): "room-after",
    (False, False): "",
}
_CLOSES, _OPENS = frozenset(")]}」』》〉”’%"), frozenset("([{「『《〈“‘$₩€")
_IS_HANGUL = re.compile(f"[{HANGUL}]")

_WITHIN_EOJEOL = re.compile(f"(?<=[{HANGUL}])(?=[{HANGUL}])")
# Names, whose letters a hyphen would otherwise part in English: those with capitals or figures.
_NAME = re.compile(
    f"[A-Z0-9](?<![0-9{_LATIN}].)[A-Za-z0-9]{{4,}}"
    f"|[a-z](?<![0-9{_LATIN}].)(?=[A-Za-z0-9]{{4}})[a-z]{{0,15}}[A-Z0-9][A-Za-z0-9]*"
)
_CJK = frozenset({"ko", "ja", "zh"})


def set_run(line: str, start: int, end: int, lang: str, joints: list[int]) -> str:
    """Set a part of a line.

    Args:
        line: The whole line, whose characters at both sides tell what a sign stands between.
        start: Where the part begins.
        end: Where it ends.
        lang: Its language, BCP 47.
        joints: Places in the part at which the line must not be broken, ascending; they may include
            its start.

    Returns:
        HTML.
    """
    cjk = lang.partition("-")[0] in _CJK
    parts, other = _PARTS[cjk]
    whole = _Joined(line, start, joints)
    main, foreign = (_eojeols, _names) if cjk else (_names, _eojeols)
    pieces: list[str] = []
    for part in parts.finditer(line[start:end]):
        begin, stop = start + part.start(), start + part.end()
        if part["sign"] is None:
            pieces.append(whole.upto(begin, main))
            pieces += (f'<span lang="{other}">', whole.upto(stop - 1, foreign, stop), "</span>")
        elif room := _room(line, begin):
            pieces.append(whole.upto(begin, main))
            pieces += (f'<span class="{room}">', whole.upto(begin, main, stop), "</span>")
    pieces.append(whole.upto(end, main))
    return "".join(pieces)


class _Joined:
    """A part of a line, taken piece by piece, with its joiners."""

    def __init__(self, line: str, start: int, joints: list[int]) -> None:
        self._line = line
        self._at = start
        self._joints = iter(joints)
        self._next = next(self._joints, None)

    def upto(self, last: int, held: Callable[[str], str], end: int | None = None) -> str:
        """Take the next piece.

        Args:
            last: The last place of which a joiner goes with the piece.
            held: Holds its letters together.
            end: Where the piece ends, if not there.
        """
        end = last if end is None else end
        pieces: list[str] = []
        while self._next is not None and self._next <= last:
            pieces.append(self._line[self._at : self._next])
            self._at = self._next
            self._next = next(self._joints, None)
        pieces.append(self._line[self._at : end])
        self._at = end
        return held(JOINER.join(pieces))


def _eojeols(text: str) -> str:
    """Hold the letters of each eojeol together."""
    return _WITHIN_EOJEOL.sub(JOINER, html.escape(text, quote=False)) if text else ""


def _names(text: str) -> str:
    """Hold those of names together, in a language that has hyphens; Hangul may stand between."""
    return _NAME.sub(lambda name: JOINER.join(name[0]), _eojeols(text))


def _room(line: str, at: int) -> str:
    """Say at which sides a sign between two words wants room: at that of Hangul."""
    before, after = line[at - 1 : at] if at else "", line[at + 1 : at + 2]
    if not (before.isalnum() or before in _CLOSES) or not (after.isalnum() or after in _OPENS):
        return ""
    sides = bool(_IS_HANGUL.match(before)), bool(_IS_HANGUL.match(after))
    return _ROOM[sides]

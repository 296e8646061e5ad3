"""Text drawings that stay exact without a font file: every sign that is not ASCII sits in a cell.

No phone ships a monospaced font whose Hangul is two cells wide. So a drawing does not rely on one:
each such sign stands in an inline block one or two cells (``1ch``, ``2ch``) wide, and box-drawing
lines also carry the arms that a style sheet may draw, so that they join at any line height.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from unicodedata import category, combining, east_asian_width, name

TAB_STOP = 4

_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_MEDIAL_JAMO = range(0x1160, 0x1200)
_DRAWN = '<pre class="diagram"'
_DIAGRAM = re.compile(rf"(?P<open>{_DRAWN}[^>]*>)(?P<text>.*?)(?P<close></pre>)", re.DOTALL)
_BOX = re.compile(
    r"BOX DRAWINGS (?P<weight>LIGHT|HEAVY|DOUBLE) (?:ARC )?"
    r"(?P<arms>(?:UP|DOWN|LEFT|RIGHT|VERTICAL|HORIZONTAL| AND )+)",
)
_ARMS = {"UP": "u", "DOWN": "d", "LEFT": "l", "RIGHT": "r", "VERTICAL": "ud", "HORIZONTAL": "lr"}


def clusters(text: str) -> list[str]:
    """Split a text into what a reader sees as one sign each: emoji sequences, accents, flags."""
    found: list[str] = []
    position = 0
    while position < len(text):
        flag = _FLAG.match(text, position)
        end = flag.end() if flag else position + 1
        while end < len(text) and (_clings(text[end]) or text[end - 1] == _JOINER):
            end += 1
        found.append(text[position:end])
        position = end
    return found


def width(text: str) -> int:
    """The cells that a line of text takes: Hangul and emoji two, accents none, tabs to the next stop."""
    cells = 0
    for sign in clusters(text):
        cells += TAB_STOP - cells % TAB_STOP if sign == "\t" else _cells(sign)
    return cells


def in_cells(text: str) -> str:
    """Turn a text drawing into the content of ``<pre class="diagram">``."""
    return "".join(
        _cell(sign) if not sign.isascii() else escape(sign, quote=False) for sign in clusters(text)
    )


def diagram(text: str) -> str:
    """Turn a text drawing into a whole ``<pre class="diagram">``."""
    return f'<pre class="diagram">{in_cells(text)}</pre>'


def diagrams_in_cells(html: str) -> str:
    """Put the drawings within a clean fragment into cells; all else stays."""
    if _DRAWN not in html:
        return html
    return _DIAGRAM.sub(
        lambda match: f"{match['open']}{in_cells(unescape(match['text']))}{match['close']}",
        html,
    )


def _clings(char: str) -> bool:
    """Whether a character belongs to the sign before it."""
    code = ord(char)
    return (
        combining(char) != 0
        or char in (_JOINER, _EMOJI_STYLE)
        or code in _SKIN_TONES
        or code in _MEDIAL_JAMO
        or category(char) in ("Mn", "Me")
    )


@cache
def _cells(sign: str) -> int:
    if _EMOJI_STYLE in sign or _FLAG.match(sign):
        return 2
    first = sign[0]
    if east_asian_width(first) in "WF":
        return 2
    return 0 if _clings(first) or category(first) in ("Cc", "Cf") else 1


@cache
def _cell(sign: str) -> str:
    cells = _cells(sign)
    if cells == 0:
        return escape(sign, quote=False)
    box = _BOX.fullmatch(name(sign, "")) if len(sign) == 1 else None
    if box is None:
        return f'<i class="c{cells}">{escape(sign, quote=False)}</i>'
    arms = sorted("".join(_ARMS[arm] for arm in re.findall("[A-Z]+", box["arms"]) if arm != "AND"))
    weight = "" if box["weight"] == "LIGHT" else " thick"
    return f'<i class="c1 box {" ".join(arms)}{weight}">{sign}</i>'

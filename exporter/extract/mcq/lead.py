"""How an option begins: a letter or number, and the bracket or point behind it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from exporter.extract.mcq.tick import BEFORE
from exporter.markdown import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.extract.mcq.line import Line
    from exporter.markdown import Inline

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Signs that count, each a row in its own order; a circled number needs no bracket behind it.
_CIRCLED = ("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "❶❷❸❹❺❻❼❽❾❿", "ⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙ", "ⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿ", "➀➁➂➃➄➅➆➇➈➉", "🅰🅱🅲🅳🅴🅵")
_HANGUL = ("가나다라마바사아", "ㄱㄴㄷㄹㅁㅂㅅㅇ")
_ROWS = {sign: (row, number) for row in (*_CIRCLED, *_HANGUL) for number, sign in enumerate(row)}
SIGNS = "".join(_CIRCLED)
_KEYCAP = "\ufe0f?\u20e3"
_LEAD = re.compile(
    rf"""
      [(\[【]\s*(?P<inside>[A-Za-z]|[1-9]|[{"".join(_HANGUL)}])\s*[)\]】]\s*[.:：]?\s*(?=\S|$)
    | (?P<letter>[A-Za-z])\s*[)\].．:：]\s*(?=\S|$)
    | (?P<circled>[{SIGNS}])\ufe0f?\s*[.)]?\s*(?=\S)
    | (?P<keycap>[1-9]){_KEYCAP}\s*(?=\S)
    | (?P<digit>[1-9])(?:\)|번\s*[.):：])\s*(?=\S)
    | (?P<hangul>[{"".join(_HANGUL)}])\s*[).．]\s+(?=\S)
    """,
    re.VERBOSE,
)
# A letter in bold or as code says enough without a bracket, and so does one before a dash in a list.
_BOLD = re.compile(r"(?P<letter>[A-H])\s*[-–—]?\s+(?=\S)")
_DASHED = re.compile(r"(?P<letter>[A-H])\s*[-–—]\s+(?=\S)")


# Korean keyboards write full-width letters and signs too; each is one character, as its plain one is.
_FULL = {0xFF01 + at: 0x21 + at for at in range(94)}
_ANY_FULL = re.compile("[\uff01-\uff5e]")


@lru_cache(maxsize=1024)
def plain(raw: str) -> str:
    """Give a text with plain letters and signs for full-width ones, every offset kept."""
    return raw.translate(_FULL) if _ANY_FULL.search(raw) else raw


@lru_cache(maxsize=1024)
def initial(inline: Inline) -> str:
    """Give the first letter or figure of a line, and the one right behind it, in one case."""
    return _initial(plain(inline.raw))


def _initial(text: str) -> str:
    found = _LETTERS.search(text)
    if found is None:
        return ""
    first = found[0].casefold()
    # One letter in one case may be two.
    return first if len(first) == len(found[0]) else "".join([each.casefold()[0] for each in found[0]])


_LETTERS = re.compile(r"[^\W_]{1,2}")


def initials(words: Iterable[str]) -> frozenset[str]:
    """Give what words may begin with; see `begins`."""
    return frozenset(map(_initial, words)) - {""}


def begins(inline: Inline, known: frozenset[str]) -> bool:
    """Tell whether a line may begin with one of some words: else it begins with none of them.

    Args:
        inline: The line.
        known: What the words begin with; one letter where what follows it is none.
    """
    first = initial(inline)
    return first in known or first[:1] in known


class Lead(NamedTuple):
    """How an option begins.

    Attributes:
        letter: A, B, C, …, whatever the note used.
        rest: What follows it.
        style: What the note used: an example of it.
        tick: Whether a sign before or behind it says that it is right, or wrong; None where none does.
    """

    letter: str
    rest: Inline
    style: str
    tick: bool | None = None


def letter_of(mark: str) -> str:
    """Give the letter that a letter, a number, a circled number or a Korean letter stands for."""
    if mark in _ROWS:
        return LETTERS[_ROWS[mark][1]]
    return LETTERS[int(mark) - 1] if mark.isdigit() else mark.upper()


def _style(mark: str) -> str:
    """Give an example of the row that a mark is one of."""
    if mark in _ROWS:
        return _ROWS[mark][0][0]
    return "1" if mark.isdigit() else "A" if mark.isupper() else "a"


def letter_in(text: str) -> str:
    """Give the letter that a text is, with or without its bracket; empty where it is none.

    Args:
        text: Such as ``A``, ``(2)``, ``③`` or ``보기 1``.
    """
    found = _ALONE.fullmatch(text.strip())
    return letter_of(found["mark"]) if found else ""


_ALONE = re.compile(
    rf"(?:보기|선지|선택지|Option|Choice)?\s*[(\[]?(?P<mark>[A-Ha-h]|[1-8]|[{SIGNS}])[)\].]?(?:번)?",
    re.IGNORECASE,
)


def outranks(style: str, other: str) -> bool:
    """Tell whether one way of labelling is for options where another one is for a list above them."""
    return _rank(style) > _rank(other)


def _rank(style: str) -> int:
    return (
        0 if style in {row[0] for row in _HANGUL} else {"1.": 1, "1": 2, "①": 3, "a": 3, "A": 4}.get(style, 3)
    )


def option_of(line: Line) -> Lead | None:
    """Read an option: a letter or number with its bracket or point, then words."""
    if line.inline is None or line.block.kind is Kind.HEADING:
        return None
    lead = _lead_of(line.inline)
    if line.item and not lead.letter:
        lead = _dashed(line.inline, lead)
    tick = _TICKS.get(line.tick) if lead.tick is None else lead.tick
    if lead.letter:
        return lead if tick is lead.tick else lead._replace(tick=tick)
    # `1)` and `(1)` are told from the `1.` of a list, which may number the questions.
    return Lead(line.label, lead.rest, "1.", tick) if line.label else None


_TICKS = {"x": True, "-": False}


@lru_cache(maxsize=1024)
def _lead_of(inline: Inline) -> Lead:
    """Read how a line begins; one that is no option has no letter."""
    raw = plain(inline.raw)
    sign = BEFORE.match(raw)
    begin = sign.end() if sign else 0
    found = _LEAD.match(raw, begin)
    if not found:
        found = _BOLD.match(raw) if _stands_out(inline) else None
    tick = sign["right"] is not None if sign else None
    if not found:
        return Lead("", inline.cut(begin), "", tick)
    mark = found[found.lastgroup or 0]
    return Lead(letter_of(mark), inline.cut(found.end()), _style(mark), tick)


def _dashed(inline: Inline, plainly: Lead) -> Lead:
    """Read how an item of a list begins that is no option elsewhere: `A - …`."""
    found = _DASHED.match(plain(inline.raw))
    if not found or _stands_out(inline):
        return plainly
    return Lead(letter_of(found["letter"]), inline.cut(found.end()), _style(found["letter"]), plainly.tick)


def _stands_out(inline: Inline) -> bool:
    """Tell whether the first letter is bold, or code, by itself."""
    first = inline.runs[0] if inline.runs else None
    return (
        first is not None
        and len(first.text.strip()) == 1
        and any(m.tag in {"strong", "code"} for m in first.marks)
    )


def several(inline: Inline, expected: int = 0) -> list[Inline]:
    """Part a line that holds several options; what stands before the first one is the first part.

    Args:
        inline: The line.
        expected: How many options came before.

    Returns:
        The parts; one where the line is one option at most.
    """
    raw = plain(inline.raw)
    first = _ENDS.search(raw)
    if not first or not _ENDS.search(raw, first.end()):
        return [inline]
    best = max((_row(raw, first) for first in {0, expected}), key=len)
    if len(best) < (_FEWEST if best and best[0] == 0 else _FEWEST + 1):
        return [inline]
    cuts = [0, *best] if best[0] else best
    parts = [inline.cut(start, end) for start, end in zip(cuts, [*cuts[1:], len(raw)], strict=True)]
    parts = [part.cut(0, len(part.raw.rstrip(_SEPARATORS))) for part in parts if part.raw]
    # `A), B)는 …` names options and offers none.
    return parts if all(_WORDS.search(part.raw) for part in parts) else [inline]


_FEWEST = 2
# What an option cannot do without: a bracket, a point or a sign of its own.
_ENDS = re.compile(rf"[)\]】.．:：\u20e3{SIGNS}]")
_SEPARATORS = " \t\n/|,;"
_WORDS = re.compile(r"\w\W*[)\].．:：\s]\W*\w|\W\s*\w", re.DOTALL)
# An option inside a line begins behind a space; a circled number anywhere.
_STARTS = re.compile(rf"^|(?<=[\s/|,;])(?=\S)|(?=[{SIGNS}])")


def _row(raw: str, first: int) -> list[int]:
    """Give where the options stand that follow each other in a line: of the marking that has most."""
    found: dict[str, list[int]] = {}
    for start in _STARTS.finditer(raw):
        lead = _LEAD.match(raw, start.end())
        if lead:
            mark = lead[lead.lastgroup or 0]
            row = found.setdefault(f"{lead.lastgroup} {_style(mark)}", [])
            if letter_of(mark) == LETTERS[first + len(row) : first + len(row) + 1]:
                row.append(start.end())
    return max(found.values(), key=len, default=[])


def offered(line: Line) -> tuple[str, bool]:
    """Give the letters of the options that a line holds, and whether one is marked as right or wrong."""
    pieces = several(line.inline) if line.inline else []
    found = [option for option in (option_of(line._replace(inline=piece)) for piece in pieces) if option]
    return "".join(option.letter for option in found), any(option.tick is not None for option in found)

"""Quotation marks, dashes and ellipses as a printer sets them, for those of a typewriter."""

from __future__ import annotations

import re

from exporter.render.typeset.quotes import PAIRS, Quotes

_SIGN = re.compile(r"""\b[a-z]{2,12}://\S+|\.{3,}|-{2,}|(?<=\S)[ \n]-[ \n](?=\S)|["']""")
_LONGEST = 3  # of what stands for a dash; more are a rule
_ANY = ('"', "'", "...", "--", "- ", "-\n")  # without one of which there is nothing to look for


def signs(line: str) -> list[tuple[int, int, str]]:
    """Find what a printer would set otherwise.

    Straight quotation marks become curly ones, an apostrophe included; `...` becomes an ellipsis, and
    two hyphens, or one between spaces, a dash between words. Marks of inches, quoted code (``a="b"``),
    differences of figures and addresses stay.

    Args:
        line: Running text, elements of a line taken together.

    Returns:
        Start, end and what is to stand there instead, ascending.
    """
    found: list[tuple[int, int, str]] = []
    if not any(sign in line for sign in _ANY):
        return found
    quotes: Quotes | None = None
    for match in _SIGN.finditer(line):
        sign = match[0]
        if sign in PAIRS:
            quotes = quotes or Quotes(line)
            instead = quotes.turn(match.start())
        elif sign[0] == ".":
            instead = _ellipsis(line, match)
        elif "-" in sign and "/" not in sign:
            instead = _dash(line, match)
        else:
            continue
        if instead != sign:
            found.append((match.start(), match.end(), instead))
    return found


def _ellipsis(line: str, match: re.Match[str]) -> str:
    beside = line[match.start() - 1 : match.start()] + line[match.end() : match.end() + 1]
    return "…" if match[0] == "..." and "/" not in beside and "\\" not in beside else match[0]


def _dash(line: str, match: re.Match[str]) -> str:
    """Set a dash between words; an option (``--all``) and a difference are none."""
    start, end = match.span()
    sign = match[0].strip()
    spaced = match[0] != sign
    if not spaced and line[start - 1 : start].isspace() and line[end : end + 1].isspace():
        start, end, spaced = start - 1, end + 1, True
    if len(sign) > _LONGEST or not start or end == len(line) or not _parts_words(line, start, end):
        return match[0]
    if spaced:
        return match[0].replace(sign, "–")
    return " – " if line[start - 1].isalpha() and line[end].isalpha() else match[0]


def _parts_words(line: str, start: int, end: int) -> bool:
    """Tell whether the text at both sides is more than figures, variables and signs."""
    before, after = line[start - 1], line[end]
    if not (before.isalnum() or before in ")]}”’\"'」』》〉%.!?*") or not (
        after.isalnum() or after in "([{“‘\"'「『《〈$₩~"
    ):
        return False
    return not (_operand(line[max(0, start - 2) : start]) and _operand(line[end : end + 2][::-1]))


def _operand(two: str) -> bool:
    """Tell whether a figure or a variable of one letter stands at an edge.

    Args:
        two: The character at the edge, last, and the one behind it.
    """
    edge, behind = two[-1], two[:-1]
    return edge.isdecimal() or edge in ")(]}" or (edge.isascii() and edge.isalpha() and not behind.isalnum())

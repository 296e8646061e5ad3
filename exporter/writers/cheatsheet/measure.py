"""How much room a text will take, estimated well enough to share blocks out between two columns."""

from __future__ import annotations

import html
import math
import re
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from exporter.render.typeset import JOINER
from exporter.writers.cheatsheet.geometry import BODY, LINE

if TYPE_CHECKING:
    from collections.abc import Sequence

_MM_PER_PT = 25.4 / 72
_BODY = BODY * _MM_PER_PT
# Eojeols and words are not broken, so that on average some of each line stays empty.
_RAGGED = 1.06
CODE_LINE = 3.0
PICTURE = 45.0

_PARTS = re.compile(r"(<pre\b.*?</pre>)|((?:(?!<pre\b).)+)", re.DOTALL)
_BREAKS = re.compile(r"</?(?:p|li|tr|div|blockquote|section|ul|ol|table)\b[^>]*>|<br>")
_PICTURES = re.compile(r'<img (?!class="math")')
_TAGS = re.compile(r"<[^>]+>")
_TOKENS = re.compile(r"(<[^>]+>)")
_TAG_NAME = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_VOID = frozenset({"br", "hr", "img"})
_OUTER = frozenset({"p", "ul", "ol", "table", "pre", "blockquote", "div", "section", "hr"})


@cache
def _advance(character: str) -> float:
    if character == JOINER:
        return 0.0
    if east_asian_width(character) in "WF":
        return 0.89
    if character.isspace() or character in ".,:;'|!()[]":
        return 0.28
    return 0.6 if character.isupper() else 0.5


def lines(text: str, width: float, size: float = 1.0) -> int:
    """Estimate the lines of a paragraph.

    Args:
        text: Plain.
        width: Of the column, in mm.
        size: Of the type, relative to the body's.
    """
    length = sum(map(_advance, text)) * _BODY * size
    return max(1, math.ceil(length * _RAGGED / width)) if length > width else 1


def height(fragment: str, width: float) -> float:
    """Estimate how high a fragment stands, in mm.

    Args:
        fragment: HTML, as set for the page.
        width: Of the column, in mm.
    """
    total = 0.0
    for code, rest in _PARTS.findall(fragment):
        if code:
            total += CODE_LINE * (code.rstrip().count("\n") + 1)
        for paragraph in _BREAKS.split(rest):
            text = _TAGS.sub("", paragraph).strip()
            total += LINE * lines(html.unescape(text), width) if text else 0.0
            total += PICTURE * len(_PICTURES.findall(paragraph))
    return total


def pieces(fragment: str) -> list[str]:
    """Divide a fragment between its outermost elements."""
    found = [""]
    depth = 0
    for token in _TOKENS.split(fragment):
        found[-1] += token
        tag = _TAG_NAME.match(token)
        if tag and tag[2] not in _VOID:
            depth += -1 if tag[1] else 1
        if tag and depth == 0 and tag[2] in _OUTER:
            found.append("")
    return [piece for piece in found if piece.strip()]


def split(heights: Sequence[float], penalties: Sequence[float]) -> int:
    """Find where to divide blocks between two columns.

    Args:
        heights: Of the blocks, in order.
        penalties: What it costs to begin the second column with each block.

    Returns:
        How many blocks stand in the first column: at least one, so that the columns come out as
        equal as they can.
    """
    total = sum(heights)
    best, best_cost, left = len(heights), total, 0.0
    for index, height in enumerate(heights):
        if index:
            cost = max(left, total - left) + penalties[index]
            if cost < best_cost:
                best, best_cost = index, cost
        left += height
    return best

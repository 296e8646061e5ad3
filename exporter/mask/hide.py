"""Finds phrases in the text of a fragment, as whole words, and puts gaps in their place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

GAP = '<span class="gap">[…]</span>'

TAGS = re.compile(r"(<[^>]+>)")
_GAPS = re.compile(rf"{re.escape(GAP)}(?:[\s·+/&-]*{re.escape(GAP)})+")
# So many syllables a particle or ending has that a name may carry.
_PARTICLE = 4
_LATIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


class _Phrase(NamedTuple):
    """What is looked for: words, with any white space between them.

    Attributes:
        rank: Of two phrases that begin in one place the longer is hidden.
        words: Folded.
        after_latin: Whether it is no word of its own behind a Latin letter or figure; else behind Hangul.
        before_latin: Likewise of what follows it.
    """

    rank: tuple[int, str]
    words: tuple[str, ...]
    after_latin: bool
    before_latin: bool


@lru_cache(maxsize=4096)
def _phrase(wanted: str) -> _Phrase:
    words = tuple(_folded(wanted).split())
    return _Phrase((-len(wanted), wanted), words, wanted[0].isascii(), wanted[-1].isascii())


def _folded(text: str) -> str:
    """Give a text in one case, sign for sign, so that a place in it is a place in the text."""
    folded = text.lower().upper()
    return folded if len(folded) == len(text) else "".join(map(_one_case, text))


def _one_case(sign: str) -> str:
    lower = sign.lower()[0]
    upper = lower.upper()
    return upper if len(upper) == 1 else lower


def hide(html: str, wanted: Iterable[str]) -> str:
    """Hide phrases in the text of a fragment.

    Args:
        html: A clean fragment.
        wanted: The phrases; each has a letter.
    """
    folded = _folded(html)
    present = sorted(phrase for phrase in map(_phrase, wanted) if phrase.words[0] in folded)
    if not present:
        return html
    parts = TAGS.split(html)
    for number in range(0, len(parts), 2):
        # A letter of a formula is no name, and a gap in one would break it.
        if parts[number] and not (number and 'class="math' in parts[number - 1]):
            parts[number] = _hidden(parts[number], present)
    return _GAPS.sub(GAP, "".join(parts))


def _hidden(text: str, phrases: Sequence[_Phrase]) -> str:
    """Put a gap in the place of each phrase, the first that begins and of several there the longest.

    A pattern of all phrases would do the same; to compile one for every card takes far longer than this.
    """
    folded = _folded(text)
    found = sorted(
        (start, rank, end) for rank, phrase in enumerate(phrases) for start, end in _places(folded, phrase)
    )
    out, at = [], 0
    for start, _, end in found:
        if start >= at:
            out += [text[at:start], GAP]
            at = end
    return "".join(out) + text[at:]


def _places(folded: str, phrase: _Phrase) -> Iterator[tuple[int, int]]:
    """Give where a phrase stands as whole words, a plural with it; a Korean particle may follow."""
    first, *more = phrase.words
    start = folded.find(first)
    while start >= 0:
        before = folded[start - 1 : start]
        if not (_is_latin(before) if phrase.after_latin else _is_hangul(before)):
            end = _end(folded, start + len(first), more)
            if end is not None:
                end = _whole_latin(folded, end) if phrase.before_latin else _whole_hangul(folded, end)
            if end is not None:
                yield start, end
        start = folded.find(first, start + 1)


def _end(folded: str, at: int, words: Iterable[str]) -> int | None:
    """Give the end of further words, each behind white space; None where others stand there."""
    for word in words:
        begin = at
        while folded[begin : begin + 1].isspace():
            begin += 1
        if begin == at or not folded.startswith(word, begin):
            return None
        at = begin + len(word)
    return at


def _whole_latin(folded: str, end: int) -> int | None:
    """Give the end of a word with its plural; None where it goes on."""
    for plural in ("ES", "S", ""):
        behind = end + len(plural)
        if folded.startswith(plural, end) and not _is_latin(folded[behind : behind + 1]):
            return behind
    return None


def _whole_hangul(folded: str, end: int) -> int | None:
    """Give the end of a word behind which no more than a particle or an ending stands; it stays."""
    behind = folded[end : end + _PARTICLE + 1]
    return end if len(behind) <= _PARTICLE or not all(map(_is_hangul, behind)) else None


def _is_latin(sign: str) -> bool:
    return sign in _LATIN


def _is_hangul(sign: str) -> bool:
    return "가" <= sign <= "힣"

"""Which option a rationale speaks of: by letter, or by the option's name, whole or in part."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from exporter.extract.mcq.lead import letter_of
from exporter.labels import fold, labels

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD = re.compile(r"[A-Za-z0-9]+|[가-힣]+")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_LIST = re.compile(r"\s*(?:,|/|&|·|와|과|및|and)\s*")
_MARK = re.compile(r"[A-Z](?![a-zA-Z])|[1-9]|[①-⑳]")
# Nobody abbreviates more words than this.
_LONGEST = 8
# What Korean adds to a name inside a sentence.
_PARTICLE = re.compile("은|는|이|가|을|를|와|과|의|로|으로|에|에서|도|만")
# Makers' names: they stand before every product and tell none from another.
_MAKERS = frozenset({"amazon", "aws", "google", "azure", "microsoft", "apache"})


# One letter, or the number or circled number that stands for it.
_ONE = r"[(\[]?(?:[A-Z]|[①-⑳]|[1-9](?=\s*(?:번|[)\].]|[,/&·]|$)))[)\].]?(?:번)?"


@cache
def _letters() -> re.Pattern[str]:
    words = "|".join(map(re.escape, labels().spellings["option"]))
    return re.compile(
        rf"(?P<word>(?:{words})s?\s*)?(?P<letters>{_ONE}(?:{_LIST.pattern}{_ONE})*)"
        rf":?(?:은|는)?\s*(?:(?:{words})\s*)?(?:[(\[].*[)\]])?\s*[:：]?",
        re.IGNORECASE | re.DOTALL,
    )


@cache
def _reason() -> re.Pattern[str]:
    words = "|".join(map(re.escape, labels().spellings["option"]))
    one = r"[(\[]?(?P<{}>[A-H]|[①-⑳]|[1-9](?=번))[)\]]?(?:번)?"
    return re.compile(
        rf"(?:why\s+)?(?:(?:{words})\s+)?{one.format('en')}\s+is\s+(?:not\s+)?(?:the\s+)?(?:in)?(?:correct|right|wrong)\b.*"
        rf"|(?:(?:{words})\s*)?{one.format('ko')}\s*[가이]\s+(?:정답|오답|틀린|맞는|아닌|옳은).*",
        re.IGNORECASE | re.DOTALL,
    )


def letters_in(name: str) -> tuple[str, ...]:
    """Read the letters of a name such as ``Option A``, ``A)``, ``옵션 A (…)``, ``B, C``; empty if none."""
    bare = name.strip()
    found = _letters().fullmatch(bare)
    if found:
        letters = found["letters"]
        return tuple(map(letter_of, _MARK.findall(letters))) if letters == letters.upper() else ()
    reason = _reason().fullmatch(bare.rstrip(" :："))
    return (letter_of(reason["en"] or reason["ko"]),) if reason else ()


def option_named(name: str, options: Mapping[str, str]) -> str | None:
    """Find the one option that a name means.

    Args:
        name: As a rationale gives it: the option's text, its beginning, or its abbreviation.
        options: Text by letter.

    Returns:
        The letter; None where no option fits, or several fit equally well.
    """
    wanted = fold(name)
    for fits in (_same, _begins, _words_within):
        found = [letter for letter, text in options.items() if wanted and fits(name, text)]
        if len(found) == 1:
            return found[0]
    return None


def _same(name: str, text: str) -> bool:
    return fold(name) == fold(text)


def _begins(name: str, text: str) -> bool:
    """Tell whether a text begins with the name, the maker's name apart."""
    *first, last = _telling(name) or ("",)
    words = _telling(text)[: len(first) + 1]
    if not last or words[:-1] != tuple(first) or len(words) <= len(first):
        return False
    return words[-1] == last or (
        _PARTICLE.fullmatch(words[-1], len(last)) is not None and words[-1].startswith(last)
    )


def _words_within(name: str, text: str) -> bool:
    """Tell whether all words of the name stand in the text, abbreviations counted as their words."""
    words = {*_telling(text), *_abbreviations(text)}
    wanted = set(_telling(name)) - words
    # What is left may have a particle behind it in the text.
    return bool(_telling(name)) and all(any(_with_particle(word, each) for word in words) for each in wanted)


def _with_particle(word: str, name: str) -> bool:
    return word.startswith(name) and _PARTICLE.fullmatch(word, len(name)) is not None


@lru_cache(maxsize=256)
def _telling(text: str) -> tuple[str, ...]:
    words = tuple(word.casefold() for word in _WORD.findall(text))
    return tuple(word for word in words if word not in _MAKERS) or words


@lru_cache(maxsize=256)
def _abbreviations(text: str) -> frozenset[str]:
    """Give what stands in brackets, and the initials of each run of capitalised words."""
    found = {fold(inner) for inner in _BRACKETS.findall(text)}
    initials = [word[0] for word in re.findall(r"[A-Z][A-Za-z]+|[A-Z]", _BRACKETS.sub(" ", text))]
    makers = [word for word in re.findall(r"[A-Z][A-Za-z]+", text) if word.casefold() in _MAKERS]
    telling = initials[len(makers) :] if makers else initials
    for start in range(len(telling)):
        for end in range(start + 2, min(start + _LONGEST, len(telling)) + 1):
            found.add("".join(telling[start:end]).casefold())
    return frozenset(found)

"""The order of a glossary: Hangul by initial consonants, Latin from A to Z."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeVar
from unicodedata import combining, normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_T = TypeVar("_T")

_FIRST, _LAST, _PER_INITIAL = 0xAC00, 0xD7A3, 588
_INITIALS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"  # a doubled one stands under its single one
OTHERS = "#"


def hangul_head(name: str) -> str:
    """Give the initial consonant under which a name stands; empty where it does not begin with Hangul."""
    first = _begin(normalize("NFC", name))[:1]
    inside = first and _FIRST <= ord(first) <= _LAST
    return _INITIALS[(ord(first) - _FIRST) // _PER_INITIAL] if inside else ""


def latin_head(name: str) -> str:
    """Give the letter under which a name stands; ``#`` for what begins with a figure or sign."""
    first = _bare(name)[:1].upper()
    return first if "A" <= first <= "Z" else OTHERS


def by_head(
    entries: Iterable[_T], name: Callable[[_T], str], head: Callable[[str], str]
) -> tuple[tuple[str, tuple[_T, ...]], ...]:
    """Sort entries and group them under their heads.

    Args:
        entries: What is to be sorted.
        name: Gives what an entry is sorted by.
        head: `hangul_head` or `latin_head`.
    """
    ordered = sorted(entries, key=lambda each: (head(name(each)) != OTHERS, _bare(name(each)), name(each)))
    return tuple((letter, tuple(group)) for letter, group in groupby(ordered, lambda each: head(name(each))))


def _bare(name: str) -> str:
    """Give what a name is sorted by: case, accents and signs before it do not count."""
    plain = "".join(char for char in normalize("NFKD", name) if not combining(char))
    return _begin(normalize("NFC", plain).casefold())


def _begin(name: str) -> str:
    return next((name[at:] for at, char in enumerate(name) if char.isalnum()), name)

"""Which known word a misspelt one is nearest to: Korean is compared by its letters, not by its syllables."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def letters(word: str) -> str:
    """Reduce a word to the letters that are compared: one case, syllables taken apart into jamo.

    One wrong vowel is then one letter of six, and not one syllable of two.
    """
    return unicodedata.normalize("NFD", word.casefold())


@dataclass(frozen=True)
class Words:
    """Known words, taken apart once, to look many others up in."""

    known: tuple[str, ...]

    @cached_property
    def _letters(self) -> tuple[str, ...]:
        return tuple(map(letters, self.known))

    @cached_property
    def _lengths(self) -> tuple[int, int]:
        lengths = [*map(len, self._letters), 0]
        return min(lengths), max(lengths)

    @cached_property
    def _by_length(self) -> dict[tuple[int, int], tuple[tuple[str, ...], tuple[int, ...]]]:
        return {}

    def near(self, word: str, most: int) -> str | None:
        """Give the known word that is nearest, if so many letters at most are wrong."""
        looked_up = letters(word)
        alike, numbers = self._alike(len(looked_up), most)
        if not alike:
            return None
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found = process.extractOne(looked_up, alike, scorer=OSA.distance, score_cutoff=most)
        return self.known[numbers[found[2]]] if found else None

    def _alike(self, length: int, most: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """Give the words of about a length, and their numbers: each letter more or fewer is a wrong one."""
        if not self._lengths[0] - most <= length <= self._lengths[1] + most:
            return (), ()
        if (length, most) not in self._by_length:
            near = [(each, at) for at, each in enumerate(self._letters) if abs(len(each) - length) <= most]
            self._by_length[length, most] = tuple(each for each, _ in near), tuple(at for _, at in near)
        return self._by_length[length, most]


def edits(word: str, known: str, most: int) -> int | None:
    """Count the letters to add, drop, exchange or swap with the next, to get from one word to another.

    Args:
        word: As it was written.
        known: As it may have been meant.
        most: How many are still taken for a slip.

    Returns:
        The number; None where it is above `most`.
    """
    from rapidfuzz.distance import OSA

    found = OSA.distance(letters(word), letters(known), score_cutoff=most)
    return found if found <= most else None


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Give the known word that a misspelt name most likely means; None where none is near.

    A third of the letters may be wrong: what is asked is which of a few names was meant, not whether
    one was.

    Args:
        word: As it was written.
        known: The names there are; of equally near ones the first counts.
    """
    near = [
        (count, number, each)
        for number, each in enumerate(known)
        if (count := edits(word, each, max(len(letters(word)), len(letters(each))) // 3)) is not None
    ]
    return min(near)[2] if near else None

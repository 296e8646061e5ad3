"""The figures of a text, whatever a language writes them with: `8천만` and `80 million` are the same."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from exporter.labels import labels

_FIGURE = re.compile(
    r"(?<![\w.])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<scale>(?:\s?(?:thousand|million|billion|trillion)\b)|[십백천만억조]+(?![가-힣])|[십백천만억조]+(?=[원명건개회대번장행배분초시일년여]))?",
    re.IGNORECASE,
)
_ANY = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[a-z]+|[가-힣]+")
_SCALES = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "십": 10,
    "백": 100,
    "천": 10**3,
    "만": 10**4,
    "억": 10**8,
    "조": 10**12,
}
# Up to here a language may write words, and its months have names.
_SMALL = 12


class Figures(NamedTuple):
    """The figures of a text.

    Attributes:
        said: Those that another language has to say in figures as well.
        known: Those that it says in any way.
    """

    said: frozenset[str]
    known: frozenset[str]


def figures(text: str) -> Figures:
    """Find the figures of a text.

    Args:
        text: Without code and formulas.
    """
    every = {_value(found) for found in _FIGURE.finditer(text)}
    # What stands within a name, such as the 3 of `S3`, is nobody's figure, but it is there.
    within = {_plain(Decimal(found.replace(",", ""))) for found in _ANY.findall(text) if found.count(".") < 2}  # noqa: PLR2004
    numbers = _numbers()
    spelt = {str(numbers[word]) for word in _WORD.findall(text.casefold()) if word in numbers}
    said = frozenset(each for each in every if Decimal(each) > _SMALL)
    return Figures(said, said | every | within | spelt)


@cache
def _numbers() -> dict[str, int]:
    return {word.casefold(): number for word, number in labels().numbers.items()}


def _value(found: re.Match[str]) -> str:
    number = Decimal(found["number"].replace(",", ""))
    scale = (found["scale"] or "").strip().casefold()
    for part in [scale] if scale in _SCALES else list(scale):
        number *= _SCALES[part]
    return _plain(number)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"

"""Whether two texts say the same in nearly the same words. Rather too seldom than once too often."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from exporter.labels import labels

# Signs that tell `C` from `C++` and `a < b` from `a > b` are words too; punctuation is none.
_WORD = re.compile(r"[^\W_](?:[\w+#%]|[.-](?=\w))*|[<>=≤≥≠±+*/^\\|&!~-]+")
_ARTICLES = frozenset({"a", "an", "the"})
# Of Korean endings only those fall away that change nothing: topic, subject, politeness; 을 is 를.
_ENDINGS = re.compile(r"(?<=\w)(?:[입합됩]니[다까]|[인한]가요|[하되]나요|[은는이가을])$")
_PLAIN = {
    "입니다": "이다",
    "합니다": "한다",
    "됩니다": "된다",
    "입니까": "인",
    "인가요": "인",
    "합니까": "하는",
    "하나요": "하는",
    "됩니까": "되는",
    "되나요": "되는",
    "한가요": "한",
    "을": "를",
}
_PLURAL = re.compile(r"(?:(?<=ss)e|(?<=[a-z]{3}(?<!s)))s$")
# One word in so many may be added.
_ROOM = 6
# Words that turn a sentence round.
_TURNS = re.compile(r"안$|못$|틀린|잘못|않|없|아닌|제외")


class Wording:
    """The words of a text, with what may differ without a difference taken off.

    Attributes:
        text: The text.
        words: In order, reduced.
        vocabulary: The words without their order.
    """

    __slots__ = ("text", "vocabulary", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = tuple(filter(None, map(_reduced, self.written)))
        self.vocabulary = frozenset(self.words)

    @property
    def room(self) -> int:
        """How many words may be missing from a like text."""
        return len(self.words) // _ROOM

    @property
    def yields(self) -> bool:
        """Whether a text with other words may be like it; a short one has no room for any."""
        return len(self.words) + 1 >= _ROOM

    def says_the_same(self, other: Wording) -> bool:
        """Tell whether one says all that the other says, in its order, and hardly anything more."""
        if self.words == other.words:
            return True
        short, long = (self, other) if len(self.words) < len(other.words) else (other, self)
        if not short.vocabulary <= long.vocabulary or len(long.words) - len(short.words) > long.room:
            return False
        from rapidfuzz.distance import LCSseq

        if LCSseq.similarity(short.words, long.words) < len(short.words):
            return False
        added = Counter(long.words) - Counter(short.words)
        return not any(_reduced(written) in added and _matters(written) for written in long.written)

    @property
    def written(self) -> list[str]:
        """The words in order, as they stand in the text."""
        return _WORD.findall(self.text)


@lru_cache(maxsize=1 << 14)
def _reduced(written: str) -> str:
    word = written.casefold()
    if word in _ARTICLES:
        return ""
    if word.isascii():
        return _PLURAL.sub("", word)
    return _ENDINGS.sub(lambda found: _PLAIN.get(found[0], ""), word)


def _matters(written: str) -> bool:
    """Tell whether a word makes another question of a sentence: a name, a figure, a superlative, a `not`."""
    return (
        any(sign.isupper() or not sign.isalpha() for sign in written)
        or written in labels().emphasis
        or _TURNS.search(written) is not None
    )

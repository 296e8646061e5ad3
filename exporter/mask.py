"""Hides what would give an answer away: the subject, its other names and its telling words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from exporter.labels import labels
from exporter.model import ConceptCard, Role, TradeoffCard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.model import Card, Text

GAP = '<span class="gap">[…]</span>'

_TAGS = re.compile(r"(<[^>]+>)")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9+#.]*|[가-힣]+")
_BRACKETS = re.compile(r"[(\[（]([^()\[\]（）]*)[)\]）]")
_GAPS = re.compile(rf"{re.escape(GAP)}(?:[\s·+/&-]*{re.escape(GAP)})+")
_LETTERS = re.compile(r"[\w]")
# A single Latin letter or Hangul syllable stands in too many words to tell anything.
_SHORTEST = 2
# Korean particles and endings that a name may carry; they stay.
_PARTICLE = r"(?=[가-힣]{0,4}(?![가-힣]))"


@lru_cache(maxsize=4096)
def _pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    phrases: set[str] = set()
    for name in names:
        parts = {name, _BRACKETS.sub(" ", name), *_BRACKETS.findall(name)}
        phrases.update(" ".join(part.split()) for part in parts)
    words = telling_words(" ".join(names))
    wanted = sorted(
        {*(phrase for phrase in phrases if len(phrase) >= _SHORTEST), *words}, key=len, reverse=True
    )
    wanted = [each for each in wanted if _LETTERS.search(each)]
    if not wanted:
        return None
    return re.compile("|".join(map(_bounded, wanted)), re.IGNORECASE)


def _bounded(phrase: str) -> str:
    """Match a phrase as whole words, with any white space in it and a plural or particle behind it."""
    inner = r"\s+".join(map(re.escape, phrase.split()))
    before = r"(?<![A-Za-z0-9])" if phrase[0].isascii() else r"(?<![가-힣])"
    after = r"(?:e?s)?(?![A-Za-z0-9])" if phrase[-1].isascii() else _PARTICLE
    return before + inner + after


def telling_words(text: str) -> frozenset[str]:
    """Give the words of a text that tell what it is about, casefolded."""
    general = labels().general
    words = (word.casefold() for word in _WORD.findall(text))
    return frozenset(word for word in words if len(word) >= _SHORTEST and word not in general)


def mask(html: str, names: Iterable[str]) -> str:
    """Hide names in the text of a fragment.

    Args:
        html: A clean fragment.
        names: What to hide: each as a phrase, and each of its telling words.
    """
    pattern = _pattern(frozenset(names))
    if pattern is None:
        return html
    parts = _TAGS.split(html)
    parts[::2] = [pattern.sub(GAP, part) if part else part for part in parts[::2]]
    return _GAPS.sub(GAP, "".join(parts))


def words_left(html: str) -> int:
    """Count the words of a masked fragment that can still be read."""
    return len(_WORD.findall(_TAGS.sub(" ", html.replace(GAP, " "))))


def context_html(card: Card) -> str:
    """Give the line that says where a front belongs, with nothing in it that gives the answer away.

    A definition shows note and sub-heading without the term, for several notes define the same
    one; a trade-off shows its note without the subject. A key point shows the note's title only
    where that tells nothing of the answer. A question shows nothing.

    Args:
        card: The card.
    """
    match card:
        case ConceptCard(role=Role.KEY_POINT):
            title = card.origin.context[0]
            asked = card.prompt.text if card.prompt else card.definition.text
            told = telling_words(card.definition.text.replace(asked, " ", 1))
            shown = [title] if card.prompt and not _shares(title.text, told) else []
            return _joined(shown, ())
        case ConceptCard():
            return _joined(card.origin.context, (card.term.text,))
        case TradeoffCard():
            return _joined(card.origin.context, (card.subject.text,))
    return ""


def _shares(title: str, words: frozenset[str]) -> bool:
    """Tell whether a title has a word of the answer, particles behind Korean words apart."""
    return any(
        mine == word or (not mine.isascii() and mine[:2] == word[:2])
        for mine in telling_words(title)
        for word in words
    )


def _joined(parts: Iterable[Text], names: tuple[str, ...]) -> str:
    masked = [(mask(part.html, names), part.lang) for part in parts]
    kept = [f'<span lang="{lang}">{html}</span>' for html, lang in masked if words_left(html)]
    return '<span class="sep"> › </span>'.join(kept)

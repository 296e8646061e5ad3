"""Hides what would give an answer away: the subject, its other names and its telling words."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING

from exporter.labels import labels
from exporter.model import ClozeCard, ConceptCard, Role, TradeoffCard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.model import Card, Text

GAP = '<span class="gap">[…]</span>'

_TAGS = re.compile(r"(<[^>]+>)")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9+#.]*|[가-힣]+")
_BRACKETS = re.compile(r"[(\[（]([^()\[\]（）]*)[)\]）]")
_GAPS = re.compile(rf"{re.escape(GAP)}(?:[\s·+/&-]*{re.escape(GAP)})+")
_LETTERS = re.compile(r"[\w]")
# With this part of its words told, a definition is given away.
_MUCH = 1 / 3
# A single Latin letter or Hangul syllable stands in too many words to tell anything.
_SHORTEST = 2
# Korean particles and endings that a name may carry; they stay.
_PARTICLE = r"(?=[가-힣]{0,4}(?![가-힣]))"


@lru_cache(maxsize=4096)
def _pattern(wanted: frozenset[str]) -> re.Pattern[str] | None:
    longest_first = sorted(wanted, key=lambda each: (-len(each), each))
    return re.compile("|".join(map(_bounded, longest_first)), re.IGNORECASE) if longest_first else None


def phrases(name: str) -> frozenset[str]:
    """Give the forms of a name: with its gloss in brackets, without it, and the gloss alone."""
    parts = {name, _BRACKETS.sub(" ", name), *_BRACKETS.findall(name)}
    forms = (" ".join(part.split()) for part in parts)
    return frozenset(form for form in forms if len(form) >= _SHORTEST and _LETTERS.search(form))


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


def mask(html: str, *names: str) -> str:
    """Hide names in the text of a fragment: each of their forms, and each of their telling words.

    Args:
        html: A clean fragment.
        names: Of the subject, in all its languages.
    """
    return _hide(html, _forms(names) | telling_words(" ".join(names)))


def _forms(names: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(phrases, names))


def _hide(html: str, wanted: frozenset[str]) -> str:
    # Making a pattern costs far more than looking whether there is anything to hide.
    folded = html.casefold()
    pattern = _pattern(frozenset(each for each in wanted if each.split()[0].casefold() in folded))
    if pattern is None:
        return html
    parts = _TAGS.split(html)
    for number in range(0, len(parts), 2):
        # A letter of a formula is no name, and a gap in one would break it.
        if parts[number] and not (number and 'class="math' in parts[number - 1]):
            parts[number] = pattern.sub(GAP, parts[number])
    return _GAPS.sub(GAP, "".join(parts))


def text_of(html: str) -> str:
    """Give the plain text of a masked fragment."""
    return " ".join(unescape(_TAGS.sub("", html.replace("</li>", "</li> "))).split())


def words_left(html: str) -> int:
    """Count the words of a masked fragment that can still be read."""
    return len(_WORD.findall(_TAGS.sub(" ", html.replace(GAP, " "))))


def context_html(card: Card) -> str:
    """Give the line that says where a front belongs, with nothing in it that gives the answer away.

    A definition shows note and sub-heading without the term, for several notes define the same
    one, and without the words of its meaning where they make up much of it; a trade-off shows its
    note without the subject, a text with gaps without what these hide. A key point shows the note's
    title only where that tells nothing of the answer. A question with options shows nothing.

    Args:
        card: The card.
    """
    match card:
        case ConceptCard(role=Role.KEY_POINT):
            title = card.origin.context[0]
            told = telling_words(" ".join(_beyond(card.definition, card.prompt)))
            return _joined([title] if card.prompt and not _shared(title.text, told) else [], frozenset())
        case ConceptCard():
            return _joined(card.origin.context, _forms(card.term.names) | _told(card))
        case TradeoffCard():
            return _joined(card.origin.context, _forms(card.subject.names))
        case ClozeCard():
            hidden = (phrases(gap.text) | telling_words(gap.text) for gap in card.gaps)
            return _joined(card.origin.context, frozenset().union(*hidden))
    return ""


def _beyond(answer: Text, prompt: Text | None) -> list[str]:
    """Give what an answer says beyond what its front asks, in each language."""
    asked = {each.lang: each.text for each in (prompt, *prompt.translations)} if prompt else {}
    every = (answer, *answer.translations)
    return [each.text.replace(asked.get(each.lang, each.text), " ", 1) for each in every]


def _told(card: ConceptCard) -> frozenset[str]:
    """Give the words of a definition that its context tells, where they make up much of it."""
    said, known = (
        frozenset().union(*map(telling_words, text.names)) for text in (card.definition, card.term)
    )
    meaning = said - known
    told = _shared(" ".join(text.text for text in card.origin.context), meaning)
    return told if len(told) >= max(len(meaning) * _MUCH, 1) else frozenset()


def _shared(text: str, words: frozenset[str]) -> frozenset[str]:
    """Give the telling words of a text that are among some words, Korean endings apart."""
    return frozenset(
        mine
        for mine in telling_words(text)
        if mine in words or (not mine.isascii() and any(mine[:2] == word[:2] for word in words))
    )


def _joined(parts: Iterable[Text], wanted: frozenset[str]) -> str:
    masked = [(_hide(part.html, wanted), part.lang) for part in parts]
    kept = [f'<span lang="{lang}">{html}</span>' for html, lang in masked if words_left(html)]
    return '<span class="sep"> › </span>'.join(kept)

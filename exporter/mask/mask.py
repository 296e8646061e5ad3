"""Hides what would give an answer away: the subject, its other names and its telling words."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING

from exporter.labels import labels
from exporter.mask.hide import GAP, TAGS, hide
from exporter.model import ClozeCard, ConceptCard, Role, TradeoffCard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.model import Card, Text

# A text, which `re` makes a pattern of with the first clue; a set with all of Hangul takes long.
_WORD = r"[A-Za-z0-9][A-Za-z0-9+#.]*|[가-힣]+"
_BRACKETS = re.compile(r"[(\[（]([^()\[\]（）]*)[)\]）]")
_LETTERS = re.compile(r"[\w]")
# With this part of its words told, a definition is given away.
_MUCH = 1 / 3
# A single Latin letter or Hangul syllable stands in too many words to tell anything.
_SHORTEST = 2


def phrases(name: str) -> frozenset[str]:
    """Give the forms of a name: with its gloss in brackets, without it, and the gloss alone."""
    glosses = _BRACKETS.findall(name)
    parts = {name, _BRACKETS.sub(" ", name), *glosses} if glosses else {name}
    forms = (" ".join(part.split()) for part in parts)
    return frozenset(form for form in forms if len(form) >= _SHORTEST and _LETTERS.search(form))


@lru_cache(maxsize=512)
def telling_words(text: str) -> frozenset[str]:
    """Give the words of a text that tell what it is about, casefolded."""
    general = labels().general
    words = (word.casefold() for word in re.findall(_WORD, text))
    return frozenset(word for word in words if len(word) >= _SHORTEST and word not in general)


def mask(html: str, *names: str) -> str:
    """Hide names in the text of a fragment: each of their forms, and each of their telling words.

    Args:
        html: A clean fragment.
        names: Of the subject, in all its languages.
    """
    return hide(html, _forms(names) | telling_words(" ".join(names)))


def _forms(names: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(phrases, names))


def text_of(html: str) -> str:
    """Give the plain text of a masked fragment."""
    return " ".join(unescape(TAGS.sub("", html.replace("</li>", "</li> "))).split())


def words_left(html: str) -> int:
    """Count the words of a masked fragment that can still be read."""
    return len(re.findall(_WORD, TAGS.sub(" ", html.replace(GAP, " "))))


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
    context = " ".join(text.text for text in card.origin.context)
    folded = " ".join(card.definition.names).casefold()
    if not any((word if word.isascii() else word[:2]) in folded for word in telling_words(context)):
        # Most contexts have no word in common with the meaning, wherever that may stand in it.
        return frozenset()
    said, known = (
        frozenset().union(*map(telling_words, text.names)) for text in (card.definition, card.term)
    )
    meaning = said - known
    told = _shared(context, meaning)
    return told if len(told) >= max(len(meaning) * _MUCH, 1) else frozenset()


def _shared(text: str, words: frozenset[str]) -> frozenset[str]:
    """Give the telling words of a text that are among some words, Korean endings apart."""
    beginnings = {word[:2] for word in words}
    return frozenset(
        mine
        for mine in telling_words(text)
        if mine in words or (not mine.isascii() and mine[:2] in beginnings)
    )


def _joined(parts: Iterable[Text], wanted: frozenset[str]) -> str:
    masked = [(hide(part.html, wanted), part.lang) for part in parts]
    kept = [f'<span lang="{lang}">{html}</span>' for html, lang in masked if words_left(html)]
    return '<span class="sep"> › </span>'.join(kept)

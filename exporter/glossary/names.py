"""Names and their glosses: which texts are names, and what is said behind one in brackets."""

from __future__ import annotations

import re
from typing import NamedTuple

from exporter.labels import fold

_HANGUL = re.compile("[가-힣]")
_LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ɏ]")
_GLOSS = re.compile(r"(?P<name>[^()（）\[\]]*\S)\s*[(（](?P<gloss>[^()（）\[\]]+)[)）]\s*")
# What no name has: ends of sentences, gaps, blanks to be filled in, quotations of what is said.
_NO_NAME = re.compile(r"[?!;。？！]|\.(?:\s|$)|[:,](?:.*[:,]|$)|\{\{|\[…\]|…|__|^[\"“”'‘’]|[→⇒]")
_SENTENCE = re.compile(r"\s\S*(?:다|요|까|나|라면|면서|경우)$")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)+")
_MOST_WORDS = 6
_LONGEST_HANGUL, _LONGEST_LATIN = 30, 56


class Name(NamedTuple):
    """A name in both scripts; where one is not known it is empty."""

    hangul: str
    latin: str


def is_hangul(text: str) -> bool:
    """Whether a text has Hangul: a Korean name often has Latin words as well."""
    return _HANGUL.search(text) is not None


def is_name(text: str, words: int = _MOST_WORDS) -> bool:
    """Whether a plain text can be the name of something: no sentence, no blank, not long.

    Args:
        text: Plain.
        words: How many it may have.
    """
    longest = _LONGEST_HANGUL if is_hangul(text) else _LONGEST_LATIN
    return (
        0 < len(text) <= longest
        and len(text.split()) <= words
        and (is_hangul(text) or _LATIN.search(text) is not None)
        and not _NO_NAME.search(text)
        and not _SENTENCE.search(text)
    )


def is_slug(text: str) -> bool:
    """Whether a word is a file's or tag's name rather than a thing's: `model-serving`."""
    return _SLUG.fullmatch(text) is not None


def parted(text: str) -> tuple[str, str]:
    """Part a name from the gloss behind it: `배포(deployment)`; without one the gloss is empty."""
    found = _GLOSS.fullmatch(text.strip())
    return (found["name"], found["gloss"].strip()) if found else (text.strip(), "")


def pair(text: str, other: str = "") -> Name | None:
    """Make out a name in both scripts.

    Args:
        text: Plain; may have a gloss.
        other: What it is called in the other language, which may have one, too.

    Returns:
        The name, one half perhaps empty; None where the text is none.
    """
    name, gloss = parted(text)
    if not other:
        if not gloss or is_hangul(name) == is_hangul(gloss):
            return _sorted(text, "")
        return _sorted(name, gloss)
    there, echo = parted(other)
    if gloss and fold(gloss) == fold(other):
        return _sorted(name, other)
    if echo and fold(echo) == fold(text):
        return _sorted(text, there)
    # `L1 정규화(Lasso)` and `L1 regularization (Lasso)`
    same = gloss and echo and fold(gloss) == fold(echo)
    return _sorted(name, there) if same else _sorted(text, other)


def _sorted(one: str, other: str) -> Name | None:
    if not is_name(one):
        return None
    if not is_name(other) or is_hangul(one) == is_hangul(other):
        other = ""
    return Name(one, other) if is_hangul(one) else Name(other, one)

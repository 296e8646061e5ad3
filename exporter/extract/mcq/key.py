"""The answer line of a question, and the letters that it names."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from exporter.labels import labels

if TYPE_CHECKING:
    from exporter.markdown import Inline

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# A small letter must be marked as one: by a bracket, a comma, or by standing alone.
_ONE = r"(?:[A-Z]|[a-z](?=[)\]]|\s*,|\s*\.?(?:\s|$))|[1-9]|[①-⑳])"
_KEY = re.compile(rf"[(\[]?(?P<key>{_ONE})[)\]]?(?:번)?(?:입니다|이다)?(?![A-Za-z0-9가-힣])")
_NEXT = re.compile(r"\s*(?:,|;|、|·|/|&|\+|와|과|및|and|그리고)\s*", re.IGNORECASE)
_ROW = re.compile(r"[A-H]{2,5}(?![A-Za-z])|[A-H](?:\s+[A-H])+(?=\s*\.?$)")
# `A) text, C) text`: each further letter has its bracket or point, behind a comma.
_BRACKETED = re.compile(r"[(\[]?[A-Z][)\].]\s*\S")
_FURTHER = re.compile(r"(?:[,;、/·&]|\s(?:and|및))\s*[(\[]?(?P<key>[A-Z])[)\].]\s")
# What does not say which option is meant: the article, either of two, answers of several questions.
_UNCLEAR = re.compile(
    r"A\s+(?!and\b)[a-z]|[(\[]?[A-Z1-9][)\]]?\s*(?:or|또는|혹은)\s"
    r"|\d{1,3}\s*[.:)]\s*[(\[]?[A-Z](?=\s*(?:[,.;)\]]|\d|$))"
)


def letter_of(mark: str) -> str:
    """Give the letter that a letter, a number or a circled number stands for."""
    if mark.isascii():
        return LETTERS[int(mark) - 1] if mark.isdigit() else mark.upper()
    return LETTERS[ord(mark) - ord("①")]


@cache
def _answer() -> re.Pattern[str]:
    words = "|".join(map(re.escape, labels().spellings["answer"]))
    number = r"(?:\s*\d{1,3}\s*번?\s*(?=[:：]))?"
    return re.compile(rf"[\W_]*(?:{words}){number}\s*(?:[:：]|은|는|\s|(?=[(\[①-⑳])|$)\s*", re.IGNORECASE)


def answer_of(inline: Inline) -> str | None:
    """Give what an answer line says behind its label; None where the line is none."""
    found = _answer().match(inline.raw)
    return inline.raw[found.end() :].strip() if found else None


def is_answer(inline: Inline) -> bool:
    """Tell whether a line is an answer that begins with a letter, or the label of one below it."""
    claim = answer_of(inline)
    return claim is not None and (not claim or bool(key_of(claim, LETTERS)))


def key_of(claim: str, letters: str) -> tuple[str, ...]:
    """Read the letters that an answer begins with.

    Args:
        claim: What the answer line says behind its label.
        letters: The labels of the question's options.

    Returns:
        The letters in the order claimed, whether or not there is such an option; empty where the
        answer begins with no letter, or does not say which of several it means.
    """
    row = _ROW.match(claim)
    if row and set("".join(row[0].split())) <= set(letters):
        return tuple(dict.fromkeys("".join(row[0].split())))
    if _UNCLEAR.match(claim):
        return ()
    found: list[str] = []
    at = 0
    while match := _KEY.match(claim, at):
        found.append(letter_of(match["key"]))
        following = _NEXT.match(claim, match.end())
        if not following:
            break
        at = following.end()
    if len(found) == 1 and _BRACKETED.match(claim):
        found += [each["key"] for each in _FURTHER.finditer(claim) if each["key"] in letters]
    return tuple(dict.fromkeys(found))

"""The answer line of a question, and the letters that it names."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from exporter.extract.mcq.lead import LETTERS, SIGNS, begins, initial, initials, letter_of, plain
from exporter.labels import labels
from exporter.markdown import Inline

if TYPE_CHECKING:
    from collections.abc import Iterable

# A small letter must be marked as one: by a bracket, a comma, or by standing alone.
_ONE = rf"(?:[A-Z]|[a-z](?=[)\]]|\s*,|\s*\.?(?:\s|$))|[1-9]|[{SIGNS}]|[가나다라마바사아ㄱ-ㅇ](?=[)\].,]|$))"
_KEY = re.compile(
    rf"[(\[]?(?P<key>{_ONE})[)\]]?\ufe0f?(?:번)?(?:입니다|이다|이에요|예요|임)?"
    rf"(?![A-Za-z0-9]|(?!(?:와|과|랑|하고)\s*[(\[]?[A-H1-9{SIGNS}])[가-힣])"
)
_NEXT = re.compile(r"\s*(?:,|;|、|·|/|&|\+|와|과|및|and|그리고)\s*", re.IGNORECASE)
_ROW = re.compile(rf"[A-H]{{2,5}}(?![A-Za-z])|[A-H](?:\s+[A-H])+(?=\s*\.?$)|[{SIGNS}](?:\s*[{SIGNS}])+")
# `A) text, C) text`: each further letter has its bracket or point, behind a comma.
_BRACKETED = re.compile(rf"[(\[]?(?P<first>[A-Z1-9](?=[)\].])|[{SIGNS}])[)\].]?\s*\S")
_FURTHER = re.compile(
    rf"(?:[,;、/·&]|\s(?:and|및))\s*(?:[(\[]?(?P<key>[A-Z1-9])[)\].]\s|(?P<sign>[{SIGNS}])\s*(?=\S))"
)
# What does not say which option is meant: the article, either of two, one put for another, answers of
# several questions.
_UNCLEAR = re.compile(
    r"A\s+(?!and\b)[a-z]|[(\[]?[A-Z1-9①-⑳][)\]]?\s*(?:or|또는|혹은|이나|→|->|⇒|=>)\s|\d{1,3}\s*[①-⑳]"
    rf"|\d{{1,3}}\s*(?:번\s*)?[.:)–-]\s*[(\[]?[A-Z{SIGNS}](?=\s*(?:[,.;)\]]|\d|$))"
)
# What stands alone behind a label without a colon.
_BARE = re.compile(rf"[(\[]?{_ONE}(?:[)\].]|번|입니다|이다|임|\s*[,/&]|(?:\s+[A-H])*\s*\.?$)")


@cache
def _option_word() -> re.Pattern[str]:
    words = "|".join(map(re.escape, labels().spellings["option"]))
    return re.compile(rf"(?:{words})\s+(?=[(\[]?[A-Z1-9①-⑳])", re.IGNORECASE)


@cache
def _label(part: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, labels().spellings[part]))
    before = r"[\W_]*+(?:(?:문제|Q)?\s*+\d{1,3}\s*+(?:번|[.)]|(?<=\s))\s*+(?:문제\s*+)?(?:의\s*+)?)?"
    number = r"(?:\s*+\d{1,3}\s*+번?\s*+(?=[:：]))?"
    mark = r"\s*+[:：=.▶►▷→➜➡☞-]+|은|는|\s*+[\])】）]\s*+[:：]?"
    return re.compile(
        rf"{before}(?:{words}){number}(?:(?P<mark>{mark})|(?P<bare>\s|(?=[(\[{SIGNS}])|$))\s*", re.IGNORECASE
    )


@lru_cache(maxsize=1024)
def answer_of(inline: Inline, part: str = "answer") -> str | None:
    """Give what an answer line says behind its label; None where the line is none.

    Args:
        inline: The line. What is struck out in it does not count.
        part: The labels that count: those of the answer, or of the reader's own choice.
    """
    if not (begins(inline, _initials(part)) or "del" in inline.tags or initial(inline)[:1].isdecimal()):
        return None
    raw = plain(_standing(inline))
    found = _label(part).match(raw)
    if not found:
        return None
    claim = raw[found.end() :].strip()
    word = _option_word().match(claim)
    claim = claim[word.end() :] if word else claim
    return claim if found["mark"] or not claim or _BARE.match(claim) else None


@cache
def _initials(part: str) -> frozenset[str]:
    # The number of the question may stand before the word, and its own word before that.
    return initials((*labels().spellings[part], "문제", "Q"))


def _standing(inline: Inline) -> str:
    if "del" not in inline.tags:
        return inline.raw
    left = [run for run in inline.runs if all(mark.tag != "del" for mark in run.marks)]
    # `~~A~~ → C`: the arrow leads to what counts.
    return _ARROW.sub(r"\1 ", Inline(tuple(left)).raw)


_ARROW = re.compile(r"([:：]|^)\s*(?:→|->|⇒|=>)\s*")


@cache
def _trailing() -> re.Pattern[str]:
    words = "|".join(map(re.escape, labels().spellings["answer"]))
    one = rf"[(\[]?(?:[A-H]|[1-9]|[{SIGNS}])[)\]]?(?:번)?"
    claim = rf"(?P<claim>{one}(?:\s*[,/&]\s*{one})*)"
    # Behind a word it would be `incorrect answer: A`, or another's.
    return re.compile(
        rf"(?:[/|·(\[【—–]|[?.!。？]\s|\s-\s)\s*(?:{words})\s*[:：]?\s*{claim}\s*[)\]】]*\s*$", re.IGNORECASE
    )


def trailing(inline: Inline) -> str | None:
    """Give the letters of an answer at the end of a line that says something else first."""
    raw = plain(_standing(inline))
    found = _trailing().search(raw, max(0, len(raw) - _SHORT))
    return found["claim"] if found else None


# No such ending is longer.
_SHORT = 40
_OPTION = rf"[(\[]?(?:[A-H](?![A-Za-z])|[{SIGNS}]|[1-9](?=\s*번))[)\]]?(?:번)?"
_CONCLUDED = re.compile(
    rf"정답은\s*(?P<ko>{_OPTION})\s*(?:이다|입니다|이므로|임|이\s*된다|[.。]|$)"
    rf"|\b[Aa]nswer\s+is\s+(?:[Oo]ption\s+)?(?P<en>{_OPTION})(?=\s*(?:[.,;:)—–-]|$|(?:because|since|as|for|and)\b))"
)


def concluded(text: str) -> list[str]:
    """Give the answers that an explanation comes to: `따라서 정답은 B이다`."""
    if "정답은" not in text and "nswer" not in plain(text):
        return []
    return [found["ko"] or found["en"] for found in _CONCLUDED.finditer(plain(text))]


def is_firm(inline: Inline) -> bool:
    """Tell whether a colon or its like parts the label of an answer from what it says."""
    found = _label("answer").match(plain(inline.raw))
    return bool(found and found["mark"] and not found["mark"].strip().isalpha())


def is_answer(inline: Inline) -> bool:
    """Tell whether a line is an answer that begins with a letter, or the label of one below it."""
    claim = answer_of(inline)
    return claim is not None and (not claim or bool(key_of(claim, LETTERS)))


def says_answer(inline: Inline) -> bool:
    """Tell whether a line is an answer, in letters or behind a colon in words."""
    claim = answer_of(inline)
    return claim is not None and (not claim or bool(key_of(claim, LETTERS)) or is_firm(inline))


def key_of(claim: str, letters: Iterable[str]) -> tuple[str, ...]:
    """Read the letters that an answer begins with.

    Args:
        claim: What the answer line says behind its label.
        letters: The labels of the question's options.

    Returns:
        The letters in the order claimed, whether or not there is such an option; empty where the
        answer begins with no letter, or does not say which of several it means.
    """
    known = set(letters)
    row = _ROW.match(claim)
    if row:
        named = [letter_of(mark) for mark in "".join(row[0].split())]
        if set(named) <= known:
            return tuple(dict.fromkeys(named))
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
    if len(found) == 1 and (first := _BRACKETED.match(claim)):
        marks = [each["key"] or each["sign"] for each in _FURTHER.finditer(claim)]
        # Further ones are of the same kind: letters, or numbers.
        alike = [mark for mark in marks if mark.isdecimal() == first["first"].isdecimal()]
        found += [letter for letter in map(letter_of, alike) if letter in known]
    return tuple(dict.fromkeys(found))


def words_behind(claim: str) -> str:
    """Give what an answer says behind its first letter."""
    found = _KEY.match(claim)
    return claim[found.end() :] if found else claim


@cache
def _taken_back() -> re.Pattern[str]:
    words = "|".join(map(re.escape, labels().spellings["wrong"]))
    return re.compile(rf"[\s(\[（:：,–—-]*(?:(?:{words})(?![가-힣A-Za-z])|[XxX×❌✗✘](?![\w]))", re.IGNORECASE)


def is_taken_back(claim: str) -> bool:
    """Tell whether an answer is called wrong right behind its letter: `A (wrong, it is B)`."""
    return _taken_back().match(words_behind(claim)) is not None

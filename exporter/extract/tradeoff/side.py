"""One side of one subject, and the label that announces it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from exporter.extract.lead import BOLD, marked_lead
from exporter.extract.names import is_prose, undecorated
from exporter.labels import fold, labels
from exporter.markdown import Kind
from exporter.parse.roles import may_name, role_of, subject_told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.markdown import Block, Inline
    from exporter.source import Span


class Side(NamedTuple):
    """What speaks for, or against, a subject.

    Attributes:
        subject: Its name; None where the note gives none.
        good: Pros, else cons.
        points: In source order, each as blocks.
        span: Of the label.
        token: The author's block id.
        core: Whether its label means nothing else wherever it stands.
    """

    subject: Inline | None
    good: bool
    points: tuple[tuple[Block, ...], ...]
    span: Span
    token: str = ""
    core: bool = True


class Label(NamedTuple):
    """A label such as ``X 장점:``.

    Attributes:
        subject: What stands before the word; None where nothing does.
        good: Pros, else cons.
        rest: What follows on the same line.
        core: Whether the word means nothing else wherever it stands.
        aside: What stands in brackets behind the word: a remark, or the subject where nothing else names it.
        ends: Offset at which the words of the label end.
        closed: Whether the line ends with the label, or a colon follows it.
    """

    subject: Inline | None
    good: bool
    rest: Inline
    core: bool = True
    aside: Inline | None = None
    ends: int = 0
    closed: bool = True


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = labels().spellings
    of, side = _any(words["of"]), _side()
    # A particle follows the word itself, an English verb a space.
    follows = "|".join(rf"(?<!\S){each}" if each.isascii() else each for each in words["follows"])
    gloss = r"[)\]）>】]*(?:\s*[(（\[](?P<aside>[^()（）\[\]\n]*)[)）\]])?[)\]）>】]*"
    # The label ends with its line or a colon, and may be a sentence.
    end = rf"(?:\s*(?:{follows}))?\s*(?P<end>[:：]+\s*|(?:=>|->|→|[-–—]\s)\s*|[.?!]*(?=\n|$))"
    return (
        re.compile(
            rf"(?P<subject>[^\n]{{0,90}}?)(?:의|'s|’s)?\s*+[(\[（:–—-]?\s*+{side}{gloss}{end}", re.IGNORECASE
        ),
        re.compile(
            rf"[\W_]*{side}\s+(?:{of})\s+(?P<subject>[^\n:：]{{1,90}}?)(?:\s*(?:{follows}))?{end}",
            re.IGNORECASE,
        ),
    )


def _any(words: tuple[str, ...] | list[str]) -> str:
    return "|".join(map(re.escape, words))


def _side() -> str:
    """Give the pattern of the words for pros, and of those for cons."""
    words = labels().spellings
    good, bad = (_any(words[part]) for part in ("pros", "cons"))
    # Of these the name may stand before without a space: `Lambda장점`.
    glued_good, glued_bad = (
        _any([word for word in words[part] if not word.isascii()]) for part in ("pros_core", "cons_core")
    )
    return rf"(?:(?P<good>(?<!\w)(?:{good})|{glued_good})|(?P<bad>(?<!\w)(?:{bad})|{glued_bad}))(?![A-Za-z])"


@cache
def _stems() -> re.Pattern[str]:
    words = {word.casefold() for part in ("pros", "cons") for word in labels().spellings[part]}
    stems = sorted(word for word in words if not any(other in word for other in words - {word}))
    return re.compile(_any(stems))


@cache
def _words() -> re.Pattern[str]:
    """Give the words as such, in one case: a pattern that need not mind the case is much quicker."""
    words = {word.casefold() for part in ("pros", "cons") for word in labels().spellings[part]}
    return re.compile(rf"(?:{_any(sorted(words))})(?![a-z])")


# A label is not longer, and neither is one of its words.
_REACH, _LONGEST = 120, 40


def may_label(blocks: Iterable[Block]) -> bool:
    """Tell whether blocks may hold a label: one of its words is anywhere in them.

    Args:
        blocks: Of a section; of what is nested in them a table counts, for its signs need no word.
    """
    words: list[str] = []
    if _has_table(blocks, words):
        return True
    said = "\n".join(words).casefold()
    return _stems().search(said) is not None and _words().search(said) is not None


def _has_table(blocks: Iterable[Block], words: list[str]) -> bool:
    """Tell whether a table is among some blocks, and gather the words before it."""
    for block in blocks:
        if block.kind is Kind.TABLE:
            return True
        if block.inline is not None:
            words.append(block.inline.raw)
        if block.children and _has_table(block.children, words):
            return True
    return False


def label_of(line: Inline, *, bold: bool = True) -> Label | None:
    """Read a label at the beginning of a line.

    Args:
        line: The line.
        bold: Whether the label must be bold, as a paragraph's must: prose also has colons.
    """
    for each in _candidates(line):
        if bold and not each.bold:
            continue
        if each.label is None or each.bold or not each.prose:
            return each.label
    return None


class _Candidate(NamedTuple):
    """What may be a label.

    Attributes:
        label: None where the words announce pros and cons at once.
        bold: Whether its words are.
        prose: Whether it begins like a sentence.
    """

    label: Label | None
    bold: bool
    prose: bool


# Of one line several recognisers ask it, and each more than once.
@lru_cache(maxsize=1024)
def _candidates(line: Inline) -> tuple[_Candidate, ...]:
    # Most lines say neither word, and few say it late.
    if not _words().search(line.raw[: _REACH + _LONGEST].casefold()):
        return ()
    if not _stems().search(line.raw[:_REACH].casefold()):
        return ()
    found = [pattern.match(line.raw) for pattern in _patterns()]
    return tuple([_candidate(line, each) for each in found if each])


def _candidate(line: Inline, found: re.Match[str]) -> _Candidate:
    ends = max(map(found.end, ("good", "bad", "subject")))
    subject = found["subject"]
    label = None if _names_both(line.raw[:ends]) else _label(line, found, ends)
    lead = marked_lead(line, BOLD)[1]
    prose = _ENDS_SENTENCE.search(subject) is not None or is_prose(subject)
    return _Candidate(label, 0 < lead >= ends - 1, prose)


_ENDS_SENTENCE = re.compile(r"[:：?!]\s|[.]\s|,\s")


def _label(line: Inline, found: re.Match[str], ends: int) -> Label:
    return Label(
        _subject(line, *found.span("subject")),
        found["good"] is not None,
        line.cut(found.end()),
        _is_core(found["good"] or found["bad"]),
        _subject(line, *found.span("aside")) if found.groupdict().get("aside") else None,
        ends,
        closed=found["end"].strip() in {":", "：", ""},
    )


def turned(label: Label) -> Label:
    """Read `장점: X` as a label of X, where it is a whole heading or bold line."""
    return label._replace(subject=label.rest, rest=label.rest.cut(len(label.rest.raw)))


def is_side(name: Inline) -> bool:
    """Tell whether a name is a label of one side: `Lambda 장점`; `M1 Pro` and `처리량 한계` can be terms."""
    label = label_of(name, bold=False)
    return label is not None and label.core and not label.rest.raw


def _names_both(words: str) -> bool:
    """Tell whether words announce pros and cons at once: `Lambda 장단점`."""
    return (may_name(words, "tradeoffs") and role_of(words) == "tradeoffs") or subject_told(
        words, "tradeoffs"
    ) is not None


def _is_core(word: str) -> bool:
    known = labels().parts
    return fold(word) in known["pros_core"] or fold(word) in known["cons_core"]


# A bracket that closes behind the label: `[캐시 장점]`.
_OPEN = re.compile(r"\s*[<\[(【（〈《](?=[^>\])】）〉》]*$)")


@cache
def _using() -> tuple[tuple[str, ...], re.Pattern[str]]:
    words = labels().spellings["using"]
    return words, re.compile(rf"\s*(?:{_any(words)})\s*$")


def _subject(line: Inline, start: int, end: int) -> Inline | None:
    """Give the name before the word; words such as `주요`, `가장 큰` or `its` are none."""
    words = line.raw[start:end]
    endings, pattern = _using()
    using = pattern.search(words) if words.rstrip().endswith(endings) else None
    if using and fold(words[: using.start()]):
        end = start + using.start()
    opening = _OPEN.match(words)
    name = undecorated(line.cut(start + (opening.end() if opening else 0), end))
    folded = fold(name.raw)
    return name if folded and folded not in labels().parts["general_subject"] else None

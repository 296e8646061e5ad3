"""One side of one subject, and the label that announces it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from exporter.labels import fold, labels

if TYPE_CHECKING:
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
    """

    subject: Inline | None
    good: bool
    points: tuple[tuple[Block, ...], ...]
    span: Span
    token: str = ""


class Label(NamedTuple):
    """A label such as ``X 장점:``.

    Attributes:
        subject: What stands before the word; None where nothing does.
        good: Pros, else cons.
        rest: What follows on the same line.
    """

    subject: Inline | None
    good: bool
    rest: Inline


# What decorates a name: pictures and arrows before it, punctuation behind it, a number.
_BEFORE = re.compile(r"(?:[\s\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]|\d{1,2}[.)]\s)*")
_BEHIND = re.compile(r"[\s:：|·–—-]*$")


def named(name: Inline) -> Inline:
    """Give a subject's name without what decorates it."""
    begin = _BEFORE.match(name.raw)
    end = _BEHIND.search(name.raw)
    bare = name.cut(begin.end() if begin else 0, end.start() if end else None)
    return (bare if fold(bare.raw) else name).without("strong")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = labels().spellings
    good, bad, of = ("|".join(map(re.escape, words[part])) for part in ("pros", "cons", "of"))
    side = rf"\b(?:(?P<good>{good})|(?P<bad>{bad}))"
    # The label ends with its line or a colon.
    end = r"\s*(?:[:：]\s*|[-–—]\s+|(?=\n)|$)"
    return (
        re.compile(rf"(?P<subject>[^\n]*?)(?:의|'s|’s)?\s*[(\[]?{side}[)\]]?{end}", re.IGNORECASE),
        re.compile(rf"[\W_]*{side}\s+(?:{of})\s+(?P<subject>[^\n:：]+?){end}", re.IGNORECASE),
    )


def label_of(line: Inline, *, bold: bool = True) -> Label | None:
    """Read a label at the beginning of a line.

    Args:
        line: The line.
        bold: Whether the label must be bold, as a paragraph's must: prose also has colons.
    """
    lead = line.strong_lead()
    if bold and not lead:
        return None
    for pattern in _patterns():
        found = pattern.match(line.raw)
        if found and not (bold and max(map(found.end, ("good", "bad", "subject"))) > lead + 1):
            subject = line.cut(*found.span("subject"))
            name = named(subject) if fold(subject.raw) else None
            return Label(name, found["good"] is not None, line.cut(found.end()))
    return None

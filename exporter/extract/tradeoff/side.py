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


@cache
def _pattern() -> re.Pattern[str]:
    words = labels().spellings
    good, bad = ("|".join(map(re.escape, words[part])) for part in ("pros", "cons"))
    # The word ends the label: a colon, or the end of the line, follows it.
    return re.compile(
        rf"(?P<subject>[^\n]*?)(?P<possessive>의|'s|’s)?\s*[(\[]?\b(?:(?P<good>{good})|(?P<bad>{bad}))[)\]]?\s*"
        r"(?:[:：]\s*|[-–—]\s+|(?=\n)|$)",
        re.IGNORECASE,
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
    found = _pattern().match(line.raw)
    if found is None or (bold and found.end("good" if found["good"] else "bad") > lead + 1):
        return None
    subject = line.cut(0, found.end("subject"))
    named = subject.without("strong") if fold(subject.raw) else None
    return Label(named, found["good"] is not None, line.cut(found.end()))

"""The number that a question has in its note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.extract.mcq.line import Line

# `Q12.`, `12)`, `문제 3번`, `[3]`: the number of a question.
_NUMBER = re.compile(
    r"[\W_]*#(?P<hash>\d{1,3})\s+(?=\S)|[\W_]*(?:(?:문제|문항|문|질문|Question|Problem|Quiz|Q|No)\s*[.#]?\s*)?(?P<number>\d{1,3})\s*"
    r"(?:[.)\]](?!\d)|[:：](?=\s)|(?<=No\.\d)\s|(?<=No\.\d\d)\s|(?<=No\.\d\d\d)\s|번(?:\s*문제)?\s*[.)\]:：]?|$)\s*",
    re.IGNORECASE,
)


def is_numbered(line: Line) -> bool:
    """Tell whether a line begins like a numbered question."""
    return line.inline is not None and _NUMBER.match(line.inline.raw) is not None


def numbered(line: Line) -> tuple[int | None, Line]:
    """Take the number off a question: it changes when another is put before it."""
    found = _NUMBER.match(line.inline.raw) if line.inline else None
    if not line.inline or not found:
        return None, line
    return int(found["number"] or found["hash"]), line._replace(inline=line.inline.cut(found.end()))

"""Where in a text code stands: what is shown there is meant as it stands, garbage too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_FENCE = re.compile(r"[ \t>*+-]*(?P<fence>`{3,}|~{3,})")
_TICKS = re.compile(r"`+")


def fences(lines: Sequence[str]) -> list[int]:
    """Say of each line which fence it stands in: the number of the fence's first line, or -1.

    Args:
        lines: Of a text.
    """
    found: list[int] = []
    first, mark = -1, ""
    for number, line in enumerate(lines):
        fence = _FENCE.match(line)
        if first < 0 and fence:
            first, mark = number, fence["fence"]
            found.append(first)
        elif first >= 0:
            found.append(first)
            if fence and fence["fence"].startswith(mark) and not line[fence.end() :].strip("`~ \t\r"):
                first = -1
        else:
            found.append(-1)
    return found


def inline(line: str) -> list[tuple[int, int]]:
    """Find the code spans of a line.

    Args:
        line: Of a text.
    """
    ticks = list(_TICKS.finditer(line))
    spans: list[tuple[int, int]] = []
    # The last place of each length, so that what is never closed costs no second look.
    last = {len(tick[0]): number for number, tick in enumerate(ticks)}
    number = 0
    while number < len(ticks):
        size = len(ticks[number][0])
        if last[size] > number:
            close = next(at for at in range(number + 1, len(ticks)) if len(ticks[at][0]) == size)
            spans.append((ticks[number].start(), ticks[close].end()))
            number = close
        number += 1
    return spans

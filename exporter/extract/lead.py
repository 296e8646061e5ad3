"""The marked words that a line begins with: bold, code, a highlight."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from exporter.extract.names import BEFORE

if TYPE_CHECKING:
    from exporter.markdown import Inline

BOLD = frozenset({"strong"})
_JOINT = re.compile(r"\s*(?:[,，/·&、]|\b(?:and|or)\b|및|와|과)\s*")
# So many names may share one meaning.
_MOST = 8


@lru_cache(maxsize=1024)
def marked_lead(line: Inline, tags: frozenset[str]) -> tuple[int, int]:
    """Give where the marked words begin and end that a line begins with; (0, 0) where it does not.

    What decorates the line is skipped, and words marked one by one (`**A**, **B**`) count as one lead.
    """
    if line.tags.isdisjoint(tags):
        return 0, 0
    start = BEFORE.match(line.raw)
    begin = start.end() if start else 0
    end = _marked_until(line, begin, tags)
    if end <= begin:
        return 0, 0
    for _ in range(_MOST):
        joint = _JOINT.match(line.raw, end)
        further = _marked_until(line, joint.end(), tags) if joint else 0
        if joint is None or further <= joint.end() or joint.end() == end:
            break
        end = further
    return begin, end


def _marked_until(line: Inline, begin: int, tags: frozenset[str]) -> int:
    at, end = 0, begin
    for run in line.runs:
        at += len(run.text)
        if at <= begin:
            continue
        if run.text.strip() and not any(mark.tag in tags for mark in run.marks):
            break
        end = at
    return begin + len(line.raw[begin:end].rstrip())

"""Obsidian's ``%%comments%%``: blanked out before the engine reads the text, every offset kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Stands for a comment inside a line, so that every offset stays what it is in the file.
FILLER = "\ue000"

# What begins a stretch of code, or a comment.
_OPENING = re.compile(r"^[ \t>]*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})|(?P<ticks>`+)|%%", re.MULTILINE)
_PARAGRAPH_END = re.compile(r"\n[ \t>]*(?:\n|\Z)|\Z")
_TICKS = re.compile(r"`+")
_NOT_LINE_END = re.compile(r"[^\n]")


def without_comments(body: str) -> str:
    """Blank out comments outside code.

    Args:
        body: Markdown.
    """
    if "%%" not in body:
        return body
    out: list[str] = []
    at = 0
    for start, end in _comments(body):
        out += [body[at:start], _NOT_LINE_END.sub(FILLER, body[start:end])]
        at = end
    lines = "".join([*out, body[at:]]).split("\n")
    return "\n".join(
        " " * len(line) if FILLER in line and not line.strip(FILLER + " \t") else line for line in lines
    )


def _comments(body: str) -> Iterator[tuple[int, int]]:
    """Give where each comment begins and ends. What begins inside code is none."""
    code = _Code(body)
    at = 0
    while found := _OPENING.search(body, at):
        if found["fence"]:
            at = code.after_fence(found["fence"], found.end())
        elif found["ticks"]:
            at = code.after_ticks(found["ticks"], found.end())
        else:
            close = body.find("%%", found.end())
            if close < 0:
                return
            at = close + 2
            yield found.start(), at


class _Code:
    """Finds the ends of stretches of code, each in time that is proportional to the text.

    Args:
        body: Markdown.
    """

    def __init__(self, body: str) -> None:
        self._body = body
        self._end = 0
        self._last: dict[int, int] = {}

    def after_fence(self, fence: str, at: int) -> int:
        """Give the offset behind the fence that closes one; an unclosed one goes on to the end."""
        closing = re.compile(rf"^[ \t>]*{fence[0]}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
        found = closing.search(self._body, at)
        return found.end() if found else len(self._body)

    def after_ticks(self, ticks: str, at: int) -> int:
        """Give the offset behind an inline code's end; behind its ticks where none closes it."""
        if at > self._end:
            # Inline code ends with its paragraph: note where each length of ticks stands last in it.
            found = _PARAGRAPH_END.search(self._body, at)
            self._end = found.start() if found else len(self._body)
            runs = _TICKS.finditer(self._body, at, self._end)
            self._last = {len(run[0]): run.start() for run in runs}
        if self._last.get(len(ticks), -1) < at:
            return at
        closing = re.compile(rf"(?<!`)`{{{len(ticks)}}}(?!`)").search(self._body, at, self._end)
        return closing.end() if closing else at

"""Comments, ``%%Obsidian's%%`` and HTML's: blanked out before the engine reads, every offset kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# Stands for a comment inside a line, so that every offset stays what it is in the file.
FILLER = "\ue000"

# What begins a stretch of code, or a comment.
_OPENING = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})|(?P<ticks>`+)|(?P<html><!--)|%%", re.MULTILINE
)
_BLANK_LINE = re.compile(r"\n[ \t>]*\n")
_PARAGRAPH_END = re.compile(r"\n[ \t>]*(?:\n|\Z)|\Z")
_TICKS = re.compile(r"`+")
_NOT_LINE_END = re.compile(r"[^\n]")


class Comment(NamedTuple):
    """A comment outside code.

    Attributes:
        start: Offset of its first mark.
        end: Offset behind its last.
        closed: Whether it has an end; else all the rest of the note is in it.
        html: Whether the engine knows it, and leaves it out by itself.
    """

    start: int
    end: int
    closed: bool = True
    html: bool = False


def without_comments(body: str) -> str:
    """Blank out the comments that the engine would show.

    Args:
        body: Markdown.
    """
    if "%%" not in body and "<!--" not in body:
        return body
    out: list[str] = []
    at = 0
    for comment in comments(body):
        if comment.html and (not _has_blank_line(body, comment) or _begins_line(body, comment.start)):
            continue
        out += [body[at : comment.start], _NOT_LINE_END.sub(FILLER, body[comment.start : comment.end])]
        at = comment.end
    if not out:
        return body
    lines = "".join([*out, body[at:]]).split("\n")
    return "\n".join(
        " " * len(line) if FILLER in line and not line.strip(FILLER + " \t") else line for line in lines
    )


def open_comment(text: str, start: int) -> int | None:
    """Give where a comment begins that nothing closes; None if all are closed.

    Args:
        text: Of the note.
        start: Offset at which the body begins.
    """
    body = text[start:]
    if "%%" not in body and "<!--" not in body:
        return None
    return next((start + each.start for each in comments(body) if not each.closed), None)


def without_private(markdown: str) -> str:
    """Take the comments out of a piece of a note, for what leaves the vault.

    Args:
        markdown: Whole blocks, or a part of one.
    """
    if "%%" not in markdown and "<!--" not in markdown:
        return markdown
    kept: list[str] = []
    at = 0
    for comment in comments(markdown):
        kept.append(markdown[at : comment.start])
        at = comment.end
    return "".join([*kept, markdown[at:]]).strip()


def comments(body: str) -> Iterator[Comment]:
    """Give the comments of a text in order. What begins inside code is none.

    Args:
        body: Markdown.
    """
    code = _Code(body)
    closing = {mark: body.rfind(mark) for mark in ("%%", "-->")}
    at = 0
    while found := _OPENING.search(body, at):
        if found["fence"]:
            at = code.after_fence(found["fence"], found.end())
        elif found["ticks"]:
            at = code.after_ticks(found["ticks"], found.end())
        else:
            mark = "-->" if found["html"] else "%%"
            close = body.find(mark, found.end()) if closing[mark] >= found.end() else -1
            if not _begins_line(body, found.start()) and (
                close < 0 or _is_figure(body, found.start(), close)
            ):
                # In the middle of a line one mark alone is text, as in `100%%`.
                at = found.end()
                continue
            at = close + len(mark) if close >= 0 else len(body)
            yield Comment(found.start(), at, close >= 0, found["html"] is not None)


def _is_figure(body: str, start: int, close: int) -> bool:
    """Tell whether a mark in a line has only another paragraph's mark behind it, and opens nothing."""
    if body[close : close + 2] != "%%" or not _BLANK_LINE.search(body, start, close):
        return False
    return not body[start - 1].isspace() or _begins_line(body, close)


def _begins_line(body: str, at: int) -> bool:
    while at and body[at - 1] in " \t>":
        at -= 1
    return not at or body[at - 1] == "\n"


def _has_blank_line(body: str, comment: Comment) -> bool:
    return _BLANK_LINE.search(body, comment.start, comment.end) is not None


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

"""What there is to say about a damaged note, and its bytes when it is repaired."""

from __future__ import annotations

import codecs
import re
from itertools import groupby
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic, at
from exporter.repair import repair
from exporter.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from exporter.repair.mend import Repaired, Restored

_END = re.compile("\r\n|\r|\n")
_NAMES = {"cp1252": "windows-1252", "cp1254": "windows-1254", "latin-1": "Latin-1", "mac_roman": "Mac Roman"}


def split_ends(text: str) -> tuple[list[str], list[str]]:
    """Part a text into lines and what ends them.

    Args:
        text: With line ends of any kind.
    """
    return _END.split(text), [*_END.findall(text), ""]


def with_plain_ends(text: str) -> str:
    r"""Give a text whose lines end in ``\n``.

    Args:
        text: With line ends of any kind.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _rewritten(content: bytes, text: str, repaired: Repaired) -> bytes:
    """Give a file's new content in UTF-8: its text repaired, everything else as it was.

    Args:
        content: Of the file.
        text: What `content` says.
        repaired: What came of `text`.
    """
    _, ends = split_ends(text)
    lines = repaired.text.split("\n")
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    return mark + "".join(line + end for line, end in zip(lines, ends, strict=True)).encode()


def refusal(source: Source, repaired: Repaired) -> Diagnostic:
    """Say that a note is beyond repair.

    Args:
        source: As it stands in the file.
        repaired: What was tried.
    """
    return beyond_repair(source, _first(source, repaired))


def beyond_repair(source: Source, span: Span) -> Diagnostic:
    """Say that a note is beyond repair, and where that is first seen.

    Args:
        source: As it stands in the file.
        span: The first garbage in it.
    """
    message = "this text was UTF-8 once and has been read as another encoding: it shows garbage"
    fix = "bring back an undamaged copy of the note: too much is lost to repair it"
    return at(source, span, "note-damaged", message, fix=fix)


def lost_letters(source: Source, span: Span) -> Diagnostic:
    """Say that characters were lost before the note was saved.

    Args:
        source: As it stands in the file.
        span: The first sign that stands for one.
    """
    number = source.text.count("\ufffd")
    message = f"{number} character{'' if number == 1 else 's'} of this note were lost: `�` stands for them"
    return at(source, span, "garbage-left", message, fix="write what stood there")


def said_of(source: Source, repaired: Repaired) -> Iterator[Diagnostic]:
    """Say what was repaired, and what was left.

    Args:
        source: As it stands in the file.
        repaired: What came of it.
    """
    if repaired.characters:
        page = " and ".join(_NAMES[name] for name in dict.fromkeys(repaired.pages))
        twice = ", twice" if len(repaired.pages) > 1 else ""
        lost = f"; {len(repaired.restored)} of them had lost bytes" if repaired.restored else ""
        count = repaired.characters
        shown = f"{count} character{'' if count == 1 else 's'}"
        message = f"this text was UTF-8 once and has been read as {page}{twice}: {shown} repaired{lost}"
        fix = "`studypack repair NOTE` shows what was repaired, and `--write` puts it into the file"
        yield at(source, _first(source, repaired), "note-repaired", message, fix=fix)
    for line, column in repaired.left:
        start = source.offset(line + 1, column + 1)
        message = "this looks like text read in a wrong encoding, and was left as it is"
        fix = "put it in backticks if it is meant so, else write what it was"
        yield at(source, Span(start, start + 1), "garbage-left", message, fix=fix)


def doubts(source: Source, repaired: Repaired) -> Iterator[Diagnostic]:
    """Name the restored characters of low confidence, word by word.

    Args:
        source: As it stands in the file.
        repaired: What came of it.
    """
    for _, group in groupby(repaired.unsure, lambda each: (each.line, each.word_start)):
        letters = list(group)
        span = Span(
            source.offset(letters[0].line + 1, letters[0].start + 1),
            source.offset(letters[-1].line + 1, letters[-1].end + 1),
        )
        said = "; ".join(map(_alternatives, letters))
        message = f"`{letters[0].word}` is a guess, for bytes were lost: {said}"
        yield at(source, span, "letter-unsure", message, fix="compare it with what you meant to write")


def _alternatives(letter: Restored) -> str:
    others = ", ".join(f"`{each}`" for each in letter.others)
    return f"`{letter.text}` could also be {others}" if others else f"`{letter.text}` is not common"


def _first(source: Source, repaired: Repaired) -> Span:
    line, column = repaired.first or (0, 0)
    start = source.offset(line + 1, column + 1)
    return Span(start, start + 1)


def mended(path: str, content: bytes, text: str, notes: Callable[[], Iterable[str]]) -> Checked[bytes | None]:
    """Repair a file.

    Args:
        path: Of the note.
        content: Of the file.
        text: What `content` says.
        notes: Gives healthy texts of the same author.

    Returns:
        The new content with what is to be said of it; None where there is nothing to repair, or
        where the repair cannot be trusted.
    """
    source = Source(path, with_plain_ends(text))
    repaired = repair(source.text, notes)
    if repaired is None:
        return Checked(None)
    if not repaired.trusted:
        return Checked(None, (refusal(source, repaired),))
    said = (*said_of(source, repaired), *doubts(source, repaired))
    return Checked(_rewritten(content, text, repaired) if repaired.characters else None, said)

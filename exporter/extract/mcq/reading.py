"""Reads the questions of a region: one pass over its lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import islice
from typing import TYPE_CHECKING

from exporter.extract.mcq.key import LETTERS, answer_of, is_answer, key_of
from exporter.extract.mcq.line import Line, labelled, option_of
from exporter.labels import fold
from exporter.markdown import Kind
from exporter.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_NUMBERED = re.compile(r"[\W_]*\d{1,3}\s*[.)]")


class _Part(IntEnum):
    STEM = 0
    OPTIONS = 1
    ANSWER = 2
    RATIONALE = 3


@dataclass(slots=True)
class Draft:
    """A question as it is read.

    Attributes:
        stem: Its lines.
        letters: Of the options.
        options: The lines of each option.
        answer: The line that says the key.
        unclear: A line that is labelled as the answer and names no option.
        claim: What that line, or the one below it, says behind its label.
        further: Letters of further options that the answer names on lines of their own.
        rationale: What stands behind the answer.
        stray: An option whose letter does not follow the last one's.
        style: How the options are labelled.
        taken: The options' lines as they stand in the note.
    """

    stem: list[Line] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    options: list[list[Line]] = field(default_factory=list)
    answer: Line | None = None
    unclear: Line | None = None
    claim: str = ""
    further: list[str] = field(default_factory=list)
    rationale: list[Line] = field(default_factory=list)
    stray: Line | None = None
    style: str = ""
    taken: list[Line] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """Where it begins."""
        for line in (*self.stem[:1], *([self.answer] if self.answer else [])):
            return line.inline.span if line.inline else line.block.span
        return self.options[0][0].block.span if self.options else Span(0, 1)

    @property
    def key(self) -> tuple[str, ...]:
        """The letters that the answer names."""
        first = key_of(self.claim, "".join(self.letters))
        return tuple(dict.fromkeys((*first, *self.further))) if first else ()

    @property
    def second(self) -> Line | None:
        """The beginning of another question that no label parts from this one."""
        return next(_unlabelled(self.rationale), None)


def read(lines: Iterable[Line]) -> Iterator[Draft]:
    """Read the questions of a region, in source order.

    Args:
        lines: Of the region.
    """
    draft, part = Draft(), _Part.STEM
    given = tuple(lines)
    for number, line in enumerate(given):
        stem = _stem(line, draft, part)
        if draft.letters and (stem or _begins(given, number, part)):
            yield draft
            draft, part = Draft(), _Part.STEM
        if stem:
            part = _Part.STEM
            draft.stem += [stem] if stem.text else []
        else:
            part = _take(draft, part, line)
    if draft.letters or draft.answer:
        yield draft


def _stem(line: Line, draft: Draft, part: _Part) -> Line | None:
    """Give what a line says of the stem, if it is labelled as one."""
    if line.opens:
        return line
    if line.inline is None or (part is _Part.OPTIONS and (line.item or len(draft.letters) < 2)):  # noqa: PLR2004
        return None
    stem = labelled(line.inline, "stem")
    return line._replace(inline=stem) if stem is not None else None


def _begins(lines: Sequence[Line], number: int, part: _Part) -> bool:
    """Tell whether a heading, or a bold number, begins a question behind another one's answer."""
    line = lines[number]
    if part is not _Part.RATIONALE or line.inline is None or line.item:
        return False
    if not _is_number(line) and line.block.kind is not Kind.HEADING:
        return False
    letters = ""
    for each in islice(lines, number + 1, None):
        if each.inline and letters.startswith("AB") and is_answer(each.inline):
            return True
        if _is_number(each) or (each.block.kind is Kind.HEADING and letters):
            return False
        option = option_of(each)
        letters += option.letter if option else ""
    return False


def _is_number(line: Line) -> bool:
    """Tell whether a line of text begins with a bold number."""
    return bool(line.inline and line.inline.strong_lead() and _NUMBERED.match(line.inline.raw))


def _take(draft: Draft, part: _Part, line: Line) -> _Part:
    """Put one line where it belongs.

    Returns:
        The part that the next line continues.
    """
    if line.inline is not None:
        if part <= _Part.OPTIONS and _is_option(draft, part, line):
            return _Part.OPTIONS
        if part is _Part.STEM and _is_label(line, "options"):
            return _Part.OPTIONS
        claim = answer_of(line.inline) if part <= _Part.ANSWER else None
        if claim is not None and (not claim or key_of(claim, "".join(draft.letters))):
            draft.answer, draft.claim = line, claim
            return _Part.RATIONALE if claim else _Part.ANSWER
        draft.unclear = draft.unclear if claim is None else line
        if part is _Part.ANSWER:
            # The label stood alone: the letter is on the line behind it.
            draft.claim = f"{LETTERS.index(line.label) + 1}. {line.text}" if line.label else line.text
            return _Part.RATIONALE
        if draft.letters and _explains(draft, line):
            return _Part.RATIONALE
    match part:
        case _Part.OPTIONS if draft.options:
            _continue_option(draft, line)
        case _Part.RATIONALE:
            if not _claims_too(draft, line):
                draft.rationale.append(line)
        case _:
            draft.stem.append(line if draft.stem else _without_number(line))
    return part


def _without_number(line: Line) -> Line:
    """Take the number off a question: it changes when another is put before it."""
    number = _NUMBERED.match(line.inline.raw) if line.inline else None
    if line.inline and number and (line.block.kind is Kind.HEADING or line.inline.strong_lead()):
        rest = line.inline.cut(number.end())
        return line._replace(inline=rest) if rest.raw else line
    return line


def _explains(draft: Draft, line: Line) -> bool:
    """Read a line that is labelled as an explanation."""
    rest = labelled(line.inline, "rationale") if line.inline else None
    if rest is None or (rest.raw and line.item):
        return False
    draft.rationale += [line._replace(inline=rest)] if rest.raw else []
    return True


def _claims_too(draft: Draft, line: Line) -> bool:
    """Take a further line of an answer below its label: another option's letter, and its words."""
    option = option_of(line)
    below = draft.answer and draft.answer.inline and not answer_of(draft.answer.inline)
    if not (option and below) or draft.rationale or option.letter not in draft.letters:
        return False
    words = fold(option.rest.raw)
    said = fold(" ".join(each.text for each in draft.options[draft.letters.index(option.letter)]))
    if not words or not (said.startswith(words) or words.startswith(said)):
        return False
    draft.further.append(option.letter)
    return True


def _continue_option(draft: Draft, line: Line) -> None:
    """Add to the last option what goes on from it; a paragraph behind the options is no part of one."""
    option = draft.options[-1]
    if line.inline is None or line.block is option[0].block:
        option.append(line._replace(parent=None))
        draft.taken.append(line)
        return
    found = option_of(line)
    if found and found.style == draft.style:
        draft.stray = draft.stray or line
    draft.rationale.append(line)


def _is_option(draft: Draft, part: _Part, line: Line) -> bool:
    """Take a line as an option, if it is one: its letter follows the last one's."""
    found = option_of(line)
    if found is None or (part is _Part.STEM and found.letter != "A"):
        return False
    if draft.letters and found.style != draft.style:
        if found.letter != "A" or found.style.upper() != "A":
            return False
        # Before options with letters, what looked like options was a numbered list in the stem.
        draft.stem += [*draft.taken, *draft.rationale]
        draft.letters, draft.options, draft.taken, draft.rationale, draft.stray = [], [], [], [], None
    if draft.letters and found.letter not in (LETTERS[len(draft.letters)], draft.letters[-1]):
        return False
    draft.style = found.style
    draft.letters.append(found.letter)
    draft.taken.append(line)
    draft.options.append([line._replace(inline=found.rest, parent=None)])
    return True


def _is_label(line: Line, part: str) -> bool:
    rest = labelled(line.inline, part) if line.inline else None
    return rest is not None and not rest.raw


def _unlabelled(lines: Sequence[Line]) -> Iterator[Line]:
    """Give the text before each run of options that has an answer of its own."""
    before: Line | None = None
    stem: Line | None = None
    letters = ""
    for line in lines:
        option = option_of(line)
        if option and option.letter == "A":
            stem, letters = before, ""
        elif (
            stem
            and letters.startswith("AB")
            and line.inline
            and answer_of(line.inline)
            and is_answer(line.inline)
        ):
            yield stem
        letters += option.letter if option else ""
        before = None if option or (line.inline and line.inline.raw.endswith((":", "："))) else line

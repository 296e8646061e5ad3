"""Reads the questions of a note: one pass over the lines of a region."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic, at
from exporter.extract.mcq import rationale
from exporter.extract.mcq.line import (
    LETTERS,
    Line,
    answer_of,
    blocks_of,
    key_of,
    labelled,
    lines_of,
    option_of,
)
from exporter.labels import labels
from exporter.model import Card, McqCard, Option
from exporter.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.extract.texts import Texts
    from exporter.parse import ParsedNote, Section


class _Part(IntEnum):
    STEM = 0
    OPTIONS = 1
    ANSWER = 2
    RATIONALE = 3


@dataclass(slots=True)
class _Draft:
    """A question as it is read."""

    stem: list[Line] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    options: list[list[Line]] = field(default_factory=list)
    answer: Line | None = None
    claim: str = ""
    rationale: list[Line] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """Where it begins."""
        for line in (*self.stem[:1], *([self.answer] if self.answer else [])):
            return line.inline.span if line.inline else line.block.span
        return self.options[0][0].block.span if self.options else Span(0, 1)


def recognise(note: ParsedNote, texts: Texts) -> Checked[tuple[Card, ...]]:
    """Find the multiple-choice cards of a note."""
    cards: list[Card] = []
    diagnostics: list[Diagnostic] = []
    for section in _regions(note.sections):
        for draft in _read(lines_of(section.all_blocks())):
            checked = _card(section, draft, texts)
            cards += [checked.value] if checked.value else []
            diagnostics += checked.diagnostics
    return Checked(tuple(cards), tuple(diagnostics))


def _regions(sections: Iterable[Section]) -> Iterator[Section]:
    """Give the outermost sections that are labelled as questions."""
    for section in sections:
        if section.role == "question":
            yield section
        else:
            yield from _regions(section.sections)


def _read(lines: Iterable[Line]) -> Iterator[_Draft]:
    draft, part = _Draft(), _Part.STEM
    for line in lines:
        stem = labelled(line.inline, "stem") if line.inline else None
        if stem is not None and part is not _Part.OPTIONS:
            if draft.letters:
                yield draft
                draft = _Draft()
            part = _Part.STEM
            if stem.raw:
                draft.stem.append(line._replace(inline=stem))
            continue
        part = _take(draft, part, line)
    if draft.letters or draft.answer:
        yield draft


def _take(draft: _Draft, part: _Part, line: Line) -> _Part:
    """Put one line where it belongs.

    Returns:
        The part that the next line continues.
    """
    if line.inline is not None:
        if part <= _Part.OPTIONS and _is_option(draft, part, line):
            return _Part.OPTIONS
        if part is _Part.STEM and _is_label(line, "options"):
            return _Part.OPTIONS
        claim = answer_of(line.inline) if part <= _Part.OPTIONS else None
        if claim is not None and (not claim or key_of(claim, "".join(draft.letters))):
            draft.answer, draft.claim = line, claim
            return _Part.RATIONALE if claim else _Part.ANSWER
        if part is _Part.ANSWER:
            # The label stood alone: the letter is on the line behind it.
            draft.claim = line.text
            return _Part.RATIONALE
        if draft.letters and _is_label(line, "rationale"):
            return _Part.RATIONALE
    match part:
        case _Part.STEM:
            draft.stem.append(line)
        case _Part.OPTIONS if draft.options:
            _continue_option(draft, line)
        case _Part.RATIONALE:
            draft.rationale.append(line)
        case _:
            draft.stem.append(line)
    return part


def _continue_option(draft: _Draft, line: Line) -> None:
    """Add to the last option what goes on from it; a paragraph behind the options is no part of one."""
    option = draft.options[-1]
    if line.inline is None or line.block is option[0].block:
        option.append(line._replace(parent=None))
    else:
        draft.rationale.append(line)


def _is_option(draft: _Draft, part: _Part, line: Line) -> bool:
    """Take a line as an option, if it is one: its letter follows the last one's."""
    found = option_of(line)
    if found is None or (part is _Part.STEM and found.letter != "A"):
        return False
    if draft.letters and found.letter not in (LETTERS[len(draft.letters)], draft.letters[-1]):
        return False
    draft.letters.append(found.letter)
    draft.options.append([line._replace(inline=found.rest, parent=None)])
    return True


def _is_label(line: Line, part: str) -> bool:
    rest = labelled(line.inline, part) if line.inline else None
    return rest is not None and not rest.raw


def _card(section: Section, draft: _Draft, texts: Texts) -> Checked[McqCard | None]:
    problem = _problem(draft, texts)
    if problem:
        return Checked(None, (problem,))
    key = key_of(draft.claim, "".join(draft.letters))
    stem = texts.blocks(blocks_of(draft.stem))
    wordings = [texts.blocks((*blocks_of(lines), *lines[0].rest)) for lines in draft.options]
    by_letter = {letter: wording.text for letter, wording in zip(draft.letters, wordings, strict=True)}
    sorted_lines = rationale.sort(draft.rationale, by_letter, texts)
    options = tuple(
        Option(letter, wording, letter in key, sorted_lines.of(letter, texts))
        for letter, wording in zip(draft.letters, wordings, strict=True)
    )
    origin = texts.origin(section, f"mcq:{stem.text}", draft.span.start, draft.stem[0].block.token)
    card = McqCard(origin, stem, options, sorted_lines.whole(texts))
    return Checked(card, (*_doubts(card, draft, texts), *sorted_lines.diagnostics))


def _problem(draft: _Draft, texts: Texts) -> Diagnostic | None:
    """Give what keeps a question from being a card."""
    span = draft.answer.inline.span if draft.answer and draft.answer.inline else draft.span
    if not draft.stem:
        return at(texts.source, draft.span, "mcq-without-stem", "these options answer no question", fix=_STEM)
    if len(draft.letters) < 2:  # noqa: PLR2004 - one option is no choice
        return at(
            texts.source, draft.span, "mcq-without-options", "this question has no options", fix=_OPTIONS
        )
    doubled = next((letter for letter in draft.letters if draft.letters.count(letter) > 1), None)
    if doubled:
        where = draft.options[draft.letters.index(doubled) + 1][0].block.span
        return at(
            texts.source, where, "option-label-twice", f"two options are labelled `{doubled}`", fix=_LETTERS
        )
    key = key_of(draft.claim, "".join(draft.letters))
    if not key:
        return at(
            texts.source,
            span,
            "mcq-without-key",
            "this question does not say which option is right",
            fix=_KEY,
        )
    missing = [letter for letter in key if letter not in draft.letters]
    if missing:
        message = f"the answer names `{missing[0]}`, which is none of the options"
        return at(texts.source, span, "key-without-option", message, fix=_LETTER)
    return None


_STEM = "put the question before the options, as in `**Question:** …`"
_OPTIONS = "write each option on a line of its own: `- A) …`"
_LETTERS = "label the options A, B, C, … in order"
_KEY = "add a line `**정답: B)**` or `**Answer: B**` below the options"
_LETTER = "correct the letter, or add the option"


def _doubts(card: McqCard, draft: _Draft, texts: Texts) -> Iterator[Diagnostic]:
    wanted = choose(card.stem.text)
    if wanted and wanted != len(card.key):
        message = f"the stem asks for {wanted} options, but the answer names {len(card.key)}"
        span = draft.answer.inline.span if draft.answer and draft.answer.inline else draft.span
        yield at(texts.source, span, "key-count", message, fix="correct the stem or the answer")


def choose(stem: str) -> int | None:
    """Read how many options a stem asks for, where it says so."""
    known = labels()
    for pattern in known.choose:
        found = pattern.search(stem)
        if found:
            return int(found["number"]) if found["number"] else known.numbers[found["word"].casefold()]
    return None

"""Makes cards of the questions of a note, and says why one is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic, at
from exporter.extract.mcq import rationale
from exporter.extract.mcq.line import blocks_of, lines_of
from exporter.extract.mcq.reading import Draft, read
from exporter.extract.texts import is_placeholder
from exporter.labels import labels
from exporter.model import Card, McqCard, Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.extract.texts import Texts
    from exporter.parse import ParsedNote, Section


def recognise(note: ParsedNote, texts: Texts) -> Checked[tuple[Card, ...]]:
    """Find the multiple-choice cards of a note."""
    cards: list[Card] = []
    diagnostics: list[Diagnostic] = []
    for section in _regions(note.sections):
        for draft in read(lines_of(section.all_blocks())):
            if draft.options and all(is_placeholder(lines[0].text) for lines in draft.options):
                continue
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


def _card(section: Section, draft: Draft, texts: Texts) -> Checked[McqCard | None]:
    problem = _problem(draft, texts)
    if problem:
        return Checked(None, (problem,))
    key = draft.key
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


def _problem(draft: Draft, texts: Texts) -> Diagnostic | None:
    """Give what keeps a question from being a card."""
    return next(_problems(draft, texts), None)


def _problems(draft: Draft, texts: Texts) -> Iterator[Diagnostic]:
    source, span = texts.source, draft.span
    said = draft.answer or draft.unclear
    answer = said.inline.span if said and said.inline else span
    if not draft.stem:
        yield at(source, span, "mcq-without-stem", "these options answer no question", fix=_STEM)
    if len(draft.letters) < 2:  # noqa: PLR2004 - one option is no choice
        yield at(source, span, "mcq-without-options", "this question has no options", fix=_OPTIONS)
    doubled = next((letter for letter in draft.letters if draft.letters.count(letter) > 1), None)
    if doubled:
        where = draft.options[draft.letters.index(doubled) + 1][0].block.span
        message = f"two options are labelled `{doubled}`"
        yield at(source, where, "option-label-twice", message, fix=_LETTERS)
    if draft.stray:
        where = draft.stray.block.span
        message = f"`{draft.stray.text}` does not follow option `{draft.letters[-1]}`"
        yield at(source, where, "option-out-of-order", message, fix=_LETTERS)
    if draft.second:
        where = draft.second.inline.span if draft.second.inline else draft.second.block.span
        message = "another question begins here, and nothing parts it from the one before"
        yield at(source, where, "mcq-run-together", message, fix=_PART)
    if not draft.key:
        message = "this question does not say which option is right"
        yield at(source, answer, "mcq-without-key", message, fix=_KEY)
    for letter in draft.key:
        if letter not in draft.letters:
            message = f"the answer names `{letter}`, which is none of the options"
            yield at(source, answer, "key-without-option", message, fix=_LETTER)


_STEM = "put the question before the options, as in `**Question:** …`"
_OPTIONS = "write each option on a line of its own: `- A) …`"
_LETTERS = "label the options A, B, C, … in order"
_PART = "put a label before it, as in `**Question:** …`, or a heading"
_KEY = "add a line `**정답: B)**` or `**Answer: B**` below the options"
_LETTER = "correct the letter, or add the option"


def _doubts(card: McqCard, draft: Draft, texts: Texts) -> Iterator[Diagnostic]:
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

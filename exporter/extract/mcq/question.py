"""Makes cards of the questions of a note, and says why one is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic, at
from exporter.extract.mcq import rationale
from exporter.extract.mcq.bilingual import bilingual
from exporter.extract.mcq.line import blocks_of, is_aside
from exporter.extract.mcq.reading import run_together
from exporter.extract.mcq.region import Question, means_to_ask, questions
from exporter.extract.mcq.verdict import Verdict, option_texts, verdict
from exporter.extract.texts import written
from exporter.labels import labels
from exporter.markdown import Kind
from exporter.model import Card, McqCard, Option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.extract.mcq.draft import Draft
    from exporter.extract.mcq.line import Line
    from exporter.extract.texts import Texts
    from exporter.markdown import Block
    from exporter.model import Text
    from exporter.parse import ParsedNote


def recognise(note: ParsedNote, texts: Texts) -> Checked[tuple[Card, ...]]:
    """Find the multiple-choice cards of a note."""
    cards: list[Card] = []
    diagnostics: list[Diagnostic] = []
    for found in questions(note):
        checked = _card(found, texts)
        cards += [checked.value] if checked.value else []
        diagnostics += checked.diagnostics
    return Checked(tuple(cards), tuple(diagnostics))


def _card(found: Question, texts: Texts) -> Checked[McqCard | None]:
    draft, said = found.draft, verdict(found.draft)
    problem = next(_problems(draft, said, texts), None)
    if problem:
        return Checked(None, (problem,) if found.sure or means_to_ask(draft) else ())
    second = bilingual(draft)
    stem = _said(second.stem, texts)
    parts = [_parted(lines) for lines in second.options]
    wordings = [
        _with(texts.blocks(wording), texts.inline(other) if other else None)
        for (wording, _), other in zip(parts, second.others, strict=True)
    ]
    by_letter = {letter: written(words) for letter, (words, _) in zip(draft.letters, parts, strict=True)}
    sorted_lines = rationale.sort(draft.rationale, by_letter, texts)
    for letter, (_, reasons) in zip(draft.letters, parts, strict=True):
        sorted_lines.put_first(letter, reasons)
    options = tuple(
        Option(letter, wording, letter in said.key, sorted_lines.of(letter, texts))
        for letter, wording in zip(draft.letters, wordings, strict=True)
    )
    asked = written(blocks_of(second.stem[0]))
    origin = texts.origin(found.section, f"mcq:{asked}", draft.span.start, draft.stem[0].block.token)
    card = McqCard(origin, stem, options, sorted_lines.whole(texts))
    return Checked(card, (*_doubts(draft, said, texts), *sorted_lines.diagnostics))


def _said(stem: tuple[Sequence[Line], Sequence[Line]], texts: Texts) -> Text:
    said, other = (texts.blocks(blocks_of(_even(lines))) if lines else None for lines in stem)
    return _with(said or texts.blocks(()), other)


def _with(text: Text, other: Text | None) -> Text:
    """Give a text with its translation, where it has one."""
    return replace(text, translations=(other,)) if other else text


def _even(lines: Sequence[Line]) -> list[Line]:
    """Take bold print off a question that is bold as a whole."""
    if not all(line.inline and line.inline.strong_lead() == len(line.inline.raw.rstrip()) for line in lines):
        return list(lines)
    return [line._replace(inline=line.inline.without("strong") if line.inline else None) for line in lines]


def _parted(lines: Sequence[Line]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Part an option's blocks into its words, and the reasons that stand indented below them."""
    if len(lines) == 1 and not lines[0].rest:
        # Nearly all options are one line.
        return blocks_of([_plain(lines[0])]), ()
    aside = next((at for at, line in enumerate(lines) if at and is_aside(line)), len(lines))
    words, rest = blocks_of([_plain(line) for line in lines[:aside]]), lines[0].rest
    first = next((at for at, block in enumerate(rest) if block.kind in _WORDS), len(rest))
    opened = bool(words) and words[-1].text.endswith((":", "："))
    first = first if words and not opened else len(rest)
    return (*words, *rest[:first]), (*blocks_of(lines[aside:]), *rest[first:])


def _plain(line: Line) -> Line:
    """Take off an option what marks all of it, and so may give away which one is right."""
    inline = line.inline
    if inline is None or not inline.tags:
        return line
    for tag in ("strong", "del", "mark", "u"):
        runs = [run for run in inline.runs if run.text.strip()]
        if all(any(mark.tag == tag for mark in run.marks) for run in runs):
            inline = inline.without(tag)
    return line._replace(inline=inline)


_WORDS = frozenset({Kind.PARAGRAPH, Kind.LIST, Kind.QUOTE, Kind.CALLOUT, Kind.DETAILS})


def _problems(draft: Draft, said: Verdict, texts: Texts) -> Iterator[Diagnostic]:
    """Give what keeps a question from being a card."""
    source, span, answer = texts.source, draft.span, draft.answer_span
    if not any(line.text for line in draft.stem):
        yield at(source, span, "mcq-without-stem", "these options answer no question", fix=_STEM)
    if len(draft.letters) < 2:  # noqa: PLR2004 - one option is no choice
        yield at(source, span, "mcq-without-options", "this question has no options", fix=_OPTIONS)
    doubled = next((letter for letter in draft.letters if draft.letters.count(letter) > 1), None)
    if doubled:
        where = draft.options[draft.letters.index(doubled) + 1][0].block.span
        message = f"two options are labelled `{doubled}`"
        yield at(source, where, "option-label-twice", message, fix=_LETTERS)
    if draft.stray:
        where = draft.stray.inline.span if draft.stray.inline else draft.stray.block.span
        message = f"`{draft.stray.text}` does not follow option `{draft.letters[-1]}`"
        yield at(source, where, "option-out-of-order", message, fix=_LETTERS)
    yield from _equal_options(draft, texts)
    second = run_together(draft)
    if second:
        where = second.inline.span if second.inline else second.block.span
        message = "another question begins here, and nothing parts it from the one before"
        yield at(source, where, "mcq-run-together", message, fix=_PART)
    if said.doubt:
        where = said.where.inline.span if said.where and said.where.inline else answer
        yield at(source, where, "key-contradicted", said.doubt, fix=_ONE_ANSWER)
    if not said.key:
        message = "this question does not say which option is right"
        yield at(source, answer, "mcq-without-key", message, fix=_KEY)
    for letter in said.key:
        if letter not in draft.letters:
            message = f"the answer names `{letter}`, which is none of the options"
            yield at(source, answer, "key-without-option", message, fix=_LETTER)
    yield from _miscounted(draft, said, texts)


def _equal_options(draft: Draft, texts: Texts) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for letter, said, lines in zip(draft.letters, option_texts(draft), draft.options, strict=True):
        if said and said in seen and not any(line.rest or line.inline is None for line in lines):
            where = lines[0].inline.span if lines[0].inline else lines[0].block.span
            message = f"option `{letter}` says the same as option `{seen[said]}`"
            yield at(texts.source, where, "option-twice", message, fix="correct one of the two")
        seen.setdefault(said, letter)


def _miscounted(draft: Draft, said: Verdict, texts: Texts) -> Iterator[Diagnostic]:
    wanted = choose(" ".join(line.text for line in draft.stem))
    if wanted and wanted != len(said.key):
        message = f"the stem asks for {wanted} options, but the answer names {len(said.key)}"
        fix = "correct the stem or the answer"
        yield at(texts.source, draft.answer_span, "key-count", message, fix=fix)


_STEM = "put the question before the options, as in `**Question:** …`"
_OPTIONS = "write each option on a line of its own: `- A) …`"
_LETTERS = "label the options A, B, C, … in order"
_PART = "put a label before it, as in `**Question:** …`, or a heading"
_KEY = "add a line `**정답: B)**` or `**Answer: B**` below the options"
_LETTER = "correct the letter, or add the option"


_ONE_ANSWER = "leave one answer; strike out (`~~…~~`) what does not count"


def _doubts(draft: Draft, said: Verdict, texts: Texts) -> Iterator[Diagnostic]:
    if said.by == "emphasis":
        message = f"no line says what is right; `{said.key[0]}`, which stands out, is taken for it"
        yield at(texts.source, draft.span, "key-by-emphasis", message, fix=_KEY)


def choose(stem: str) -> int | None:
    """Read how many options a stem asks for, where it says so."""
    known = labels()
    for pattern in known.choose:
        found = pattern.search(stem)
        if found:
            return int(found["number"]) if found["number"] else known.numbers[found["word"].casefold()]
    return None

"""The author's own questions under a flashcard tag: `question::answer`, or a line that is `?` between."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from exporter.diagnostics import Checked, Diagnostic, at
from exporter.extract.signs import Doubt, Separator, separators
from exporter.extract.units import divided
from exporter.labels import fold
from exporter.markdown import Kind
from exporter.model import Card, ConceptCard, Role
from exporter.source import Span

if TYPE_CHECKING:
    from exporter.extract.flashcards import Passage
    from exporter.extract.texts import Texts
    from exporter.extract.units import Division
    from exporter.markdown import Block
    from exporter.model import Text
    from exporter.parse import ParsedNote


class _Asked(NamedTuple):
    """What makes a card.

    Attributes:
        question: What its front says.
        answer: What its back says.
        start: Offset at which it begins.
        token: The author's block id.
        both_ways: Whether the answer asks for the question too.
    """

    question: Text
    answer: Text
    start: int
    token: str
    both_ways: bool


def questions(note: ParsedNote, texts: Texts) -> Checked[tuple[Card, ...]]:
    """Make one card of each question under a flashcard tag."""
    cards: list[Card] = []
    diagnostics: list[Diagnostic] = []
    for passage in texts.passages:
        division = divided(passage.blocks, note.source.text)
        found = _of_lines(division, texts) if division else _of_line(passage.blocks[0], texts)
        if isinstance(found, _Asked):
            cards.append(_card(passage, found, texts))
        elif found:
            diagnostics.append(found)
    return Checked(tuple(cards), tuple(diagnostics))


def _of_lines(division: Division, texts: Texts) -> _Asked | Diagnostic:
    question, answer = texts.blocks(division.front), texts.blocks(division.back)
    if not question.html or not answer.html:
        mark = "??" if division.both_ways else "?"
        where = "below" if question.html else "above"
        message = f"nothing stands {where} the line `{mark}`, so it makes no card"
        span = Span(division.start, division.start + len(mark))
        return at(texts.source, span, "flashcard-incomplete", message, fix=_TOUCH)
    token = next((block.token for block in reversed(division.back) if block.token), "")
    return _Asked(question, answer, division.front[0].span.start, token, division.both_ways)


_TOUCH = "write the question right above it and the answer right below it, without an empty line between"


def _of_line(block: Block, texts: Texts) -> _Asked | Diagnostic | None:
    line = block.inline
    if line is None or block.kind is not Kind.PARAGRAPH:
        return None
    # A line with a separator stands alone in its passage.
    found = separators(line)[0]
    if isinstance(found, Doubt):
        part = line.cut(found.start, found.end)
        message = f"`{part.text}` reads as {found.what}, so this line is no card"
        return at(texts.source, part.span, "flashcard-doubtful", message, fix=_SPACES)
    if not isinstance(found, Separator):
        return None
    question, answer = line.cut(0, found.start), line.cut(found.end)
    if answer.raw:
        made = texts.inline(question), texts.inline(answer)
        return _Asked(*made, line.span.start, block.token, found.both_ways)
    message = f"`{question.text}` has no answer, so it makes no card"
    return at(texts.source, line.span, "flashcard-incomplete", message, fix=_SAME_LINE)


_SPACES = "for a card, write a space before and behind the colons; for code, put it in backticks"
_SAME_LINE = "write the answer on the same line"


def _card(passage: Passage, asked: _Asked, texts: Texts) -> ConceptCard:
    words = asked.question.text
    origin = texts.origin(passage.section, f"{Role.QUESTION}:{words}", asked.start, asked.token)
    # A question of signs alone, such as `≤`, has no letters to be known by.
    slot = origin.slot if fold(words) else f"{Role.QUESTION}:{words}"
    return ConceptCard(
        origin=replace(origin, slot=slot, tags=passage.tags),
        role=Role.QUESTION,
        term=asked.question,
        definition=asked.answer,
        clue=asked.answer if asked.both_ways else None,
    )

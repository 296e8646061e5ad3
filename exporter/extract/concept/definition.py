"""Definitions: a bold term, a separator, and what it means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic, at
from exporter.markdown import Block, Kind
from exporter.model import Card, ConceptCard, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.extract.texts import Texts
    from exporter.markdown import Inline
    from exporter.parse import ParsedNote, Section

# After the bold term; a colon may also stand inside it, at its end.
_SEPARATOR = re.compile(r"\s*(?:[:：=→]|[-–—](?=\s))+\s*")
_INSIDE = re.compile(r"\s*[:：]\s*$")


def definitions(note: ParsedNote, texts: Texts) -> Checked[tuple[Card, ...]]:
    """Make one card of each definition in the sections that hold some."""
    cards: list[Card] = []
    diagnostics: list[Diagnostic] = []
    for section in note.walk():
        if section.role != "definitions":
            continue
        for line, rest in _candidates(section):
            parts = _split(line)
            if parts is None:
                continue
            term, meaning = parts
            if not meaning.raw and not rest:
                diagnostics.append(_empty(term, texts))
                continue
            cards.append(_card(section, term, meaning, rest, texts))
    return Checked(tuple(cards), tuple(diagnostics))


def _candidates(section: Section) -> Iterator[tuple[Inline, tuple[Block, ...]]]:
    """Give each line that may define something, with the blocks that go on from it."""
    for block in section.blocks:
        if block.kind is Kind.LIST:
            for item in block.children:
                if item.children and item.children[0].inline:
                    yield item.children[0].inline, item.children[1:]
        elif block.kind is Kind.PARAGRAPH and block.inline:
            yield from _paragraph(block.inline)


def _paragraph(inline: Inline) -> Iterator[tuple[Inline, tuple[Block, ...]]]:
    """Give a paragraph's definitions: one begins at each line that has a bold term and a separator."""
    starts: list[int] = []
    at_offset = 0
    for line in inline.raw.split("\n"):
        if _split(inline.cut(at_offset, at_offset + len(line))) is not None:
            starts.append(at_offset)
        at_offset += len(line) + 1
    if starts and starts[0] == 0:
        for start, end in zip(starts, [*starts[1:], len(inline.raw)], strict=True):
            yield inline.cut(start, end), ()


def _split(line: Inline) -> tuple[Inline, Inline] | None:
    """Part a line into term and meaning, if it has a bold term and a separator."""
    lead = line.strong_lead()
    if not lead:
        return None
    inside = _INSIDE.search(line.raw, 0, lead)
    separator = _SEPARATOR.match(line.raw, lead)
    if inside:
        return line.cut(0, inside.start()), line.cut(separator.end() if separator else lead)
    if separator:
        return line.cut(0, lead), line.cut(separator.end())
    return None


def _card(section: Section, term: Inline, meaning: Inline, rest: tuple[Block, ...], texts: Texts) -> Card:
    return ConceptCard(
        origin=texts.origin(
            section, f"{Role.DEFINITION}:{term.text}", term.span.start, _token(section, term)
        ),
        role=Role.DEFINITION,
        term=texts.inline(term.without("strong")),
        definition=texts.lead(meaning, rest),
    )


def _token(section: Section, term: Inline) -> str:
    """Find the block id of the item or paragraph that a term begins."""
    start = term.runs[0].start
    for block in section.blocks:
        for candidate in (block, *block.children):
            if candidate.token and candidate.span.start <= start < candidate.span.end:
                return candidate.token
    return ""


def _empty(term: Inline, texts: Texts) -> Diagnostic:
    message = f"`{term.text}` is not defined: nothing follows the separator"
    return at(
        texts.source, term.span, "definition-empty", message, fix="write what it means on the same line"
    )

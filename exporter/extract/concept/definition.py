"""Definitions: a bold term, a separator, and what it means."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from exporter.diagnostics import Checked, Diagnostic, at
from exporter.extract.texts import is_placeholder
from exporter.markdown import Block, Kind
from exporter.model import Card, ConceptCard, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.extract.texts import Texts
    from exporter.markdown import Inline
    from exporter.parse import ParsedNote, Section

# After the bold term and a gloss in brackets; a colon may also stand inside it, at its end.
_SEPARATOR = re.compile(r"(?:\s*[(（][^()（）\n]*[)）])?(?P<mark>\s*)(?:[:：=→]|[-–—](?=\s))+\s*")
_INSIDE = re.compile(r"\s*[:：]\s*$")


class _Candidate(NamedTuple):
    """What may define something.

    Attributes:
        line: Term, separator and meaning, if it is a definition.
        rest: The blocks that go on from it.
        item: Whether it is an item of a list: there the term may stand on a line of its own.
        token: The author's block id.
    """

    line: Inline
    rest: tuple[Block, ...] = ()
    item: bool = False
    token: str = ""


def definitions(note: ParsedNote, texts: Texts) -> Checked[tuple[Card, ...]]:
    """Make one card of each definition in the sections that hold some."""
    cards: list[Card] = []
    diagnostics: list[Diagnostic] = []
    for section in note.walk():
        if section.role != "definitions":
            continue
        for found in _candidates(section.blocks):
            parts = _split(found)
            if parts is None:
                continue
            term, meaning = parts
            if is_placeholder(meaning.text):
                continue
            if not meaning.raw and not found.rest:
                diagnostics.append(_empty(term, texts))
                continue
            cards.append(_card(section, term, meaning, found, texts))
    return Checked(tuple(cards), tuple(diagnostics))


def _candidates(blocks: Sequence[Block]) -> Iterator[_Candidate]:
    """Give each line that may define something, with the blocks that go on from it."""
    for number, block in enumerate(blocks):
        match block.kind:
            case Kind.LIST:
                for item in block.children:
                    yield from _item(item)
            case Kind.PARAGRAPH if block.inline:
                found = _paragraph(block.inline, block.token)
                yield from found[:-1]
                for last in found[-1:]:
                    yield last._replace(rest=tuple(_going_on(blocks, number + 1)))
            case Kind.QUOTE | Kind.CALLOUT | Kind.DETAILS:
                yield from _candidates(block.children)


def _item(item: Block) -> Iterator[_Candidate]:
    """Give an item, or the items nested in it where it only stands above them."""
    if not item.children or not item.children[0].inline:
        return
    own = _Candidate(item.children[0].inline, item.children[1:], item=True, token=item.token)
    parts = _split(own)
    nested = tuple(_candidates(own.rest)) if parts is None or not parts[1].raw else ()
    if any(_split(each) for each in nested):
        yield from nested
    else:
        yield own


def _paragraph(inline: Inline, token: str) -> list[_Candidate]:
    """Give a paragraph's definitions: one begins at each line that has a bold term and a separator."""
    spans = inline.line_spans()
    starts = [span[0] for span in spans if _split(_Candidate(inline.cut(*span))) is not None]
    if not starts or starts[0] != 0:
        return []
    ends = [*starts[1:], len(inline.raw)]
    return [_Candidate(inline.cut(start, end), token=token) for start, end in zip(starts, ends, strict=True)]


def _going_on(blocks: Sequence[Block], start: int) -> Iterator[Block]:
    """Give the lists, tables and code behind a definition, up to the next text or definition."""
    for block in islice(blocks, start, None):
        if block.kind not in _BODIES or any(_split(each) for each in _candidates((block,))):
            return
        yield block


_BODIES = frozenset({Kind.LIST, Kind.TABLE, Kind.CODE})


def _split(found: _Candidate) -> tuple[Inline, Inline] | None:
    """Part a line into term and meaning, if it has a bold term and a separator."""
    line = found.line
    lead = line.strong_lead()
    if not lead:
        return None
    inside = _INSIDE.search(line.raw, 0, lead)
    separator = _SEPARATOR.match(line.raw, lead)
    if inside:
        return line.cut(0, inside.start()), line.cut(separator.end() if separator else lead)
    if separator:
        return line.cut(0, separator.start("mark")), line.cut(separator.end())
    if found.item and (line.raw.startswith("\n", lead) or (lead == len(line.raw) and found.rest)):
        return line.cut(0, lead), line.cut(lead)
    return None


def _card(section: Section, term: Inline, meaning: Inline, found: _Candidate, texts: Texts) -> Card:
    slot = f"{Role.DEFINITION}:{term.text}"
    return ConceptCard(
        origin=texts.origin(section, slot, term.span.start, found.token),
        role=Role.DEFINITION,
        term=texts.inline(term.without("strong")),
        definition=texts.lead(meaning, found.rest),
    )


def _empty(term: Inline, texts: Texts) -> Diagnostic:
    message = f"`{term.text}` is not defined: nothing follows the separator"
    return at(
        texts.source, term.span, "definition-empty", message, fix="write what it means on the same line"
    )

"""Definitions by heading: the heading is the term, and what stands under it what it means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.extract.concept.found import How, read
from exporter.extract.concept.lines import Found
from exporter.extract.concept.split import split
from exporter.extract.names import is_attribute, is_prose, is_topic, undecorated
from exporter.extract.tradeoff.side import is_side, label_of
from exporter.labels import fold, labels
from exporter.markdown import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.markdown import Block, Inline
    from exporter.parse import Section

_LONGEST = 60
# The letters that a glossary is parted by: `A`, `A-C`, `ㄱ`, `가`.
# A text, which `re` makes a pattern of when it is wanted: of large sets that takes long.
_LETTER = r"[A-Za-z가-힣ㄱ-ㅎ0-9](?:\s*[-–~]\s*[A-Za-z가-힣ㄱ-ㅎ0-9])?"
# A sentence that only announces the list below it.
_INTRO = re.compile(r"다음|아래|살펴|알아보|정리하|[:：]$|\b(?:following|below)\b")
_RUNS = frozenset({Kind.PARAGRAPH, Kind.LIST, Kind.QUOTE})


def definitions_of(section: Section, repeated: frozenset[str]) -> Iterator[Found]:
    """Give the definitions of a section, those of the sections in it left out.

    Args:
        section: One that holds definitions.
        repeated: Labels that several lists of the note have.
    """
    heading = section.heading.inline if section.heading and not section.labelled else None
    title = undecorated(heading) if heading else None
    if title is None or heading is None:
        yield from read(section.blocks, How(repeated=repeated)).found
        return
    if is_side(title) or is_attribute(title.text):
        yield from read(section.blocks, How(plain=False)).found
        return
    if not section.blocks and not section.sections and not is_topic(title.text):
        parts = split(title)
        if parts and parts.meaning.raw:
            token = section.heading.token if section.heading else ""
            yield Found(parts.term, parts.meaning, token=token, headed=True)
        return
    name = _term(title)
    reading = read(section.blocks, How(owned=name is not None, repeated=repeated))
    if name is not None:
        yield from _own(section, name, reading.left, further=bool(reading.found))
    yield from reading.found


def _own(section: Section, name: Inline, left: Sequence[Block], *, further: bool) -> Iterator[Found]:
    """Give what a heading defines: its text and lists, and the sections of its properties."""
    blocks = tuple(block for block in left if block.kind is not Kind.RULE and not _weighs(block))
    said = [block for block in blocks if block.kind in _RUNS]
    if not said or (further and all(map(_introduces, said))):
        return
    properties = tuple(
        block
        for inner in section.sections
        if inner.heading
        and not inner.labelled
        and inner.heading.inline
        and _is_property(inner.heading.inline)
        for block in (inner.heading, *inner.all_blocks())
    )
    first = blocks[0]
    token = section.heading.token if section.heading else ""
    if first.kind is Kind.PARAGRAPH and first.inline:
        yield Found(name, first.inline, (*blocks[1:], *properties), token or first.token, headed=True)
    else:
        yield Found(name, name.cut(len(name.raw)), (*blocks, *properties), token, headed=True)


def _is_property(heading: Inline) -> bool:
    name = undecorated(heading)
    return is_attribute(name.text, below=True) and not is_side(name)


def _introduces(block: Block) -> bool:
    return block.kind is Kind.PARAGRAPH and _INTRO.search(block.text) is not None


def _weighs(block: Block) -> bool:
    """Tell whether a block is a list of pros and cons: it makes a card of its own."""
    firsts = [item.children[0].inline for item in block.children if item.children and item.children[0].inline]
    if block.kind is Kind.PARAGRAPH and block.inline:
        return label_of(block.inline) is not None
    return (
        block.kind is Kind.LIST
        and bool(firsts)
        and all(first and label_of(first, bold=False) for first in firsts)
    )


def _term(title: Inline) -> Inline | None:
    """Give the term that a heading is, if it is one: short, no topic, no letter of the alphabet."""
    for pattern in labels().asks:
        asked = pattern.fullmatch(title.raw)
        if asked:
            return title.cut(*asked.span("term"))
    text = title.text
    if (
        len(text) > _LONGEST
        or re.fullmatch(_LETTER, text)
        or is_topic(text)
        or is_prose(text)
        or not fold(text)
    ):
        return None
    return title

"""The key point: a sentence whose situation is asked and whose rest is the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic, at
from exporter.extract.texts import is_placeholder
from exporter.labels import labels
from exporter.markdown import Block, Kind
from exporter.markdown.html import is_drawing
from exporter.model import Card, ConceptCard, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exporter.extract.texts import Texts
    from exporter.markdown import Inline
    from exporter.model import Text
    from exporter.parse import ParsedNote, Section


def key_points(note: ParsedNote, texts: Texts) -> Checked[tuple[Card, ...]]:
    """Make one card of each section that is labelled as a key point."""
    cards: list[Card] = []
    diagnostics: list[Diagnostic] = []
    for section, about in _parts(note):
        blocks = tuple(_content(section))
        if not blocks:
            diagnostics.append(_empty(section, texts))
            continue
        if is_placeholder(blocks[0].text):
            continue
        first = _sentence(blocks[0])
        prompt = _situation(first, texts) if first else None
        if prompt is None:
            diagnostics.append(_unsplit(blocks[0], texts))
        cards.append(_card(section, about, blocks, prompt, texts))
    return Checked(tuple(cards), tuple(diagnostics))


def _parts(note: ParsedNote) -> Iterator[tuple[Section, tuple[Section, ...]]]:
    """Give each key point with the sections that go with it: up to the next key point.

    What stands before the first one goes with it.
    """
    sections = tuple(note.walk())
    points = [
        number for number, section in enumerate(sections) if section.role == "key_point" and section.labelled
    ]
    for begin, point, end in zip([0, *points[1:]], points, [*points[1:], len(sections)], strict=False):
        yield sections[point], sections[begin:end]


def _card(
    section: Section, about: Sequence[Section], blocks: tuple[Block, ...], prompt: Text | None, texts: Texts
) -> Card:
    explained = tuple(_explanation(about))
    return ConceptCard(
        # A note says one thing above all: its key point is the same card however it is put.
        origin=texts.origin(section, Role.KEY_POINT + ":", blocks[0].span.start, blocks[0].token),
        role=Role.KEY_POINT,
        term=texts.title,
        definition=texts.blocks(blocks),
        prompt=prompt,
        examples=tuple(_examples(about, texts)),
        explanation=texts.blocks(explained) if explained else None,
        diagrams=tuple(_diagrams(about)),
    )


def _content(section: Section) -> Iterator[Block]:
    """Give what stands under the label; sections in it with another label make cards of their own."""
    yield from (block for block in section.blocks if block.kind is not Kind.RULE)
    for inner in section.sections:
        if inner.role == section.role and not inner.labelled:
            if inner.heading:
                yield inner.heading
            yield from _content(inner)


def _sentence(block: Block) -> Inline | None:
    """Give the text that a key point begins with, though it be quoted or an only bullet."""
    while not block.inline or block.kind is Kind.CALLOUT:
        if not block.children or (block.kind is Kind.LIST and len(block.children) > 1):
            return None
        block = block.children[0]
    return block.inline


def _situation(sentence: Inline, texts: Texts) -> Text | None:
    """Cut the situation off the sentence, where a language's pattern finds one."""
    flat = sentence.raw.replace("\n", " ")
    for pattern in labels().situation.values():
        found = pattern.match(flat)
        if found:
            return texts.inline(sentence.cut(found.start("situation"), found.end("situation")))
    return None


def _explanation(about: Sequence[Section]) -> Iterator[Block]:
    """Give the explanation: its sections without those that make cards or are drawings."""
    started = False
    for section in about:
        if section.role != "explanation":
            continue
        # The first label only says that this is the explanation; what follows it is part of it.
        if section.heading and (not section.labelled or (started and section.blocks)):
            yield section.heading
        started = started or bool(section.blocks)
        for block in section.blocks:
            if block.kind is not Kind.RULE:
                yield block


def _diagrams(about: Sequence[Section]) -> Iterator[str]:
    for section in about:
        if section.role == "diagram":
            yield from (block.code for block in section.blocks if is_drawing(block))


def _examples(about: Sequence[Section], texts: Texts) -> Iterable[Text]:
    for section in about:
        if section.role != "use_cases":
            continue
        for block in section.blocks:
            if block.kind is Kind.LIST:
                yield from (texts.blocks(item.children) for item in block.children if item.children)
            elif block.kind is Kind.PARAGRAPH:
                yield texts.blocks((block,))


def _empty(section: Section, texts: Texts) -> Diagnostic:
    span = section.heading.span if section.heading else section.blocks[0].span
    return at(
        texts.source, span, "key-point-empty", "nothing stands under this heading", fix="write one sentence"
    )


def _unsplit(block: Block, texts: Texts) -> Diagnostic:
    message = "the key point names no situation to ask for, so the note's title asks"
    fix = "begin the sentence with the situation, as in `~하는 경우, …` or `When …, use …`"
    return at(texts.source, block.span, "key-point-without-situation", message, fix=fix)

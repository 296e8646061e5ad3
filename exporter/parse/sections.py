"""The tree of sections: headings, what stands under them, and the role that their label gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.markdown import Block, Kind
from exporter.parse.roles import role_of, role_told, subject_told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.markdown import Inline

# A bold line that stands for a heading is deeper than any real one.
_BOLD_LEVEL = 7
# A label that is not even bold must end in a colon, and say this.
_PLAIN = re.compile(r"[\W_]*\w[^\n:：]{2,40}[:：]$")
_PLAIN_ROLES = frozenset({"key_point", "definitions", "tradeoffs"})


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it.

    Attributes:
        heading: The heading; None for what stands before the first one.
        role: What the label says it holds, or the section above it where its own says nothing.
        labelled: Whether the role is its own label's.
        level: Of the heading; 0 without one.
        blocks: Its own blocks, before any section inside it.
        sections: The sections inside it.
        above: The headings above it, outermost first, the note's title left out.
    """

    heading: Block | None
    role: str | None
    labelled: bool
    level: int
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = ()
    above: tuple[Block, ...] = ()

    def walk(self) -> Iterator[Section]:
        """Give this section and all inside it, in source order."""
        yield self
        for section in self.sections:
            yield from section.walk()

    def all_blocks(self) -> Iterator[Block]:
        """Give all blocks in it, headings included, in source order."""
        yield from self.blocks
        for section in self.sections:
            if section.heading:
                yield section.heading
            yield from section.all_blocks()

    @property
    def trail(self) -> tuple[Block, ...]:
        """The headings that lead to what stands in it, its own last."""
        return (*self.above, self.heading) if self.heading else self.above


def sections(blocks: tuple[Block, ...], title: Block | None) -> tuple[Section, ...]:
    """Build the tree of sections.

    Args:
        blocks: The note's blocks, in order.
        title: The heading that is the note's title. It opens a section only where it says what the
            whole note holds (`# Glossary`).
    """
    blocks = tuple(part for block in blocks for part in _at_labels(block))
    if title and _is_about_all(title):
        title = None
    heads = [
        (number, *_head(block))
        for number, block in enumerate(blocks)
        if block is not title and _is_head(block)
    ]
    starts = [number for number, _, _ in heads] + [len(blocks)]
    before = tuple(block for block in blocks[: starts[0]] if block is not title)
    found = [Section(None, None, labelled=False, level=0, blocks=before)] if before else []
    entries = [
        (blocks[number], level, role, tuple(b for b in blocks[number + 1 : starts[at + 1]] if b is not title))
        for at, (number, level, role) in enumerate(heads)
    ]
    found += _nest(entries, None, ())
    return tuple(found)


def _is_about_all(title: Block) -> bool:
    return _role_of_all(title) == "definitions" or role_told(title.text) == "tradeoffs"


def _role_of_all(title: Block) -> str | None:
    """Give the role that a title names, a glossary's also where it says of what: `AWS 용어집`."""
    return "definitions" if subject_told(title.text, "glossary") else role_of(title.text)


def _at_labels(block: Block) -> Iterator[Block]:
    """Part a paragraph at the lines that stand for a heading."""
    inline = block.inline
    if block.kind is not Kind.PARAGRAPH or inline is None:
        yield block
        return
    end = _announces(inline)
    if end:
        label, rest = inline.cut(0, end), inline.cut(end)
        yield Block(Kind.PARAGRAPH, label.span, label)
        yield Block(Kind.PARAGRAPH, rest.span, rest, token=block.token)
        return
    if "\n" not in inline.raw:
        yield block
        return
    spans = inline.line_spans()
    labels = [_is_label(inline.cut(*span)) for span in spans]
    if not any(labels):
        yield block
        return
    # A part begins with the paragraph, with each label and behind each.
    cuts = [
        start
        for number, (start, _) in enumerate(spans)
        if number == 0 or labels[number] or labels[number - 1]
    ]
    for start, end in zip(cuts, [*cuts[1:], len(inline.raw)], strict=True):
        part = inline.cut(start, end)
        if part.raw:
            yield Block(Kind.PARAGRAPH, part.span, part, token="" if end < len(inline.raw) else block.token)


def _announces(inline: Inline) -> int:
    """Give where a label ends that has a key point behind it on its line: `**핵심 포인트**: …`; else 0."""
    lead = inline.strong_lead()
    if not lead:
        return 0
    behind = _COLON.match(inline.raw, lead)
    colon = behind or inline.raw[lead - 1 : lead] in {":", "："}
    end = behind.end() if behind else lead
    if lead > _LONGEST or not colon or not inline.raw[end:].strip():
        return 0
    return end if role_of(inline.raw[:lead]) == "key_point" else 0


_COLON = re.compile(r"\s*[:：]")
_LONGEST = 40


def _is_head(block: Block) -> bool:
    if block.kind is Kind.PARAGRAPH and block.inline:
        return _is_label(block.inline)
    return block.kind is Kind.HEADING


def _is_label(inline: Inline) -> bool:
    """Tell whether a line stands for a heading: it is bold, or ends in a colon, and its words name a role."""
    if "\n" in inline.raw:
        return False
    if 0 < inline.strong_lead() >= len(inline.raw.rstrip(" :：")):
        return role_told(inline.text) is not None
    return bool(_PLAIN.match(inline.raw)) and role_of(inline.text) in _PLAIN_ROLES


def _head(block: Block) -> tuple[int, str | None]:
    level = block.level if block.kind is Kind.HEADING else _BOLD_LEVEL
    return level, (_role_of_all(block) if level == 1 else None) or role_told(block.text)


_Entry = tuple[Block, int, str | None, tuple[Block, ...]]


def _nest(entries: list[_Entry], inherited: str | None, above: tuple[Block, ...]) -> list[Section]:
    found: list[Section] = []
    at = 0
    while at < len(entries):
        heading, level, own, blocks = entries[at]
        end = at + 1
        while end < len(entries) and entries[end][1] > level:
            end += 1
        # What a question says of itself (설명, Explanation, …) belongs to the question.
        role = inherited if inherited == "question" else own or inherited
        inner = _nest(entries[at + 1 : end], role, (*above, heading))
        found.append(
            Section(heading, role, own == role and own is not None, level, blocks, tuple(inner), above)
        )
        at = end
    return found

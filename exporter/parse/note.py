"""One note, parsed: what is known of it and the tree of its sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked
from exporter.markdown import Block, Kind, parse
from exporter.parse.properties import Properties, parse_properties
from exporter.parse.sections import Section, sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.markdown import Inline
    from exporter.source import Source


@dataclass(frozen=True, slots=True)
class ParsedNote:
    """A note as a tree.

    Attributes:
        source: The text.
        properties: The front matter.
        title: The heading that is its title; None where it has none.
        sections: In source order.
    """

    source: Source
    properties: Properties
    title: Block | None
    sections: tuple[Section, ...]

    @property
    def heading(self) -> str:
        """The title's words; empty without one."""
        return self.title.text if self.title else self.properties.title or ""

    def walk(self) -> Iterator[Section]:
        """Give all sections, in source order."""
        for section in self.sections:
            yield from section.walk()

    def pictures(self) -> set[str]:
        """Give the targets of all pictures in the note."""
        found: set[str] = set()
        for section in self.walk():
            for block in section.blocks:
                found.update(_pictures(block))
        return found


def parse_note(source: Source) -> Checked[ParsedNote]:
    """Parse a note. Never fails, on any text.

    Args:
        source: The note.
    """
    properties = parse_properties(source)
    blocks = parse(source, properties.value.body)
    title = next((block for block in blocks if block.kind is Kind.HEADING and block.level == 1), None)
    parsed = ParsedNote(source, properties.value, title, sections(blocks, title))
    return Checked(parsed, properties.diagnostics)


def _pictures(block: Block) -> Iterator[str]:
    if block.inline:
        yield from _in_inline(block.inline)
    for child in block.children:
        yield from _pictures(child)


def _in_inline(inline: Inline) -> Iterator[str]:
    for run in inline.runs:
        for mark in run.marks:
            if mark.tag in {"img", "embed"}:
                yield mark.value

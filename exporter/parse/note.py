"""One note, parsed: what is known of it and the tree of its sections."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic, at
from exporter.markdown import Block, Kind, may_have_tags, open_comment, parse
from exporter.markdown.html import DRAWN
from exporter.parse.properties import Properties, parse_properties
from exporter.parse.roles import role_of
from exporter.parse.sections import Section, sections
from exporter.parse.tags import untagged, written_out
from exporter.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.source import Source


@dataclass(frozen=True, slots=True)
class ParsedNote:
    """A note as a tree.

    Attributes:
        source: The text.
        properties: The front matter.
        title: The heading that is its title; None where it has none.
        sections: In source order.
        tags: The note's, those of the front matter first, as Anki shows them.
        written: The blocks of the body with the tags that only label them.
    """

    source: Source
    properties: Properties
    title: Block | None
    sections: tuple[Section, ...]
    tags: tuple[str, ...] = ()
    written: tuple[Block, ...] = ()

    @property
    def heading(self) -> str:
        """The title's words; empty without one."""
        return self.title.text if self.title else self.properties.title or ""

    def with_tags(self) -> ParsedNote:
        """Give the same note with the tags of its body where they stand."""
        blocks = written_out(self.written)
        title = _title(blocks)
        return replace(self, title=title, sections=sections(blocks, title))

    def walk(self) -> Iterator[Section]:
        """Give all sections, in source order."""
        for section in self.sections:
            yield from section.walk()

    def blocks(self) -> Iterator[Block]:
        """Give all blocks, headings included, the title left out, in source order."""
        for section in self.sections:
            if section.heading:
                yield section.heading
            yield from section.all_blocks()


def parse_note(source: Source) -> Checked[ParsedNote]:
    """Parse a note. Never fails, on any text.

    Args:
        source: The note.
    """
    properties = parse_properties(source)
    known = properties.value
    written = parse(source, known.body)
    blocks, tags = untagged(written) if may_have_tags(source.text[known.body :]) else (written, ())
    title = _title(blocks)
    if known.plugin:
        # A board or a drawing that a plugin keeps in a note's clothes.
        return Checked(ParsedNote(source, known, title, ()), properties.diagnostics)
    listed = {tag.casefold() for tag in known.tags}
    every = (*known.tags, *(tag for tag in tags if tag.casefold() not in listed))
    parsed = ParsedNote(source, known, title, sections(blocks, title), every, written)
    return Checked(parsed, (*properties.diagnostics, *_doubts(parsed)))


def _title(blocks: tuple[Block, ...]) -> Block | None:
    """Give the first heading of the first level, unless it is only the first of several labels."""
    tops = [block for block in blocks if block.kind is Kind.HEADING and block.level == 1]
    if not tops or (len(tops) > 1 and role_of(tops[0].text)):
        return None
    return tops[0]


def _doubts(note: ParsedNote) -> Iterator[Diagnostic]:
    source = note.source
    start = open_comment(source.text, note.properties.body)
    if start is not None:
        message = "this comment is never closed, so all that follows is left out"
        yield at(source, Span(start, start + 2), "comment-open", message, fix="close it where it ends")
    drawn = _first_drawn(note.blocks()) if _may_draw(source.text) else None
    if drawn:
        name = drawn.info.partition(" ")[0]
        message = f"diagrams in `{name}` are shown as they are written"
        yield at(
            source, drawn.span, "diagram-not-drawn", message, fix="embed a picture of it, if that matters"
        )


def _may_draw(text: str) -> bool:
    """Tell whether a note may have code whose language is named."""
    return "```" in text or "~~~" in text or ("<" in text and "<pre" in text.casefold())


def _first_drawn(blocks: Iterable[Block]) -> Block | None:
    for block in blocks:
        if block.info and block.kind is Kind.CODE and block.info.partition(" ")[0].casefold() in DRAWN:
            return block
        found = _first_drawn(block.children) if block.children else None
        if found:
            return found
    return None

"""Makes the texts of cards out of pieces of the tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from exporter.extract.flashcards import untagged
from exporter.labels import fold
from exporter.language import language_of
from exporter.markdown import block_html, blocks_text, inline_text, text_html, without_private
from exporter.model import Origin, Text
from exporter.parse.roles import role_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.extract.flashcards import Passage
    from exporter.markdown import Block, Inline, Links
    from exporter.parse import ParsedNote, Section
    from exporter.source import Source, Span

FLASHCARD_TAGS = ("flashcards",)

_PLACEHOLDER = re.compile(r"\[[^\[\]]*\]|\{\{[^{}]*\}\}|<%[^<>]*%>")


@dataclass(frozen=True, slots=True)
class Texts:
    """Makes texts for one note.

    Attributes:
        source: The note's text.
        links: What its links and pictures lead to.
        title: The note's title.
        flashcard_tags: The tags under which a line or a paragraph is a card by its signs.
        passages: What stands under such a tag.
    """

    source: Source
    links: Links
    title: Text
    flashcard_tags: tuple[str, ...] = FLASHCARD_TAGS
    passages: tuple[Passage, ...] = ()
    _contexts: dict[int, tuple[Section, tuple[Text, ...]]] = field(default_factory=dict, compare=False)

    def inline(self, inline: Inline) -> Text:
        """Make a text of inline content."""
        plain = inline_text(inline, self.links)
        return _text(self._written(inline.span), text_html(inline, self.links), plain)

    def blocks(self, blocks: Sequence[Block]) -> Text:
        """Make a text of blocks; a single paragraph gives an inline text."""
        if len(blocks) == 1 and blocks[0].inline and not blocks[0].children:
            return self.inline(blocks[0].inline)
        plain = blocks_text(blocks, self.links)
        return _text(self._all_written(blocks), block_html(blocks, self.links), plain)

    def lead(self, inline: Inline, blocks: Sequence[Block]) -> Text:
        """Make a text of inline content and the blocks that go on from it."""
        if not blocks:
            return self.inline(inline)
        if not inline.runs:
            return self.blocks(blocks)
        first = self.inline(inline)
        plain = " ".join([first.text, blocks_text(blocks, self.links)]).strip()
        head = f"<p>{first.html}</p>" if first.html else ""
        written = f"{first.markdown}\n\n{self._all_written(blocks)}".strip()
        return _text(written, head + block_html(blocks, self.links), plain)

    def _written(self, span: Span) -> str:
        """Give the source of a text; comments in it are nobody else's business."""
        return without_private(self.source.slice(span))

    def _all_written(self, blocks: Sequence[Block]) -> str:
        """Give the source of blocks, without what stands between them that belongs to other cards."""
        return "\n\n".join(self._flush(block) for block in blocks)

    def _flush(self, block: Block) -> str:
        """Give a block's source as if it stood at the margin."""
        written = self._written(block.span)
        indent = self.source.position(block.span.start).column - 1
        return re.sub(rf"(?<=\n)[ \t]{{1,{indent}}}", "", written) if indent else written

    def context(self, section: Section) -> tuple[Text, ...]:
        """Give the note's title and the headings that say something of their own.

        A label (`주요개념`) says only what kind of section it is; below another of the same kind
        (`용어 정리`) it is a sub-heading like any other.
        """
        known = self._contexts.get(id(section))
        if known is None:
            # The section is kept beside them, so that no other can get its identity.
            known = self._contexts[id(section)] = section, self._context(section)
        return known[1]

    def _context(self, section: Section) -> tuple[Text, ...]:
        found, above = [self.title], None
        for heading in section.trail:
            role = role_of(heading.text)
            inline = untagged(heading.inline, self.flashcard_tags) if heading.inline else None
            if inline and inline.raw and role in {None, above}:
                found.append(self.inline(inline))
            above = role or above
        return tuple(found)

    def origin(self, section: Section, slot: str, at: int, token: str = "") -> Origin:
        """Say where a card comes from.

        Args:
            section: The section it stands in.
            slot: Role and name, the name still as written.
            at: Offset of the card's beginning.
            token: The author's block id.
        """
        role, _, name = slot.partition(":")
        line = self.source.position(at).line
        return Origin(self.source.path, line, f"{role}:{fold(name)}", self.context(section), token or None)


def written(blocks: Sequence[Block]) -> str:
    """Give the plain text of blocks as the note has it: a slot must not change with another note's title."""
    return " ".join(text for text in (block.text for block in blocks) if text)


def is_placeholder(text: str) -> bool:
    """Tell whether a text is what a template leaves to be filled in: `[선택지 1]`, `{{title}}`."""
    return _PLACEHOLDER.fullmatch(text) is not None


def is_unfilled(note: ParsedNote) -> bool:
    """Tell whether a note still has a line that is what a template leaves to be filled in."""
    return any(_unfilled(block) for section in note.walk() for block in section.blocks)


def _unfilled(block: Block) -> bool:
    own = block.inline is not None and is_placeholder(block.inline.text)
    return own or any(map(_unfilled, block.children))


def title_of(note: ParsedNote, links: Links, flashcard_tags: tuple[str, ...] = FLASHCARD_TAGS) -> Text:
    """Give a note's title: its first heading, else the property, else the file's name."""
    source = note.source
    title = untagged(note.title.inline, flashcard_tags) if note.title and note.title.inline else None
    if title and title.text:
        return Texts(source, links, Text("", "", "", "en")).inline(title)
    name = note.heading or source.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Text(name, escape(name, quote=False), name, language_of(name))


def _text(markdown: str, html: str, plain: str) -> Text:
    """Make a text; most have neither marks nor signs, and one string is enough for all three."""
    return Text(
        plain if markdown == plain else markdown, plain if html == plain else html, plain, language_of(plain)
    )

"""What stands under a flashcard tag: there a line, a paragraph or a list item may be a card by its signs.

The rules are those of Obsidian's Spaced Repetition plugin: a tag in the front matter, in a heading or on
a line of its own counts for the note, and names the deck up to the next; a tag beside other words counts
for what it stands in; a card ends at an empty line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from exporter.extract.signs import shade
from exporter.extract.units import Blocks, units
from exporter.markdown import Block, Inline, Kind, Run
from exporter.model import anki_tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from exporter.parse import ParsedNote, Section

_TAGGED = re.compile(r"#[^\s#]")
_TAG = re.compile(r"(?<!\S)#(?P<name>[\w/-]+)(?!\S)")


class Passage(NamedTuple):
    """Blocks that no empty line parts, under a flashcard tag.

    Attributes:
        section: Where they stand.
        blocks: Without the tags.
        tags: The flashcard tags that name a deck, as Anki shows them.
    """

    section: Section
    blocks: Blocks
    tags: tuple[str, ...]


def passages(note: ParsedNote, tags: Sequence[str]) -> Iterator[Passage]:
    """Give the passages under a flashcard tag, in source order.

    Args:
        note: The note.
        tags: The tags that count, and with them all below them: `flashcards/networks`.
    """
    if not _Scope(note, tags).possible:
        return
    scope = _Scope(note.with_tags(), tags)
    current = scope.begin()
    for section in scope.note.walk():
        if section.heading and section.heading.inline:
            current = scope.tags_in(section.heading.inline) or current
        for blocks, standing in scope.stretches(section.blocks):
            for unit, around in units(blocks, note.source.text):
                own = scope.tags_of(unit) or scope.tags_around(around)
                cleaned = tuple(map(scope.without_tags, unit))
                if (own or current) and any(block.text for block in cleaned):
                    decks = tuple(tag for tag in own or current if tag.casefold() not in scope.names)
                    yield Passage(section, cleaned, decks)
            current = standing or current


class _Scope:
    """Knows the flashcard tags of a note.

    Args:
        note: The note.
        tags: The tags that count.
    """

    def __init__(self, note: ParsedNote, tags: Sequence[str]) -> None:
        self.note = note
        self.names = folded(tags)
        self._known: dict[int, tuple[Block, tuple[str, ...]]] = {}
        title = note.title.inline if note.title else None
        self.front = (
            *(tag for tag in note.properties.tags if self._counts(tag)),
            *(self.tags_in(title) if title else ()),
        )
        self.possible = bool(self.front) or self._may_have_tags(note.source.text)

    def _may_have_tags(self, text: str) -> bool:
        """Tell whether some words of a note may be a tag that counts."""
        # Most signs are those of headings.
        if not _TAGGED.search(text):
            return False
        text = text.casefold()
        return any(f"#{name.partition('::')[0]}" in text for name in self.names)

    def _counts(self, tag: str) -> bool:
        return _is_below(tag, self.names)

    def begin(self) -> tuple[str, ...]:
        """Give the tags that count at the note's beginning: the front matter's, else the first there are."""
        if self.front:
            return self.front
        for section in self.note.walk():
            if section.heading and section.heading.inline and (found := self.tags_in(section.heading.inline)):
                return found
            for _, standing in self.stretches(section.blocks):
                if standing:
                    return standing
        return ()

    def tags_in(self, inline: Inline) -> tuple[str, ...]:
        """Give the flashcard tags in a text, as Anki shows them."""
        if "#" not in inline.raw:
            return ()
        found = (anki_tag(tag["name"]) for tag in _TAG.finditer(shade(inline)))
        return tuple(tag for tag in found if self._counts(tag))

    def tags_of(self, blocks: Blocks) -> tuple[str, ...]:
        """Give the flashcard tags in blocks, as Anki shows them."""
        return tuple(tag for inline in inlines(blocks) for tag in self.tags_in(inline))

    def tags_around(self, paragraphs: Blocks) -> tuple[str, ...]:
        """Give the flashcard tags in paragraphs that many units may share."""
        found: tuple[str, ...] = ()
        for paragraph in paragraphs:
            known = self._known.get(id(paragraph))
            if known is None:
                # The paragraph is kept beside them, so that no other can get its identity.
                known = self._known[id(paragraph)] = (paragraph, self.tags_of((paragraph,)))
            found += known[1]
        return found

    def stretches(self, blocks: Blocks) -> Iterator[tuple[Blocks, tuple[str, ...]]]:
        """Part blocks at the lines of nothing but tags; with each stretch come the tags that end it."""
        stretch: list[Block] = []
        for block in blocks:
            for part in self._parts(block):
                if isinstance(part, Block):
                    stretch.append(part)
                else:
                    yield tuple(stretch), part
                    stretch = []
        yield tuple(stretch), ()

    def _parts(self, block: Block) -> Iterator[Block | tuple[str, ...]]:
        inline = block.inline
        if block.kind is not Kind.PARAGRAPH or inline is None or not self.tags_in(inline):
            yield block
            return
        begin = 0
        for start, end in inline.line_spans():
            line = inline.cut(start, end)
            if _TAG.sub("", shade(line)).strip() or not (tags := self.tags_in(line)):
                continue
            yield from _paragraph(inline.cut(begin, start))
            yield tags
            begin = end
        yield from _paragraph(inline.cut(begin), block.token)

    def without_tags(self, block: Block) -> Block:
        """Take the flashcard tags out of a block."""
        children = tuple(map(self.without_tags, block.children))
        inline = block.inline
        if inline is not None and self.tags_in(inline):
            inline = _joined([_untagged(line, self._counts) for line in inline.lines()], "\n")
            return block._replace(inline=inline, children=children, span=inline.span)
        return block._replace(children=children)


def untagged(inline: Inline, tags: Sequence[str]) -> Inline:
    """Take the flashcard tags out of a line, such as a heading.

    Args:
        inline: The line.
        tags: The tags that count.
    """
    if "#" not in inline.raw:
        return inline
    names = folded(tags)
    return _untagged(inline, lambda tag: _is_below(tag, names))


def folded(tags: Sequence[str]) -> frozenset[str]:
    """Give tags as Anki shows them, in one case, to compare others with."""
    return frozenset(anki_tag(tag).casefold() for tag in tags) - {""}


def _is_below(tag: str, names: frozenset[str]) -> bool:
    """Tell whether a tag is one of some names, or below one of them."""
    folded = tag.casefold()
    return any(folded == name or folded.startswith(f"{name}::") for name in names)


def _untagged(line: Inline, counts: Callable[[str], bool]) -> Inline:
    kept, begin = [], 0
    for tag in _TAG.finditer(shade(line)):
        if counts(anki_tag(tag["name"])):
            kept.append(line.cut(begin, tag.start()))
            begin = tag.end()
    return _joined([*kept, line.cut(begin)], " ") if begin else line


def _paragraph(inline: Inline, token: str = "") -> Iterator[Block]:
    if inline.raw:
        yield Block(Kind.PARAGRAPH, inline.span, inline, token=token)


def _joined(parts: list[Inline], between: str) -> Inline:
    runs: list[Run] = []
    for part in parts:
        if part.runs:
            at = part.runs[0].start
            runs += [Run(between, (), at, at)] if runs else []
            runs += part.runs
    return Inline(tuple(runs))


def inlines(blocks: Sequence[Block]) -> Iterator[Inline]:
    """Give all inline content of blocks, in source order."""
    for block in blocks:
        if block.inline is not None:
            yield block.inline
        yield from inlines(block.children)

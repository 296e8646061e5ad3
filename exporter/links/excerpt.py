"""The part of a note that a link's fragment names: all of it, a section, or a block."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from exporter.labels import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.markdown import Block
    from exporter.parse import ParsedNote

# What Obsidian takes out of headings when it writes a link to one.
_NOT_IN_LINK = re.compile(r"[#|^:%\[\]\\\s]+")


class Excerpt(NamedTuple):
    """A part of a note.

    Attributes:
        note: The note.
        fragment: What names the part; empty for the whole.
        blocks: The part, without the heading that names it.
    """

    note: ParsedNote
    fragment: str
    blocks: tuple[Block, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Tells it from any other."""
        return self.note.source.path, self.fragment

    def holds(self, path: str, offset: int) -> bool:
        """Tell whether a place of a note is in it."""
        return path == self.note.source.path and any(
            block.span.start <= offset < block.span.end for block in self.blocks
        )


def excerpt(note: ParsedNote, fragment: str) -> Excerpt | None:
    """Cut out what a fragment names; None where nothing has that name, or it is empty.

    Args:
        note: The note.
        fragment: What stands behind the `#`, such as `Heading`, `Above#Heading` or `^id`.
    """
    blocks = tuple(_named(note, fragment))
    return Excerpt(note, _key(fragment), blocks) if blocks else None


def has(note: ParsedNote, fragment: str) -> bool:
    """Tell whether a link's fragment leads to something in a note."""
    if fragment.startswith("^"):
        # Obsidian knows ids in places where no block of ours ends.
        return (
            re.search(rf"\^{re.escape(fragment[1:].strip())}[ \t]*$", note.source.text, re.MULTILINE)
            is not None
        )
    return not fragment.strip() or _heading(note, fragment) is not None


def _key(fragment: str) -> str:
    return "#".join(_plain(part) for part in fragment.split("#") if part.strip())


def _plain(heading: str) -> str:
    return fold(heading) or _NOT_IN_LINK.sub("", heading)


def _named(note: ParsedNote, fragment: str) -> Iterable[Block]:
    from exporter.markdown import Kind

    if fragment.startswith("^"):
        found = next((block for block in _walk(note.blocks()) if block.token == fragment[1:].strip()), None)
        if found is None:
            return ()
        return found.children if found.kind is Kind.ITEM else (found,)
    if not fragment.strip():
        return note.blocks()
    heading = _heading(note, fragment)
    if heading is None or heading is note.title:
        return () if heading is None else note.blocks()
    section = next((each for each in note.walk() if each.heading is heading), None)
    return section.all_blocks() if section else ()


def _heading(note: ParsedNote, fragment: str) -> Block | None:
    """Find a heading; of several names in a row each stands below the one before."""
    wanted = [_plain(part) for part in fragment.split("#") if part.strip()]
    first = (note.title,) if note.title else ()
    for block in chain(first, _headings(note)):
        if wanted and _plain(block.text) == wanted[0]:
            del wanted[0]
            if not wanted:
                return block
    return None


def _headings(note: ParsedNote) -> Iterator[Block]:
    from exporter.markdown import Kind

    for section in note.walk():
        if section.heading:
            yield section.heading
        yield from (block for block in _walk(section.blocks) if block.kind is Kind.HEADING)


def _walk(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _walk(block.children)

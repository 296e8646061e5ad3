"""Tree to plain text: what the HTML of the same part says, without its markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.markdown.links import Links
    from exporter.markdown.tree import Block, Inline, Run

_LEADING = frozenset({"wikilink", "embed", "img"})


def inline_text(inline: Inline, links: Links) -> str:
    """Give the plain text of inline content, white space folded.

    Args:
        inline: The runs.
        links: What links and embeds lead to.
    """
    if inline.tags.isdisjoint(_LEADING):
        return inline.text
    return " ".join("".join(_said(run, links) for run in inline.runs).split())


def _said(run: Run, links: Links) -> str:
    mark = next((mark for mark in run.marks if mark.tag in _LEADING), None)
    if mark is None:
        return run.text
    if mark.tag == "wikilink":
        return links.label(mark.value) if run.text == mark.value else run.text
    part = links.part(mark.value)
    return blocks_text(part.blocks, part.links) if part else run.text


def blocks_text(blocks: Iterable[Block], links: Links) -> str:
    """Give the plain text of blocks, white space folded.

    Args:
        blocks: Of one part of the note.
        links: What links and embeds lead to.
    """
    return " ".join(text for text in (_text(block, links) for block in blocks) if text)


def _text(block: Block, links: Links) -> str:
    own = inline_text(block.inline, links) if block.inline else ""
    parts = (own, " ".join(block.code.split()), blocks_text(block.children, links))
    return " ".join(part for part in parts if part)

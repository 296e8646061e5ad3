"""Block elements to the tree's blocks."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from exporter.markdown.comments import FILLER
from exporter.markdown.inline import DEEPEST, InlineReader
from exporter.markdown.margin import parted
from exporter.markdown.tree import Block, Kind
from exporter.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from selectolax.lexbor import LexborNode

    _Maker = Callable[["BlockReader", LexborNode, Span], Iterable[Block]]

# The kind, what the author's theme makes of it, and whether it is folded.
_CALLOUT = re.compile(r"\[!([^\[\]|\n]+)(?:\|[^\[\]\n]*)?\]([+-]?)[ \t]*")
_NUMBER = re.compile(r"\d{1,9}")
# Fences that Obsidian's plugins run: they ask for notes or draw buttons, and hold nothing to learn.
_PROGRAMS = frozenset(
    {
        "base",
        "button",
        "compressed-json",
        "dataview",
        "dataviewjs",
        "meta-bind",
        "meta-bind-button",
        "query",
        "tasks",
        "templater",
        "toc",
        "tracker",
    }
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


class BlockReader:
    """One walk over the elements of one note.

    Args:
        inlines: Reads what is inside the blocks.
        raw: Whether the note may have HTML elements of its own.
        boxes: Whether it may have task boxes.
    """

    def __init__(self, inlines: InlineReader, *, raw: bool, boxes: bool) -> None:
        self.depth = 0
        self.raw = raw
        self.boxes = boxes
        self.inlines = inlines
        self.inline = inlines.read
        self.span = inlines.span

    def blocks(self, parent: LexborNode, around: Span | None = None) -> list[Block]:
        """Turn an element's children into blocks; loose inline content becomes a paragraph."""
        within = around or Span(self.inlines.base, self.inlines.end)
        found: list[Block] = []
        loose: list[LexborNode] = []
        self.depth += 1
        for child in parent.iter(include_text=True):
            if child.is_text_node:
                # Between two blocks there is a line end, and nothing to read.
                if loose or child.text_content != "\n":
                    loose.append(child)
                continue
            make = self._reader(child) if self.depth < DEEPEST else None
            if make is None:
                loose.append(child)
                continue
            if loose:
                self._paragraph(loose, within, found)
                loose = []
            for block in make(self, child, self.span(child.attributes, within)):
                _add(block, found)
        self.depth -= 1
        if loose:
            self._paragraph(loose, within, found)
        return found

    def _reader(self, node: LexborNode) -> _Maker | None:
        """Give what reads an element as blocks; None for inline content.

        An inline element that nothing closes, or that the note puts around whole blocks, is looked through.
        """
        tag = node.tag or ""
        known = _BLOCKS.get(tag)
        if known or not self.raw or tag.startswith("-") or not node.css_first(_ANY_BLOCK):
            return known
        return BlockReader.container

    def _paragraph(self, nodes: list[LexborNode], within: Span, found: list[Block]) -> None:
        inline, token = self.inline(nodes, within)
        if inline.raw.strip():
            first, last = inline.runs[0], inline.runs[-1]
            found.append(
                Block(Kind.PARAGRAPH, Span(first.start, max(last.end, first.start)), inline, token=token)
            )

    def heading(self, node: LexborNode, span: Span) -> Iterable[Block]:
        """Make a heading."""
        inline, token = self.inline(node.iter(include_text=True), span)
        yield Block(Kind.HEADING, span, inline, level=_HEADINGS[node.tag or "h1"], token=token)

    def paragraph(self, node: LexborNode, span: Span) -> Iterable[Block]:
        """Make a paragraph."""
        inline, token = self.inline(node.iter(include_text=True), span)
        if inline.raw.strip() or token:
            yield Block(Kind.PARAGRAPH, span, inline, token=token)

    def listing(self, node: LexborNode, span: Span) -> Iterable[Block]:
        """Make a list of items; a label at its margin ends it."""
        first = (node.attributes.get("start") or "1") if node.tag == "ol" else "0"
        level = int(first) if first.isdecimal() else 1
        nodes = [child for child in node.iter() if child.tag == "li"]
        spans = [self.span(child.attributes, span) for child in nodes]
        numbers = self._numbers(spans, level)
        items = [self.item(*each) for each in zip(nodes, spans, numbers, strict=True)]
        return parted(items, span.start, level, self.inlines.text)

    def item(self, node: LexborNode, span: Span, number: int) -> Block:
        """Make an item of a list, with the state of its task box."""
        box = next((child for child in node.iter() if child.tag == "input"), None) if self.boxes else None
        state = "" if box is None else "x" if "checked" in box.attributes else "-"
        children = tuple(self.blocks(node, span))
        token = children[0].token if children else ""
        return Block(Kind.ITEM, span, None, children, number, state, token=token)

    def _numbers(self, spans: list[Span], first: int) -> list[int]:
        """Give the numbers of a list's items as the author wrote them, if they rise; else count."""
        if not first:
            return [0] * len(spans)
        found = [_NUMBER.match(self.inlines.text, span.start) for span in spans]
        written = [int(number[0]) if number else 0 for number in found]
        rises = all(one < other for one, other in pairwise(written))
        return written if rises and written[:1] == [first] else list(range(first, first + len(spans)))

    def code(self, node: LexborNode, span: Span) -> Iterable[Block]:
        """Make a block of code or a drawing."""
        inner = next((child for child in node.iter() if child.tag == "code"), None)
        name = (inner.attributes.get("class") or "") if inner else ""
        text = (inner or node).text().replace(FILLER, "")
        if name.removeprefix("language-").partition(" ")[0].casefold() in _PROGRAMS:
            return
        yield Block(Kind.CODE, span, info=name.removeprefix("language-"), code=text.rstrip("\n"))

    def table(self, node: LexborNode, span: Span) -> Iterable[Block]:
        """Make a table; the first row is its head."""
        rows = []
        for row in node.css("tr"):
            around = self.span(row.attributes, span)
            cells = [
                self.cell(cell, self.span(cell.attributes, around))
                for cell in row.iter()
                if cell.tag in {"td", "th"}
            ]
            rows.append(Block(Kind.ROW, around, children=tuple(cells)))
        token = rows[-1].children[0].token if rows and rows[-1].children and not rows[-1].text else ""
        yield Block(Kind.TABLE, span, children=tuple(rows[:-1] if token else rows), token=token)

    def cell(self, node: LexborNode, span: Span) -> Block:
        """Make a cell of a table; right below one, its block id looks like a row."""
        inline, token = self.inline(node.iter(include_text=True), span)
        return Block(Kind.CELL, span, inline, info=node.attributes.get("align") or "", token=token)

    def quote(self, node: LexborNode, span: Span) -> Iterable[Block]:
        """Make a quotation, or the callout that one stands for in Obsidian."""
        children = self.blocks(node, span)
        first = children[0].inline if children and children[0].kind is Kind.PARAGRAPH else None
        head = _CALLOUT.match(first.raw) if first else None
        if first is None or head is None:
            yield Block(Kind.QUOTE, span, children=tuple(children))
            return
        ends = first.raw.find("\n")
        title = first.cut(head.end(), ends if ends >= 0 else None)
        rest = first.cut(ends) if ends >= 0 else None
        body = children[1:]
        if rest and rest.raw:
            body.insert(0, Block(Kind.PARAGRAPH, rest.span, rest, token=children[0].token))
        yield Block(Kind.CALLOUT, span, title, tuple(body), info=head[1].strip().casefold())

    def details(self, node: LexborNode, span: Span) -> Iterable[Block]:
        """Make a folded part, written as HTML."""
        summary = next((child for child in node.iter() if child.tag == "summary"), None)
        title = self.inline(summary.iter(include_text=True), span)[0] if summary else None
        if summary:
            summary.decompose()
        children = self.blocks(node, span)
        where = _around(children) if children else span
        yield Block(Kind.DETAILS, where, title, tuple(children))

    def rule(self, node: LexborNode, span: Span) -> Iterable[Block]:  # noqa: ARG002 - one signature for all
        """Make a thematic break."""
        yield Block(Kind.RULE, span)

    def container(self, node: LexborNode, span: Span) -> Iterable[Block]:
        """Look through an element that only groups others."""
        yield from self.blocks(node, span)

    def section(self, node: LexborNode, span: Span) -> Iterable[Block]:
        """Look through a section; the footnotes stand where they are referred to."""
        if "data-footnotes" not in node.attributes:
            yield from self.blocks(node, span)


def _add(block: Block, found: list[Block]) -> None:
    """Add a block; a block id alone in a paragraph belongs to the block before."""
    if block.kind is Kind.PARAGRAPH and block.inline and not block.inline.raw.strip():
        if found and not found[-1].token:
            found[-1] = found[-1]._replace(token=block.token)
    else:
        found.append(block)


def _around(blocks: list[Block]) -> Span:
    """Give the place of some blocks; those of raw HTML know theirs only roughly, and in no order."""
    return Span(min(block.span.start for block in blocks), max(block.span.end for block in blocks))


_BLOCKS: dict[str, _Maker] = {
    **dict.fromkeys(_HEADINGS, BlockReader.heading),
    "p": BlockReader.paragraph,
    "ul": BlockReader.listing,
    "ol": BlockReader.listing,
    "pre": BlockReader.code,
    "table": BlockReader.table,
    "blockquote": BlockReader.quote,
    "details": BlockReader.details,
    "hr": BlockReader.rule,
    "section": BlockReader.section,
    **dict.fromkeys(
        ("div", "center", "article", "main", "aside", "header", "footer", "figure"), BlockReader.container
    ),
}
_ANY_BLOCK = ",".join(_BLOCKS)

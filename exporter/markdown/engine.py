"""comrak and lexbor behind the door: Markdown to HTML with positions, and that HTML to a tree.

Both engines are native code; what Python does here is one walk over the elements.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from exporter.markdown.tree import Block, Inline, Kind, Mark, Run
from exporter.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from selectolax.lexbor import LexborNode

_EXTENSIONS = (
    "table",
    "tasklist",
    "strikethrough",
    "autolink",
    "footnotes",
    "math_dollars",
    "wikilinks_title_after_pipe",
    "highlight",
    "cjk_friendly_emphasis",
    # An unclosed <textarea> or <script> would otherwise swallow the rest of the note.
    "tagfilter",
)
_POSITION = re.compile(r"(\d+):(\d+)-(\d+):(\d+)")
_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)
_CODE = re.compile(r"^(?P<fence>[ \t>]*(?P<mark>`{3,}|~{3,})).*?^[ \t>]*(?P=mark)[`~]*[ \t]*$|(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)", re.DOTALL | re.MULTILINE)
_EMBED = re.compile(r"!\[\[([^\]|\n]+)(?:\|([^\]\n]*))?\]\]")
_TOKEN = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]+)\s*$")
_CALLOUT = re.compile(r"\[!([\w-]+)\]([+-]?)[ \t]*")
# Stands for a comment inside a line, so that every offset stays what it is in the file.
_FILLER = "\ue000"

# Nesting beyond what anybody writes is read as plain text, lest Python's stack end.
_DEEPEST = 60

_MARKS = frozenset({"strong", "em", "del", "mark", "sub", "sup", "kbd", "u", "ins", "s", "b", "i", "small"})
_SAME = {"b": "strong", "i": "em", "s": "del", "ins": "u"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


@cache
def _renderer() -> Callable[[str], str]:
    import comrak  # noqa: PLC0415 - native library, costs start-up

    extensions, parsing, rendering = comrak.ExtensionOptions(), comrak.ParseOptions(), comrak.RenderOptions()
    for name in _EXTENSIONS:
        setattr(extensions, name, True)
    parsing.sourcepos_chars = True
    rendering.sourcepos = True
    rendering.unsafe_ = True

    def render(markdown: str) -> str:
        return comrak.render_markdown(
            markdown, extension_options=extensions, parse_options=parsing, render_options=rendering
        )

    return render


def parse(source: Source, start: int = 0) -> tuple[Block, ...]:
    """Parse a note's body. Never fails, whatever the text.

    Args:
        source: The note.
        start: Offset at which the body begins; it is the beginning of a line.

    Returns:
        The blocks; their spans are offsets into the whole source.
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - native library, costs start-up

    body = _without_comments(source.text[start:])
    root = LexborHTMLParser(_renderer()(body)).body
    if root is None:
        return ()
    return tuple(_Builder(source, start, body).blocks(root))


def _without_comments(body: str) -> str:
    """Blank out ``%%comments%%`` outside code, keeping every offset."""
    if "%%" not in body:
        return body
    code = [match.span() for match in _CODE.finditer(body)]

    def blank(match: re.Match[str]) -> str:
        if any(begin <= match.start() < end for begin, end in code):
            return match[0]
        return "".join("\n" if char == "\n" else _FILLER for char in match[0])

    lines = _COMMENT.sub(blank, body).split("\n")
    return "\n".join(" " * len(line) if _FILLER in line and not line.strip(_FILLER + " \t") else line for line in lines)


class _Builder:
    """One walk over the elements of one note."""

    def __init__(self, source: Source, start: int, body: str) -> None:
        self.depth = 0
        self.text = source.text
        self.base = start
        self.starts = Source("", body).line_starts
        self.end = len(source.text)

    def span(self, node: LexborNode, fallback: Span) -> Span:
        """Read an element's position; raw HTML has none and takes its surroundings'."""
        found = _POSITION.fullmatch(node.attributes.get("data-sourcepos") or "")
        if not found:
            return fallback
        line, column, last, end = map(int, found.groups())
        if last > len(self.starts):
            return fallback
        begin = self.base + self.starts[line - 1] + column - 1
        return Span(begin, max(begin, min(self.base + self.starts[last - 1] + end, self.end)))

    # ── blocks ──────────────────────────────────────────────────────────────────────────────

    def blocks(self, parent: LexborNode, around: Span | None = None) -> list[Block]:
        """Turn an element's children into blocks; loose inline content becomes a paragraph."""
        within = around or Span(self.base, self.end)
        found: list[Block] = []
        loose: list[LexborNode] = []
        self.depth += 1
        for child in parent.iter(include_text=True):
            make = _BLOCKS.get(child.tag or "") if self.depth < _DEEPEST else None
            if make is None:
                loose.append(child)
                continue
            self._paragraph(loose, within, found)
            loose = []
            found.extend(make(self, child, self.span(child, within)))
        self.depth -= 1
        self._paragraph(loose, within, found)
        return found

    def _paragraph(self, nodes: list[LexborNode], within: Span, found: list[Block]) -> None:
        inline, token = self.inline(nodes, within)
        if inline.raw.strip():
            first, last = inline.runs[0], inline.runs[-1]
            found.append(Block(Kind.PARAGRAPH, Span(first.start, max(last.end, first.start)), inline, token=token))

    def heading(self, node: LexborNode, span: Span) -> Iterable[Block]:
        """Make a heading."""
        inline, token = self.inline(node.iter(include_text=True), span)
        yield Block(Kind.HEADING, span, inline, level=_HEADINGS[node.tag or "h1"], token=token)

    def paragraph(self, node: LexborNode, span: Span) -> Iterable[Block]:
        """Make a paragraph."""
        inline, token = self.inline(node.iter(include_text=True), span)
        if inline.raw.strip():
            yield Block(Kind.PARAGRAPH, span, inline, token=token)

    def listing(self, node: LexborNode, span: Span) -> Iterable[Block]:
        """Make a list of items."""
        first = (node.attributes.get("start") or "1") if node.tag == "ol" else "0"
        items = [self.item(child, self.span(child, span)) for child in node.iter() if child.tag == "li"]
        yield Block(Kind.LIST, span, children=tuple(items), level=int(first) if first.isdecimal() else 1)

    def item(self, node: LexborNode, span: Span) -> Block:
        """Make an item of a list, with the state of its task box."""
        box = next((child for child in node.iter() if child.tag == "input"), None)
        state = "" if box is None else "x" if "checked" in box.attributes else "-"
        children = tuple(self.blocks(node, span))
        token = children[0].token if children else ""
        return Block(Kind.ITEM, span, children=children, info=state, token=token)

    def code(self, node: LexborNode, span: Span) -> Iterable[Block]:
        """Make a block of code or a drawing."""
        inner = next((child for child in node.iter() if child.tag == "code"), None)
        name = (inner.attributes.get("class") or "") if inner else ""
        text = (inner or node).text().replace(_FILLER, "")
        yield Block(Kind.CODE, span, info=name.removeprefix("language-"), code=text.rstrip("\n"))

    def table(self, node: LexborNode, span: Span) -> Iterable[Block]:
        """Make a table; the first row is its head."""
        rows = []
        for row in node.css("tr"):
            around = self.span(row, span)
            cells = [self.cell(cell, self.span(cell, around)) for cell in row.iter() if cell.tag in {"td", "th"}]
            rows.append(Block(Kind.ROW, around, children=tuple(cells)))
        yield Block(Kind.TABLE, span, children=tuple(rows))

    def cell(self, node: LexborNode, span: Span) -> Block:
        """Make a cell of a table."""
        inline, _ = self.inline(node.iter(include_text=True), span)
        return Block(Kind.CELL, span, inline, info=node.attributes.get("align") or "")

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
        yield Block(Kind.CALLOUT, span, title, tuple(body), info=head[1].casefold())

    def details(self, node: LexborNode, span: Span) -> Iterable[Block]:
        """Make a folded part, written as HTML."""
        summary = next((child for child in node.iter() if child.tag == "summary"), None)
        title = self.inline(summary.iter(include_text=True), span)[0] if summary else None
        if summary:
            summary.decompose()
        children = self.blocks(node, span)
        where = Span(children[0].span.start, children[-1].span.end) if children else span
        yield Block(Kind.DETAILS, where, title, tuple(children))

    def rule(self, node: LexborNode, span: Span) -> Iterable[Block]:  # noqa: ARG002 - one signature for all
        """Make a thematic break."""
        yield Block(Kind.RULE, span)

    def container(self, node: LexborNode, span: Span) -> Iterable[Block]:
        """Look through an element that only groups others."""
        yield from self.blocks(node, span)

    def footnotes(self, node: LexborNode, span: Span) -> Iterable[Block]:
        """Make the footnotes, each by its number."""
        if "data-footnotes" not in node.attributes:
            yield from self.blocks(node, span)
            return
        for item in node.css("li"):
            for link in item.css("a.footnote-backref"):
                link.decompose()
            around = self.span(item, span)
            number = (item.attributes.get("id") or "").removeprefix("fn-")
            yield Block(Kind.FOOTNOTE, around, children=tuple(self.blocks(item, around)), info=number)

    # ── inline ──────────────────────────────────────────────────────────────────────────────

    def inline(self, nodes: Iterable[LexborNode], span: Span) -> tuple[Inline, str]:
        """Turn inline elements into runs.

        Returns:
            The runs without white space at either end, and the ``^block-id`` that ended them.
        """
        runs: list[Run] = []
        self._runs(nodes, (), span.start, span.end, runs)
        inline = Inline(tuple(runs))
        inline = inline.cut(0)
        token = _TOKEN.search(inline.raw) if "^" in inline.raw else None
        if token and not inline.runs[-1].marks:
            return inline.cut(0, token.start()), token[1]
        return inline, ""

    def _runs(
        self, nodes: Iterable[LexborNode], marks: tuple[Mark, ...], cursor: int, limit: int, runs: list[Run]
    ) -> int:
        for node in nodes:
            tag = node.tag or ""
            if tag == "-text":
                cursor = self._text(node.text(deep=False), marks, cursor, limit, runs)
                continue
            if tag == "input" or tag.startswith(("-", "!")):
                continue
            span = self.span(node, Span(cursor, limit))
            mark = _mark(tag, node.attributes, span)
            within = (*marks, mark) if mark else marks
            self.depth += 1
            if self.depth >= 2 * _DEEPEST:
                cursor = self._text(node.text(), within, cursor, limit, runs)
            elif mark and mark.tag in _ATOMS:
                text = "\n" if mark.tag == "br" else node.attributes.get("alt") or "" if tag == "img" else node.text()
                begin = self.text.find(text, span.start, span.end) if text.strip() else -1
                begin, end = (begin, begin + len(text)) if begin >= 0 else span
                runs.append(Run(text.replace(_FILLER, ""), within, begin, end))
            else:
                self._runs(node.iter(include_text=True), within, span.start, span.end, runs)
            self.depth -= 1
            cursor = span.end if "data-sourcepos" in node.attributes else cursor
        return cursor

    def _text(self, text: str, marks: tuple[Mark, ...], cursor: int, limit: int, runs: list[Run]) -> int:
        """Add a text node, line by line, each found again in the source behind the cursor."""
        if "[[" in text:
            return self._with_embeds(text, marks, cursor, limit, runs)
        for number, line in enumerate(text.split("\n")):
            if number:
                runs.append(Run("\n", marks, cursor, cursor))
            if not line:
                continue
            begin = self.text.find(line, cursor, limit)
            if begin < 0:
                # Escapes and entities: the text differs from its source. Keep what is sure.
                begin = cursor
                end = min(begin + len(line), limit)
            else:
                end = begin + len(line)
            runs.append(Run(line.replace(_FILLER, ""), marks, begin, end))
            cursor = end
        return cursor

    def _with_embeds(self, text: str, marks: tuple[Mark, ...], cursor: int, limit: int, runs: list[Run]) -> int:
        at = 0
        for found in _EMBED.finditer(text):
            if found.start() > at:
                cursor = self._plain(text[at : found.start()], marks, cursor, limit, runs)
            begin = max(self.text.find(found[0], cursor, limit), cursor)
            span = Span(begin, begin + len(found[0]))
            name = found[1].strip().rsplit("/", 1)[-1]
            runs.append(Run(name, (*marks, Mark("embed", found[1].strip(), span, found[2] or "")), *span))
            cursor, at = span.end, found.end()
        return self._plain(text[at:], marks, cursor, limit, runs) if at < len(text) else cursor

    def _plain(self, text: str, marks: tuple[Mark, ...], cursor: int, limit: int, runs: list[Run]) -> int:
        """Add text in which ``[[`` has been dealt with."""
        head, bracket, tail = text.partition("[[")
        cursor = self._text(head, marks, cursor, limit, runs) if head else cursor
        if bracket:
            begin = max(self.text.find(bracket, cursor, limit), cursor)
            runs.append(Run(bracket, marks, begin, begin + len(bracket)))
            cursor = self._plain(tail, marks, begin + len(bracket), limit, runs)
        return cursor


# Elements that are one piece: they are not cut, and their text is not searched for marks.
_ATOMS = frozenset({"img", "br", "math", "footnote"})


def _mark(tag: str, attributes: dict[str, Any], span: Span) -> Mark | None:
    """Give the mark that an inline element stands for; None to look through it."""
    if tag in _MARKS:
        if "footnote-ref" in (attributes.get("class") or ""):
            return Mark("footnote", "", span)
        return Mark(_SAME.get(tag, tag), "", span)
    match tag:
        case "code":
            return Mark("math" if "data-math-style" in attributes else "code", "inline", span)
        case "span" if "data-math-style" in attributes:
            return Mark("math", attributes["data-math-style"] or "inline", span)
        case "a":
            link = "wikilink" if "data-wikilink" in attributes else "a"
            return Mark(link, unquote(attributes.get("href") or ""), span)
        case "img":
            return Mark("img", unquote(attributes.get("src") or ""), span, attributes.get("width") or "")
        case "br":
            return Mark("br", "", span)
    return None


_BLOCKS: dict[str, Callable[[_Builder, LexborNode, Span], Iterable[Block]]] = {
    **dict.fromkeys(_HEADINGS, _Builder.heading),
    "p": _Builder.paragraph,
    "ul": _Builder.listing,
    "ol": _Builder.listing,
    "pre": _Builder.code,
    "table": _Builder.table,
    "blockquote": _Builder.quote,
    "details": _Builder.details,
    "hr": _Builder.rule,
    "section": _Builder.footnotes,
    **dict.fromkeys(("div", "center", "article", "main", "aside", "header", "footer", "figure"), _Builder.container),
}

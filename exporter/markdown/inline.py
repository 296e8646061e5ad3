"""Inline elements to runs of text, each with its place in the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from exporter.markdown.columns import Columns
from exporter.markdown.comments import FILLER
from exporter.markdown.tags import tagged
from exporter.markdown.tree import Inline, Mark, Run, cut_run
from exporter.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from selectolax.lexbor import LexborNode

    from exporter.source import Source

# So many times a note's own length its footnotes are said where they are referred to.
_TIMES = 4
# Nesting beyond what anybody writes is read as plain text, lest Python's stack end.
DEEPEST = 60

_EMBED = re.compile(r"!\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
# What stands behind the words of a picture: `|300`, `|300x200`; or alone instead of them.
_WIDTH = re.compile(r"(?:^|\|)\s*(\d{1,5})(?:\s*x\s*\d{1,5})?\s*$")
_HANGUL, _TEX = re.compile("[가-힣]"), re.compile(r"[\\^_{}=]")
_BESIDE_COMMENTS = re.compile(f"[^{FILLER}]+")
_TOKEN = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]+)\s*$")
_MARKS = frozenset(
    {
        "strong",
        "em",
        "del",
        "mark",
        "sub",
        "sup",
        "kbd",
        "u",
        "ins",
        "s",
        "b",
        "i",
        "small",
        "code",
        "br",
        "dt",
    }
)
_SAME = {"b": "strong", "i": "em", "s": "del", "ins": "u", "dt": "strong"}


class InlineReader:
    """Reads the inline elements of one note.

    Args:
        source: The note.
        start: Offset at which the body begins.
        body: The text that was parsed: the source from there on, of the same length.
        footnotes: Texts by id.
    """

    def __init__(self, source: Source, start: int, body: str, footnotes: Mapping[str, str]) -> None:
        self.depth = 0
        # What the engine saw, at the offsets of the source: texts are found again in it.
        self.text = source.text[:start] + body
        self.base = start
        self.columns = Columns(body)
        self.end = len(source.text)
        self.footnotes = footnotes
        self._room = _TIMES * len(body)

    def span(self, attributes: Mapping[str, str | None], fallback: Span) -> Span:
        """Read an element's position; raw HTML has none and takes its surroundings'."""
        written = attributes.get("data-sourcepos")
        if not written:
            return fallback
        found = self.columns.stretch(written)
        if found is None:
            return fallback
        start, end = self.base + found[0], self.base + found[1]
        if end > self.end:
            start, end = min(start, self.end), self.end
        return Span(start, max(start, end))

    def read(self, nodes: Iterable[LexborNode], span: Span) -> tuple[Inline, str]:
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
            if node.is_text_node:
                cursor = self._text(node.text_content or "", marks, cursor, limit, runs)
                continue
            tag = node.tag or ""
            if tag in {"input", "svg"} or tag.startswith(("-", "!")):
                continue
            attributes = node.attributes
            span = self.span(attributes, Span(cursor, limit))
            mark = _mark(tag, attributes, span)
            within = (*marks, mark) if mark else marks
            self.depth += 1
            if self.depth >= 2 * DEEPEST:
                cursor = self._text(node.text(), within, cursor, limit, runs)
            elif (
                mark and mark.tag == "math" and _is_price(node.text(), self.text[span.start - 1 : span.start])
            ):
                cursor = self._text(f"${node.text()}$", marks, span.start, span.end, runs)
            elif mark and mark.tag in _ATOMS:
                text = self._said(node, mark)
                begin = self.text.find(text, span.start, span.end) if text.strip() else -1
                begin, end = (begin, begin + len(text)) if begin >= 0 else span
                runs.append(Run(text.replace(FILLER, ""), within, begin, end))
            elif tag not in _MARKS and not _ELEMENT.fullmatch(tag):
                cursor = self._unknown(node, marks, cursor, limit, runs)
            else:
                self._runs(node.iter(include_text=True), within, span.start, span.end, runs)
            self.depth -= 1
            cursor = span.end if "data-sourcepos" in attributes else cursor
        return cursor

    def _unknown(
        self, node: LexborNode, marks: tuple[Mark, ...], cursor: int, limit: int, runs: list[Run]
    ) -> int:
        """Read what only looks like an element, such as ``<bucket>`` in a path: it is text."""
        for number, pattern in enumerate((rf"<{re.escape(node.tag or '')}\b[^<>]*>", r"\s*</[^<>]*>")):
            found = re.compile(pattern, re.IGNORECASE).search(self.text, cursor, limit)
            if found and (not number or found.start() == cursor):
                runs.append(Run(found[0], marks, *found.span()))
                cursor = found.end()
            if not number:
                cursor = self._runs(node.iter(include_text=True), marks, cursor, limit, runs)
        return cursor

    def _said(self, node: LexborNode, mark: Mark) -> str:
        """Give the text of an element that is one piece; never empty, lest a cut lose it."""
        match mark.tag:
            case "br":
                return "\n"
            case "img":
                words, _ = _words_and_width(node.attributes.get("alt") or "")
                return words or mark.value.rsplit("/", 1)[-1] or "?"
            case "footnote":
                link = node.css_first("a")
                target = (link.attributes.get("href") or "") if link else ""
                return f" ({self._footnote(target.removeprefix('#'), node.text())})"
        return node.text()

    def _text(self, text: str, marks: tuple[Mark, ...], cursor: int, limit: int, runs: list[Run]) -> int:
        """Add a text node; Obsidian's ``![[embeds]]`` are still text here."""
        if "![[" not in text:
            return self._lines(text, marks, cursor, limit, runs)
        at = 0
        for found in _EMBED.finditer(text):
            cursor = self._lines(text[at : found.start()], marks, cursor, limit, runs)
            span = self._place(found[0], cursor, limit)
            words, width = _words_and_width(found[2] or "")
            name = words or found[1].strip().rsplit("/", 1)[-1] or "?"
            runs.append(Run(name, (*marks, Mark("embed", found[1].strip(), span, width)), *span))
            cursor, at = span.end, found.end()
        return self._lines(text[at:], marks, cursor, limit, runs)

    def _place(self, embed: str, cursor: int, limit: int) -> Span:
        """Find an embed in the source; in a table its bar is escaped."""
        for written in (embed, embed.replace("|", "\\|")):
            begin = self.text.find(written, cursor, limit)
            if begin >= 0:
                return Span(begin, begin + len(written))
        return Span(cursor, min(cursor + len(embed), limit))

    def _footnote(self, name: str, number: str) -> str:
        """Give a footnote's text; its number alone once the note has said its footnotes many times over."""
        text = self.footnotes.get(name, "?")
        self._room -= len(text)
        return text if self._room >= 0 else number

    def _lines(self, text: str, marks: tuple[Mark, ...], cursor: int, limit: int, runs: list[Run]) -> int:
        """Add text line by line, each line found again in the source behind the cursor."""
        for number, line in enumerate(text.split("\n")):
            if number:
                runs.append(Run("\n", marks, cursor, cursor))
            if not line:
                continue
            found = self.text.find(line, cursor, limit)
            # Escapes and entities make the text differ from its source; then the beginning is kept.
            begin = found if found >= 0 else cursor
            cursor = min(begin + len(line), limit)
            whole = Run(line, marks, begin, cursor)
            if "#" not in line and FILLER not in line:
                runs.append(whole)
                continue
            for part in _BESIDE_COMMENTS.finditer(line):
                before = runs[-1].text[-1:] if runs else ""
                runs += tagged(cut_run(whole, *part.span()), before, self.text)
        return cursor


def _is_price(tex: str, before: str) -> bool:
    """Tell whether a formula is what stands between two prices, as in `5$에서 10$`."""
    words = _HANGUL.search(tex) and not _TEX.search(tex)
    return bool(words) and (before.isdecimal() or tex[:1].isdecimal())


def _words_and_width(written: str) -> tuple[str, str]:
    """Part what a picture is described by from the width that it is shown in."""
    found = _WIDTH.search(written)
    words = written[: found.start()] if found else written
    return words.strip(), found[1] if found else ""


# What people write of HTML in notes; anything else in angle brackets is a placeholder.
_ELEMENT = re.compile(
    "a|abbr|article|aside|audio|b|bdi|bdo|big|blockquote|body|br|caption|center|cite|code|col|colgroup|dd|del"
    "|details|dfn|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|head|header|hr|html|i|iframe|img|ins|kbd"
    "|li|main|mark|nav|ol|p|picture|pre|q|rp|rt|ruby|s|samp|section|small|span|strike|strong|style|sub|summary"
    "|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|video|wbr"
)
# Elements that are one piece: they are not cut, and their text is not searched for marks.
_ATOMS = frozenset({"img", "br", "math", "footnote"})


def _mark(tag: str, attributes: Mapping[str, str | None], span: Span) -> Mark | None:
    """Give the mark that an inline element stands for; None to look through it."""
    if "data-math-style" in attributes:
        return Mark("math", attributes["data-math-style"] or "inline", span)
    if tag == "sup" and "footnote-ref" in (attributes.get("class") or ""):
        return Mark("footnote", "", span)
    if tag == "a":
        link = "wikilink" if "data-wikilink" in attributes else "a"
        return Mark(link, unquote(attributes.get("href") or ""), span)
    if tag == "img":
        _, width = _words_and_width(attributes.get("alt") or "")
        width = width or (attributes.get("width") or "").removesuffix("px")
        return Mark("img", unquote(attributes.get("src") or ""), span, width)
    return Mark(_SAME.get(tag, tag), "", span) if tag in _MARKS else None

"""comrak and lexbor behind the door: Markdown to HTML with positions, and that HTML to a tree.

Both engines are native code; what Python does here is one walk over the elements.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from exporter.markdown.blocks import BlockReader
from exporter.markdown.comments import FILLER, without_comments
from exporter.markdown.inline import InlineReader
from exporter.markdown.unclosed import without_unclosed

if TYPE_CHECKING:
    from collections.abc import Callable

    from selectolax.lexbor import LexborNode

    from exporter.markdown.tree import Block
    from exporter.source import Source

_EXTENSIONS = (
    "table",
    "tasklist",
    "strikethrough",
    "autolink",
    "footnotes",
    "inline_footnotes",
    "math_dollars",
    "wikilinks_title_after_pipe",
    "highlight",
    "cjk_friendly_emphasis",
    # An unclosed <textarea> or <script> would otherwise swallow the rest of the note.
    "tagfilter",
)

# Around a marker, what looks like a space or like nothing: a Korean keyboard on a Mac writes a
# no-break space behind it, and text from the web brings the others.
_BLANK = re.compile("[\u00a0\u2000-\u200d\u202f\u2060\u3000\ufeff]")
_MARKER = re.compile(
    rf"^(?:[ \t>]|{_BLANK.pattern})*(?:#{{1,6}}|[-*+]|\d{{1,9}}[.)])(?: |{_BLANK.pattern})", re.MULTILINE
)


def _with_plain_markers(body: str) -> str:
    """Make plain spaces of the others around the markers of headings and lists, keeping every offset."""
    if not _BLANK.search(body):
        return body
    return _MARKER.sub(lambda marker: _BLANK.sub(" ", marker[0]), body)


@cache
def _renderer() -> Callable[[str], str]:
    import comrak

    extensions, parsing, rendering = comrak.ExtensionOptions(), comrak.ParseOptions(), comrak.RenderOptions()
    for name in _EXTENSIONS:
        setattr(extensions, name, True)
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
    from selectolax.lexbor import LexborHTMLParser

    body = _with_plain_markers(without_comments(source.text[start:]))
    html = _renderer()(body)
    # Without this sign a note has no elements of its own: those of the engine are well nested.
    raw = "<" in body
    root = LexborHTMLParser(without_unclosed(html) if raw else html).body
    if root is None:
        return ()
    footnotes = _footnotes(root) if "data-footnotes" in html else {}
    inlines = InlineReader(source, start, body, footnotes)
    return tuple(BlockReader(inlines, raw=raw, boxes=raw or "<input" in html).blocks(root))


def _footnotes(root: LexborNode) -> dict[str, str]:
    """Give the texts of the footnotes by id."""
    found: dict[str, str] = {}
    for item in root.css("section[data-footnotes] > ol > li"):
        for back in item.css("a.footnote-backref"):
            back.decompose()
        found[item.attributes.get("id") or ""] = " ".join(item.text().replace(FILLER, "").split())
    return found

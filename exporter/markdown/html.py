"""Tree to HTML: clean by construction, for nothing but the tags named here is ever written."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote

from exporter.markdown.code import code_html
from exporter.markdown.tree import Block, Inline, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from exporter.markdown.links import Links, Part
    from exporter.markdown.tree import Mark, Run

_EMBEDS = frozenset({"embed", "img"})
_PLAIN = frozenset({"strong", "em", "del", "mark", "sub", "sup", "kbd", "u", "small", "code"})
_SCHEMES = re.compile(r"(?:https?://|mailto:|obsidian://)", re.IGNORECASE)
_DISPLAY = re.compile(r'(<div class="math display">.*?</div>)', re.DOTALL)
_NOT_IN_CLASS = re.compile(r"[^a-z-]")
# Fences that are drawn by a program; without a browser nothing here can run it.
DRAWN = frozenset({"mermaid", "plantuml", "puml", "dot", "graphviz", "d2"})
# A fence that names no language, or one of these, holds a drawing and not code.
_DRAWING = DRAWN | {"", "text", "txt", "ascii", "plain", "plaintext", "diagram"}


def is_drawing(block: Block) -> bool:
    """Tell whether a code block holds a drawing and not code."""
    return block.kind is Kind.CODE and block.info.partition(" ")[0].casefold() in _DRAWING


def inline_html(inline: Inline, links: Links) -> str:
    """Render inline content.

    Args:
        inline: The runs.
        links: What links and embeds lead to.
    """
    if not inline.tags:
        return escape(inline.raw, quote=False)
    out: list[str] = []
    open_marks: list[tuple[Mark, str]] = []
    for run in inline.runs:
        marks = _own_marks(run)
        keep = 0
        while keep < min(len(open_marks), len(marks)) and open_marks[keep][0] == marks[keep]:
            keep += 1
        out += [end for _, end in reversed(open_marks[keep:])]
        del open_marks[keep:]
        text: str | None = None
        for mark in marks[keep:]:
            begin, end, whole = _element(mark, run, links)
            if whole is not None:
                text = whole
                break
            out.append(begin)
            open_marks.append((mark, end))
        out.append(escape(run.text, quote=False) if text is None else text)
    out += [end for _, end in reversed(open_marks)]
    return "".join(out)


def _own_marks(run: Run) -> tuple[Mark, ...]:
    """Give a run's marks; a display formula stands alone, for it parts the paragraph it is in."""
    last = run.marks[-1:]
    return last if last and last[0].tag == "math" and last[0].value == "display" else run.marks


def _element(mark: Mark, run: Run, links: Links) -> tuple[str, str, str | None]:
    """Give an element's begin and end, or, of one that is a single piece, the whole."""
    whole = _WHOLE.get(mark.tag)
    if whole:
        return "", "", whole(mark, run, links)
    if mark.tag in _PLAIN:
        return f"<{mark.tag}>", f"</{mark.tag}>", None
    if mark.tag == "a" and _SCHEMES.match(mark.value):
        return f'<a href="{escape(quote(mark.value, safe=_SAFE))}">', "</a>", None
    if mark.tag == "footnote":
        return '<span class="footnote">', "</span>", None
    return "", "", None


_SAFE = "%/:=&?~#+!$,;'@()*[]-._"


def _break(_mark: Mark, _run: Run, _links: Links) -> str:
    return "<br>"


def _wikilink(mark: Mark, run: Run, links: Links) -> str:
    label = links.label(mark.value) if run.text == mark.value else run.text
    return f'<span class="wikilink">{escape(label, quote=False)}</span>'


def _math(mark: Mark, run: Run, _links: Links) -> str:
    tex = escape(run.text.strip(), quote=False)
    if mark.value == "display":
        return rf'<div class="math display">\[{tex}\]</div>'
    return rf'<span class="math inline">\({tex}\)</span>'


def _picture(mark: Mark, run: Run, links: Links) -> str:
    name = links.picture(mark.value)
    if name is None:
        return f'<span class="missing">{escape(run.text, quote=False)}</span>'
    width = mark.detail
    size = f' width="{width}"' if width.isdecimal() and width.isascii() else ""
    return f'<img src="{escape(name)}" alt="{escape(run.text)}"{size}>'


def _embed(mark: Mark, run: Run, links: Links) -> str:
    """Render a picture, or what is embedded of a note."""
    part = links.part(mark.value)
    if part is None:
        return _picture(mark, run, links)
    alone = _only_paragraph(part)
    return inline_html(alone, part.links) if alone else block_html(part.blocks, part.links)


def _only_paragraph(part: Part) -> Inline | None:
    """Give the text of an embedded part that is one paragraph with nothing embedded in blocks."""
    first, *more = part.blocks
    if more or first.kind is not Kind.PARAGRAPH or first.inline is None:
        return None
    return None if _stands_apart(first.inline, part.links) else first.inline


def _stands_apart(inline: Inline, links: Links) -> bool:
    """Tell whether something embedded in a text is several blocks, and no part of its sentence."""
    return not inline.tags.isdisjoint(_EMBEDS) and any(_is_blocks(run, links) for run in inline.runs)


def _is_blocks(run: Run, links: Links) -> bool:
    mark = next((mark for mark in run.marks if mark.tag in _EMBEDS), None)
    part = links.part(mark.value) if mark else None
    return part is not None and _only_paragraph(part) is None


_WHOLE: dict[str, Callable[[Mark, Run, Links], str]] = {
    "br": _break,
    "embed": _embed,
    "img": _embed,
    "math": _math,
    "wikilink": _wikilink,
}


def text_html(inline: Inline, links: Links) -> str:
    """Render inline content that is a whole text: in blocks where it embeds some.

    Args:
        inline: The runs.
        links: What links and embeds lead to.
    """
    if not inline.tags:
        return escape(inline.raw, quote=False)
    return _parted(inline, links) if _stands_apart(inline, links) else inline_html(inline, links)


def _parted(inline: Inline, links: Links) -> str:
    """Render a paragraph around the blocks that are embedded in it."""
    out: list[str] = []
    for apart, group in groupby(inline.runs, key=lambda run: _is_blocks(run, links)):
        inner = Inline(tuple(group)).cut(0)
        if inner.runs:
            out.append(inline_html(inner, links) if apart else f"<p>{inline_html(inner, links)}</p>")
    return "".join(out)


def block_html(blocks: Iterable[Block], links: Links) -> str:
    """Render blocks.

    Args:
        blocks: Of one part of the note.
        links: What links and embeds lead to.
    """
    return "".join(_block(block, links) for block in blocks)


def _block(block: Block, links: Links) -> str:
    return _BLOCKS[block.kind](block, links)


def _inner(block: Block, links: Links) -> str:
    return inline_html(block.inline, links) if block.inline else ""


def _quote(block: Block, links: Links) -> str:
    return f"<blockquote>{block_html(block.children, links)}</blockquote>"


def _callout(block: Block, links: Links) -> str:
    name = _NOT_IN_CLASS.sub("", block.info) or "note"
    title = _inner(block, links) or escape(block.info.replace("-", " ").capitalize(), quote=False)
    body = block_html(block.children, links)
    return f'<div class="callout callout-{name}"><p class="callout-title">{title}</p>{body}</div>'


def _details(block: Block, links: Links) -> str:
    title = f'<p class="heading">{_inner(block, links)}</p>' if block.inline else ""
    return title + block_html(block.children, links)


def _part(block: Block, links: Links) -> str:
    """Render a block that only stands inside another one."""
    return _tight(block.children, links) or _inner(block, links)


def _paragraph(block: Block, links: Links) -> str:
    """Wrap a paragraph; a display formula or an embedded block in it stands between two."""
    if block.inline and _stands_apart(block.inline, links):
        return _parted(block.inline, links)
    inner = _inner(block, links)
    if '<div class="math' not in inner:
        return f"<p>{inner}</p>"
    parts = _DISPLAY.split(inner)
    return "".join(
        part if number % 2 else f"<p>{part.strip()}</p>" for number, part in enumerate(parts) if part.strip()
    )


def _list(block: Block, links: Links) -> str:
    tag = "ol" if block.level else "ul"
    start = f' start="{block.level}"' if block.level > 1 else ""
    items = [f"<li>{_task(item)}{_tight(item.children, links)}</li>" for item in block.children]
    return f"<{tag}{start}>{''.join(items)}</{tag}>"


def _task(item: Block) -> str:
    return {"x": "☑ ", "-": "☐ "}.get(item.info, "")


def _tight(blocks: tuple[Block, ...], links: Links) -> str:
    """Render an item's blocks; its first paragraph needs no ``<p>`` of its own."""
    if blocks and blocks[0].kind is Kind.PARAGRAPH and blocks[0].inline:
        return inline_html(blocks[0].inline, links) + block_html(blocks[1:], links)
    return block_html(blocks, links)


def _table(block: Block, links: Links) -> str:
    rows = []
    for number, row in enumerate(block.children):
        tag = "td" if number else "th"
        cells = "".join(
            f"<{tag}{_align(cell.info)}>{inline_html(cell.inline, links) if cell.inline else ''}</{tag}>"
            for cell in row.children
        )
        rows.append(f"<tr>{cells}</tr>")
    if not rows:
        return ""
    return f"<table><thead>{rows[0]}</thead><tbody>{''.join(rows[1:])}</tbody></table>"


def _align(side: str) -> str:
    return f' class="{side}"' if side in {"left", "center", "right"} else ""


def _code(block: Block, _: Links) -> str:
    """Render code, or a drawing as it is."""
    if is_drawing(block):
        return f'<pre class="diagram">{escape(block.code, quote=False)}</pre>'
    return code_html(block.code, block.info.partition(" ")[0].casefold())


_BLOCKS: dict[Kind, Callable[[Block, Links], str]] = {
    Kind.HEADING: lambda block, links: f'<p class="heading">{_inner(block, links)}</p>',
    Kind.PARAGRAPH: _paragraph,
    Kind.LIST: _list,
    Kind.ITEM: _part,
    Kind.CODE: _code,
    Kind.TABLE: _table,
    Kind.ROW: _part,
    Kind.CELL: _part,
    Kind.QUOTE: _quote,
    Kind.CALLOUT: _callout,
    Kind.DETAILS: _details,
    Kind.RULE: lambda _block, _links: "<hr>",
}

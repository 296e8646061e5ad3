"""The one door to the Markdown engine: text in, a tree of blocks with positions out."""

from exporter.markdown.engine import parse
from exporter.markdown.html import Links, block_html, inline_html
from exporter.markdown.tree import Block, Inline, Kind, Mark, Run

__all__ = [
    "Block",
    "Inline",
    "Kind",
    "Links",
    "Mark",
    "Run",
    "block_html",
    "inline_html",
    "parse",
]

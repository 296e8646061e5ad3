"""The one door to the Markdown engine: text in, a tree of blocks with positions out."""

from exporter.markdown.comments import open_comment, without_private
from exporter.markdown.engine import parse
from exporter.markdown.html import block_html, inline_html, text_html
from exporter.markdown.links import Links, Part
from exporter.markdown.plain import blocks_text, inline_text
from exporter.markdown.tags import may_have_tags
from exporter.markdown.tree import Block, Inline, Kind, Mark, Run

__all__ = [
    "Block",
    "Inline",
    "Kind",
    "Links",
    "Mark",
    "Part",
    "Run",
    "block_html",
    "blocks_text",
    "inline_html",
    "inline_text",
    "may_have_tags",
    "open_comment",
    "parse",
    "text_html",
    "without_private",
]

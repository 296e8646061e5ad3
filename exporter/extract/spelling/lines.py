"""The lines of a section, and the label that one may begin with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from exporter.markdown import Block, Inline, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.source import Span

_LETTER = re.compile(r"[\s*]*[(\[]?(?:(?P<letter>[A-H])\s*[).:\]]|(?P<circled>[①-⑧]))\s*\S")
_LABEL = re.compile(r"[\W_]*(?P<label>\w[^:：\n]{0,40}?)\s*(?P<colon>[:：])")
_DIGITS = re.compile(r"\s*\d{1,3}$")


class Label(NamedTuple):
    """The words before a line's first colon.

    Attributes:
        words: As written, without what decorates them and without a number behind them.
        line: The line.
        start: Where in it they begin.
        rest: What follows the colon.
    """

    words: str
    line: Inline
    start: int
    rest: str

    @property
    def bold(self) -> bool:
        """Whether they are."""
        return self.line.strong_lead() >= self.start + len(self.words)

    def place(self, skipped: int = 0) -> Span:
        """Give where they stand, the first characters left out."""
        return self.line.cut(self.start + skipped, self.start + len(self.words)).span


def lines_in(blocks: Iterable[Block]) -> list[Inline]:
    """Give the lines of paragraphs, items and headings, at any depth; code and tables hold none."""
    found: list[Inline] = []
    for block in blocks:
        if block.kind not in _WITHOUT_LINES:
            if block.inline:
                found += block.inline.lines()
            if block.children:
                found += lines_in(block.children)
    return found


_WITHOUT_LINES = frozenset({Kind.CODE, Kind.TABLE})


def letter_in(line: Inline) -> str:
    """Give the letter of an option, A for ①; empty where the line is none."""
    found = _LETTER.match(line.raw)
    if not found:
        return ""
    return found["letter"] or "ABCDEFGH"["①②③④⑤⑥⑦⑧".index(found["circled"])]


def label_in(line: Inline) -> Label | None:
    """Read a label; None where the line has no colon near its beginning."""
    # Most lines have no colon at all.
    found = _LABEL.match(line.raw) if ":" in line.raw or "：" in line.raw else None
    if not found:
        return None
    words = _DIGITS.sub("", found["label"])
    return Label(words, line, found.start("label"), line.raw[found.end() :].strip(" *"))

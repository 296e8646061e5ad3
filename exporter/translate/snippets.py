"""Makes a text of a translation's Markdown, with the links, pictures and footnotes of its note."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from exporter.model import Text
from exporter.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.extract import Texts
    from exporter.markdown import Block, Links

_FOOTNOTE = re.compile(r"^\[\^(?P<name>[^\]\s]+)\]:[ \t]+(?P<text>\S.*)$", re.MULTILINE)
# What would make a line begin a list, a quotation or a heading; a text of one line is none.
_MARKER = re.compile(r"^(\d{1,9})?([.)>#+*-])(?=\s|$)")
_BLOCK = re.compile(r"<(?:p|ul|ol|table|pre|blockquote|div|hr|section)\b")
_NAMELESS = Text("", "", "", "en")


class NotePlace(NamedTuple):
    """What a translation needs of the note whose text it is.

    Attributes:
        links: What its links and pictures lead to.
        footnotes: The texts of its footnotes, by name.
    """

    links: Links
    footnotes: Mapping[str, str]


def footnotes_of(text: str) -> Mapping[str, str]:
    """Give the texts of a note's footnotes, by name.

    Args:
        text: The whole note.
    """
    if "[^" not in text:
        return {}
    return {found["name"]: found["text"].strip() for found in _FOOTNOTE.finditer(text)}


class Snippets:
    """Makes texts of translations.

    Attributes:
        places: What there is of each note, by path.
    """

    def __init__(self, places: Mapping[str, NotePlace]) -> None:
        """Take what there is of each note, by path."""
        self.places = places

    def text(self, path: str, original: Text, markdown: str, lang: str, footnotes: str = "") -> Text:
        """Make a text.

        Args:
            path: Of the note.
            original: What is translated: whether it has blocks says how the translation is read.
            markdown: The translation.
            lang: Its language.
            footnotes: Footnotes that it refers to, as Markdown has them.
        """
        texts, blocks = self._read(path, original, markdown, footnotes)
        made = texts.blocks(blocks)
        return replace(made, markdown=markdown, lang=lang)

    def with_gaps(self, path: str, original: Text, markdown: str, lang: str) -> tuple[Text, tuple[int, ...]]:
        """Make a text with gaps; give the numbers of these, too.

        Args:
            path: Of the note.
            original: What is translated.
            markdown: The translation, with ``{{c1::…}}``.
            lang: Its language.
        """
        from exporter.extract import gaps_filled

        texts, blocks = self._read(path, original, markdown, "")
        text, numbers = gaps_filled(blocks, texts)
        return replace(text, markdown=markdown, lang=lang), numbers

    def _read(
        self, path: str, original: Text, markdown: str, footnotes: str
    ) -> tuple[Texts, tuple[Block, ...]]:
        from exporter.extract import Texts
        from exporter.markdown import parse

        if not _BLOCK.match(original.html):
            markdown = _MARKER.sub(r"\1\\\2", markdown)
        source = Source(path, f"{markdown}\n\n{footnotes}" if footnotes else markdown)
        return Texts(source, self.places[path].links, _NAMELESS), parse(source)

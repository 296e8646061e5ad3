"""HTML is read as WeasyPrint's parser alone reads it."""

from __future__ import annotations

import random
from xml.etree.ElementTree import tostring

import tinyhtml5
from tinyhtml5 import inputstream

from exporter.press.scanning import keep_patterns

PIECES = (
    "<p>",
    "</p>",
    "<b id='a' class=c>",
    "</b>",
    "글 ",
    "a & b",
    "&amp;",
    "&#x41;",
    "<",
    "\n",
    "\x00",
    "<!--",
    "-->",
)


def test_a_document_is_read_as_before() -> None:
    """Whatever stands in it, and wherever it breaks off, the tree is the same, and patterns are few."""
    draw = random.Random(7)  # noqa: S311 - no secret
    documents = ["".join(draw.choices(PIECES, k=draw.randint(1, 60))) for _ in range(300)]
    before, inputstream.characters_until_regex = inputstream.characters_until_regex, {}
    try:
        theirs = [tostring(tinyhtml5.parse(each)) for each in documents]
        keep_patterns()
        kept = inputstream.characters_until_regex
        assert [tostring(tinyhtml5.parse(each)) for each in documents] == theirs
        assert 0 < len(kept) < 30
        keep_patterns()
        assert inputstream.characters_until_regex is kept
    finally:
        inputstream.characters_until_regex = before

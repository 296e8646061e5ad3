"""Adds text at the ends of a file's lines, and leaves every other byte as it is."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_BREAK = re.compile(r"\r\n|\r|\n")
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def add_to_lines(content: bytes, tails: Mapping[int, str]) -> bytes:
    """Add text at the ends of lines.

    Args:
        content: Of the file, in any encoding that notes come in.
        tails: ASCII text by line, from 1, lines counted as `exporter.source` counts them.
    """
    mark = next((each for each in _WIDE if content.startswith(each)), b"")
    # In all other encodings here a byte below 0x40 is the ASCII character: no need to know which.
    codec = _WIDE.get(mark, "latin-1")
    text = content[len(mark) :].decode(codec)
    ends = [*(found.start() for found in _BREAK.finditer(text)), len(text)]
    for line in sorted(tails, reverse=True):
        at = ends[line - 1]
        text = text[:at] + tails[line] + text[at:]
    return mark + text.encode(codec)

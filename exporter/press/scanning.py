"""The patterns with which HTML is scanned, made once: told to WeasyPrint's parser, which keeps them unfound.

Tinyhtml5 keeps each pattern under itself instead of under what it was made of, and so makes it anew for
every piece of text: half the time of reading a document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tinyhtml5 import inputstream

if TYPE_CHECKING:
    from collections.abc import Iterable

_KEPT = "characters_until_regex"


def keep_patterns() -> None:
    """Let the parser, from now on, find the patterns that it has."""
    if type(getattr(inputstream, _KEPT, None)) is dict:
        setattr(inputstream, _KEPT, _Patterns())


class _Patterns(dict[tuple["Iterable[str]", bool], "re.Pattern[str]"]):
    """Patterns of as much text as has none, or only some, of given characters."""

    def __missing__(self, asked: tuple[Iterable[str], bool]) -> re.Pattern[str]:
        characters, among = asked
        listed = "".join(f"\\x{ord(character):02x}" for character in characters)
        made = self[asked] = re.compile(f"[{listed}]+" if among else f"[^{listed}]+")
        return made

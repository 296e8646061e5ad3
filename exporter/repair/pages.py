"""The code pages that UTF-8 has been mistaken for, and the bytes that get lost on the way through each."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple


class Page(NamedTuple):
    """A code page.

    Attributes:
        name: As Python calls it.
        bytes: The byte behind each character, as the character of that number; ASCII is left out,
            and what the page does not have is `NONE`.
        undefined: Bytes that programs drop because the page has no visible character for them.
    """

    name: str
    bytes: dict[int, str]
    undefined: frozenset[int]


# Stands for a character that the page does not have.
NONE = "\ufffe"
_NAMES = ("cp1254", "cp1252", "latin-1", "mac_roman")


@cache
def pages() -> tuple[Page, ...]:
    """Give the pages, those that lose most first where nothing tells two apart."""
    return tuple(_page(name) for name in _NAMES)


def _page(name: str) -> Page:
    found = dict.fromkeys(range(0x80, 0x100), NONE)
    undefined = set()
    for byte in range(0x80, 0x100):
        try:
            character = bytes((byte,)).decode(name)
        except UnicodeDecodeError:
            character = chr(byte)
        # Control characters are invisible, and so is the soft hyphen: converters like to take them away.
        if unicodedata.category(character) == "Cc" or character == "\xad":
            undefined.add(byte)
        found[ord(character)] = chr(byte)
    return Page(name, found, frozenset(undefined))


def length(lead: int) -> int:
    """Say how many bytes follow a first byte in UTF-8.

    Args:
        lead: From C2 to F4.
    """
    return 1 + (lead >= 0xE0) + (lead >= 0xF0)  # noqa: PLR2004 - where longer ones begin

"""Tags, as Anki writes them."""

from __future__ import annotations

import re
import unicodedata

# Anki shows tags on cards as HTML.
_NOT_IN_TAG = re.compile(r"[\s\"'`<>&\x00-\x1f]+")


def anki_tag(tag: str) -> str:
    """Write an Obsidian tag the way Anki does: levels joined by ``::``, no white space, no ``#``."""
    levels = unicodedata.normalize("NFC", tag).strip().lstrip("#").replace("::", "/").split("/")
    return "::".join(level for level in (_NOT_IN_TAG.sub("-", level.strip()) for level in levels) if level)

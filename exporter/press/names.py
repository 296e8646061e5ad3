"""How a page names what it loads: schemes of its own, which nothing outside the program answers."""

from __future__ import annotations

from urllib.parse import quote

ATTACHMENT = "attachment"
FONT = "font"


def attachment_url(name: str) -> str:
    """Name an attachment of the pack."""
    return f"{ATTACHMENT}:{quote(name)}"


def font_url(face: str) -> str:
    """Name an installed font."""
    return f"{FONT}:{face}"

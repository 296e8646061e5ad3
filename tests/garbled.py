"""Damages text the way programs do."""

from __future__ import annotations

from exporter.repair.pages import NONE, pages


def garbled(text: str, *names: str, dropped: bool = False, folded: bool = False) -> str:
    """Read UTF-8 as another encoding, last name first.

    Args:
        text: Healthy.
        names: Of the code pages.
        dropped: Whether bytes without a visible character are lost.
        folded: Whether no-break spaces become spaces.
    """
    for name in reversed(names):
        page = next(each for each in pages() if each.name == name)
        shown = {ord(byte): chr(code) for code, byte in page.bytes.items() if byte != NONE}
        lost = page.undefined if dropped else frozenset()
        text = "".join(chr(b) if b < 128 else shown[b] for b in text.encode() if b not in lost)
        text = text.replace("\xa0", " ") if folded else text
    return text

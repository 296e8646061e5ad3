"""Tells at a glance whether a text may be damaged: nearly none is, and what repairs it is not loaded then."""

from __future__ import annotations

import re
from functools import cache

from exporter.repair.pages import pages


def suspicious(text: str) -> bool:
    """Tell at a glance whether a text may be damaged.

    Args:
        text: Any text.
    """
    return _glance().search(text) is not None


@cache
def _glance() -> re.Pattern[str]:
    leads, follows = set(), set()
    for page in pages():
        for code, byte in page.bytes.items():
            if "\xc2" <= byte <= "\xf4":
                leads.add(chr(code))
            elif "\x80" <= byte <= "\xbf":
                follows.add(chr(code))
    wanted = "".join(map(re.escape, sorted(follows)))
    return re.compile(f"[{''.join(map(re.escape, sorted(leads)))}][{wanted}\ufffd]")

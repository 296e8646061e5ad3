"""What a style says of its font, told once: WeasyPrint asks for every run of text, and again to draw it.

A style does not change any more once a text has been set in it: where WeasyPrint wants another, it makes a
copy, and a copy remembers nothing.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from weasyprint.text import line_break

_TOLD = "told_of_fonts"
_ASKED = ("get_font_description", "_font_style_cache_key")


def remember_fonts() -> None:
    """Let WeasyPrint, from now on, ask each style once."""
    for name in _ASKED:
        asked = getattr(line_break, name, None)
        if asked is not None and not hasattr(asked, "__wrapped__"):
            setattr(line_break, name, _once(asked))


def _once(asked: Any) -> Any:  # noqa: ANN401 - untyped library
    @wraps(asked)
    def told(style: Any, *others: Any, **named: Any) -> Any:  # noqa: ANN401
        kept = vars(style).setdefault(_TOLD, {})
        name = (asked, others, *named.values())
        if name not in kept:
            kept[name] = asked(style, *others, **named)
        return kept[name]

    return told

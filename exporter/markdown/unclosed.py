"""Elements that a note opens and never closes, made text again: each would swallow what comes after it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

# What an HTML parser does not close by itself where the next block begins. Of others it makes no prison.
_KEPT_OPEN = frozenset(
    {"table", "select", "template", "math", "svg", "button", "object", "applet", "marquee", "frameset"}
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
# comrak's own elements know their place; raw ones do not.
_PLACED = "data-sourcepos="
# What holds text, and so no more than its own part of an element.
_LINES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th"})


def without_unclosed(html: str) -> str:
    """Escape raw elements that are not closed: in a line of text by its end, elsewhere by the note's.

    Args:
        html: As comrak renders it, raw HTML included.
    """
    folded = html.casefold()
    if not any(f"<{name}" in folded for name in _KEPT_OPEN):
        return html
    raw = _Raw()
    line: tuple[str, int] | None = None
    for tag in _TAG.finditer(html):
        ends, name = bool(tag[1]), tag[2].casefold()
        if line and ends and name == line[0]:
            raw.give_up(line[1])
            line = None
        elif name in _LINES and not ends and _PLACED in tag[3]:
            line = name, len(raw.open)
        elif name not in _KEPT_OPEN or _PLACED in tag[3] or tag[3].endswith("/"):
            continue
        elif ends:
            raw.close(name)
        else:
            raw.open.append((name, tag.start()))
            raw.names[name] += 1
    raw.give_up(0)
    parts: list[str] = []
    at = 0
    for place in sorted(raw.unclosed):
        parts += (html[at:place], "&lt;")
        at = place + 1
    return "".join((*parts, html[at:]))


@dataclass(slots=True)
class _Raw:
    """Raw elements that are open.

    Attributes:
        open: Their names and places.
        names: How many there are of each name.
        unclosed: Places of those that will never be closed.
    """

    open: list[tuple[str, int]] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    unclosed: list[int] = field(default_factory=list)

    def close(self, name: str) -> None:
        """Close the innermost element of a name; what is open within it stays so for ever."""
        if self.names[name]:
            inner = len(self.open) - 1
            while self.open[inner][0] != name:
                inner -= 1
            self.give_up(inner + 1)
            self.open.pop()
            self.names[name] -= 1

    def give_up(self, outer: int) -> None:
        """Keep so many elements open, and of the others no more than their places."""
        for name, place in self.open[outer:]:
            self.unclosed.append(place)
            self.names[name] -= 1
        del self.open[outer:]

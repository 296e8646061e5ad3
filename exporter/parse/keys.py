"""Names of properties that are nearly ones that count."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from exporter.diagnostics import Diagnostic, at
from exporter.source import Span
from exporter.spelling import Words, letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exporter.source import Source

# What each property that counts may also be called.
KEYS = {
    "title": (),
    "id": (),
    "tags": ("tag",),
    "aliases": ("alias",),
    "created": ("date",),
    "modified": ("updated",),
}
_DATES = frozenset({"created", "date", "modified", "updated"})
_EVERY = {name: key for key, others in KEYS.items() for name in (key, *others)}
# `id` and `tag` are a letter from too many words.
_SHORTEST = 4
_KNOWN = Words(tuple(name for name in _EVERY if len(name) >= _SHORTEST))
_KEY = re.compile(r"^[ \t]*[\"']?(?P<key>[^\s:\"'#\[\]{}-][^:\n\"']{0,60}?)[\"']?[ \t]*:", re.MULTILINE)


def misspelt_keys(found: Mapping[str, Any], source: Source, end: int) -> Iterator[Diagnostic]:
    """Find properties that are a letter from one that counts, where that one is missing.

    Args:
        found: The properties, names in one case.
        source: The note.
        end: Offset behind the front matter.
    """
    present = {_EVERY[name] for name in found if name in _EVERY}
    near = {name: meant for name in found if (meant := _meant(name, found[name], present))}
    if not near:
        return
    for key in _KEY.finditer(source.text, 0, end):
        meant = near.pop(key["key"].casefold(), None)
        if meant:
            message = f"`{key['key']}` is no property that counts here"
            yield at(
                source, Span(*key.span("key")), "property-misspelt", message, fix=f"did you mean `{meant}`?"
            )


def _meant(name: str, value: object, present: set[str]) -> str | None:
    """Give the property that a name is nearly, if its value is one that this property takes."""
    near = None if name in _EVERY else _KNOWN.near(name, 1)
    if near is None or _EVERY[near] in present or not _fits(near, value):
        return None
    # Of four letters, one exchanged for another makes too many other words: `tabs`, `rate`.
    swapped = len(near) > _SHORTEST or sorted(letters(name)) == sorted(near) or len(name) != len(near)
    return near if swapped else None


def _fits(near: str, value: object) -> bool:
    if near not in _DATES:
        return isinstance(value, str | list)
    try:
        return isinstance(value, date) or bool(date.fromisoformat(str(value).strip()[:10]))
    except ValueError:
        return False

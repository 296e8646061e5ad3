"""Cards as Anki would show them: its templates filled in, without Anki.

Fields, conditions, and the filters ``text`` and ``cloze`` are all that our templates use; Anki's own
backend draws the same, see the tests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAG = re.compile(r"\{\{([#^/]?)\s*(.*?)\s*\}\}")
_MARKUP = re.compile(r"<!--.*?-->|<style.*?</style>|<script.*?</script>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_GAP = re.compile(r"\{\{c(?P<number>\d+)::(?P<inside>.*?)(?:::(?P<hint>.*?))?\}\}", re.DOTALL)
_EMPTY = re.compile(r"(?:\s|<br ?/?>|</?div>)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Face:
    """A card of Anki's as it is shown.

    Attributes:
        template: Name of its template.
        number: From 0: of the template, or of the gap.
        front: What asks.
        back: What answers.
    """

    template: str
    number: int
    front: str
    back: str


def filled(template: str, fields: Mapping[str, str], gap: int | None, *, back: bool) -> str:
    """Fill in a template.

    Args:
        template: As Anki reads it.
        fields: Of the note, ``Tags`` among them.
        gap: Number of the gap that is asked for; None on cards without gaps.
        back: Whether the gap is filled.
    """
    out: list[str] = []
    hidden: list[tuple[str, bool]] = []
    at = 0
    for tag in _TAG.finditer(template):
        if not any(hides for _, hides in hidden):
            out.append(template[at : tag.start()])
        at = tag.end()
        sign, name = tag[1], tag[2]
        if sign == "/":
            hidden.pop()
        elif sign:
            empty = _EMPTY.fullmatch(fields[name]) is not None
            hidden.append((name, empty is (sign == "#")))
        elif not any(hides for _, hides in hidden):
            out.append(_value(name, fields, gap, back=back))
    out.append(template[at:])
    return "".join(out)


def _value(name: str, fields: Mapping[str, str], gap: int | None, *, back: bool) -> str:
    *filters, field = name.split(":")
    value = fields[field]
    if "cloze" in filters:
        value = _GAP.sub(lambda found: _gap(found, gap, back=back), value)
    if "text" in filters:
        value = unescape(_MARKUP.sub("", value))
    return value


def _gap(found: re.Match[str], asked: int | None, *, back: bool) -> str:
    if int(found["number"]) != asked:
        return f'<span class="cloze-inactive" data-ordinal="{found["number"]}">{found["inside"]}</span>'
    shown = found["inside"] if back else f"[{found['hint'] or '...'}]"
    return f'<span class="cloze" data-ordinal="{found["number"]}">{shown}</span>'

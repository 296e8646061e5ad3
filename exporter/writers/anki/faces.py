"""Cards as Anki would show them: its templates filled in, without Anki.

Fields, conditions, and the filters ``text`` and ``cloze`` are all that our templates use; Anki's own
backend draws the same, see the tests. What a learner's own templates ask for beyond them is shown as
the field stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exporter.writers.anki.markup import Sides
    from exporter.writers.anki.notetypes import NoteType, Template

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


def faces(
    note_type: NoteType, both: Mapping[str, Sides], fields: Mapping[str, str], deck: str, tags: Sequence[str]
) -> Iterator[Face]:
    """Give the cards that Anki makes of one of its notes.

    Args:
        note_type: Of the note.
        both: The sides of each of its templates, by name.
        fields: Of the note.
        deck: Full name of its deck.
        tags: As Anki shows them.
    """
    for number, template in enumerate(note_type.templates):
        pair = both[template.name]
        known = {**fields, **_special(note_type, template, deck, tags)}
        if note_type.cloze:
            for gap in _gaps(pair.front, fields):
                yield _face(template.name, gap - 1, pair, known, gap)
        elif template.asks is None or not _is_empty(fields[template.asks]):
            yield _face(template.name, number, pair, known, None)


def _face(name: str, number: int, pair: Sides, fields: Mapping[str, str], gap: int | None) -> Face:
    front = filled(pair.front, fields, gap, back=False)
    return Face(name, number, front, filled(pair.back, {**fields, "FrontSide": front}, gap, back=True))


def _special(note_type: NoteType, template: Template, deck: str, tags: Sequence[str]) -> dict[str, str]:
    """Fill the fields that every note has in Anki."""
    return {
        "Tags": " ".join(sorted(("_".join(tag.split()) for tag in tags), key=str.casefold)),
        "Type": note_type.name,
        "Deck": deck,
        "Subdeck": deck.rpartition("::")[2],
        "Card": template.name,
        "CardFlag": "",
        "CardID": "",
        "FrontSide": "",
    }


def _gaps(front: str, fields: Mapping[str, str]) -> list[int]:
    """Give the numbers of the gaps that a front asks for: a card each."""
    asked = {tag[2].rpartition(":")[2] for tag in _TAG.finditer(front) if "cloze:" in tag[2]}
    return sorted({int(gap["number"]) for name in asked for gap in _GAP.finditer(fields[name])} - {0})


def _is_empty(value: str) -> bool:
    return _EMPTY.fullmatch(value) is not None


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
            hidden.append((name, _is_empty(fields[name]) is (sign == "#")))
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

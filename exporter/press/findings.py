"""What WeasyPrint logs, as diagnostics that name the note."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote

from exporter.diagnostics import Diagnostic
from exporter.model import ConceptCard, texts_of
from exporter.press.names import ATTACHMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.model import Card, Pack

_NO_GLYPH = re.compile(r'\.notdef glyph rendered .* unsupported by fonts: "(.*?)" \(', re.DOTALL)
_NO_PICTURE = re.compile(
    rf"Failed to (?:load|render SVG) image (?:at )?'?{ATTACHMENT}:(.+?)'?(?:: (?:\w+: )*(.*))?$", re.DOTALL
)
_REDRAW = "export it anew, as PNG or as plain SVG"
_INSTALL = "install fonts that have it, such as `fonts-nanum fonts-naver-d2coding fonts-symbola`, or name one"
_HANGUL = re.compile("[가-힣]")


def findings(messages: Iterable[str], pack: Pack) -> Iterator[Diagnostic]:
    """Turn log messages into diagnostics.

    Args:
        messages: As logged, without doubles.
        pack: Where to look for characters that no font has.
    """
    missing: dict[str, None] = {}
    for message in messages:
        glyph, picture = _NO_GLYPH.search(message), _NO_PICTURE.match(message)
        if picture is not None:
            yield from _not_drawn(unquote(picture[1]), picture[2] or "it cannot be drawn", pack)
        elif glyph is None:
            yield Diagnostic("print-warning", message[:1].lower() + message[1:])
        else:
            missing |= dict.fromkeys(glyph[1])
    if any(map(_HANGUL.match, missing)):
        # One message for a missing font, not one for each of its syllables.
        missing = {char: None for char in missing if not _HANGUL.match(char)}
        yield Diagnostic("missing-glyph", "no font here has Hangul", help=_INSTALL)
    by_note: dict[str | None, list[str]] = {}
    for character in missing:
        for note in _notes(character, pack) or (None,):
            by_note.setdefault(note, []).append(character)
    for note, characters in by_note.items():
        yield Diagnostic("missing-glyph", _said(characters), path=note, help=_INSTALL)


def _not_drawn(name: str, reason: str, pack: Pack) -> Iterator[Diagnostic]:
    path = next((each.path for each in pack.attachments if each.name == name), name)
    shown = f'src="{html.escape(name)}"'
    notes = dict.fromkeys(
        issued.card.origin.note
        for issued in pack.cards
        if any(shown in text.html for text in texts_of(issued.card))
    )
    for note in notes or (None,):
        yield Diagnostic("picture-not-drawn", f"cannot print `{path}`: {reason}", path=note, help=_REDRAW)


def _notes(character: str, pack: Pack) -> tuple[str, ...]:
    found = (issued.card.origin.note for issued in pack.cards if character in _whole(issued.card))
    return tuple(dict.fromkeys(found))


def _said(characters: list[str]) -> str:
    """Name the first character; a whole alphabet would otherwise be a page of warnings."""
    first, *others = characters
    name = unicodedata.name(first, "unnamed").lower()
    said = f"no font here has `{first}` (U+{ord(first):04X}, {name})"
    return f"{said} and {len(others)} more: `{' '.join(others)}`" if others else said


def _whole(card: Card) -> str:
    drawings = card.diagrams if isinstance(card, ConceptCard) else ()
    texts = (*card.origin.context, *texts_of(card))
    return "\n".join([*(text.text for text in texts), *drawings])

"""What WeasyPrint logs, as diagnostics that name the note."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from exporter.diagnostics import Diagnostic
from exporter.model import ConceptCard, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.model import Card, Pack

_NO_GLYPH = re.compile(r'\.notdef glyph rendered .* unsupported by fonts: "(.*?)" \(', re.DOTALL)
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
        glyph = _NO_GLYPH.search(message)
        if glyph is None:
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

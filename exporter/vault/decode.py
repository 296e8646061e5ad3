"""Bytes to text: the encodings that notes come in, and text that was garbled before it came."""

from __future__ import annotations

import codecs
import re
import unicodedata

from exporter.diagnostics import Checked, Diagnostic, at
from exporter.source import Source, Span

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# Code pages that UTF-8 has been mistaken for. All agree on most of what they hold.
_MISTAKEN = ("cp1252", "cp1254", "latin-1", "mac_roman")
_HANGUL = re.compile("[\uac00-\ud7a3]")
# Neither ASCII nor East Asian: what the bytes of a syllable turn into.
_SUSPECT = re.compile("[^\x00-\x7f\u1100-\u11ff\u2e80-\ud7ff]{3,}")
# So many syllables hidden in other letters are no accident.
_ENOUGH = 5


def decode(path: str, content: bytes) -> Checked[Source | None]:
    r"""Decode a note.

    Args:
        path: Of the note, relative to the vault.
        content: Its bytes.

    Returns:
        The text in NFC with ``\n`` line ends, without byte order mark; None where it is no text,
        or where its text is damaged.
    """
    text, encoding = _text(content)
    if text is None:
        message = "this file is not text in any encoding that is known here"
        return Checked(None, (Diagnostic("note-unreadable", message, path, help="save it as UTF-8"),))
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    source = Source(path, text)
    damage = _damage(text)
    if damage:
        message = "this text was UTF-8 once and has been read as another encoding: it shows garbage"
        fix = "bring back an undamaged copy of the note"
        return Checked(None, (at(source, damage, "note-damaged", message, fix=fix),))
    if encoding != "utf-8":
        message = f"this note is {encoding}, not UTF-8"
        return Checked(source, (Diagnostic("note-decoded", message, path, help="save it as UTF-8"),))
    return Checked(source)


def _text(content: bytes) -> tuple[str | None, str]:
    for mark, encoding in _BOMS.items():
        if content.startswith(mark):
            try:
                return content.decode(encoding), "utf-8" if mark == codecs.BOM_UTF8 else "UTF-16"
            except UnicodeDecodeError:
                return None, ""
    if b"\0" in content:
        # No text holds this byte; a picture or an archive does.
        return None, ""
    for encoding, name in (("utf-8", "utf-8"), ("cp949", "CP949")):
        try:
            return content.decode(encoding), name
        except UnicodeDecodeError:
            continue
    return None, ""


def _damage(text: str) -> Span | None:
    """Find text that becomes Hangul when the mistaken decoding is undone; give its first place."""
    suspects = list(_SUSPECT.finditer(text))
    if not suspects:
        return None
    hidden = "".join(match[0] for match in suspects)
    most = max(len(_HANGUL.findall(_undone(hidden, page))) for page in _MISTAKEN)
    return Span(*suspects[0].span()) if most >= _ENOUGH else None


def _undone(text: str, page: str) -> str:
    return text.encode(page, "ignore").decode("utf-8", "ignore")

"""Bytes to text: the encodings that notes come in, and text that was garbled before it came."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic
from exporter.repair import repair
from exporter.source import Source, Span
from exporter.vault.damage import beyond_repair, doubts, lost_letters, refusal, said_of, with_plain_ends

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# Texts, which `re` makes patterns of with the first note that is not in UTF-8: large sets take long.
_HANGUL = "[가-힣]"
_USUAL = "[\t\n\r -~가-힣]"
_BEYOND_ASCII = "[^\0-\x7f]"
_CONTROL = "[\0-\x08\x0e-\x1f\x7f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]"
# What is left of a syllable whose other bytes were dropped: the first letter, and a sign or another first.
_RUIN = re.compile("[ê-í](?=[\u00a0-\u00bfê-í])")
_MANY = 10
_MAY_BE_ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff]")
_ZERO_WIDTH = "[\u200b\u2060\ufeff]|(?<=[\0-\x7f가-힣])[\u200c\u200d]"


def decode(path: str, content: bytes, notes: Callable[[], Iterable[str]] = tuple) -> Checked[Source | None]:
    r"""Decode a note, and repair what was garbled before it was saved.

    Args:
        path: Of the note, relative to the vault.
        content: Its bytes.
        notes: Gives healthy texts of the same author, for what has to be guessed from context.

    Returns:
        The text in NFC with ``\n`` line ends, without byte order mark and zero-width characters,
        its no-break spaces as spaces; None where it is no text, or damaged beyond trust.
    """
    text, encoding = text_of(content)
    if text is None:
        message = "this file is not text in any encoding that is known here"
        return Checked(None, (Diagnostic("note-unreadable", message, path, help="save it as UTF-8"),))
    if not text.strip():
        message, fix = "this note is empty", "write something, or delete it"
        return Checked(Source(path, ""), (Diagnostic("note-empty", message, path, help=fix),))
    findings: list[Diagnostic] = []
    if encoding != "utf-8":
        message = f"this note is {encoding}, not UTF-8"
        findings.append(Diagnostic("note-decoded", message, path, help="save it as UTF-8"))
    on_disk = Source(path, with_plain_ends(text))
    repaired = repair(on_disk.text, notes)
    if repaired and not repaired.trusted:
        return Checked(None, (*findings, refusal(on_disk, repaired)))
    ruins = list(_RUIN.finditer(on_disk.text)) if repaired is None else []
    if len(ruins) >= _MANY:
        return Checked(None, (*findings, beyond_repair(on_disk, Span(*ruins[0].span()))))
    if (lost := on_disk.text.find("\ufffd")) >= 0:
        findings.append(lost_letters(on_disk, Span(lost, lost + 1)))
    if repaired:
        findings += (*said_of(on_disk, repaired), *doubts(on_disk, repaired))
    return Checked(Source(path, _plain(repaired.text if repaired else on_disk.text)), tuple(findings))


def text_of(content: bytes) -> tuple[str | None, str]:
    """Give the text of a file as it stands, and the name of its encoding; None where it is no text.

    Args:
        content: The file's bytes.
    """
    for mark, encoding in _BOMS.items():
        if content.startswith(mark):
            try:
                return content.decode(encoding), "utf-8" if mark == codecs.BOM_UTF8 else "UTF-16"
            except UnicodeDecodeError:
                return None, ""
    if b"\0" in content:
        # No text in other encodings holds this byte; a picture or an archive does.
        return _without_mark(content), "UTF-16"
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp949")
    except UnicodeDecodeError:
        return None, ""
    # Nearly any bytes can be taken for rare Chinese characters; a Korean note is in Hangul.
    korean = len(re.findall(_HANGUL, text)) * 2 >= len(re.findall(_BEYOND_ASCII, text))
    return (text, "CP949") if korean else (None, "")


def _without_mark(content: bytes) -> str | None:
    """Decode UTF-16 without byte order mark, if it is that: every second byte of its ASCII is zero."""
    low_first = content[1::2].count(0) >= content[::2].count(0)
    try:
        text = content.decode("utf-16-le" if low_first else "utf-16-be")
    except UnicodeDecodeError:
        return None
    usual = len(re.findall(_USUAL, text)) * 3 >= len(text) * 2
    return text if usual and not re.search(_CONTROL, text) else None


def _plain(text: str) -> str:
    """Give a text as its reader sees it."""
    seen = re.sub(_ZERO_WIDTH, "", text) if _MAY_BE_ZERO_WIDTH.search(text) else text
    seen = seen.replace("\xa0", " ").replace("\u202f", " ")
    return unicodedata.normalize("NFC", seen)

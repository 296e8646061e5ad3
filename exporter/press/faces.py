"""Installed fonts by name, asked of fontconfig through WeasyPrint's own binding."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from weasyprint.text.ffi import ffi, fontconfig

if TYPE_CHECKING:
    from collections.abc import Iterable


def installed(names: Iterable[str]) -> dict[str, Path]:
    """Find fonts.

    Args:
        names: PostScript names, such as ``NanumSquareR``.

    Returns:
        The file of each that is installed.
    """
    config = ffi.gc(fontconfig.FcInitLoadConfigAndFonts(), fontconfig.FcConfigDestroy)
    found = {name: _file(config, name) for name in names}
    return {name: file for name, file in found.items() if file is not None}


def _file(config: object, name: str) -> Path | None:
    pattern = ffi.gc(fontconfig.FcPatternCreate(), fontconfig.FcPatternDestroy)
    fontconfig.FcPatternAddString(pattern, b"postscriptname", name.encode())
    fontconfig.FcConfigSubstitute(config, pattern, fontconfig.FcMatchFont)
    fontconfig.FcDefaultSubstitute(pattern)
    match = fontconfig.FcFontMatch(config, pattern, ffi.new("FcResult *"))
    if match == ffi.NULL:
        return None
    match = ffi.gc(match, fontconfig.FcPatternDestroy)
    # The nearest font is always found: it may be another.
    return Path(_string(match, b"file")) if _string(match, b"postscriptname") == name else None


def _string(pattern: object, key: bytes) -> str:
    value = ffi.new("FcChar8 **")
    fontconfig.FcPatternGetString(pattern, key, 0, value)
    return "" if value[0] == ffi.NULL else str(ffi.string(value[0]).decode())

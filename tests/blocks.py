"""A font of blocks: every sign is a rectangle, as wide and high on one machine as on any other.

What a page looks like then depends on its style alone, not on which fonts are installed,
nor on how they are hinted.
"""

from __future__ import annotations

import base64
import io
import re
from functools import cache
from typing import TYPE_CHECKING

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from exporter.render.cells import width

if TYPE_CHECKING:
    from fontTools.ttLib.tables._g_l_y_f import Glyph

_EM = 1000
_HEIGHTS = (330, 460, 590, 720, 850)
# How style sheets write signs.
_ESCAPE = re.compile(r"\\([0-9a-f]{4})")
# Browsers take these from a font of coloured pictures, whatever the page says.
_PICTURE = re.compile(r"[\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]")


def blocked(page: str) -> str:
    """Give a page whose text is set in blocks, thicker where it is bold."""
    page = _PICTURE.sub("■", page)
    escaped = (chr(int(each, 16)) for each in _ESCAPE.findall(page))
    signs = tuple(sorted({*map(chr, range(0x20, 0x100)), *page, *escaped} - {"\n"}))
    faces = "".join(
        f"@font-face {{ font-family: Blocks; font-weight: {weights};"
        f" src: url(data:font/ttf;base64,{base64.b64encode(_font(signs, thick)).decode()}) }}"
        for weights, thick in (("1 550", 0), ("551 1000", 90))
    )
    # Without `geometricPrecision` some settings of the system round every advance to whole pixels.
    rule = (
        "*, *::before, *::after { font-family: Blocks !important; font-style: normal !important;"
        " font-synthesis: none; text-rendering: geometricPrecision !important }"
    )
    return page.replace("</head>", f"<style>{faces}{rule}</style></head>")


@cache
def _font(signs: tuple[str, ...], thick: int) -> bytes:
    """Draw the font: two widths, and five heights, so that other words give another picture."""
    drawn: dict[str, Glyph] = {".notdef": _block(0, 0), "blank": _block(0, 0)}
    advances = {".notdef": 500, "blank": 270}
    names = {}
    for sign in signs:
        wide, height = width(sign) > 1, _HEIGHTS[ord(sign) % len(_HEIGHTS)]
        name = "blank" if sign.isspace() else f"{'wide' if wide else 'narrow'}{height}"
        advances.setdefault(name, 900 if wide else 520)
        drawn.setdefault(name, _block((680 if wide else 300) + thick, height))
        names[ord(sign)] = name
    font = FontBuilder(_EM, isTTF=True)
    font.setupGlyphOrder(list(drawn))
    font.setupCharacterMap(names)
    font.setupGlyf(drawn)
    font.setupHorizontalMetrics({name: (advances[name], 60) for name in drawn})
    font.setupHorizontalHeader(ascent=900, descent=-250)
    font.setupNameTable({"familyName": "Blocks", "styleName": "Bold" if thick else "Regular"})
    font.setupOS2(sTypoAscender=900, sTypoDescender=-250, usWinAscent=900, usWinDescent=250)
    font.setupPost()
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def _block(across: int, height: int) -> Glyph:
    pen = TTGlyphPen(None)
    if across:
        pen.moveTo((60, 0))
        for corner in ((60, height), (60 + across, height), (60 + across, 0)):
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()

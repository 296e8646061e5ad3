"""One font for all parts: each brings the glyphs that it shows, and the file needs each of them once.

WeasyPrint leaves glyphs their numbers when it cuts a font down. So the cuts of one font go together: a glyph
that one lacks is taken from another. Only TrueType outlines are put together so; of other fonts, which are
few, each part keeps its own.
"""

from __future__ import annotations

import re
import struct
from array import array
from typing import TYPE_CHECKING, Any, NamedTuple

from pikepdf import Array

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
_HEADER, _RECORD = 12, 16
_ARGS_ARE_WORDS, _SCALED, _MORE, _TWO_SCALES, _FOUR_SCALES = 1, 8, 32, 64, 128
_BATCH = 100


class Shared:
    """The fonts of a file that is made of parts."""

    def __init__(self) -> None:
        """Begin with none."""
        self._fonts: dict[str, _Font] = {}

    def take(self, resources: Any) -> None:  # noqa: ANN401 - untyped library
        """Take in the fonts of a part, and let it use those of all."""
        fonts = resources.get("/Font", {})
        for name in list(fonts.keys()):
            font = fonts[name]
            known = self._fonts.get(str(font.get("/BaseFont")))
            if known is None:
                made = _read(font)
                if made is not None:
                    self._fonts[str(font.BaseFont)] = made
            elif known.join(font):
                fonts[name] = known.font

    def close(self) -> None:
        """Write the fonts down."""
        for font in self._fonts.values():
            font.write()


class _Font:
    """A font, and what the parts have brought of it."""

    def __init__(self, font: Any, outlines: _Outlines) -> None:  # noqa: ANN401 - untyped library
        self.font = font
        self._largest = outlines
        self._glyphs: dict[int, bytes] = {}
        self._advances: dict[int, bytes] = {}
        self._widths: dict[int, Any] = {}
        self._texts: dict[bytes, bytes] = {}
        self._parts = 0
        self._add(font, outlines)

    def join(self, font: Any) -> bool:  # noqa: ANN401 - untyped library
        """Take in what another part has of it; tell whether that could be read."""
        outlines = _outlines(font)
        if outlines is None:
            return False
        self._add(font, outlines)
        return True

    def _add(self, font: Any, outlines: _Outlines) -> None:  # noqa: ANN401 - untyped library
        self._parts += 1
        if outlines.size > self._largest.size:
            self._largest = outlines
        widths = _widths(font.DescendantFonts[0].W)
        self._widths |= widths
        self._texts |= dict(_SHOWN.findall(font.ToUnicode.read_bytes()))
        for glyph in outlines.closed((0, *widths)):
            self._glyphs.setdefault(glyph, outlines.glyph(glyph))
            self._advances.setdefault(glyph, outlines.advance(glyph))

    def write(self) -> None:
        """Put together what the parts have brought."""
        if self._parts == 1:
            return
        descendant = self.font.DescendantFonts[0]
        widths = [each for glyph in sorted(self._widths) for each in (glyph, Array([self._widths[glyph]]))]
        descendant.W = Array(widths)
        program = self._largest.rebuilt(self._glyphs, self._advances)
        file = descendant.FontDescriptor.FontFile2
        file.write(program)
        file.Length1 = len(program)
        self.font.ToUnicode.write(_mapping(self.font.ToUnicode.read_bytes(), self._texts))


def _read(font: Any) -> _Font | None:  # noqa: ANN401 - untyped library
    outlines = _outlines(font)
    return None if outlines is None else _Font(font, outlines)


def _widths(flat: Any) -> dict[int, Any]:  # noqa: ANN401 - untyped library
    """Read widths: ``first [width width …]`` again and again."""
    found: dict[int, Any] = {}
    entries = list(flat)
    for at in range(0, len(entries), 2):
        first = int(entries[at])
        found.update({first + index: width for index, width in enumerate(entries[at + 1])})
    return found


def _mapping(before: bytes, texts: dict[bytes, bytes]) -> bytes:
    """Write which text each glyph shows, where another such table stood."""
    head, _, rest = before.partition(b"endcodespacerange")
    tail = rest[rest.rindex(b"endcmap") :]
    lines = [b"<%b> <%b>" % each for each in sorted(texts.items())]
    batches = [lines[at : at + _BATCH] for at in range(0, len(lines), _BATCH)]
    body = [b"\n".join((b"%d beginbfchar" % len(each), *each, b"endbfchar")) for each in batches]
    return b"\n".join((head + b"endcodespacerange", *body, tail))


class _Outlines(NamedTuple):
    """A TrueType font.

    Attributes:
        tables: Content by name.
        places: Where each glyph begins in `glyf`, and where the last one ends.
        metrics: How many glyphs have an advance of their own.
    """

    tables: dict[bytes, bytes]
    places: array[int]
    metrics: int

    @property
    def size(self) -> int:
        """How many glyphs there are."""
        return len(self.places) - 1

    def glyph(self, number: int) -> bytes:
        """Give a glyph's outline."""
        return self.tables[b"glyf"][self.places[number] : self.places[number + 1]]

    def advance(self, number: int) -> bytes:
        """Give a glyph's advance and its left side bearing."""
        table, own = self.tables[b"hmtx"], min(number, self.metrics - 1)
        bearing = 4 * self.metrics + 2 * (number - self.metrics)
        last = table[4 * own + 2 : 4 * own + 4] if own == number else table[bearing : bearing + 2]
        return table[4 * own : 4 * own + 2] + last

    def closed(self, glyphs: Iterable[int]) -> set[int]:
        """Give glyphs and those that they are composed of."""
        found: set[int] = set()
        open_ = [each for each in glyphs if each < self.size]
        while open_:
            number = open_.pop()
            if number not in found:
                found.add(number)
                open_ += _components(self.glyph(number))
        return found

    def rebuilt(self, glyphs: dict[int, bytes], advances: dict[int, bytes]) -> bytes:
        """Give a font with these glyphs, all else as it is in this one."""
        count = self.size
        places, outlines, at = array("I", [0]), [], 0
        for number in range(count):
            outline = glyphs.get(number, b"")
            outline += bytes(-len(outline) % 4)
            outlines.append(outline)
            at += len(outline)
            places.append(at)
        if struct.pack("=H", 1) != struct.pack(">H", 1):
            places.byteswap()
        head, hhea = bytearray(self.tables[b"head"]), bytearray(self.tables[b"hhea"])
        head[50:52] = struct.pack(">h", 1)
        head[8:12] = bytes(4)
        hhea[34:36] = struct.pack(">H", count)
        metrics = b"".join(advances.get(number, bytes(4)) for number in range(count))
        made = {b"glyf": b"".join(outlines), b"loca": places.tobytes(), b"hmtx": metrics}
        return _font({**self.tables, **made, b"head": bytes(head), b"hhea": bytes(hhea)})


def _outlines(font: Any) -> _Outlines | None:  # noqa: ANN401 - untyped library
    """Read the outlines of a font; None if they are of another kind."""
    if str(font.get("/Encoding")) != "/Identity-H" or "/ToUnicode" not in font:
        return None
    descriptor = font.DescendantFonts[0].get("/FontDescriptor", {})
    if "/FontFile2" not in descriptor or "/CIDSet" in descriptor:
        return None
    content = descriptor.FontFile2.read_bytes()
    if content[:4] != b"\0\1\0\0":
        return None
    tables = {}
    for index in range(struct.unpack(">H", content[4:6])[0]):
        record = content[_HEADER + _RECORD * index :][:_RECORD]
        name, _, start, length = struct.unpack(">4sIII", record)
        tables[name] = content[start : start + length]
    if not {b"glyf", b"loca", b"hmtx", b"head", b"hhea", b"maxp"} <= tables.keys():
        return None
    long = struct.unpack(">h", tables[b"head"][50:52])[0]
    places = array("I" if long else "H", tables[b"loca"])
    if struct.pack("=H", 1) != struct.pack(">H", 1):
        places.byteswap()
    if not long:
        places = array("I", [2 * place for place in places])
    return _Outlines(tables, places, struct.unpack(">H", tables[b"hhea"][34:36])[0])


def _components(outline: bytes) -> list[int]:
    """Give the glyphs that a glyph is composed of."""
    if len(outline) < _HEADER or outline[0] < 128:  # noqa: PLR2004 - a negative number of contours
        return []
    found, at, flags = [], 10, _MORE
    while flags & _MORE:
        flags, number = struct.unpack(">HH", outline[at : at + 4])
        found.append(number)
        at += 8 if flags & _ARGS_ARE_WORDS else 6
        at += 2 if flags & _SCALED else 4 if flags & _TWO_SCALES else 8 if flags & _FOUR_SCALES else 0
    return found


def _font(tables: dict[bytes, bytes]) -> bytes:
    """Write a TrueType font."""
    count = len(tables)
    power = count.bit_length() - 1
    head = struct.pack(">IHHHH", 0x10000, count, 16 << power, power, 16 * count - (16 << power))
    at, records, bodies = _HEADER + _RECORD * count, [], []
    for name in sorted(tables):
        content = tables[name]
        padded = content + bytes(-len(content) % 4)
        words = array("I", padded)
        if struct.pack("=H", 1) != struct.pack(">H", 1):
            words.byteswap()
        records.append(struct.pack(">4sIII", name, sum(words) & 0xFFFFFFFF, at, len(content)))
        bodies.append(padded)
        at += len(padded)
    return b"".join((head, *records, *bodies))

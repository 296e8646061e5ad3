"""Fonts of several parts become one that shows what each of them showed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from exporter.press.bind import NO_MOMENT, bound
from exporter.press.layout import Press, at_work
from exporter.press.part import Part, unpacked, written
from exporter.render.templates import Templates
from exporter.writers.cheatsheet.geometry import PAPERS, rules

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS = ("가나다 abc", "라마바사 áéñ <b>굵게</b>", "xyz 하 가 <b>다르게 굵게</b> й")


@pytest.fixture(scope="module")
def parts() -> list[Part]:
    press = Press("cheatsheet", Templates(), {})
    with at_work():
        return [
            written(
                press.lay_out(f"<html lang=ko><title>t</title><p>{text}", paper=rules(PAPERS["a4"])), (), ()
            )
            for text in TEXTS
        ]


@pytest.fixture(scope="module")
def pdf(parts: list[Part]) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(bound(parts, {}, NO_MOMENT))) as file:
        yield file


def fonts(file: pikepdf.Pdf) -> dict[str, list[Any]]:
    """All fonts of a file that pages use, by name, each object once."""
    found: dict[str, dict[Any, Any]] = {}
    for page in file.pages:
        for font in page.Resources.Font.values():
            found.setdefault(str(font.BaseFont), {})[font.objgen] = font
    return {name: list(each.values()) for name, each in found.items()}


def glyphs(font: Any) -> dict[int, bytes]:  # noqa: ANN401 - untyped library
    """The outlines that a font has, read by another library."""
    program = TTFont(io.BytesIO(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()))
    table = program["glyf"]
    names = program.getGlyphOrder()
    return {
        number: table.glyphs[name].compile(table, recalcBBoxes=False).rstrip(b"\0")
        for number, name in enumerate(names)
        if len(table.glyphs[name].compile(table, recalcBBoxes=False)) > 0
    }


def test_each_font_stands_there_once(pdf: pikepdf.Pdf) -> None:
    """However many parts use a font, the file has one."""
    assert all(len(each) == 1 for each in fonts(pdf).values())
    assert len(fonts(pdf)) >= 2


def test_each_glyph_is_as_it_was(parts: list[Part], pdf: pikepdf.Pdf) -> None:
    """What a part shows has outline, advance, width and text in the whole."""
    whole = {name: each[0] for name, each in fonts(pdf).items()}
    for part in parts:
        with pikepdf.open(io.BytesIO(part.pdf)) as file:
            for name, (font,) in fonts(file).items():
                had, has = glyphs(font), glyphs(whole[name])
                assert {number: has[number] for number in had} == had
                before, after = (
                    TTFont(io.BytesIO(each.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()))
                    for each in (font, whole[name])
                )
                for number in had:
                    advances = [each["hmtx"][each.getGlyphOrder()[number]] for each in (before, after)]
                    assert advances[0] == advances[1]
                shown, said = (each.ToUnicode.read_bytes() for each in (font, whole[name]))
                lines = [
                    line for line in shown.splitlines() if line.startswith(b"<") and line.count(b"<") == 2
                ]
                assert len(lines) > 0
                assert all(line in said for line in lines)


def test_a_part_is_what_was_packed(parts: list[Part]) -> None:
    """Packing and unpacking loses nothing."""
    assert [unpacked(part.packed()) for part in parts] == parts

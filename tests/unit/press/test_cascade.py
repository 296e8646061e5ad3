"""Elements share their styles where WeasyPrint would have computed the same, and look as it has them."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

import pytest
from weasyprint import HTML, css
from weasyprint.text.fonts import FontConfiguration

from exporter.press.boxes import Piece, seen
from exporter.press.cascade import Noteless, share_styles
from exporter.press.layout import Press
from exporter.render.templates import Templates
from exporter.writers.cheatsheet.geometry import PAPERS
from exporter.writers.cheatsheet.geometry import rules as rules_of

if TYPE_CHECKING:
    from collections.abc import Iterator

STYLE = """<style>
@page { size: 120mm 300mm }
[lang|="en"] { font-size: 90% }
p > [lang|="ko"] { color: navy }
.a { letter-spacing: 1px }
</style>"""
ATTRIBUTES = (
    'lang="ko"',
    'lang="en"',
    'lang="en" class="a"',
    'style="color: red"',
    'style="color: teal" lang="en"',
    'style="color: red" lang="en"',
    'lang="&quot;x"',
    'style="col"',
    "",
)


def document(seed: int) -> str:
    draw = random.Random(seed)  # noqa: S311 - no secret
    paragraphs = []
    for number in range(30):
        said = "".join(f"<span {draw.choice(ATTRIBUTES)}>word {draw.choice('abc')}</span> " for _ in range(6))
        name = f'id="p{number}"' if draw.random() < 0.2 else ""
        paragraphs.append(f"<p {name} {draw.choice(ATTRIBUTES)}>{said}</p>")
    return f"{STYLE}<body lang='ko'>{''.join(paragraphs)}</body>"


@pytest.fixture
def unshared() -> Iterator[Any]:
    ours = css.find_style_attributes
    while hasattr(css.find_style_attributes, "__wrapped__"):
        css.find_style_attributes = css.find_style_attributes.__wrapped__
    yield css.find_style_attributes
    css.find_style_attributes = ours


def styles(html: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Count the styles that are computed for the elements of a document."""
    made = 0
    compute = css.StyleFor.set_computed_styles

    def counted(self: Any, element: Any, *others: Any, **named: Any) -> Any:  # noqa: ANN401 - untyped library
        nonlocal made
        made += hasattr(element, "tag") and named.get("pseudo_type") is None
        return compute(self, element, *others, **named)

    with monkeypatch.context() as patched:
        patched.setattr(css.StyleFor, "set_computed_styles", counted)
        HTML(string=html).render(font_config=FontConfiguration())
    return made


def test_a_document_is_the_one_that_weasyprint_makes(unshared: Any) -> None:  # noqa: ANN401 - likewise
    """Whatever elements say of themselves, every byte of the file is as WeasyPrint alone writes it."""
    for seed in range(12):
        html = document(seed)
        css.find_style_attributes = unshared
        theirs = HTML(string=html).write_pdf(uncompressed_pdf=True, pdf_tags=True)
        share_styles()
        assert css.find_style_attributes is not unshared
        assert HTML(string=html).write_pdf(uncompressed_pdf=True, pdf_tags=True) == theirs


def test_what_reads_the_same_is_computed_once(unshared: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401 - likewise
    """Ten times the elements of the same languages need no more styles."""
    few, many = ("<p lang=en>and <span lang=ko>word</span></p>" * times for times in (10, 100))
    css.find_style_attributes = unshared
    assert styles(many, monkeypatch) > styles(few, monkeypatch)
    share_styles()
    assert styles(many, monkeypatch) == styles(few, monkeypatch)


def test_it_is_done_once(unshared: Any) -> None:  # noqa: ANN401 - likewise
    """However often it is asked for, what WeasyPrint finds goes through our hands once."""
    share_styles()
    ours = css.find_style_attributes
    share_styles()
    assert css.find_style_attributes is ours
    assert ours.__wrapped__ is unshared


NOTES = "span { float: footnote } @page { @footnote { border-top: 1px solid } }"


@pytest.mark.parametrize(("rules", "marks"), [("", 0), (NOTES, 3)])
def test_notes_are_made_where_a_stylesheet_makes_them(rules: str, marks: int) -> None:
    """Elements get the marks of notes if a stylesheet wants that, and only then the rules for these."""
    press = Press("cheatsheet", Templates(), {})
    html = "<p>and <span>a note</span></p>" * 3 + "<ul><li>an item</li></ul>"
    document = press.lay_out(html, press.style(rules), paper=rules_of(PAPERS["a4"]))
    said = [each.text for page in document.pages for each in seen(page) if isinstance(each, Piece)]
    assert sum(bool(re.fullmatch(r"[123]\.?", each)) for each in said) == 2 * marks
    assert "–" in said
    (sheet,) = Noteless(string=html)._ua_stylesheets()
    assert {each[3] for each in sheet.matcher.other_selectors if each[3]} == {"marker"}

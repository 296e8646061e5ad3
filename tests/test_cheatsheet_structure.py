"""What PDF/UA asks of a file's structure, as far as a program can tell: after the checks of veraPDF."""

from __future__ import annotations

import io
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from exporter.render.templates import Templates
from exporter.writers.base import Job
from exporter.writers.cheatsheet import writer
from exporter.writers.cheatsheet.options import CheatsheetOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Pack

PAINTS = {"Tj", "TJ", "'", '"', "Do", "sh", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*"}
STANDARD = {
    *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "NonStruct", "Span", "Link"),
    *("P", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Figure"),
    *("Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"),
}


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(("a4", 0), id="a4", marks=pytest.mark.slow),
        pytest.param(("a5", 1), id="a5 scaled", marks=pytest.mark.slow),
        pytest.param(("poster", 0), id="poster"),
    ],
)
def pdf(request: pytest.FixtureRequest, sample: Pack) -> Iterator[pikepdf.Pdf]:
    """The sample vault's sheet with everything that it has."""
    paper, fit = request.param
    made = writer.write(sample, CheatsheetOptions("full", paper=paper, fit_note=fit), Job(0, Templates()))
    assert made.value is not None
    with pikepdf.open(io.BytesIO(made.value)) as opened:
        yield opened


def elements(root: Any) -> Iterator[tuple[str, Any, Any]]:  # noqa: ANN401 - an untyped library's class
    """Walk the structure tree in order: kind, element, parent."""
    open_ = [(root.K[0], root)]
    while open_:
        element, parent = open_.pop()
        yield str(element.S)[1:], element, parent
        kids = element.get("/K", pikepdf.Array())
        open_ += [
            (kid, element)
            for kid in reversed(list(kids))
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
        ]


def test_says_what_it_is(pdf: pikepdf.Pdf) -> None:
    """It is marked as tagged, names its language and its standard, and shows its title, which it has."""
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "ko"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.docinfo["/Title"])
    metadata = pdf.Root.Metadata.read_bytes().decode()
    assert re.search(r"pdfuaid:part=.1.", metadata)
    assert "AWS" in re.search(r"<dc:title>.*?</dc:title>", metadata, re.DOTALL)[0]  # type: ignore[index]


def test_everything_that_is_drawn_is_content_or_ornament(pdf: pikepdf.Pdf) -> None:
    """No text, line or picture is painted outside marked content; its numbers are unique on the page."""
    for page in pdf.pages:
        depth = 0
        numbers: list[int] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in {"BMC", "BDC"}:
                depth += 1
                if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]:
                    numbers.append(int(operands[1].MCID))
            elif name == "EMC":
                depth -= 1
            elif name in PAINTS:
                assert depth > 0, (page.index, operands, name)
        assert depth == 0
        assert max(Counter(numbers).values(), default=0) <= 1


def test_the_tree_and_the_pages_agree(pdf: pikepdf.Pdf) -> None:
    """Each number of marked content leads to the element that has it, and each element knows its parent."""
    tree = pdf.Root.StructTreeRoot
    numbers = list(tree.ParentTree.Nums)
    lists = {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}
    for index, page in enumerate(pdf.pages):
        assert int(page.StructParents) == index
        assert str(page.Tabs) == "/S"
        for mcid, element in enumerate(lists[index]):
            assert mcid in [int(kid) for kid in element.K if isinstance(kid, int)]
    for kind, element, parent in elements(tree):
        assert kind in STANDARD
        assert element.P.objgen == parent.objgen
    assert list(lists) == sorted(lists)


def test_headings_descend_step_by_step(pdf: pikepdf.Pdf) -> None:
    """The first heading is a first-level one, and none skips a level on the way down."""
    levels = [int(kind[1]) for kind, *_ in elements(pdf.Root.StructTreeRoot) if re.fullmatch("H[1-6]", kind)]
    assert levels[0] == 1
    for before, after in pairwise(levels):
        assert after <= before + 1


def test_pictures_say_what_they_show(pdf: pikepdf.Pdf) -> None:
    """Every figure has words for who cannot see it: a formula its source, a picture its name."""
    figures = [element for kind, element, _ in elements(pdf.Root.StructTreeRoot) if kind == "Figure"]
    assert len(figures) > 5
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_tables_have_heads(pdf: pikepdf.Pdf) -> None:
    """Cells stand in rows; header cells say what they are the head of, and rows are equally long."""
    tables = 0
    for kind, element, parent in elements(pdf.Root.StructTreeRoot):
        if kind in {"TH", "TD"}:
            assert str(parent.S) == "/TR"
        if kind == "TR":
            assert str(parent.S) in {"/Table", "/THead", "/TBody", "/TFoot"}
        if kind == "TH":
            assert str(element.A.get("/Scope", "")) in {"/Row", "/Column"}
        if kind == "Table":
            tables += 1
            rows = [row for name, row, _ in elements(pikepdf.Dictionary(K=[element])) if name == "TR"]
            lengths = {sum(int(cell.get("/A", {}).get("/ColSpan", 1)) for cell in row.K) for row in rows}
            assert len(lengths) == 1
    assert tables > 5


def test_lists_are_made_of_items(pdf: pikepdf.Pdf) -> None:
    """A list holds items, an item a label and a body."""
    allowed = {"L": {"LI", "Caption", "L"}, "LI": {"Lbl", "LBody"}}
    for kind, element, _ in elements(pdf.Root.StructTreeRoot):
        if kind in allowed:
            kids = {str(kid.S)[1:] for kid in element.K if isinstance(kid, pikepdf.Dictionary)}
            assert kids <= allowed[kind], kids


def test_links_are_described_and_in_the_tree(pdf: pikepdf.Pdf) -> None:
    """Each link has words, and an element that refers to it."""
    tree = pdf.Root.StructTreeRoot
    numbers = list(tree.ParentTree.Nums)
    places = {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}
    links = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
    assert links
    for link in links:
        assert str(link.Contents)
        element = places[int(link.StructParent)]
        assert str(element.S) == "/Link"
        assert link.objgen in [
            kid.Obj.objgen for kid in element.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid
        ]


def test_fonts_can_be_read_aloud(pdf: pikepdf.Pdf) -> None:
    """Every font is embedded and knows which characters its glyphs are."""
    fonts = [
        one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
    ]
    assert [font for font in fonts if font.get("/Subtype") == "/Type0"]
    assert all("/ToUnicode" in font for font in fonts if font.get("/Subtype") == "/Type0")
    descriptors = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one]
    assert all({"/FontFile2", "/FontFile3"} & set(each.keys()) for each in descriptors)

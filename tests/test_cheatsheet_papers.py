"""The cheat-sheet on every paper and in every scale, read back from the laid-out PDF."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pdfplumber
import pikepdf
import pytest

from exporter.model import ConceptCard, McqCard, TradeoffCard
from exporter.render.templates import Templates
from exporter.writers.base import Job
from exporter.writers.cheatsheet import writer
from exporter.writers.cheatsheet.geometry import BODY, PAPERS, SMALLEST, Geometry
from exporter.writers.cheatsheet.options import CheatsheetOptions
from tests.packs import sample_pack
from tests.test_cheatsheet_pages import pieces, squeezed, texts_on_paper

if TYPE_CHECKING:
    from exporter.diagnostics import Diagnostic
    from exporter.model import Pack

MM = 72 / 25.4
# Every paper, and type as small as it takes; all of them take minutes.
TITLE = 1.8  # of the body's size: only the titles of chapters are larger
QUICK = ["poster", "a5 each on 1"]
WAYS = [
    *QUICK,
    *(
        pytest.param(way, marks=pytest.mark.slow)
        for way in ("a4", "letter", "a5", "poster-a3", "a4 on 5", "poster on 3")
    ),
]
FAINT = (0x8B / 255, 0x92 / 255, 0x9E / 255)
RULES = {"page-fit", "page-overflow", "page-empty", "column-empty", "print-warning"}


@dataclass(frozen=True)
class Sheet:
    """A cheat-sheet, opened.

    Attributes:
        pack: What it was made of.
        paper: What it is printed on, at its normal scale.
        found: What the writer said about its pages.
        pages: As pdfplumber reads them.
        content: The file.
    """

    pack: Pack
    paper: Geometry
    found: tuple[Diagnostic, ...]
    pages: list[Any]
    content: bytes

    def body(self, page: Any) -> list[Any]:  # noqa: ANN401 - an untyped library's class
        """The characters between running head and folio, short ids aside."""
        top, bottom = self.paper.top * MM - 1, max(char["top"] for char in page.chars) - 1  # the folio
        return [char for char in page.chars if top < char["top"] < bottom and not _is_of_id(char)]

    @property
    def size(self) -> float:
        """The size of the body's type, on paper."""
        sizes = self.sizes
        return max(sizes, key=lambda size: sizes[size])

    @property
    def sizes(self) -> Counter[float]:
        """How many Hangul characters stand in which size of type, on paper."""
        return Counter(
            round(char["size"], 2)
            for page in self.pages
            for char in self.body(page)
            if "가" <= char["text"] <= "힣" and "D2Coding" not in char["fontname"]
        )


def _is_of_id(char: Any) -> bool:  # noqa: ANN401 - an untyped library's
    """Tell a character of a short id by its colour, for at a small scale code in keys is as small."""
    return "D2Coding" in char["fontname"] and char["non_stroking_color"] == pytest.approx(FAINT, abs=0.01)


def printed(pack: Pack, **options: Any) -> Sheet:  # noqa: ANN401 - the writer's options
    chosen = CheatsheetOptions(**options)
    result = writer.write(pack, chosen, Job(1_763_700_000, Templates()))
    assert result.value is not None
    found = tuple(each for each in result.diagnostics if each.rule in RULES)
    pages = pdfplumber.open(io.BytesIO(result.value)).pages
    return Sheet(pack, PAPERS[chosen.paper], found, pages, result.value)


@pytest.fixture(scope="module", params=WAYS)
def sheet(request: pytest.FixtureRequest, sample: Pack) -> Sheet:
    """The sample vault on each paper, and in type as small as it takes."""
    paper, _, fit = request.param.partition(" ")
    options: dict[str, int] = {}
    if fit:
        options["fit_note" if "each" in fit else "fit"] = int(fit.split()[-1])
    return printed(sample, paper=paper, **options)


def inside(sheet: Sheet) -> None:
    """Assert that nothing sticks out of the type area."""
    paper = sheet.paper
    for page in sheet.pages:
        assert (page.width, page.height) == pytest.approx((paper.width * MM, paper.height * MM), abs=0.3)
        odd = page.page_number % 2
        left = (paper.inner if odd else paper.outer) * MM
        right = page.width - (paper.outer if odd else paper.inner) * MM
        for thing in (*sheet.body(page), *page.images):
            assert left - 0.6 <= thing["x0"], thing
            assert thing["x1"] <= right + 0.6, thing
            assert thing["bottom"] <= (paper.height - paper.bottom) * MM + 1, thing


def test_nothing_sticks_out(sheet: Sheet) -> None:
    """On any paper and in any scale everything stands in the type area, on paper of the right size."""
    inside(sheet)
    assert [each for each in sheet.found if each.rule != "page-fit"] == []


def test_a_further_vault_stays_inside(further_vault: Any) -> None:  # noqa: ANN401 - a path
    """The same holds of notes that were not written for it."""
    from tests.vaults import pack_of

    pack = pack_of(further_vault)
    for options in ({"paper": "a5"}, {"paper": "poster"}, {"fit": 2}, {"fit_note": 1}):
        made = printed(pack, **options)
        inside(made)
        assert {each.rule for each in made.found} <= {"page-fit"}


def test_everything_is_there_once(sheet: Sheet) -> None:
    """Whatever the paper, each card's texts and short id are printed, and no short id twice."""
    whole = squeezed("".join(char["text"] for page in sheet.pages for char in page.chars))
    drawn = squeezed("".join(char["text"] for page in sheet.pages for char in sheet.body(page)))
    for issued in sheet.pack.cards:
        card = issued.card
        assert whole.count(issued.short_id) >= 1
        if isinstance(card, ConceptCard | TradeoffCard | McqCard):
            for part in texts_on_paper(card):
                for piece in pieces(part.html) if part else ():
                    assert piece in drawn, piece
        if isinstance(card, McqCard):
            longest = max(pieces(card.stem.html), key=len)
            assert drawn.count(longest) == 1


def test_columns_are_filled(sheet: Sheet) -> None:
    """On a poster every column is filled to more than half, but where a chapter ends a page."""
    paper = sheet.paper
    if not paper.flowing:
        pytest.skip("chapters begin pages, and blocks that belong together stay so")
    for page, following in pairwise(sheet.pages):
        if "Glossary and index" in following.extract_text():
            break  # its columns are its own
        if max(char["size"] for char in sheet.body(following)[:20]) > TITLE * sheet.size:
            continue  # a chapter begins there
        left = (paper.inner if page.page_number % 2 else paper.outer) * MM
        step = (paper.column + paper.gutter) * paper.scale * MM
        for column in range(paper.columns):
            ends = [
                char["bottom"]
                for char in sheet.body(page)
                if left + column * step - 1 < char["x0"] < left + (column + 1) * step - 1
            ]
            assert max(ends, default=0) > page.height * 0.55, (page.page_number, column)


def test_nothing_is_too_small_to_read(sheet: Sheet) -> None:
    """The body is never set below 6.5 pt nor above its normal size; keys and tags not below 5.2 pt."""
    assert SMALLEST - 0.02 <= sheet.size <= BODY * sheet.paper.scale + 0.02
    assert min(size for size, count in sheet.sizes.items() if count > 20) >= 5.2


def test_lines_of_drawings_join(sheet: Sheet) -> None:
    """In every scale the bars of a drawing stand above each other and overlap by a hair."""
    joined = 0
    for page in sheet.pages:
        bars = [char for char in page.chars if char["text"] == "│" and "D2Coding" in char["fontname"]]
        by_place: dict[tuple[float, float], list[float]] = {}
        for bar in bars:
            by_place.setdefault((round(bar["x0"], 1), round(bar["size"], 2)), []).append(bar["top"])
        for (_, size), tops in by_place.items():
            for upper, lower in pairwise(sorted(tops)):
                if lower - upper < 1.5 * size:
                    assert lower - upper <= size * 1.06
                    joined += 1
    assert joined > 10


def test_links_and_outline_lead_onto_the_paper(sheet: Sheet) -> None:
    """What was laid out larger is scaled with its links: every place lies on its page."""
    with pikepdf.open(io.BytesIO(sheet.content)) as pdf:
        names = pdf.Root.Names.Dests.Names
        for place in list(names)[1::2]:
            page, _, x, y, _ = place
            width, height = (float(edge) for edge in page.MediaBox[2:])
            assert -1 <= float(x) <= width
            assert -1 <= float(y) <= height + 1
        links = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
        assert len(links) >= 2 * sum(isinstance(one.card, McqCard) for one in sheet.pack.cards)
        for page in pdf.pages:
            for annotation in page.get("/Annots", []):
                assert float(annotation.Rect[2]) <= float(page.MediaBox[2]) + 1


@pytest.mark.slow
@pytest.mark.parametrize("most", [6, 8, 10])
def test_the_pack_fits_on_its_pages(sample: Pack, most: int) -> None:
    """What was asked for is kept, or the type is at its smallest and a warning says what it takes."""
    made = printed(sample, fit=most)
    sizes = made.sizes
    if len(made.pages) > most:
        (found,) = made.found
        assert found.rule == "page-fit"
        assert f"takes {len(made.pages)} pages" in found.message
        assert max(sizes, key=lambda size: sizes[size]) == pytest.approx(SMALLEST, abs=0.02)
    else:
        assert made.found == ()
        assert len(made.pages) >= most - 1


def test_what_fits_is_not_changed() -> None:
    """Where there are pages enough, the type keeps its size."""
    made = printed(sample_pack(), fit=40)
    assert made.found == ()
    assert made.size == pytest.approx(BODY, abs=0.02)


def test_each_note_fits_on_its_page() -> None:
    """A note that is too long gets smaller type, one that is not keeps its own, and both begin a page."""
    pack = sample_pack()
    long = pack.chapters[0].notes[0]
    more = [
        replace(one, short_id=f"{one.short_id}{number:02}", card=one.card)
        for number in range(2)
        for one in pack.cards
        if one.card.origin.note == long and isinstance(one.card, McqCard)
    ]
    made = printed(replace(pack, cards=(*pack.cards, *more)), paper="a5", fit_note=1)
    starts = [page.extract_text() or "" for page in made.pages]
    assert [number for text in starts for number in re.findall(r"^([12]) \D", text, re.MULTILINE)][-2:]
    assert {each.rule for each in made.found} <= {"page-fit"}
    assert all(each.path == long for each in made.found)


def test_a_note_that_never_fits_is_named() -> None:
    """At 6.5 pt it takes the pages that it needs, and the warning says how many and which note."""
    pack = sample_pack()
    note = pack.chapters[0].notes[0]
    asked = [one for one in pack.cards if one.card.origin.note == note and isinstance(one.card, McqCard)]
    cards = [replace(asked[0], short_id=f"z{number:03}") for number in range(12)]
    made = printed(replace(pack, cards=(*pack.cards, *cards)), paper="a5", fit_note=1)
    (found,) = made.found
    assert (found.rule, found.path) == ("page-fit", note)
    assert re.fullmatch(r"takes [2-9] pages in type of 6.5 pt, not 1", found.message)


def test_progress_of_fitting_reaches_its_end() -> None:
    """Each layout is a step, and the last step is the announced total."""
    seen: list[tuple[int, int]] = []
    job = Job(0, Templates(), lambda done, total: seen.append((done, total)))
    writer.write(sample_pack(), CheatsheetOptions(paper="a5", fit=2), job)
    assert len({total for _, total in seen}) == 1
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})
    assert seen[-1][0] == seen[-1][1]
    assert len(seen) >= 4


def test_equal_input_gives_equal_bytes() -> None:
    """Fitting is as reproducible as the rest."""
    first, second = (printed(sample_pack(), paper="a5", fit_note=1).content for _ in range(2))
    assert first == second

"""The printed cheat-sheet, read back from the laid-out PDF."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import pdfplumber
import pikepdf
import pytest

from exporter.model import Chapter, ConceptCard, McqCard, Origin
from exporter.render.templates import Templates
from exporter.writers.base import Job
from exporter.writers.cheatsheet import writer
from exporter.writers.cheatsheet.options import CheatsheetOptions
from tests.packs import DIAGRAM, sample_pack, text

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.diagnostics import Checked
    from exporter.model import Card, IssuedCard, Pack, Text

BUILT_AT = 1_763_700_000
MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
TOP, BOTTOM, INNER, OUTER = 13.5 * MM, 11.5 * MM, 16 * MM, 10 * MM
WIDTH = A4[0] - INNER - OUTER


@dataclass(frozen=True)
class Printed:
    """A cheat-sheet, opened."""

    pack: Pack
    result: Checked[bytes | None]
    pages: list[Any]

    @property
    def content(self) -> bytes:
        assert self.result.value is not None
        return self.result.value

    def text(self, page: int) -> str:
        """The type area's characters as they are drawn, white space and hyphens left out."""
        chars = self.pages[page].chars
        return squeezed("".join(char["text"] for char in chars if TOP - 1 < char["top"] < A4[1] - BOTTOM))

    @property
    def whole(self) -> str:
        return "".join(self.text(page) for page in range(len(self.pages)))


def squeezed(string: str) -> str:
    """Give a text without white space, joiners and hyphens, its signs as a typewriter has them."""
    plain = string.translate(str.maketrans("“”‘’", "\"\"''")).replace("…", "...")
    return re.sub(r"[\s\u2060‐–-]+", "", plain)


def write(
    pack: Pack, templates: Templates | None = None, *, detail: Literal["brief", "full"] = "brief"
) -> Checked[bytes | None]:
    return writer.write(pack, CheatsheetOptions(detail), Job(BUILT_AT, templates or Templates()))


def printed(pack: Pack, *, detail: Literal["brief", "full"] = "brief") -> Printed:
    result = write(pack, detail=detail)
    assert result.value is not None
    return Printed(pack, result, pdfplumber.open(io.BytesIO(result.value)).pages)


def repeated(pack: Pack, times: int) -> Pack:
    """A long pack: the sample's Korean note over and over, in one chapter."""
    path = pack.chapters[0].notes[0]
    notes, cards = {}, []
    for number in range(times):
        name = f"{number:02}.md"
        notes[name] = replace(pack.notes[path], path=name, title=text(f"{number}번째 노트"))
        cards += [moved(one, name, number) for one in pack.cards if one.card.origin.note == path]
    return replace(pack, notes=notes, cards=tuple(cards), chapters=(Chapter(text("전부"), tuple(notes)),))


def moved(issued: IssuedCard, path: str, number: int) -> IssuedCard:
    origin = replace(issued.card.origin, note=path)
    return replace(issued, card=replace(issued.card, origin=origin), short_id=f"{issued.short_id}{number:02}")


@pytest.fixture(scope="module")
def sample() -> Printed:
    return printed(sample_pack(), detail="full")


@pytest.fixture(scope="module")
def long() -> Printed:
    return printed(repeated(sample_pack(), 5))


@pytest.fixture(params=["sample", "long"])
def any_sheet(request: pytest.FixtureRequest) -> Printed:
    sheet: Printed = request.getfixturevalue(request.param)
    return sheet


def texts_on_paper(card: Card) -> list[Text | None]:
    match card:
        case ConceptCard():
            term = (
                () if card.role == "key-point" else (card.prompt if card.role == "question" else card.term,)
            )
            return [*term, card.definition, *card.examples]
        case McqCard():
            options = [part for option in card.options for part in (option.text, option.rationale)]
            return [card.stem, card.rationale, *options]
        case _ if hasattr(card, "subject"):
            return [card.subject, *card.pros, *card.cons]
        case _:
            return []


def pieces(html: str) -> list[str]:
    """The runs of text between tags; formulas are drawings and have none."""
    plain = re.sub(r'<(span|div) class="math.*?</\1>', "<hr>", html, flags=re.DOTALL)
    return [squeezed(unescape(piece)) for piece in re.split(r"<[^>]+>", plain)]


def test_pages_are_a4(any_sheet: Printed) -> None:
    """Every page is A4, upright."""
    assert {(round(page.width, 1), round(page.height, 1)) for page in any_sheet.pages} == {(595.3, 841.9)}


def test_nothing_is_logged(any_sheet: Printed) -> None:
    """The sample gives no warning: every style rule is understood and every character has a glyph."""
    assert any_sheet.result.diagnostics == ()


def test_every_text_is_printed(any_sheet: Printed) -> None:
    """Each card's texts can be found on the pages, in Hangul and Latin alike."""
    whole = any_sheet.whole
    missing = [
        piece
        for issued in any_sheet.pack.cards
        for part in texts_on_paper(issued.card)
        if part is not None
        for piece in pieces(part.html)
        if piece not in whole
    ]
    assert missing == []


def test_every_short_id_is_printed(any_sheet: Printed) -> None:
    """What is printed can be found in Anki: every card's short id stands on the page."""
    counted = Counter(re.findall(r"k\d\d(?:\d\d)?", any_sheet.whole))
    assert set(counted) >= {issued.short_id for issued in any_sheet.pack.cards}


def test_is_searchable(long: Printed) -> None:
    """Searching for a whole phrase finds it: no joiner is left in the text."""
    with io.BytesIO(long.content) as file:
        found = subprocess.run(
            ["pdftotext", "-raw", "-", "-"], input=file.read(), capture_output=True, check=True
        ).stdout.decode()
    assert "실시간 트래픽 분산 비율 조정 가능" in found
    assert "\u2060" not in found


def test_fonts_are_embedded_subsets(any_sheet: Printed) -> None:
    """Every font travels with the file, cut down to what is used."""
    with pikepdf.open(io.BytesIO(any_sheet.content)) as pdf:
        fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one]
        assert fonts
        for font in fonts:
            assert re.match(r"/[A-Z]{6}\+", str(font.FontName))
            assert {"/FontFile2", "/FontFile3"} & set(font.keys())


def test_outline_leads_to_chapters_notes_and_keys(sample: Printed) -> None:
    """The outline lists chapters, and in each its notes and its keys."""
    with pikepdf.open(io.BytesIO(sample.content)) as pdf, pdf.open_outline() as outline:
        tree = {item.title: [child.title for child in item.children] for item in outline.root}
    assert tree == {
        "AWS ML": [],
        "SageMaker": ["1 Amazon SageMaker를 이용한 ML 모델 실시간 배포", "정답과 해설 · Keys and rationales"],
        "Monitoring": ["2 Detecting drift with Model Monitor", "정답과 해설 · Keys and rationales"],
    }


def test_is_tagged_and_says_its_language_and_title(sample: Printed) -> None:
    """The file is tagged, and says language, title and time, but no author."""
    with pikepdf.open(io.BytesIO(sample.content)) as pdf:
        assert str(pdf.Root.Lang) == "ko"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.docinfo["/Title"]) == "AWS ML"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20251121044000Z"
        assert "/Author" not in pdf.docinfo


def test_stays_in_the_type_area(any_sheet: Printed) -> None:
    """Beside the type area stand only short ids, above it the running head, below it the folio."""
    for page in any_sheet.pages:
        left = INNER if page.page_number % 2 else OUTER
        for char in page.chars:
            if char["top"] < TOP - 1 or char["bottom"] > A4[1] - BOTTOM + 1:
                assert char["size"] < 7, char
            elif char["size"] > 5.1:
                assert char["x0"] >= left - 0.5, char
                assert char["x1"] <= left + WIDTH + 0.5, char
        for shape in (*page.rects, *page.lines, *page.curves, *page.images):
            assert shape["x0"] >= left - 1.5, shape
            assert shape["x1"] <= left + WIDTH + 1.5, shape
            assert shape["top"] >= TOP - 1, shape
            assert shape["bottom"] <= A4[1] - BOTTOM + 1, shape


def test_short_ids_do_not_touch_the_next_column(any_sheet: Printed) -> None:
    """A short id beside the left column ends before the right column begins."""
    for page in any_sheet.pages:
        left = INNER if page.page_number % 2 else OUTER
        for char in page.chars:
            if char["size"] < 5.1 and left + 89.5 * MM < char["x0"] < left + 94.5 * MM:
                assert char["x1"] < left + 94.5 * MM


def test_folio_and_running_head(long: Printed) -> None:
    """Each page says which of how many it is; a page that begins within a note names the note."""
    total = len(long.pages)
    assert total > 2
    for number, page in enumerate(long.pages, 1):
        foot = page.crop((0, A4[1] - BOTTOM, *A4)).extract_text()
        assert foot == f"{number} / {total}"
    heads = [page.crop((0, 0, A4[0], TOP)).extract_text() or "" for page in long.pages]
    assert heads[0] == ""
    assert all(re.search(r"AWS ML.*(\d번째 노트|정답과 해설)", head) for head in heads[1:])


def test_keys_stand_at_the_end_of_their_chapter(sample: Printed) -> None:
    """No rationale stands before the chapter's last question."""
    for chapter, other in zip(sample.pack.chapters, (*sample.pack.chapters[1:], None), strict=True):
        cards = [
            issued.card
            for issued in sample.pack.cards
            if isinstance(issued.card, McqCard) and issued.card.origin.note in chapter.notes
        ]
        whole = sample.whole
        start = whole.rindex(squeezed(sample.pack.notes[chapter.notes[0]].title.text))
        end = whole.rindex(squeezed(sample.pack.notes[other.notes[0]].title.text)) if other else len(whole)
        part = whole[start:end]
        last_option = max(part.index(squeezed(card.options[-1].text.text)) for card in cards)
        assert part.index(squeezed("정답과 해설")) > last_option
        for card in cards:
            for option in card.options:
                if option.rationale is not None:
                    assert part.index(squeezed(option.rationale.text)) > last_option


def test_diagrams_keep_their_grid(sample: Printed) -> None:
    """Every character of a drawing stands in its cell, so that its lines join."""
    first = DIAGRAM.splitlines()[3]
    for page in sample.pages:
        size = next((char["size"] for char in page.chars if char["text"] == first[0]), None)
        if size is None:
            continue
        boxes = [char for char in page.chars if char["text"] in "┌┐└┘│├┬" and char["size"] == size]
        left = min(char["x0"] for char in boxes)
        offsets = [(char["x0"] - left) / (size / 2) for char in boxes]
        assert max(abs(offset - round(offset)) for offset in offsets) < 0.02
        assert len({round(offset) for offset in offsets}) > 4
        rows = sorted({round(char["top"], 2) for char in boxes})
        assert min(b - a for a, b in pairwise(rows)) == pytest.approx(size * 1.05, abs=0.02)
        return
    pytest.fail("the drawing is not there")


@pytest.mark.parametrize("mono", ["D2Coding", "DejaVu Sans Mono"])
def test_diagrams_align_in_any_font(mono: str) -> None:
    """With another monospaced font, too, the corners of a drawing stand above each other."""
    result = writer.write(sample_pack(), CheatsheetOptions(mono=mono), Job(BUILT_AT, Templates()))
    assert result.value is not None
    chars = [char for page in pdfplumber.open(io.BytesIO(result.value)).pages for char in page.chars]
    columns = [[round(char["x0"], 1) for char in chars if char["text"] == corner] for corner in "┌└"]
    assert len(columns[0]) == 2
    assert columns[0] == columns[1][:2]


def test_each_chapter_starts_a_page(sample: Printed) -> None:
    """A chapter's title is the first thing on its page."""
    starts = [sample.text(page) for page in range(len(sample.pages))]
    for chapter in sample.pack.chapters:
        title = squeezed(chapter.title.text)
        assert any(start.startswith(title) for start in starts)


def test_equal_input_gives_equal_bytes() -> None:
    """Writing twice gives the same file."""
    assert write(sample_pack()).value == write(sample_pack()).value


def test_brief_leaves_explanations_out(sample: Printed, long: Printed) -> None:
    """Explanations are printed only on request."""
    explained = squeezed("측정하지 않은 것은 확장할 수 없다")
    assert explained in sample.whole
    assert explained not in long.whole


def test_pages_load_nothing_from_outside(tmp_path: Path) -> None:
    """Whatever a note says, neither the network nor the disk is read, and the page is still made."""
    (tmp_path / "secret.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    sources = (f"file://{tmp_path}/secret.svg", "http://127.0.0.1:9/x.png", "../secret.svg", "nothing.png")
    html = "그림 " + "".join(f'<img src="{source}" alt="없음">' for source in sources)
    pack = sample_pack()
    card = replace(pack.cards[2].card, definition=text(html))
    cards = (*pack.cards[:2], replace(pack.cards[2], card=card), *pack.cards[3:])
    sheet = printed(replace(pack, cards=cards))
    assert sheet.result.diagnostics == ()
    assert "그림없음없음없음없음" in sheet.whole


def test_missing_glyph_is_reported_with_its_note() -> None:
    """A character that no font has is named together with the note that uses it."""
    origin = Origin("sagemaker/hosting.md", 1, "definition:x")
    pack = sample_pack()
    card = replace(pack.cards[2].card, origin=origin, definition=text("글자 \U000f1234 하나"))
    cards = (*pack.cards[:2], replace(pack.cards[2], card=card), *pack.cards[3:])
    (found,) = write(replace(pack, cards=cards)).diagnostics
    assert (found.rule, found.path) == ("missing-glyph", "sagemaker/hosting.md")
    assert "U+F1234" in found.message


def test_reader_styles_win(tmp_path: Path) -> None:
    """A user.css beside the reader's own templates is applied last."""
    (tmp_path / "cheatsheet").mkdir()
    (tmp_path / "cheatsheet" / "user.css").write_text("@page { size: A5 }")
    content = write(sample_pack(), Templates(tmp_path)).value
    assert content is not None
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert [round(float(edge)) for edge in pdf.pages[0].mediabox[2:]] == [420, 595]


def test_progress_reaches_its_end() -> None:
    """Progress counts up to the announced total."""
    seen: list[tuple[int, int]] = []
    writer.write(
        sample_pack(),
        CheatsheetOptions(),
        Job(BUILT_AT, Templates(), lambda done, total: seen.append((done, total))),
    )
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})
    assert {total for _, total in seen} == {seen[-1][0]}


MISSING = """
import sys
sys.path[:0] = sys.argv[1:]
from exporter.render.templates import Templates
from exporter.writers.base import Job
from exporter.writers.cheatsheet import writer
from exporter.writers.cheatsheet.options import CheatsheetOptions
result = writer.write(None, CheatsheetOptions(), Job(0, Templates()))
found = result.diagnostics[0]
print(result.value, found.rule, found.help, sep="|")
"""


def test_missing_library_is_an_error_with_help(tmp_path: Path) -> None:
    """Without Pango nothing is written, and the help says what to install."""
    # What WeasyPrint does on import where the system lacks the library.
    (tmp_path / "weasyprint.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")")
    said = subprocess.run(
        [sys.executable, "-c", MISSING, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("None|pdf-library-missing|")
    assert "install" in said.stdout


def test_loading_the_writer_is_cheap() -> None:
    """Listing the formats loads neither WeasyPrint nor Jinja2 nor ziamath."""
    code = (
        "import sys, exporter.writers.cheatsheet;"
        "print({'weasyprint', 'jinja2', 'ziamath', 'fontTools'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"

"""The printed practice exam, read back from the laid-out PDF."""

from __future__ import annotations

import io
import re
import subprocess
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pdfplumber
import pikepdf
import pytest

from exporter.model import IssuedCard, McqCard
from exporter.render.templates import Templates
from exporter.writers.base import Job
from exporter.writers.exam import writer
from exporter.writers.exam.options import ExamOptions
from exporter.writers.exam.printing import AREAS
from tests.exams import exam_pack, question, varied
from tests.packs import sample_pack, text

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.diagnostics import Checked
    from exporter.model import Pack

BUILT_AT = 1_763_700_000
MM = 72 / 25.4
TOP, BOTTOM, INNER, OUTER = 17 * MM, 17 * MM, 18 * MM, 14 * MM
TAGS = (("service::s3", "domain::cost"), ("service::ec2",), ())


@dataclass(frozen=True)
class Printed:
    """An exam, opened."""

    pack: Pack
    result: Checked[bytes | None]
    pages: list[Any]

    @property
    def content(self) -> bytes:
        assert self.result.value is not None
        return self.result.value

    @property
    def cards(self) -> list[tuple[IssuedCard, McqCard]]:
        return [(one, one.card) for one in self.pack.cards if isinstance(one.card, McqCard)]

    def text(self, page: int) -> str:
        """The type area's characters as they are drawn, white space and hyphens left out."""
        chars = self.pages[page].chars
        foot = self.pages[page].height - BOTTOM
        return squeezed("".join(char["text"] for char in chars if TOP - 1 < char["top"] < foot))

    def page_with(self, words: str) -> int:
        """The first page that has some words, from 0."""
        return next(page for page in range(len(self.pages)) if squeezed(words) in self.text(page))

    @property
    def sheet(self) -> int:
        return self.page_with("답안지·Answer sheet")

    @property
    def key(self) -> int:
        return self.page_with("정답과 해설·Keys and rationales")

    def part(self, first: int, last: int | None = None) -> str:
        return "".join(self.text(page) for page in range(len(self.pages))[first:last])


def squeezed(string: str) -> str:
    return re.sub(r"[\s\u2060‐-]+", "", string)


def write(pack: Pack, templates: Templates | None = None, **options: object) -> Checked[bytes | None]:
    return writer.write(pack, ExamOptions(**options), Job(BUILT_AT, templates or Templates()))  # type: ignore[arg-type]


def printed(pack: Pack, **options: object) -> Printed:
    result = write(pack, **options)
    assert result.value is not None
    return Printed(pack, result, pdfplumber.open(io.BytesIO(result.value)).pages)


@pytest.fixture(scope="module")
def usual() -> Printed:
    return printed(exam_pack(varied(34), TAGS))


@pytest.fixture(scope="module")
def sample() -> Printed:
    return printed(sample_pack())


@pytest.fixture(scope="module")
def single() -> Printed:
    return printed(exam_pack([question(1)]), paper="letter", columns=1)


@pytest.fixture(scope="module")
def endless() -> Printed:
    """Questions that are higher than a column, and than a page."""
    return printed(exam_pack([question(0, long=40), question(1), question(2, long=160), question(3)], TAGS))


@pytest.fixture(scope="module")
def bilingual() -> Printed:
    """Questions so long in two languages that two of them do not stand below each other."""
    return printed(exam_pack(map(in_korean, [question(number, long=7) for number in range(12)]), TAGS))


def in_korean(card: McqCard) -> McqCard:
    """Translate a question and its options, each with words of its own."""
    name = card.origin.note[:3]
    stem = " ".join(
        [f"{name}번역:", *["가게는 밤마다 그날의 주문을 옮기고 아침 여덟 시까지 보고서를 만든다."] * 5]
    )
    options = tuple(
        replace(option, text=replace(option.text, translations=(text(f"{name}보기{place}"),)))
        for place, option in enumerate(card.options)
    )
    return replace(card, stem=replace(card.stem, translations=(text(stem),)), options=options)


@pytest.fixture(params=["usual", "sample", "single", "endless", "bilingual"])
def any_exam(request: pytest.FixtureRequest) -> Printed:
    exam: Printed = request.getfixturevalue(request.param)
    return exam


def test_nothing_is_logged(any_exam: Printed) -> None:
    """Every style rule is understood, every picture and link is there, every character has a glyph."""
    assert any_exam.result.diagnostics == ()


def test_every_text_stands_once_in_its_part(any_exam: Printed) -> None:
    """Stems and options are asked once; the key says the right ones again, and every rationale once."""
    asked, answered = any_exam.part(0, any_exam.sheet), any_exam.part(any_exam.key)
    for _, card in any_exam.cards:
        stem = next(squeezed(run) for run in re.split("<[^>]+>", card.stem.html) if run)
        assert asked.count(stem) == 1
        assert stem not in answered
        for option in card.options:
            if len(option.text.text) > 12:
                said = squeezed(option.text.text)
                assert asked.count(said) == 1, said
                assert answered.count(said) == option.correct, said
            if option.rationale is not None:
                assert answered.count(squeezed(option.rationale.text)) == 1
        if card.rationale is not None:
            assert answered.count(squeezed(card.rationale.text)) == 1


def test_nothing_of_the_key_stands_before_it(any_exam: Printed) -> None:
    """Neither paper nor answer sheet holds a rationale, a short id or a link to a note."""
    before = any_exam.part(0, any_exam.key)
    for issued, card in any_exam.cards:
        assert issued.short_id not in before
        for why in (card.rationale, *(option.rationale for option in card.options)):
            assert why is None or squeezed(why.text) not in before
    with pikepdf.open(io.BytesIO(any_exam.content)) as pdf:
        for page in list(pdf.pages)[: any_exam.key]:
            assert "/Annots" not in page.obj


def test_no_answer_is_on_the_back_of_a_question(any_exam: Printed) -> None:
    """Paper, answer sheet and key each begin a sheet, so that each can be taken away by itself."""
    assert any_exam.sheet % 2 == 0
    assert any_exam.key % 2 == 0
    assert any_exam.key - any_exam.sheet == 2
    assert any_exam.text(any_exam.sheet + 1) in {"", squeezed("메모·Notes")}


def test_questions_stand_whole_in_one_column(usual: Printed, bilingual: Printed) -> None:
    """From its first line to its last option a question is on one page, in one column."""
    for exam in (usual, bilingual):
        places: dict[str, set[tuple[int, bool]]] = {}
        for page in exam.pages[: exam.sheet]:
            for word in page.extract_words():
                found = re.match(r"(q\d\d)(?:stem|o\d|보기)", word["text"])
                if found:
                    places.setdefault(found[1], set()).add((page.page_number, word["x0"] > page.width / 2))
        assert len(places) == len(exam.cards)
        assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_type_is_smaller_where_that_spares_a_page(usual: Printed, bilingual: Printed) -> None:
    """Where two questions would not share a column in large type, but do in smaller, it is smaller."""
    firsts = [exam.pages[1].chars for exam in (usual, bilingual)]
    sizes = [next(char["size"] for char in chars if char["text"] == "q") for chars in firsts]
    assert sizes[1] < sizes[0] == pytest.approx(9.2 * 0.95, abs=0.01)


def test_letters_of_the_key_stand_before_the_right_options(usual: Printed) -> None:
    """The letter in the table, the one in the rationales and the one on the paper are one."""
    asked = usual.part(0, usual.sheet)
    table, _, reasons = usual.part(usual.key).partition(squeezed("해설·Rationale") + "1")
    numbers = {name: int(number) for number, name in re.findall(r"(\d+)(q\d\d)stem", asked)}
    assert sorted(numbers.values()) == list(range(1, 35))
    letters = dict(re.findall(r"([A-H])(q\d\do\d)", asked))
    at = {option: letter for letter, option in re.findall(r"([A-H])(q\d\do\d)", asked)}
    assert len(letters) <= len(at) == sum(len(card.options) for _, card in usual.cards)
    for _, card in usual.cards:
        name = card.origin.note[:3]
        right = [f"{name}o{place}" for place, option in enumerate(card.options) if option.correct]
        key = "".join(sorted(at[each] for each in right))
        assert re.search(rf"(?<!\d){numbers[name]}{key}(?![A-H])", table), (name, key)
        for each in right:
            assert f"{at[each]}{each}keeps" in reasons
        for place, option in enumerate(card.options):
            if not option.correct:
                assert f"{at[f'{name}o{place}']}{name}why{place}" in reasons


def test_several_right_answers_are_announced(usual: Printed) -> None:
    """Where several options are right, it says so in bold between stem and options, and on the sheet."""
    asked = usual.part(0, usual.sheet)
    several = [card for _, card in usual.cards if len(card.key) > 1]
    assert asked.count("ChooseTWO") == len(several) > 3
    chars = [char for page in usual.pages[: usual.sheet] for char in page.chars]
    said = "".join(char["text"] for char in chars)
    start = said.index("TWO")
    assert all("Bold" in char["fontname"] for char in chars[start : start + 3])
    assert usual.text(usual.sheet).count("×2") == len(several) + 2


def test_the_answer_sheet_has_a_bubble_for_every_option(usual: Printed) -> None:
    """Each number is followed by the letters that its question has, and no other."""
    asked = usual.part(0, usual.sheet)
    sheet = "".join(usual.text(page) for page in range(usual.sheet, usual.key)).replace("×2", "")
    counts = Counter(re.findall(r"[A-H](q\d\d)o\d", asked))
    for number, name in re.findall(r"(\d+)(q\d\d)stem", asked):
        letters = "ABCDEFGH"[: counts[name]]
        assert re.search(rf"(?<!\d){number}{letters}(?![A-H])", sheet), number


def test_the_key_leads_back_to_page_card_and_note(usual: Printed) -> None:
    """Each entry of the key names the page of its question and its short id, and links to both."""
    answered = usual.part(usual.key)
    for issued, card in usual.cards:
        page = usual.page_with(f"{card.origin.note[:3]}stem") + 1
        assert f"p.{page}·{issued.short_id}·" in answered
    with pikepdf.open(io.BytesIO(usual.content)) as pdf:
        annotations = [each for page in list(pdf.pages)[usual.key :] for each in page.obj.get("/Annots", [])]
        links = {str(each.A.URI) for each in annotations if "/A" in each and "/URI" in each.A}
    assert links == {issued.uri for issued, _ in usual.cards}


def test_pages_behind_a_broken_question_are_named(endless: Printed) -> None:
    """Where only the layout knows how many pages a question takes, the key names the right ones as well."""
    answered = endless.part(endless.key)
    for issued, card in endless.cards:
        page = endless.page_with(f"{card.origin.note[:3]}stem") + 1
        assert f"p.{page}·{issued.short_id}" in answered


def test_every_page_says_its_edition(any_exam: Printed) -> None:
    """Seed, edition and folio stand on the foot of every page, notes pages included, the same on all."""
    feet = [
        page.crop((0, page.height - BOTTOM, page.width, page.height)).extract_text()
        for page in any_exam.pages
    ]
    editions = {re.search(r"시드 1 · 판본 ([0-9a-f]{8})", foot)[1] for foot in feet}  # type: ignore[index]
    assert len(editions) == 1
    for number, foot in enumerate(feet, 1):
        assert f"{number} / {len(feet)}" in foot
    assert editions.pop() in any_exam.text(0)


def test_stays_in_the_type_area(any_exam: Printed) -> None:
    """Beside the type area stands nothing; above and below it only running head and folio."""
    for page in any_exam.pages:
        left = INNER if page.page_number % 2 else OUTER
        right = page.width - (OUTER if page.page_number % 2 else INNER)
        for char in page.chars:
            if char["top"] < TOP - 1 or char["bottom"] > page.height - BOTTOM + 1:
                assert char["size"] < 7.1, char
            assert char["x0"] >= left - 0.5, char
            assert char["x1"] <= right + 0.5, char
        for shape in (*page.rects, *page.lines, *page.curves, *page.images):
            assert shape["x0"] >= left - 1.5, shape
            assert shape["x1"] <= right + 1.5, shape
            assert shape["top"] >= TOP - 1.5, shape
            assert shape["bottom"] <= page.height - BOTTOM + 1.5, shape


def test_columns_keep_apart(usual: Printed) -> None:
    """No character reaches into the gutter between two columns of questions."""
    for page in usual.pages[: usual.sheet]:
        left = INNER if page.page_number % 2 else OUTER
        middle = left + AREAS["a4"][0] / 2 * MM
        for char in page.chars:
            if char["size"] < 12 and char["top"] > 120 * MM:
                assert not middle - 3 * MM < (char["x0"] + char["x1"]) / 2 < middle + 3 * MM, char


def test_columns_are_filled(usual: Printed) -> None:
    """But for the last page of questions and that with the title, a page is used to its foot."""
    for page in usual.pages[1 : usual.sheet - 2]:
        lowest = max(char["bottom"] for char in page.chars if char["bottom"] < page.height - BOTTOM)
        assert lowest > 0.75 * page.height


def test_fonts_are_embedded_subsets(any_exam: Printed) -> None:
    """Every font travels with the file, cut down to what is used."""
    with pikepdf.open(io.BytesIO(any_exam.content)) as pdf:
        fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one]
        assert fonts
        for font in fonts:
            assert re.match(r"/[A-Z]{6}\+", str(font.FontName))
            assert {"/FontFile2", "/FontFile3"} & set(font.keys())


def test_is_tagged_and_has_an_outline(usual: Printed) -> None:
    """The file is tagged, says language, title and time, and its outline leads to its three parts."""
    with pikepdf.open(io.BytesIO(usual.content)) as pdf, pdf.open_outline() as outline:
        assert str(pdf.Root.Lang) == "ko"
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.docinfo["/Title"]) == "저장소 고르기 · 모의시험 · Practice exam"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20251121044000Z"
        assert [item.title for item in outline.root] == [
            "저장소 고르기",
            "답안지 · Answer sheet",
            "정답과 해설 · Keys and rationales",
        ]


def test_is_searchable_in_the_order_of_the_text(sample: Printed) -> None:
    """Copied text reads as printed: the letter before its option, no joiner left."""
    found = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=sample.content, capture_output=True, check=True
    ).stdout.decode()
    assert "\u2060" not in found
    assert re.search(r"^[A-E] ?Amazon API Gateway$", found, re.MULTILINE)
    assert "엔드포인트의 자동 확장에 쓸 수 있는" in found


def test_code_and_pictures_survive_in_stems(sample: Printed) -> None:
    """Code in a stem stands on the paper, every line of it."""
    asked = sample.part(0, sample.sheet)
    assert squeezed("instance_type='ml.m5.xlarge'") in asked
    assert "importsagemaker" in asked
    pack = sample.pack
    picture = f'<p>그림에서 빠진 것은?</p><p><img src="{pack.attachments[0].name}" alt="구성도"></p>'
    formula = r'<p><span class="math inline">\(x_0^2\)</span></p>'
    table = "<table><tbody><tr><td>지연</td><td>20 ms</td></tr></tbody></table>"
    card = replace(question(1), stem=text(picture + formula + table))
    shown = printed(replace(exam_pack([card]), attachments=pack.attachments))
    assert shown.result.diagnostics == ()
    assert len(shown.pages[0].images) == 1
    assert "지연20ms" in shown.text(0)
    assert len(shown.pages[0].curves) > 2


def test_translations_stand_below_in_the_languages_of_the_pack() -> None:
    """A translated stem and its options are printed below, smaller, if the pack has their language."""
    pack = exam_pack([in_korean(question(1))])
    exam = printed(pack)
    asked = exam.part(0, exam.sheet)
    assert asked.index("q01stem") < asked.index("q01번역") < asked.index("q01o0")
    for place in range(4):
        assert re.search(rf"q01o{place}keepsthem[a-z]*q01보기{place}", asked)
    words = {word["text"]: word["bottom"] - word["top"] for word in exam.pages[0].extract_words()}
    assert words["q01번역:"] < words["q01stem:"]
    assert words["q01보기0"] < words["q01o0"]
    english = write(replace(pack, languages=("en",)))
    assert english.value is not None
    alone = "".join(page.extract_text() for page in pdfplumber.open(io.BytesIO(english.value)).pages)
    assert not re.search("번역|보기|문항|정답", alone)


def test_key_by_itself_is_of_the_same_edition(usual: Printed) -> None:
    """The key's pages alone, or all the others, are those of the whole exam with their folios."""
    pack = exam_pack(varied(34), TAGS)
    key, paper = printed(pack, key="only"), printed(pack, key="none")
    assert key.result.diagnostics == paper.result.diagnostics == ()
    assert [page.extract_text() for page in key.pages] == [
        page.extract_text() for page in usual.pages[usual.key :]
    ]
    assert [paper.text(page) for page in range(1, paper.sheet + 1)] == [
        usual.text(page) for page in range(1, usual.sheet + 1)
    ]
    assert not re.search(r"q\d\d(?:why|all)", paper.part(0))
    whole = printed(pack, rationales=False)
    assert not re.search(r"q\d\d(?:why|all)", whole.part(0))
    assert "p.1·" in whole.part(whole.page_with("정답·Key"))


def test_one_question_makes_an_exam(single: Printed) -> None:
    """A paper, a sheet and a key, on Letter, in the time for one question."""
    assert {(round(page.width), round(page.height)) for page in single.pages} == {(612, 792)}
    assert len(single.pages) == 5
    assert "2분·2min" in single.text(0)


def test_sixty_five_questions_take_130_minutes() -> None:
    """Of more questions, sixty-five are drawn for 130 minutes; with a count, so many."""
    pack = exam_pack([question(number) for number in range(70)])
    exam = printed(pack)
    assert "130분·130min" in exam.text(0)
    assert len(set(re.findall(r"q\d\dstem", exam.part(0, exam.sheet)))) == 65
    few = printed(pack, count=7, minutes=20, seed="봄 <b>2")
    assert "20분·20min" in few.text(0)
    assert squeezed("시드·Seed 봄 <b>2") in few.text(0)
    assert len(set(re.findall(r"q\d\dstem", few.part(0, few.sheet)))) == 7


def test_tags_and_scores_are_printed(usual: Printed) -> None:
    """The title names the tags that were asked for; the score table has a row for each tag there is."""
    exam = printed(usual.pack, tags=("#service/s3",))
    assert "#service/s3" in exam.text(0)
    table = exam.part(exam.key)
    assert "service/s3" in table
    assert "domain/cost" in table
    assert "service/ec2" not in table
    assert "태그없음" not in table
    assert "태그없음" in usual.part(usual.key)


def test_no_exam_without_questions() -> None:
    """Where nothing is to be printed there is no file, and an error says why."""
    result = write(exam_pack([]))
    assert result.value is None
    assert [each.rule for each in result.diagnostics] == ["exam-empty"]


def test_equal_input_gives_equal_bytes() -> None:
    """Writing twice gives the same file."""
    pack = sample_pack()
    assert write(pack).value == write(pack).value


def test_progress_reaches_its_end() -> None:
    """Progress counts up to the announced total."""
    seen: list[tuple[int, int]] = []
    job = Job(BUILT_AT, Templates(), lambda done, total: seen.append((done, total)))
    writer.write(exam_pack([question(1)]), ExamOptions(), job)
    assert seen == [(done, len(seen) - 1) for done in range(len(seen))]


def test_reader_styles_win(tmp_path: Path) -> None:
    """A user.css beside the reader's own templates is applied to the exam as well."""
    (tmp_path / "exam").mkdir()
    (tmp_path / "exam" / "user.css").write_text(".title-block h1 { font-size: 40pt }")
    content = write(exam_pack([question(1)]), Templates(tmp_path)).value
    assert content is not None
    page = pdfplumber.open(io.BytesIO(content)).pages[0]
    assert max(char["size"] for char in page.chars) > 39

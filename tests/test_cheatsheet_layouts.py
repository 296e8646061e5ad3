"""The layouts of the cheat-sheet, read back from the laid-out PDF: two languages, references, glossary."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pdfplumber
import pikepdf
import pytest

from exporter.model import ConceptCard, McqCard, Role, TradeoffCard
from exporter.render.templates import Templates
from exporter.writers.base import Job
from exporter.writers.cheatsheet import writer
from exporter.writers.cheatsheet.options import LAYOUTS, CheatsheetOptions
from tests.bilingual import bilingual_pack
from tests.packs import reworded, sample_pack, text
from tests.test_cheatsheet_pages import BUILT_AT, INNER, MM, OUTER, WIDTH, Printed, pieces, repeated, squeezed
from tests.test_cheatsheet_pages import test_nothing_is_logged as nothing_is_logged
from tests.test_cheatsheet_pages import test_stays_in_the_type_area as stays_in_the_type_area

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Card, Pack, Text


LONG = 9
WHITE = (1.0, 1.0, 1.0)


def printed(pack: Pack, **options: Any) -> Printed:  # noqa: ANN401 - the writer's options
    result = writer.write(pack, CheatsheetOptions(**options), Job(BUILT_AT, Templates()))
    assert result.value is not None
    return Printed(pack, result, pdfplumber.open(io.BytesIO(result.value)).pages)


@pytest.fixture(scope="module")
def sheets() -> dict[str, Printed]:
    return {layout: printed(bilingual_pack(), layout=layout, glossary="yes") for layout in LAYOUTS}


@pytest.fixture(params=LAYOUTS)
def sheet(request: pytest.FixtureRequest, sheets: dict[str, Printed]) -> Printed:
    return sheets[request.param]


@pytest.fixture
def facing(sheets: dict[str, Printed]) -> Printed:
    return sheets["facing"]


def bodies(card: Card) -> list[Text]:
    """The texts of a card that stand beside their translations, each once on the sheet."""
    match card:
        case ConceptCard():
            return [card.definition, *card.examples]
        case TradeoffCard():
            return [*card.pros, *card.cons]
        case McqCard():
            said = [card.rationale, *(option.rationale for option in card.options)]
            return [each for each in said if each is not None]
    return []


def pairs(pack: Pack) -> Iterator[tuple[str, str]]:
    """What is said in Korean and in English, as runs of text that are long enough to be found."""
    for issued in pack.cards:
        for each in bodies(issued.card):
            for other in each.translations:
                sides = sorted((each, other), key=lambda text: text.lang, reverse=True)
                both = zip(*(filter(None, pieces(side.html)) for side in sides), strict=False)
                yield from (pair for pair in both if pair[0] != pair[1] and min(map(len, pair)) > LONG)


class Found(NamedTuple):
    """A text on a page: its characters."""

    page: int
    chars: list[dict[str, Any]]

    @property
    def baseline(self) -> float:
        return float(self.chars[0]["matrix"][5])


def find(sheet: Printed, said: str) -> Found:
    """Find a text on the pages."""
    for number, page in enumerate(sheet.pages):
        chars = [char for char in page.chars if squeezed(char["text"])]
        whole = "".join(squeezed(char["text"])[0] for char in chars)
        at = whole.find(said)
        if at >= 0:
            return Found(number, chars[at : at + len(said)])
    pytest.fail(f"not printed: {said}")


def middle(sheet: Printed, page: int) -> float:
    return float((INNER if sheet.pages[page].page_number % 2 else OUTER) + WIDTH / 2)


def test_nothing_is_logged(sheet: Printed) -> None:
    """Every rule is understood and every character has a glyph, in every layout."""
    nothing_is_logged(sheet)


def test_stays_in_the_type_area(sheet: Printed) -> None:
    """Nothing but short ids stands beside the type area, in any layout."""
    stays_in_the_type_area(sheet)


@pytest.mark.parametrize("layout", ["interlinear", "facing"])
def test_each_language_once(sheets: dict[str, Printed], layout: str) -> None:
    """What a card says is printed once in Korean and once in English."""
    sheet = sheets[layout]
    every = [said for pair in pairs(sheet.pack) for said in pair]
    # One sentence may be a part of another.
    assert {said: sheet.whole.count(said) for said in every} == {
        said: sum(said in other for other in every) for said in every
    }


def test_single_prints_the_first_language_alone(sheets: dict[str, Printed]) -> None:
    """No translation of a sentence is printed, and each sentence is."""
    whole = sheets["single"].whole
    for pair in pairs(sheets["single"].pack):
        assert sum(said in whole for said in pair) == 1, pair
    assert "Keypoint" not in whole
    assert "핵심포인트" in whole


def test_translations_stand_below(sheets: dict[str, Printed]) -> None:
    """In the interlinear layout a translation follows its text at once, smaller."""
    sheet = sheets["interlinear"]
    for issued in sheet.pack.cards:
        for each in bodies(issued.card) if isinstance(issued.card, TradeoffCard) else []:
            (other,) = each.translations
            first, second = find(sheet, squeezed(each.text)), find(sheet, squeezed(other.text))
            assert first.page == second.page
            assert second.baseline < first.chars[-1]["matrix"][5]
            assert second.chars[0]["size"] < first.chars[0]["size"]
            assert squeezed(each.text + other.text) in sheet.whole


def test_sides_keep_to_their_language(facing: Printed) -> None:
    """Korean stands on the left and English on the right, whichever the note was written in."""
    for korean, english in pairs(facing.pack):
        left, right = find(facing, korean), find(facing, english)
        assert left.page == right.page, korean
        assert max(char["x1"] for char in left.chars) < middle(facing, left.page), korean
        assert min(char["x0"] for char in right.chars) > middle(facing, left.page), english


def test_rows_are_aligned(facing: Printed) -> None:
    """The first lines of a text and of its translation stand on one line."""
    count = 0
    for issued in facing.pack.cards:
        for each in bodies(issued.card):
            for other in each.translations:
                sides = [next(filter(None, pieces(side.html))) for side in (each, other)]
                first, second = (find(facing, side) for side in sides)
                if sides[0] != sides[1]:
                    assert abs(first.baseline - second.baseline) < 0.2 * MM, sides
                    count += 1
    assert count > 30


def test_what_both_languages_share_stands_once(facing: Printed) -> None:
    """A product's name that heads both sides has no double."""
    whole = facing.whole
    notes = whole[: whole.rindex(squeezed("용어와 찾아보기"))]
    assert notes.count("MultipleEndpoints") == 1
    assert notes.count("Lambda+ProvisionedConcurrency") == 1


def test_a_missing_translation_is_a_dash() -> None:
    """In a note with translations, what has none stands on its side, with a dash on the other."""
    pack = bilingual_pack()
    source = {issued.id: issued for issued in sample_pack().cards}
    bare = next(issued for issued in pack.cards if isinstance(issued.card, TradeoffCard)).id
    cards = tuple(source[issued.id] if issued.id == bare else issued for issued in pack.cards)
    from dataclasses import replace

    sheet = printed(replace(pack, cards=cards), layout="facing")
    card = source[bare].card
    assert isinstance(card, TradeoffCard)
    found = find(sheet, squeezed(card.pros[0].text))
    page = sheet.pages[found.page]
    dashes = [char for char in page.chars if char["text"] == "–" and char["x0"] > middle(sheet, found.page)]
    assert any(abs(dash["matrix"][5] - found.baseline) < 0.2 * MM for dash in dashes)


def test_untranslated_notes_do_not_face_a_void() -> None:
    """A pack without translations is set as in the interlinear layout, whatever the layout."""
    plain = printed(sample_pack(), layout="facing")
    other = printed(sample_pack(), layout="interlinear")
    assert [page.extract_text() for page in plain.pages] == [page.extract_text() for page in other.pages]


def test_answers_are_not_beside_questions(sheet: Printed) -> None:
    """Within a chapter, every reason stands behind all options of all questions."""
    whole = sheet.whole
    body = whole[whole.index(squeezed("노트1")) :] if squeezed("노트1") in whole else whole
    keys = [match.start() for match in re.finditer(squeezed("정답과 해설"), body)]
    for number, chapter in enumerate(sheet.pack.chapters):
        cards = [
            issued.card
            for issued in sheet.pack.cards
            if isinstance(issued.card, McqCard) and issued.card.origin.note in chapter.notes
        ]
        start = keys[-len(sheet.pack.chapters) + number]
        for card in cards:
            assert body.index(pieces(card.stem.html)[0] or pieces(card.stem.html)[1]) < start
            for option in card.options:
                assert pieces(option.text.html)[0] in body[:start] or "<" in option.text.html
                if option.rationale:
                    assert body.index(squeezed(option.rationale.text)) > start


class Reference(NamedTuple):
    """A link whose text is a number."""

    page: int
    number: int
    target: int


def references(sheet: Printed) -> list[Reference]:
    """All links that are printed as a page number, with the page that they lead to.

    The numbers of notes in the contents, at its left edge, and those of questions, white on grey, are
    links as well, but name no page.
    """
    found = []
    with pikepdf.open(io.BytesIO(sheet.content)) as pdf:
        places = pdf.Root.Names.Dests.Names
        named = {str(places[at]): places[at + 1] for at in range(0, len(places), 2)}
        order = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        for number, page in enumerate(pdf.pages, 1):
            for annotation in page.get("/Annots", []):
                target = annotation.get("/Dest")
                if target is None:
                    continue
                left, bottom, right, top = (float(edge) for edge in annotation.Rect)
                chars = [
                    char
                    for char in sheet.pages[number - 1].chars
                    if left - 0.1 <= char["x0"]
                    and char["x1"] <= right + 0.1
                    and bottom - 3 <= char["matrix"][5] <= top + 3
                ]
                said = "".join(char["text"] for char in chars)
                if said.isdigit() and chars[0]["x0"] > OUTER + 30 and chars[0]["non_stroking_color"] != WHITE:
                    leads = order[named[str(target)][0].objgen]
                    found.append(Reference(number, int(said), leads))
    return found


def test_printed_page_numbers_are_right(sheet: Printed) -> None:
    """Each printed page number is that of the page on which its target stands."""
    found = references(sheet)
    assert [each for each in found if each.number != each.target] == []
    questions = sum(isinstance(issued.card, McqCard) for issued in sheet.pack.cards)
    names = sum(isinstance(issued.card, TradeoffCard | ConceptCard) for issued in sheet.pack.cards)
    assert len(found) > len(sheet.pack.notes) + 2 * questions + names
    assert len({each.target for each in found}) > 2


def test_questions_and_keys_name_each_others_page(sheet: Printed) -> None:
    """Beside a question stands where its answer is, and beside the answer where the question is."""
    with pikepdf.open(io.BytesIO(sheet.content)) as pdf:
        targets = [
            str(annotation.Dest)
            for page in pdf.pages
            for annotation in page.get("/Annots", [])
            if "/Dest" in annotation
        ]
    for number in (1, 2, 3):
        assert targets.count(f"key-{number}") == 2
        assert targets.count(f"question-{number}") == 2
    assert len(re.findall(r"→해설\d+쪽", sheet.whole)) == 3
    assert len(re.findall(r"→문제\d+쪽", sheet.whole)) == 3


def test_every_note_can_be_opened(sheet: Printed) -> None:
    """Beside a note's title stands a link that opens it."""
    with pikepdf.open(io.BytesIO(sheet.content)) as pdf:
        uris = [
            str(annotation.A.URI)
            for page in pdf.pages
            for annotation in page.get("/Annots", [])
            if "/A" in annotation
        ]
    assert [uri for uri in uris if uri.startswith("obsidian:")] == [
        f"obsidian://open?vault=notes&file={note.id}" for note in sheet.pack.notes.values()
    ]
    assert sheet.whole.count("↗") == len(sheet.pack.notes)


def test_glossary_lists_every_term(sheet: Printed) -> None:
    """The glossary names every term and subject, those in Hangul in order, then those in Latin letters."""
    whole = sheet.whole
    listed = whole[whole.rindex(squeezed("한국어→영어")) :]
    hangul, latin = listed.split(squeezed("영어→한국어"))
    assert re.search("집단안정성지수Populationstabilityindex\\d", hangul)
    assert re.search("Populationstabilityindex집단안정성지수\\d", latin)
    names = [issued.card.subject.text for issued in sheet.pack.cards if isinstance(issued.card, TradeoffCard)]
    names += [
        issued.card.term.text
        for issued in sheet.pack.cards
        if isinstance(issued.card, ConceptCard) and issued.card.role is Role.DEFINITION
    ]
    names = sorted((name for name in names if '"' not in name), key=str.casefold)
    at = [re.search(rf"{re.escape(squeezed(name))}[^\d]*\d", latin) for name in names]
    assert all(at)
    places = [found.start() for found in at if found]
    assert places == sorted(places)


def test_few_names_make_no_glossary() -> None:
    """Of its own accord a small pack has no glossary, nor one that is told so."""
    assert squeezed("용어와 찾아보기") not in printed(sample_pack()).whole
    assert squeezed("용어와 찾아보기") not in printed(bilingual_pack(), glossary="no").whole


def test_is_searchable_in_both_languages(facing: Printed) -> None:
    """A phrase of either language is found whole in the text that a reader's program sees."""
    found = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=facing.content, capture_output=True, check=True
    ).stdout.decode()
    flat = " ".join(found.split())
    assert "실시간 트래픽 분산 비율 조정 가능" in flat
    assert "Traffic can be shifted while serving" in flat
    assert "\u2060" not in found


@pytest.mark.parametrize(("name", "value"), [("layout", "sideways"), ("glossary", "perhaps")])
def test_unknown_choices_are_refused(name: str, value: str) -> None:
    """An option that is none of the choices is an error that names them."""
    with pytest.raises(ValueError, match=f"`{name}` must be .* not `{value}`"):
        CheatsheetOptions(**{name: value})  # type: ignore[arg-type]


SENTENCE = {
    "ko": "요청이 몰리면 인스턴스를 하나씩 늘린다.",
    "en": "When requests pour in, instances are added one by one.",
}


def both(korean: str, english: str) -> Text:
    return replace(text(korean), translations=(text(english, "en"),))


def endless(wrap: str, count: int) -> Text:
    """A text in two languages that goes on and on."""
    said = [
        wrap.format(" ".join(f"{number} {SENTENCE[lang]}" for number in range(count))) for lang in SENTENCE
    ]
    return both(*said)


def table(lang: str) -> str:
    cells = "".join(f"<td>{SENTENCE[lang]}</td>" for _ in range(10))
    return f"<p>{SENTENCE[lang]}</p><table><tbody><tr>{cells}</tr></tbody></table>"


@pytest.mark.parametrize("layout", ["interlinear", "facing"])
@pytest.mark.parametrize(
    "extreme",
    [
        endless("{}", 80),
        endless("<p>{}</p><ul><li>S3</li></ul>", 80),
        both("가" * 400, "a" * 400),
        both(table("ko"), table("en")),
        both(
            f'<p>{SENTENCE["ko"]}</p><pre class="diagram">┌─┐\n└─┘</pre>',
            f"<ul><li>{SENTENCE['en']}</li></ul>",
        ),
        both("", "only in English"),
    ],
    ids=["long", "long-list", "word", "table", "unlike", "empty"],
)
def test_extreme_texts_stay_on_the_page(layout: str, extreme: Text) -> None:
    """Whatever is said on either side, all of it is printed, inside the type area."""
    pack = bilingual_pack()
    at = next(
        number
        for number, issued in enumerate(pack.cards)
        if isinstance(issued.card, ConceptCard) and issued.card.role is Role.DEFINITION
    )
    card = pack.cards[at].card
    assert isinstance(card, ConceptCard)
    sheet = printed(reworded(pack, at, replace(card, definition=extreme)), layout=layout, glossary="no")
    assert not [each for each in sheet.result.diagnostics if each.rule != "missing-glyph"]
    stays_in_the_type_area(sheet)
    for side in (extreme, *extreme.translations):
        for said in pieces(side.html):
            assert said[-30:] in sheet.whole


@pytest.mark.parametrize("layout", LAYOUTS)
def test_questions_are_not_divided(layout: str) -> None:
    """A question of usual length stands on one page, whole."""
    pack = bilingual_pack()
    sheet = printed(repeated(pack, 4), layout=layout, glossary="no")
    for page in range(len(sheet.pages)):
        said = sheet.text(page)
        assert said.count("AWSLambdawithProvisionedConcurrency") == said.count(
            "AmazonEC2withApplicationLoadBalancer"
        )

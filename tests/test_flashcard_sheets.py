"""The flashcards to cut out, read back from the laid-out PDF: backs meet fronts, nothing is cut or lost."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

import pdfplumber
import pikepdf
import pytest

from exporter.model import ClozeCard, ConceptCard, McqCard, Role, TradeoffCard
from exporter.render.templates import Templates
from exporter.writers.base import Job
from exporter.writers.flashcards import writer
from exporter.writers.flashcards.options import FlashcardOptions
from tests.packs import reworded, sample_pack, text, texts

if TYPE_CHECKING:
    from exporter.diagnostics import Checked
    from exporter.model import Pack

BUILT_AT = 1_763_700_000
MM = 72 / 25.4
Page: TypeAlias = Any  # of an untyped library
ALL = ("concept", "tradeoff", "mcq", "cloze")
HEAD = 4.2
# Upright and lying paper, and prepared stock; every other size is laid out alike and takes as long.
SLOW = ["3x5", "business", "avery5388", "90x60"]
SIZES = ["a7", "a8", "avery5371", *(pytest.param(size, marks=pytest.mark.slow) for size in SLOW)]


@dataclass(frozen=True)
class Side:
    """A side of a card as it stands in the PDF; in mm from the upper left corner of the page."""

    id: str
    left: float
    top: float
    width: float
    height: float
    turned: bool

    @property
    def spot(self) -> tuple[str, float, float]:
        return (self.id, self.left, self.top)


def write(pack: Pack, **options: object) -> Checked[bytes | None]:
    return writer.write(pack, FlashcardOptions(**options), Job(BUILT_AT, Templates()))


def opened(content: bytes | None) -> list[Any]:
    assert content is not None
    return list(pdfplumber.open(io.BytesIO(content)).pages)


@cache
def sheets(**options: object) -> list[Any]:
    """The pages of the sample pack."""
    return opened(write(sample_pack(), kinds=ALL, **options).value)


@cache
def short(**options: object) -> list[Any]:
    """The pages of 17 cards that say little: what lies where does not depend on what they say."""
    pack = sample_pack()
    card = pack.cards[2].card
    assert isinstance(card, ConceptCard)
    cards = tuple(
        replace(pack.cards[2], card=replace(card, term=text(f"용어 {number}")), short_id=f"s{number:02}")
        for number in range(17)
    )
    return opened(write(replace(pack, cards=cards), **options).value)


def sides(page: Page, options: FlashcardOptions) -> list[Side]:
    """Find the cards of a page by the boxes of their heads and the short ids in them."""
    width, height = options.grid.card
    heads = {
        (round(box["x0"], 2), round(box["top"], 2)): box
        for box in page.rects
        if abs(box["height"] - HEAD * MM) < 0.02 and box["width"] > 30 * MM
    }
    found = []
    for box in heads.values():
        inside = [
            char
            for char in page.chars
            if abs(char["size"] - 6) < 0.05
            and box["top"] <= (char["top"] + char["bottom"]) / 2 <= box["bottom"]
            and box["x0"] - 1 <= char["x0"] <= box["x1"] + 1
            and "D2Coding" in char["fontname"]
        ]
        turned = inside[0]["matrix"][0] < 0
        inside.sort(key=lambda char: char["x0"], reverse=turned)
        padding = (width - box["width"] / MM) / 2
        left, top = box["x0"] / MM - padding, box["top"] / MM - padding
        if turned:
            top = box["bottom"] / MM + padding - height
        found.append(Side("".join(char["text"] for char in inside), left, top, width, height, turned))
    return found


def squeezed(string: str) -> str:
    return re.sub(r"[\s\u2060‐-]+", "", string)


def words_on(page: Page) -> str:
    return squeezed("".join(char["text"] for char in page.chars))


def near(one: list[tuple[str, float, float]], other: list[tuple[str, float, float]]) -> bool:
    """Whether the same cards stand at the same places, to 0.1 mm."""
    if len(one) != len(other):
        return False
    left = list(other)
    for name, x, y in one:
        match = next(
            (each for each in left if each[0] == name and abs(each[1] - x) + abs(each[2] - y) < 0.1), None
        )
        if match is None:
            return False
        left.remove(match)
    return True


def through_the_paper(side: Side, page: Page, flip: str) -> tuple[str, float, float]:
    """Where a card lies when the sheet is turned over its long or short edge."""
    wide, high = page.width / MM, page.height / MM
    over_upright_edge = (high > wide) == (flip == "long")
    if flip == "none":
        return side.spot
    if over_upright_edge:
        return (side.id, wide - side.left - side.width, side.top)
    return (side.id, side.left, high - side.top - side.height)


@pytest.mark.parametrize("mode", ["duplex", "fronts-then-backs"])
@pytest.mark.parametrize("flip", ["long", "short", "none"])
@pytest.mark.parametrize("size", SIZES)
def test_backs_meet_their_fronts(size: str, flip: str, mode: str) -> None:
    """Turned over its edge, a sheet has every back behind its front, to 0.1 mm, and turns like a leaf."""
    options = FlashcardOptions(size=size, flip=flip, mode=mode)  # type: ignore[arg-type]
    pages = short(size=size, flip=flip, mode=mode)
    half = len(pages) // 2
    if mode == "duplex":
        pairs = list(zip(pages[::2], pages[1::2], strict=True))
    else:
        pairs = list(zip(pages[:half], reversed(pages[half:]), strict=True))
    upside_down = flip != "none" and (pages[0].height > pages[0].width) != (flip == "long")
    for front, back in pairs:
        fronts, backs = sides(front, options), sides(back, options)
        assert fronts
        assert near([through_the_paper(side, front, flip) for side in fronts], [side.spot for side in backs])
        assert {side.turned for side in fronts} == {False}
        assert {side.turned for side in backs} == {upside_down}


@pytest.mark.parametrize("size", [size for size in SIZES if "avery" not in str(size)])
@pytest.mark.parametrize("mode", ["fold", "side-by-side"])
def test_backs_lie_beside_their_fronts_to_be_folded(size: str, mode: str) -> None:
    """Folded behind its front, each back covers it, and both are read in one direction of the hand."""
    options = FlashcardOptions(size=size, mode=mode)  # type: ignore[arg-type]
    for page in short(size=size, mode=mode):
        found = sides(page, options)
        width, height = options.grid.card
        across, down = (0.0, height) if mode == "fold" else (width, 0.0)
        left, top = options.grid.origin
        cells = [
            side
            for side in found
            if abs(((side.left - left) / (width + across)) % 1) % 0.999 < 0.01
            and abs(((side.top - top) / (height + down)) % 1) % 0.999 < 0.01
        ]
        backs = [side for side in found if side not in cells]
        assert near(
            [(side.id, side.left + across, side.top + down) for side in cells], [each.spot for each in backs]
        )
        assert {side.turned for side in cells} == {False}
        assert {side.turned for side in backs} == {mode == "fold"}


@pytest.mark.parametrize("size", SIZES)
def test_every_card_has_both_sides_once(size: str) -> None:
    """Each short id stands on as many fronts as backs: one, or two where it is asked by sides."""
    options = FlashcardOptions(size=size)
    pages = sheets(size=size, flip="long", mode="duplex")
    fronts = Counter(side.id for page in pages[::2] for side in sides(page, options))
    backs = Counter(side.id for page in pages[1::2] for side in sides(page, options))
    assert fronts == backs
    assert set(fronts) == {issued.short_id for issued in sample_pack().cards}
    assert {name for name, count in fronts.items() if count == 2} >= {"k08", "k09"}
    assert max(fronts.values()) == 2


@pytest.mark.parametrize("size", SIZES)
def test_nothing_stands_outside_its_card(size: str) -> None:
    """Every character keeps its distance from the cuts."""
    options = FlashcardOptions(size=size)
    for page in sheets(size=size, flip="long", mode="duplex"):
        found = sides(page, options)
        for char in page.chars:
            middle = (char["x0"] + char["x1"]) / 2 / MM, (char["top"] + char["bottom"]) / 2 / MM
            (card,) = [
                side
                for side in found
                if side.left < middle[0] < side.left + side.width
                and side.top < middle[1] < side.top + side.height
            ]
            assert char["x0"] / MM > card.left + 2.9
            assert char["x1"] / MM < card.left + card.width - 2.9
            assert char["top"] / MM > card.top + 2
            assert char["bottom"] / MM < card.top + card.height - 2


@pytest.mark.parametrize("size", SIZES)
def test_all_of_a_text_is_printed(size: str) -> None:
    """Whatever the size of the card, each answer stands on the backs whole: no text is ever cut."""
    backs = "".join(map(words_on, sheets(size=size, flip="long", mode="duplex")[1::2]))
    for issued in sample_pack().cards:
        match issued.card:
            case ConceptCard() as card:
                said = [card.definition]
            case TradeoffCard() as card:
                said = [*card.pros, *card.cons]
            case McqCard() as card:
                said = [option.text for option in card.options if option.correct]
            case ClozeCard() as card:
                said = [part for part in (card.extra,) if part]
        for part in said:
            if "math" not in part.html:
                assert squeezed(part.text) in backs


@pytest.mark.parametrize("size", SIZES)
def test_type_stays_readable(size: str) -> None:
    """No text is smaller than 6.5 pt but the head, the foot and what is drawn."""
    options = FlashcardOptions(size=size)
    for page in sheets(size=size, flip="long", mode="duplex"):
        found = sides(page, options)
        for char in page.chars:
            if char["size"] > 6.45 or any(name in char["fontname"] for name in ("D2Coding", "Symbola")):
                continue
            y = (char["top"] + char["bottom"]) / 2 / MM
            card = min(found, key=lambda side: abs(side.top + side.height / 2 - y))
            assert y < card.top + 11 or y > card.top + card.height - 9, char


def test_pages_are_their_paper() -> None:
    """A4 and Letter, upright or lying, to a hundredth of a point."""
    for size, paper, edges in (
        ("a7", "", (210 * MM, 297 * MM)),
        ("a8", "", (297 * MM, 210 * MM)),
        ("a8", "letter", (792, 612)),
        ("avery5388", "", (612, 792)),
    ):
        pages = short(size=size, paper=paper)
        assert {(round(page.width, 2), round(page.height, 2)) for page in pages} == {
            (round(edges[0], 2), round(edges[1], 2))
        }


@pytest.mark.parametrize("marks", ["corners", "grid"])
@pytest.mark.parametrize("size", ["a7", "a8", "business"])
def test_marks_are_the_same_on_all_fronts_and_on_no_back(size: str, marks: str) -> None:
    """A pile is cut at once: its marks lie above each other, where the cards end, and only in front."""
    options = FlashcardOptions(size=size)
    pages = short(size=size, marks=marks, flip="long")
    drawn = [
        {tuple(round(line[edge], 2) for edge in ("x0", "x1", "top", "bottom")) for line in page.lines}
        for page in pages
    ]
    assert drawn[0]
    assert all(each == drawn[0] for each in drawn[::2])
    assert not any(drawn[1::2])
    (left, top), (width, height) = options.grid.origin, options.grid.card
    for x0, x1, y0, y1 in drawn[0]:
        place = (x0 / MM - left) / width if x0 == x1 else (y0 / MM - top) / height
        assert (x0 == x1) != (y0 == y1)
        assert abs(place - round(place)) < 0.002


def test_stock_has_no_marks() -> None:
    """What is cut already is not marked."""
    for size in ("avery5371", "avery5388"):
        assert not any(page.lines for page in short(size=size, marks="grid"))
    assert not any(page.lines for page in short(marks="none"))


@pytest.mark.parametrize("flip", ["long", "short", "none"])
def test_backs_are_moved_by_the_offset(flip: str) -> None:
    """The offset moves every back right and down by so many mm, and no front."""
    options = FlashcardOptions(flip=flip)  # type: ignore[arg-type]
    usual, moved = short(flip=flip, mode="duplex"), short(flip=flip, mode="duplex", offset=("1.5", "-0.75"))
    for number, (before, after) in enumerate(zip(usual, moved, strict=True)):
        x, y = (1.5, -0.75) if number % 2 else (0, 0)
        expected = [(side.id, side.left + x, side.top + y) for side in sides(before, options)]
        assert near(expected, [side.spot for side in sides(after, options)])
        assert not (number % 2 and near([side.spot for side in sides(before, options)], expected))


@pytest.mark.parametrize("flip", ["long", "short"])
@pytest.mark.parametrize("size", ["a7", "a8", "avery5371"])
def test_calibration_sheet(size: str, flip: str) -> None:
    """Its crosses lie on each other through the paper, moved by the offset so far; it has a ruler."""
    result = write(sample_pack(), size=size, flip=flip, calibrate=True, offset=(1.0, 0.5))
    assert result.diagnostics == ()
    front, back = opened(result.value)
    crosses = []
    for page in (front, back):
        longest = [line for line in page.lines if abs(max(line["width"], line["height"]) - 30 * MM) < 0.05]
        crosses.append(
            sorted(
                (
                    round((line["x0"] + line["x1"]) / 2 / MM, 2),
                    round((line["top"] + line["bottom"]) / 2 / MM, 2),
                )
                for line in longest
            )
        )
    assert len(set(crosses[0])) == 5
    wide, high = front.width / MM, front.height / MM
    over_upright_edge = (high > wide) == (flip == "long")
    seen = sorted((wide - x, y) if over_upright_edge else (x, high - y) for x, y in crosses[0])
    for (x, y), (at_x, at_y) in zip(seen, crosses[1], strict=True):
        assert (at_x - x, at_y - y) == pytest.approx((1.0, 0.5), abs=0.02)
    (ruler,) = [line for line in front.lines if abs(line["width"] - 100 * MM) < 0.05]
    assert ruler["width"] / MM == pytest.approx(100, abs=0.01)
    assert "실제크기" in words_on(front)
    assert "offset=1,0.5" in words_on(back)
    assert {"−10", "+10"} <= set(back.extract_text().split())


def test_calibration_shows_where_stock_lies() -> None:
    """On prepared stock the sheet shows the cards, to see whether the printer feeds it right."""
    dashed = [
        len({(round(line["x0"], 1), round(line["top"], 1)) for line in page.lines})
        for page in opened(write(sample_pack(), size="avery5371", calibrate=True).value)
    ]
    assert dashed[0] >= 9


LONG = "지표를 모아 기준과 견주고, 벗어난 만큼 알린다. " * 60


def test_what_is_too_long_is_said_and_left_out() -> None:
    """A text that fits at no readable size is reported with its note and line, and stands on no sheet."""
    pack = sample_pack()
    card = pack.cards[3].card
    assert isinstance(card, ConceptCard)
    changed = reworded(pack, 3, replace(card, definition=text(LONG)))
    result = write(changed)
    (found,) = result.diagnostics
    assert (found.rule, found.path, found.position.line) == (
        "card-too-long",
        card.origin.note,
        card.origin.line,
    )  # type: ignore[union-attr]
    assert "k03" in found.message
    whole = "".join(map(words_on, opened(result.value)))
    assert "k03" not in whole
    assert "k02" in whole
    assert "지표를모아" not in whole


def test_what_fits_small_is_set_small() -> None:
    """A long text is scaled down as far as it must be, and is whole."""
    pack = sample_pack()
    card = pack.cards[3].card
    assert isinstance(card, ConceptCard)
    said = LONG[: len(LONG) // 2]
    result = write(reworded(pack, 3, replace(card, definition=text(said))))
    assert result.diagnostics == ()
    pages = opened(result.value)
    assert squeezed(said) in "".join(map(words_on, pages[1::2]))
    sizes = {round(char["size"], 1) for page in pages[1::2] for char in page.chars if char["text"] == "견"}
    assert len(sizes) == 1
    assert 6.5 <= sizes.pop() < 10


def test_a_question_is_set_at_7_pt_or_not_at_all() -> None:
    """A stem that would have to be smaller than 7 pt is left out."""
    pack = sample_pack()
    card = pack.cards[12].card
    assert isinstance(card, McqCard)
    for length, fits in ((12, True), (34, False)):
        stem = text("가용 영역이 하나 멈춰도 서비스가 이어지게 하려면 무엇을 고르는가? " * length)
        result = write(reworded(pack, 12, replace(card, stem=stem)), kinds=("mcq",))
        assert [found.rule for found in result.diagnostics] == ([] if fits else ["card-too-long"])
        sizes = {
            char["size"] for page in opened(result.value)[::2] for char in page.chars if char["text"] == "멈"
        }
        assert all(size >= 6.95 for size in sizes)
        assert bool(sizes) is fits


def test_a_whole_that_does_not_fit_is_asked_by_sides() -> None:
    """A trade-off that is too long for one card has one for each side."""
    pack = sample_pack()
    card = pack.cards[6].card
    assert isinstance(card, TradeoffCard)
    long = "요청이 몰리는 시간에도 응답이 늦어지지 않도록 용량을 미리 늘려 두고 쉬는 동안에도 값을 치른다."
    changed = reworded(pack, 6, replace(card, pros=texts(long, long, long), cons=texts(long, long, long)))
    result = write(changed, size="a8", kinds=("tradeoff",))
    assert result.diagnostics == ()
    options = FlashcardOptions(size="a8")
    ids = Counter(side.id for page in opened(result.value) for side in sides(page, options))
    assert (ids["k06"], ids["k07"]) == (4, 2)


def test_a_front_never_gives_its_answer_away() -> None:
    """No definition, key or gap stands on a front; the place above a card is masked as in the deck."""
    fronts = "".join(map(words_on, sheets(flip="long", mode="duplex")[::2]))
    for issued in sample_pack().cards:
        match issued.card:
            case ConceptCard(role=Role.DEFINITION) as card:
                assert squeezed(card.definition.text) not in fronts
            case ClozeCard() as card:
                assert not [gap.text for gap in card.gaps if squeezed(gap.text) in fronts]
    assert "프로덕션변형" not in fronts
    assert "엔드포인트하나에는" in fronts


def test_a_translation_without_gaps_stays_on_the_back() -> None:
    """The second language stands below the first on its side, unless it would fill a gap."""
    pack = sample_pack()
    card = pack.cards[14].card
    assert isinstance(card, ClozeCard)
    told = replace(card.text, translations=(text("An endpoint holds ten production variants.", "en"),))
    masked = text("An endpoint holds {{c2::ten}} {{c1::production variants}}.", "en")
    for english, on_front in ((told, False), (replace(card.text, translations=(masked,)), True)):
        result = write(reworded(pack, 14, replace(card, text=english)), kinds=("cloze",))
        front, back = (words_on(page) for page in opened(result.value))
        assert ("Anendpointholds" in front) is on_front
        assert "productionvariants" not in front
        assert "Anendpointholdstenproductionvariants" in back


def test_the_second_language_stands_below_unless_it_says_the_same() -> None:
    """A name that is the same in both languages is printed once."""
    pack = sample_pack()
    card = pack.cards[2].card
    assert isinstance(card, ConceptCard)
    for english in ("Lambda", "Function service"):
        term = replace(card.term, translations=(text(english, "en"),))
        pages = opened(write(reworded(pack, 2, replace(card, term=term)), kinds=("concept",)).value)
        for name in ("Lambda", english):
            assert words_on(pages[0]).count(squeezed(name)) == 1


@pytest.mark.parametrize(
    ("kinds", "tags", "expected"),
    [
        (("concept",), (), {"k00", "k01", "k02", "k03", "k04", "k05"}),
        (("cloze", "mcq"), (), {"k11", "k12", "k13", "k14"}),
        (("concept", "mcq"), ("#service/monitor",), {"k04", "k05", "k13"}),
        (("concept",), ("service/monitor", "service/sagemaker"), {f"k0{each}" for each in range(6)}),
        (("cloze",), ("constraint",), {"k14"}),
    ],
)
def test_cards_are_chosen_by_kind_and_tag(
    kinds: tuple[str, ...], tags: tuple[str, ...], expected: set[str]
) -> None:
    """Only cards of the kinds, and of one of the tags if there are any, are printed."""
    options = FlashcardOptions(kinds=kinds, tags=tags)
    pages = opened(write(sample_pack(), kinds=kinds, tags=tags).value)
    assert {side.id for page in pages for side in sides(page, options)} == expected


def test_nothing_to_print_is_an_error() -> None:
    """A tag that no card has gives no file, and the nearest tag."""
    result = write(sample_pack(), tags=("service/sagemakr",))
    assert result.value is None
    (found,) = result.diagnostics
    assert (found.rule, found.help) == ("nothing-to-print", "did you mean `service/sagemaker`?")


def test_nothing_is_logged() -> None:
    """The sample gives no warning: every style rule is understood and every character has a glyph."""
    assert write(sample_pack(), kinds=ALL).diagnostics == ()


def test_equal_input_gives_equal_bytes() -> None:
    """Writing twice gives the same file."""
    assert write(sample_pack()).value == write(sample_pack()).value


@pytest.mark.parametrize(
    ("options", "duplex"),
    [
        ({}, "/DuplexFlipLongEdge"),
        ({"flip": "short"}, "/DuplexFlipShortEdge"),
        ({"mode": "fold"}, "/Simplex"),
        ({"mode": "fronts-then-backs"}, "/Simplex"),
    ],
)
def test_the_file_asks_to_be_printed_as_it_is(options: dict[str, Any], duplex: str) -> None:
    """At true size, on the sides and over the edge that it was made for; tagged, its fonts embedded."""
    content = write(sample_pack(), **options).value
    assert content is not None
    with pikepdf.open(io.BytesIO(content)) as pdf:
        asked = pdf.Root.ViewerPreferences
        assert (str(asked.PrintScaling), str(asked.Duplex)) == ("/None", duplex)
        assert bool(pdf.Root.MarkInfo.Marked)
        fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one]
        assert fonts
        for font in fonts:
            assert re.match(r"/[A-Z]{6}\+", str(font.FontName))
            assert {"/FontFile2", "/FontFile3"} & set(font.keys())


def test_progress_reaches_its_end() -> None:
    """Progress counts up to the announced total."""
    seen: list[tuple[int, int]] = []
    job = Job(BUILT_AT, Templates(), lambda done, total: seen.append((done, total)))
    writer.write(sample_pack(), FlashcardOptions(), job)
    assert seen == [(done, len(seen) - 1) for done in range(len(seen))]

"""What cards say in Anki's fields."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from exporter.model import PRESETS, Ask, McqCard, Option, TradeoffCard
from exporter.render.templates import Templates
from exporter.writers.anki import writer
from exporter.writers.anki.contents import contents
from exporter.writers.anki.fields import writable
from exporter.writers.asked import asked
from exporter.writers.base import Job
from tests.packs import reworded, sample_pack, text, texts, tradeoffs

PACK = sample_pack(PRESETS["full"])
FILLED = [contents(issued, PACK, PACK.comparisons()) for issued in PACK.cards]
KEY_POINT, TITLE_ASKS, DEFINITION = FILLED[0], FILLED[1], FILLED[2]
SUBJECT, ONE_SIDED = FILLED[6], FILLED[10]
QUESTION, TWO_RIGHT, EIGHT_OPTIONS = FILLED[11], FILLED[12], FILLED[13]


def test_situation_asks_in_both_languages_of_the_pack() -> None:
    """A key point's prompt is its situation and the question, the reader's own language first."""
    prompt = KEY_POINT["Prompt"]
    assert prompt.startswith('<div class="situation" lang="ko">SageMaker 파이프라인에서')
    assert prompt.index("무엇을, 어떻게 쓰는가?") < prompt.index("What would you use, and how?")


def test_title_asks_where_the_sentence_does_not_split() -> None:
    """Without a situation the prompt is the title and asks for the gist."""
    assert "실시간 배포" in TITLE_ASKS["Prompt"]
    assert "핵심은 무엇인가?" in TITLE_ASKS["Prompt"]


def test_term_stands_alone_in_its_own_language() -> None:
    """A definition's prompt is the term and no more."""
    assert DEFINITION["Prompt"] == '<div class="term" lang="en">Lambda</div>'


def test_every_filled_text_says_its_language() -> None:
    """Each field that people read carries ``lang``."""
    silent = {"Source", "CardId", "Key", "Pinned", "Diagram"}
    for fields in FILLED:
        for name, html in fields.items():
            assert not html or name in silent or ' lang="' in html, name


def test_second_language_is_empty_but_there() -> None:
    """Every field of a second language exists and waits."""
    for fields in FILLED:
        seconds = [name for name in fields if name.endswith("2") and name != "Spare2"]
        assert seconds
        assert not any(fields[name] for name in seconds)


def test_question_lists_each_option_with_its_rationale() -> None:
    """Options and rationales lie in slots of their own, the key says which are right."""
    assert QUESTION["Key"] == "D"
    assert not QUESTION["Choose"]
    assert "EKS" in QUESTION["C"]
    assert "오케스트레이션" in QUESTION["CWhy"]
    assert not QUESTION["DWhy"]
    assert not QUESTION["F"]


def test_several_right_answers_are_announced() -> None:
    """Where several options are right, the front says how many, in both languages."""
    assert TWO_RIGHT["Key"] == "A C"
    assert "2개 고르기" in TWO_RIGHT["Choose"]
    assert "Choose 2" in TWO_RIGHT["Choose"]


def test_option_about_the_others_is_pinned() -> None:
    """An option such as "all of the above" is named, in Korean and in English."""
    assert TWO_RIGHT["Pinned"] == "D"
    assert EIGHT_OPTIONS["Pinned"] == "H"


def test_subject_names_its_alternatives_and_how_many_points_there_are() -> None:
    """The front of a trade-off says what it is compared with and how long the lists are."""
    assert "Multiple Endpoints" in SUBJECT["Versus"]
    assert "＋2" in SUBJECT["AskWhole"]
    assert "－1" in SUBJECT["AskWhole"]


def test_table_holds_every_subject_of_its_place_and_marks_its_own() -> None:
    """The comparison table is complete on each card and shows where the card stands in it."""
    table = FILLED[8]["Table"]
    assert table.count("<tr") == 1 + 3
    assert table.count('class="here"') == 1
    assert table.index('class="here"') < table.index("SageMaker Hosting Services") < table.index("Lambda +")


def test_subject_with_one_side_is_never_asked_for_the_other() -> None:
    """No card has an empty answer."""
    assert not ONE_SIDED["AskWhole"]
    assert not ONE_SIDED["AskPros"]
    assert ONE_SIDED["AskCons"]


@given(
    pros=st.integers(0, 8),
    cons=st.integers(0, 8),
    ask=st.builds(
        Ask,
        whole=st.none() | st.booleans(),
        sides=st.none() | st.booleans(),
        which=st.booleans(),
        name=st.booleans(),
    ),
    clue=st.booleans(),
)
def test_every_subject_with_a_point_is_asked_and_never_for_nothing(
    pros: int,
    cons: int,
    ask: Ask,
    clue: bool,  # noqa: FBT001 - drawn
) -> None:
    """Whatever the configuration, a subject makes a card, and each card has an answer."""
    points = texts(*(f"점 {number}" for number in range(8)))
    card = replace(
        tradeoffs()[0], pros=points[:pros], cons=points[:cons], clue=text("단서") if clue else None
    )
    made = asked(card, ask)
    assert not (made.pros and not pros)
    assert not (made.cons and not cons)
    assert not (made.whole and not (pros and cons))
    assert any((made.whole, made.pros, made.cons, made.which)) or not (pros or cons)


@given(st.text())
def test_writable_text_holds_nothing_that_the_file_format_cannot(text_: str) -> None:
    """No field separator, no surrogate and no sound tag gets into a field."""
    made = writable(text_)
    made.encode("utf-8")
    assert "\x1f" not in made
    assert "[sound:" not in made


def test_anki_syntax_in_notes_is_shown_and_not_obeyed() -> None:
    """A sound tag in a code sample is text; display math stays math."""
    assert writable("[sound:a.mp3] [latex]x[/latex] [$]y[/$]").count("[") == 0
    assert writable(r"\[x\] [1] [link]") == r"\[x\] [1] [link]"


def test_more_options_than_slots_leave_the_card_out_and_say_so() -> None:
    """A question with nine options is an error at its line; the rest of the deck is written."""
    card = next(issued.card for issued in PACK.cards if isinstance(issued.card, McqCard))
    nine = replace(card, options=tuple(Option(letter, text(letter), letter == "A") for letter in "ABCDEFGHI"))
    written = writer.write(reworded(PACK, 11, nine), writer.options(), Job(1, Templates()))
    assert written.value
    [found] = written.diagnostics
    assert (found.rule, found.path, found.position) == ("too-many-options", card.origin.note, (90, 1))


def test_a_subject_compared_with_nothing_has_no_table() -> None:
    """A table of one row would only repeat the card."""
    alone = next(issued for issued in PACK.cards if isinstance(issued.card, TradeoffCard))
    pack = replace(PACK, cards=(alone,))
    assert not contents(alone, pack, pack.comparisons())["Table"]

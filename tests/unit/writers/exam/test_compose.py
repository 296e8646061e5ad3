"""From the questions drawn to what stands on the paper."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.model import McqCard, Pack, Text
from exporter.press.fragments import Fragments
from exporter.writers.exam.compose import Widths, compose, edition, scores
from exporter.writers.exam.options import ExamOptions
from exporter.writers.exam.page import seconds
from exporter.writers.exam.paper import Paper, sheet_of, time_for
from exporter.writers.exam.selection import select
from tests.exams import exam_pack, question
from tests.packs import text

TAGS = (("service::s3", "cost"), ("service::ec2",), ())


def composed(pack: Pack, options: ExamOptions | None = None) -> Paper:
    chosen = options or ExamOptions()
    fragments = Fragments(frozenset(), pack.languages, 240, 240)
    return compose(pack, select(pack, chosen).value, chosen, fragments, Widths(84.5, 84.5))


@pytest.mark.parametrize(
    ("drawn", "count", "minutes", "time"),
    [
        (65, 65, 0, 130),
        (15, 65, 0, 30),
        (12, 65, 0, 25),
        (4, 65, 0, 8),
        (1, 65, 0, 2),
        (20, 20, 60, 60),
        (10, 20, 60, 30),
        (1, 65, 10, 1),
    ],
)
def test_fewer_questions_have_less_time(drawn: int, count: int, minutes: int, time: int) -> None:
    """65 questions have 130 minutes, fewer as many in proportion, and what is given for all is kept."""
    assert time_for(drawn, count, minutes) == time


def test_keys_follow_their_options() -> None:
    """Under the letter of the key stands the option that is right in the note."""
    pack = exam_pack([question(number, 5, (number % 5,)) for number in range(30)])
    right = {
        issued.short_id: [option.text.text for option in issued.card.options if option.correct]
        for issued in pack.cards
        if isinstance(issued.card, McqCard)
    }
    paper = composed(pack)
    for each in paper.questions:
        assert [choice.text.plain for choice in each.key] == right[each.id]
    assert len({each.key[0].label for each in paper.questions}) == 5


def test_the_score_table_counts_each_tag() -> None:
    """Every question stands in the row of each of its tags, in one more if it has none, and in the total."""
    pack = exam_pack([question(number) for number in range(6)], TAGS)
    rows = scores(select(pack, ExamOptions(shuffle=False)).value)
    assert [(row.group, row.name, row.numbers, row.total) for row in rows] == [
        ("", "", (1, 2, 3, 4, 5, 6), True),
        ("service", "ec2", (2, 5), False),
        ("service", "s3", (1, 4), False),
        ("", "cost", (1, 4), False),
        ("", "", (3, 6), False),
    ]
    assert [row.total for row in scores(select(exam_pack([question(1)]), ExamOptions()).value)] == [True]


@given(st.lists(st.integers(2, 30), min_size=1, max_size=150))
def test_the_answer_sheet_has_every_question_once(options: list[int]) -> None:
    """Whatever their options, all questions stand on the sheet in order, in columns of 25 rows at most."""
    sample = composed(exam_pack([question(1)])).questions[0]
    questions = tuple(
        replace(sample, number=number, choices=sample.choices[:1] * count)
        for number, count in enumerate(options, 1)
    )
    pages = sheet_of(questions)
    assert [each for page in pages for column in page for group in column for each in group] == [*questions]
    assert all(sum(map(len, column)) <= 25 for page in pages for column in page)


def test_sixty_five_questions_take_one_answer_sheet() -> None:
    """The usual exam has its bubbles on one page, even with an eighth option here and there."""
    cards = [question(number, 8 if number == 7 else 5) for number in range(65)]
    assert len(composed(exam_pack(cards)).sheet) == 1


def test_the_edition_is_what_is_asked() -> None:
    """Any change of a text, the order, the time or the title gives another edition; a longer id does not."""
    pack = exam_pack([question(number) for number in range(4)])
    drawn = select(pack, ExamOptions()).value
    first = edition("제목", 8, drawn)
    assert first == edition(
        "제목", 8, [replace(each, issued=replace(each.issued, short_id="x")) for each in drawn]
    )
    others = {
        edition("제목", 9, drawn),
        edition("다른 제목", 8, drawn),
        edition("제목", 8, drawn[::-1]),
        edition("제목", 8, drawn[:-1]),
        edition("제목", 8, select(pack, ExamOptions(seed="2")).value),
        edition("제목", 8, [replace(drawn[0], card=replace(drawn[0].card, rationale=None)), *drawn[1:]]),
    }
    assert len(others | {first}) == 7


def test_translations_follow_the_languages_of_the_pack() -> None:
    """What a text says in another language is printed where the pack has that language."""
    both = replace(text("질문"), translations=(text("Question", "en-US"), text("Frage", "de")))
    pack = exam_pack([replace(question(1), stem=both)])
    (asked,) = composed(pack).questions
    assert [each.lang for each in seconds(asked.stem, ("ko", "en"))] == ["en-US"]
    assert seconds(asked.stem, ("ko",)) == []


def test_long_code_is_kept() -> None:
    """A question cannot be answered without its code, however long it is."""
    code = '<pre class="code"><code>' + "x\n" * 40 + "</code></pre>"
    pack = exam_pack(
        [replace(question(1), stem=Text("", f"<p>무엇이 나오는가?</p>{code}", "무엇이 나오는가?", "ko"))]
    )
    chosen = ExamOptions()
    fragments = Fragments(frozenset(), pack.languages, 240, 240, longest_code=10**6)
    paper = compose(pack, select(pack, chosen).value, chosen, fragments, Widths(84.5, 84.5))
    assert paper.questions[0].stem.main.count("x\n") == 40

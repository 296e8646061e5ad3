"""Which questions an exam has, and the order of them and of their options."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exporter.diagnostics import Severity
from exporter.letters import is_lettered, is_pinned
from exporter.writers.exam.options import ExamOptions
from exporter.writers.exam.selection import Drawn, select, shuffled
from tests.exams import exam_pack, question
from tests.packs import text

if TYPE_CHECKING:
    from exporter.model import McqCard, Pack

TAGS = (("service::s3",), ("service::ec2", "domain::cost"), ("Domain::Security",), ())


def drawn(pack: Pack, **options: object) -> tuple[Drawn, ...]:
    return select(pack, ExamOptions(**options)).value  # type: ignore[arg-type]


def order(pack: Pack, **options: object) -> list[str]:
    return [each.issued.id for each in drawn(pack, **options)]


def says(card: McqCard, seed: str = "1") -> list[str]:
    return [option.text.text for option in shuffled(card, seed, "id")]


def changed(card: McqCard, place: int, words: str) -> McqCard:
    options = list(card.options)
    options[place] = replace(options[place], text=text(words, "en"))
    return replace(card, options=tuple(options))


@given(st.data())
def test_editing_one_card_disturbs_no_other(data: st.DataObject) -> None:
    """Whichever cards are edited, added or taken away, the others keep order and options."""
    cards = [question(number) for number in range(12)]
    kept = data.draw(st.sets(st.integers(0, 11), min_size=1))
    edited = data.draw(st.sets(st.integers(0, 11)))
    after = [
        replace(card, stem=text("다른 질문")) if number in edited else card
        for number, card in enumerate(cards)
        if number in kept
    ]
    after += [question(number) for number in range(20, 20 + data.draw(st.integers(0, 5)))]
    seed = data.draw(st.text(max_size=4))
    first, second = (
        {each.issued.id: each for each in drawn(exam_pack(each), seed=seed)} for each in (cards, after)
    )
    common = [one for one in first if one in second]
    assert common == [one for one in second if one in first]
    for one in common:
        assert first[one].options == second[one].options


@given(st.integers(0, 4), st.text(min_size=1, max_size=20))
def test_editing_one_option_moves_no_other(place: int, words: str) -> None:
    """The other options of an edited one stand in the order that they had."""
    card = question(1, 5)
    own = card.options[place].text.text
    before = [each for each in says(card) if each != own]
    new = changed(card, place, f"{words}≠")
    assume(not is_lettered(new) and not any(map(is_pinned, new.options)))
    assert [each for each in says(new) if each != new.options[place].text.text] == before


@given(st.text(max_size=8), st.integers(1, 9))
def test_letters_are_given_anew_and_nothing_else_changes(seed: str, count: int) -> None:
    """The options are those of the note with what belongs to them, under the letters in their order."""
    card = question(1, count, (0,))
    options = shuffled(card, seed, "id")
    assert [option.label for option in options] == [option.label for option in card.options]
    bare = {(option.text, option.correct, option.rationale) for option in options}
    assert bare == {(option.text, option.correct, option.rationale) for option in card.options}


def test_another_seed_gives_another_exam() -> None:
    """Questions, options and, where there are more than are asked for, the selection depend on the seed."""
    pack = exam_pack([question(number) for number in range(20)])
    assert order(pack) == order(pack)
    assert order(pack) != order(pack, seed="2")
    assert set(order(pack, count=5)) != set(order(pack, count=5, seed="2"))
    orders = {tuple(says(question(1), str(seed))) for seed in range(200)}
    assert len(orders) == 24


def test_every_place_is_as_likely() -> None:
    """No place of the note's is favoured: over many seeds each option is at each place about as often."""
    firsts = [says(question(1), str(seed))[0] for seed in range(2000)]
    assert all(400 < firsts.count(option.text.text) < 600 for option in question(1).options)


def test_options_about_the_others_keep_their_place() -> None:
    """All of the above stays last; in the middle, what is above it stays above."""
    last = changed(question(1), 3, "All of the above")
    middle = changed(question(1, 5), 2, "위의 모든 것")
    for seed in map(str, range(50)):
        assert says(last, seed)[3] == "All of the above"
        assert says(middle, seed)[2] == "위의 모든 것"
        assert set(says(middle, seed)[:2]) == {option.text.text for option in middle.options[:2]}
    assert len({tuple(says(last, str(seed))) for seed in range(50)}) == 6


@pytest.mark.parametrize("where", ["stem", "option", "rationale", "whole", "translation"])
def test_no_option_moves_where_a_letter_is_named(where: str) -> None:
    """A text that names a letter keeps the letters true: the options stand as in the note."""
    card, said = question(1), text("B와 C는 서버가 필요하다")
    options = card.options
    named = {
        "stem": replace(card, stem=said),
        "option": replace(card, options=(*options[:3], replace(options[3], text=text("both A and C", "en")))),
        "rationale": replace(card, options=(replace(options[0], rationale=said), *options[1:])),
        "whole": replace(card, rationale=said),
        "translation": replace(card, stem=replace(card.stem, translations=(said,))),
    }[where]
    assert all(shuffled(named, str(seed), "id") == named.options for seed in range(20))


def test_without_shuffling_all_stands_as_in_the_notes() -> None:
    """The order is that of the pack and of the notes; which ones they are is still drawn."""
    pack = exam_pack([question(number) for number in range(20)])
    assert order(pack, shuffle=False) == [issued.id for issued in pack.cards]
    some = order(pack, shuffle=False, count=5)
    assert some == sorted(some)
    assert set(some) == set(order(pack, count=5))
    assert all(each.options == each.card.options for each in drawn(pack, shuffle=False))


@pytest.mark.parametrize(
    ("tags", "places"),
    [
        (("service/s3",), {0, 4}),
        (("#service",), {0, 1, 4, 5}),
        (("service::ec2", "domain"), {1, 2, 5, 6}),
        (("DOMAIN/security",), {2, 6}),
        (("serv",), set()),
        (("", " "), {0, 1, 2, 3, 4, 5, 6, 7}),
    ],
)
def test_tags_choose_questions(tags: tuple[str, ...], places: set[int]) -> None:
    """One of the tags or one below it is enough; a part of a name is none, and nothing asks for nothing."""
    pack = exam_pack([question(number) for number in range(8)], TAGS)
    wanted = {pack.cards[place].id for place in places}
    assert set(order(pack, tags=tags)) == wanted


def test_a_filter_that_leaves_nothing_names_the_tags() -> None:
    """Where no question has a tag an error says which tags there are, and what was meant."""
    pack = exam_pack([question(number) for number in range(8)], TAGS)
    (found,) = select(pack, ExamOptions(tags=("servise",))).diagnostics
    assert (found.rule, found.severity) == ("exam-empty", Severity.ERROR)
    assert found.help is not None
    assert "did you mean `service`?" in found.help
    assert "`service/s3` (2)" in found.help


def test_a_tag_beside_others_that_no_question_has_is_a_warning() -> None:
    """A misspelt tag does not pass in silence where another one has questions."""
    pack = exam_pack([question(number) for number in range(8)], TAGS)
    selected = select(pack, ExamOptions(tags=("service/s3", "domain/cots")))
    assert len(selected.value) == 2
    (found,) = selected.diagnostics
    assert (found.rule, found.severity) == ("exam-tag-unused", Severity.WARNING)
    assert "domain/cost" in (found.help or "")


def test_a_pack_without_questions_gives_no_exam() -> None:
    """Without a question there is an error, and with one there is none."""
    assert [found.rule for found in select(exam_pack([]), ExamOptions()).diagnostics] == ["exam-empty"]
    assert select(exam_pack([question(1)]), ExamOptions()).diagnostics == ()


@pytest.mark.parametrize(
    "wrong",
    [{"count": 0}, {"minutes": -1}, {"paper": "a5"}, {"key": "witth"}, {"columns": 3}],
)
def test_options_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    """A wrong value names the option."""
    with pytest.raises(ValueError, match=next(iter(wrong))):
        ExamOptions(**wrong)  # type: ignore[arg-type]

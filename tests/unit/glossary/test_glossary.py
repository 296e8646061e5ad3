"""Names in both scripts: what is a pair, what is one name, and in which order they stand."""

from __future__ import annotations

from dataclasses import replace
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.glossary import Headword, by_head, glossary, hangul_head, is_name, latin_head
from exporter.glossary.names import Name, pair
from exporter.language import language_of
from exporter.model import ConceptCard, Pack, Role, Text
from tests.packs import _origin, issue, sample_pack, text


def term(name: str, other: str = "", number: int = 0) -> ConceptCard:
    """A definition whose term may have a translation."""
    made = text(name, language_of(name))
    if other:
        made = replace(made, translations=(text(other, language_of(other)),))
    return ConceptCard(_origin("definition", line=number), Role.DEFINITION, made, text("뜻"))


def pack_of(*cards: ConceptCard, title: Text | None = None, aliases: tuple[str, ...] = ()) -> Pack:
    pack = sample_pack()
    path = cards[0].origin.note if cards else pack.chapters[0].notes[0]
    note = replace(pack.notes[path], title=title or text("한 노트의 제목이 될 만한 긴 문장"), aliases=aliases)
    notes = {path: note}
    issued = tuple(issue(card, number, notes) for number, card in enumerate(cards))
    return replace(pack, notes=notes, cards=issued, chapters=(replace(pack.chapters[0], notes=(path,)),))


@pytest.mark.parametrize(
    ("name", "other", "found"),
    [
        ("점진적 배포(canary deployment)", "", Name("점진적 배포", "canary deployment")),
        ("Canary deployment (점진적 배포)", "", Name("점진적 배포", "Canary deployment")),
        ("샤드", "Shard", Name("샤드", "Shard")),
        ("샤드(Shard)", "Shard", Name("샤드", "Shard")),
        ("Surrogate model", "대리 모델(Surrogate model)", Name("대리 모델", "Surrogate model")),
        ("L1 정규화(Lasso)", "L1 regularization (Lasso)", Name("L1 정규화", "L1 regularization")),
        ("Parquet", "", Name("", "Parquet")),
        ("과적합", "", Name("과적합", "")),
        ("재현율(민감도)", "", Name("재현율(민감도)", "")),
    ],
)
def test_pairs(name: str, other: str, found: Name) -> None:
    """A gloss or a translation in the other script makes a pair; a gloss in the same one does not."""
    assert pair(name, other) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "42",
        "왜 느린가?",
        "트래픽이 몰리는 경우",
        "요청을 줄이면 지연이 짧아진다",
        "Choose the one that scales. It is cheap.",
        '"엔드포인트를 만든다"',
        "[…] 학습",
        "{{c1::샤드}}",
        "가" * 31,
        "one two three four five six seven",
    ],
)
def test_sentences_are_no_names(sentence: str) -> None:
    """What is a sentence, masked, empty or long is no name."""
    assert not is_name(sentence)


def test_doubles_are_merged() -> None:
    """A name stands once, with all its cards, though it has its other half only in one place."""
    found = glossary(
        pack_of(term("Shard"), term("샤드(shard)", number=1), term("샤드", number=2), term("Topic", number=3))
    )
    named = [(each.hangul, each.latin, len(each.cards)) for each in found if each.cards]
    assert named == [("샤드", "Shard", 3), ("", "Topic", 1)]


def test_two_names_for_one_word_stay_apart() -> None:
    """One English word may have two Korean names."""
    found = glossary(pack_of(term("엔드포인트(endpoint)"), term("종단점(endpoint)", number=1)))
    assert [each.hangul for each in found if each.cards] == ["엔드포인트", "종단점"]


def test_an_alias_translates_a_title() -> None:
    """The only alias in the other script is the title's other half."""
    known = glossary(pack_of(term("Topic"), title=text("콜드 스타트"), aliases=("cold start", "냉시작")))
    assert Headword("콜드 스타트", "cold start", (), known[0].notes) in known
    doubtful = glossary(pack_of(term("Topic"), title=text("콜드 스타트"), aliases=("cold start", "warm-up")))
    assert not any(each.is_pair for each in doubtful)


def test_titles_that_are_sentences_are_no_pairs() -> None:
    """A long title stands in the list of either language by itself."""
    title = replace(
        text("과적합을 줄이는 다섯 가지 쓸모 있는 방법"),
        translations=(text("Five useful ways to reduce overfitting", "en"),),
    )
    found = [each for each in glossary(pack_of(term("Topic"), title=title)) if each.notes]
    assert [(bool(each.hangul), bool(each.latin)) for each in found] == [(True, False), (False, True)]


def test_heads() -> None:
    """Hangul stands under its initial consonant, a doubled one under the single one; accents do not count."""
    assert [hangul_head(name) for name in ("가", "까치", "힣", "「샤드」", "Lambda", "A/B 테스트")] == [
        "ㄱ",
        "ㄱ",
        "ㅎ",
        "ㅅ",
        "",
        "",
    ]
    assert [latin_head(name) for name in ("lambda", "Élan", "`x`", "3D", "")] == ["L", "E", "X", "#", "#"]


@given(st.lists(st.text(alphabet="가까나다따라마바힣 \u1100\u1161")))
def test_hangul_is_sorted(names: list[str]) -> None:
    """Heads come in the order of the alphabet, and so do the names in them, however they are composed."""
    groups = by_head([name for name in names if hangul_head(name)], str, hangul_head)
    heads = [head for head, _ in groups]
    assert heads == sorted(set(heads))
    for _, group in groups:
        assert [normalize("NFC", name).strip() for name in group] == sorted(
            normalize("NFC", name).strip() for name in group
        )


@given(st.lists(st.text()))
def test_latin_is_sorted(names: list[str]) -> None:
    """Each head comes once, what has no letter first; nothing is lost."""
    groups = by_head(names, str, latin_head)
    heads = [head for head, _ in groups]
    assert heads == sorted(set(heads))
    assert sorted(name for _, group in groups for name in group) == sorted(names)


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), max_size=6))
def test_any_names_can_be_collected(names: list[tuple[str, str]]) -> None:
    """Whatever terms are called, each card stands at most once, at a headword that has a name."""
    found = glossary(pack_of(*(term(name, other, number) for number, (name, other) in enumerate(names))))
    cards = [card for each in found for card in each.cards]
    assert len(cards) == len(set(cards))
    assert all(each.hangul or each.latin for each in found)

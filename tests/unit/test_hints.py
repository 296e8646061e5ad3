"""Hints on cards: long lists, the same asked twice, and fronts that nobody can tell apart."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.assemble.asked_twice import asked_twice
from exporter.assemble.long_lists import MOST
from exporter.assemble.wording import Wording
from exporter.config import Config
from exporter.model import PRESETS, ConceptCard, Origin, Role, Text
from tests.memory import built

HINTS = {"list-too-long", "near-duplicate-card", "ambiguous-front", "definition-differs"}


def hints(notes: dict[str, str], config: Config | None = None) -> list[str]:
    """Give rule and place of each hint."""
    found = built(notes, config=config).pack.diagnostics
    return [
        f"{each.rule} {each.path}:{each.position.line}"
        for each in found
        if each.rule in HINTS and each.position
    ]


SAME = [
    ("When does a shard throttle its writers?", "When does the shard throttle its writers"),
    ("Which storage classes keep an object for years?", "Which storage class keeps an object for years?"),
    ("샤드가 쓰기를 거절하는 것은 언제인가?", "샤드가 쓰기를 거절하는 것은 언제인가요?"),
    ("피처 저장소는 학습과 추론의 값을 같게 유지합니다", "피처 저장소가 학습과 추론의 값을 같게 유지한다"),
    (
        "a queue keeps a message until a consumer deletes it or its retention ends",
        "a queue simply keeps a message until a consumer deletes it or its retention ends",
    ),
]
OTHER = [
    ("Which is true of a queue?", "Which is not true of a queue?"),
    ("L1 regularisation", "L2 regularisation"),
    ("precision", "precision at k"),
    ("symmetric encryption", "asymmetric encryption"),
    ("학습률 감소", "학습률 증가"),
    ("지연이 가장 낮은 방식은?", "지연이 낮은 방식은?"),
    ("C", "C++"),
    ("a < b", "a > b"),
    ("Which copies data from S3 to EFS?", "Which copies data from EFS to S3?"),
    ("서버가 클라이언트를 부르는 방식", "서버를 클라이언트가 부르는 방식"),
    (
        "a bucket keeps all versions of an object that was ever written to it",
        "a bucket keeps all 3 versions of an object that was ever written to it",
    ),
    (
        "an index that is updated as soon as the table is written to by anyone",
        "an index that is not updated as soon as the table is written to by anyone",
    ),
    (
        "다음 중 캐시를 두어도 응답이 빨라지는 경우로 알맞은 것을 고르라",
        "다음 중 캐시를 두어도 응답이 안 빨라지는 경우로 알맞은 것을 고르라",
    ),
    (
        "Where should logs go that are read once a year and kept for ten years?",
        "Where should logs go that are read once a year and kept for ten years in Europe?",
    ),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_in_nearly_the_same_words(one: str, other: str) -> None:
    """Endings, articles, punctuation and a word in six make no other question."""
    assert Wording(one).says_the_same(Wording(other))
    assert Wording(other).says_the_same(Wording(one))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_things_in_nearly_the_same_words(one: str, other: str) -> None:
    """Names, figures, signs, order, superlatives and denials make another question."""
    assert not Wording(one).says_the_same(Wording(other))
    assert not Wording(other).says_the_same(Wording(one))


def test_lists_are_named_from_the_eighth_point_on() -> None:
    """Of an answer or a side all points count, of points within points none."""
    points = [f"point number {number}" for number in range(MOST + 1)]
    nested = "- **Cache**:\n  - one\n" + "".join(f"    - {point}\n" for point in points)
    listed = "- **Cache**:\n" + "".join(f"  - {point}\n" for point in points)
    sides = "## Trade-offs\n\n**Cache pros**:\n" + "".join(f"- {point}\n" for point in points)
    sides += "\n**Cache cons**:\n- stale answers\n"
    assert hints({"a.md": f"## Key concepts\n\n{listed}"}) == ["list-too-long a.md:3"]
    assert hints({"a.md": f"## Key concepts\n\n{listed.replace(f'  - {points[-1]}', '')}"}) == []
    assert hints({"a.md": f"## Key concepts\n\n{nested}"}) == []
    assert hints({"a.md": sides}) == ["list-too-long a.md:3"]
    assert hints({"a.md": sides.replace(f"- {points[-1]}\n", "")}) == []


SITUATION = "# {}\n\n## 핵심 포인트\n\n{}\n"


def test_a_key_point_in_two_notes() -> None:
    """The same situation and advice is asked twice; another advice for it cannot be told from the first."""
    said = "로그를 오래 두어야 하는 경우, 수명 주기 규칙으로 보관 등급에 옮긴다."
    again = "로그를 오래 두어야 하는 경우, 수명 주기 규칙으로 보관 등급에 옮깁니다."
    other = "로그를 오래 두어야 하는 경우, 압축해서 같은 버킷에 둔다."
    one = SITUATION.format("운영", said)
    assert hints({"a.md": one, "b.md": SITUATION.format("비용", said)}) == ["near-duplicate-card b.md:5"]
    assert hints({"a.md": one, "b.md": SITUATION.format("비용", other)}) == []
    assert hints({"a.md": one, "b.md": SITUATION.format("운영", other)}) == ["ambiguous-front b.md:5"]
    assert (
        hints({"a.md": one, "b.md": SITUATION.format("비용", again.replace("옮깁니다", "옮기지 않는다"))})
        == []
    )


DEFINED = "# {}\n\n## Key concepts\n\n- **Shard**: {}\n"


def test_a_term_in_two_notes() -> None:
    """Equal definitions are one card too many; different ones are told apart by their notes, or not."""
    unit, part = "the unit of a stream, with a rate of its own", "a part of an index that lies on one machine"
    one = DEFINED.format("Streams", unit)
    assert hints({"a.md": one, "b.md": DEFINED.format("Queues", unit)}) == ["near-duplicate-card b.md:5"]
    assert hints({"a.md": one, "b.md": DEFINED.format("Search", part)}) == ["definition-differs b.md:5"]
    assert hints({"a.md": one, "b.md": DEFINED.format("Streams", part)}) == ["ambiguous-front b.md:5"]
    assert hints({"a.md": one, "b.md": DEFINED.format("Search", part).replace("Shard", "Segment")}) == []


ASKED = "## Questions\n\n**Question:** {}\n\n- A) {}\n- B) {}\n\n**Answer: {}**\n"


def test_a_question_in_two_notes() -> None:
    """Stem and key make a question, whatever the other options; another key makes another one, or a doubt."""
    stem = "Which store answers within a millisecond?"
    one = ASKED.format(stem, "a cache in memory", "an archive", "A")
    again = ASKED.format(stem, "a tape", "a cache in memory", "B")
    other = ASKED.format(stem, "a tape", "a table in memory", "B")
    swapped = ASKED.format(stem, "a cache in memory", "an archive", "B")
    assert hints({"a.md": one, "b.md": again}) == ["near-duplicate-card b.md:3"]
    assert hints({"a.md": one, "b.md": other}) == []
    assert hints({"a.md": one, "b.md": swapped}) == ["ambiguous-front b.md:3"]
    recall = Config(id="test", ask=PRESETS["exam"])
    assert hints({"a.md": one, "b.md": other}, recall) == ["ambiguous-front b.md:3"]


def test_a_note_that_says_the_same_as_another_is_named_once() -> None:
    """Three pairs of cards are one finding, with their number."""
    terms = ("Shard", "Stream", "Offset", "Consumer")
    points = "".join(f"- **{term}**: what the {term.casefold()} of a log is good for\n" for term in terms)
    both = built(
        {"a.md": f"# A\n\n## Key concepts\n\n{points}", "b.md": f"# B\n\n## Key concepts\n\n{points}"}
    )
    (finding,) = both.pack.diagnostics
    assert (finding.rule, finding.path) == ("near-duplicate-card", "b.md")
    assert finding.message.startswith("4 cards")


def test_ten_thousand_cards_are_compared_in_time() -> None:
    """Cards that differ in a word or figure only are told apart in time in proportion to their number."""

    def cards(count: int) -> list[ConceptCard]:
        texts = [
            f"what worker {number} of the large pool does with its part of the work"
            for number in range(count)
        ]
        said = [Text(each, each, each, "en") for each in texts]
        answer = Text("", "", "it reads, counts and writes what it has found to the common log", "en")
        return [
            ConceptCard(Origin("a.md", number, str(number)), Role.QUESTION, text, answer, prompt=text)
            for number, text in enumerate(said)
        ]

    def seconds(count: int) -> float:
        begun = perf_counter()
        assert list(asked_twice(cards(count))) == []
        return perf_counter() - begun

    seconds(100)
    assert seconds(10_000) < 40 * max(seconds(1_000), 0.02)


WORDS = st.sampled_from(["shard", "stream", "reads", "writes", "the", "a", "NOT", "3", "샤드는", "읽기를"])


@given(st.lists(st.tuples(st.lists(WORDS, max_size=9), st.lists(WORDS, max_size=9)), max_size=8))
def test_all_that_is_asked_twice_is_found(asked: list[tuple[list[str], list[str]]]) -> None:
    """What is looked for only among like fronts is what a look at every pair finds."""
    texts = [(" ".join(front), " ".join(answer)) for front, answer in asked]
    cards = [
        ConceptCard(
            Origin("a.md", number, str(number)),
            Role.QUESTION,
            Text(front, front, front, "en"),
            Text(answer, answer, answer, "en"),
            prompt=Text(front, front, front, "en"),
        )
        for number, (front, answer) in enumerate(texts, 1)
    ]
    said = [(Wording(front), Wording(answer.removeprefix(front))) for front, answer in texts]
    like = [
        number
        for number, (front, answer) in enumerate(said)
        if front.words
        and answer.words
        and any(
            front.says_the_same(other) and answer.says_the_same(told) and other.words and told.words
            for other, told in said[:number]
        )
    ]
    found = {each.position.line - 1 for each in asked_twice(cards) if each.position}
    # Of several like cards each is held against the first, which may be like both.
    assert found <= set(like)
    assert bool(found) == bool(like)

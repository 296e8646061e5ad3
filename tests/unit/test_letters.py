"""Which options may change places."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.labels import labels
from exporter.letters import is_lettered, is_pinned
from exporter.model import McqCard, Option, Origin
from tests.packs import text

STORES = ("EBS", "S3", "EFS", "RDS")
CARD = McqCard(
    Origin("a.md", 1, "mcq/a"),
    text("Which store keeps objects?", "en"),
    tuple(
        Option(letter, text(name, "en"), name == "S3") for letter, name in zip("ABCD", STORES, strict=True)
    ),
)


@pytest.mark.parametrize(
    ("says", "pinned"),
    [
        ("위의 모든 것", True),
        ("위 보기 모두", True),
        ("모두 해당", True),
        ("정답 없음", True),
        ("A와 B", True),
        ("All of the above", True),
        ("None of these options", True),
        ("Both A and C", True),
        ("A and B", True),
        ("모두에게 읽기 권한을 준다", False),
        ("위치 기반 라우팅", False),
        ("Allow all of the traffic", False),
        ("Amazon S3 and AWS Lambda", False),
        ("A/B testing and rollback", False),
    ],
)
def test_pins_only_options_about_others(says: str, pinned: bool) -> None:  # noqa: FBT001 - a table
    """Patterns tell options about others from options with like words."""
    assert is_pinned(Option("A", text(says), correct=False)) is pinned


@pytest.mark.parametrize(
    "says",
    [
        "Option B is cheaper",
        "options A, C and D cost more",
        "A is wrong because the data stays where it is",
        "A and C both need a server",
        "Unlike A, this one scales to zero",
        "A ignores the limit of 15 minutes",
        "only B scales",
        "both A and C",
        "A/B are out of the question",
        "compare with (b)",
        "the answer is 'c'",
        "See choice 2 for the reason.",
        "The first option loses data",
        "the previous answer explains it",
        "neither of the options above",
        "B와 C는 서버가 필요하다",
        "A는 비용이 더 든다",
        "A SageMaker 엔드포인트와 달리",
        "정답은 B이다",
        "정답: A",
        "②는 지연이 크다",
        "3번은 한도를 넘는다",
        "보기 2는 틀렸다",
        "보기 가와 같다",
        "(나)는 비용이 크다",
        "첫 번째 보기는 느리다",
        "위의 두 보기보다 싸다",
        "b는 지연이 크다",
        "두 번째는 한도가 있다",
        "the last one loses data",
        "only the first two are managed",
        "b) is cheaper",
    ],
)
def test_a_text_that_names_a_letter_is_found(says: str) -> None:
    """Wherever it stands, in a stem, an option, a rationale or a translation, letters named are found."""
    said = text(says)
    options = CARD.options
    assert is_lettered(replace(CARD, stem=said))
    assert is_lettered(replace(CARD, rationale=said))
    assert is_lettered(replace(CARD, options=(replace(options[0], rationale=said), *options[1:])))
    assert is_lettered(replace(CARD, options=(*options[:3], replace(options[3], text=said))))
    assert is_lettered(replace(CARD, stem=replace(CARD.stem, translations=(said,))))


@pytest.mark.parametrize(
    "says",
    [
        "A logistics company trains a model, and A batch job scores it",
        "A Lambda function with a container image",
        "A 20-hour job costs less",
        "A serverless endpoint is a process of its own",
        "A/B testing of two models, A/B 테스트와 A/B 테스팅",
        "written in C++ or C#, read by an S3 client",
        "Which of the following options is best?",
        "the best option for a team",
        "The Q metric and the R language",
        "요청이 3번 이상 실패하면 2번 다시 시도한다",
        "정답을 알 수 없는 데이터가 2개 있다",
        "위치에 따라 다음 보기 중 하나를 고르시오",
        "EC2와 S3, IAM 역할",
        "가용 영역 두 곳에 나누어 둔다",
        "두 번째 요청부터 빨라진다",
        "the first request of a day, the last step of the last three days",
    ],
)
def test_other_letters_leave_the_options_free(says: str) -> None:
    """Articles, names and numbers are no letters of options."""
    assert not is_lettered(replace(CARD, stem=text(says), rationale=text(says)))


@given(st.text(max_size=200))
def test_any_text_can_be_asked(says: str) -> None:
    """Whatever a text holds, there is an answer."""
    assert is_lettered(replace(CARD, stem=text(says))) in {True, False}


_WORDS = st.sampled_from(
    [
        *(
            "Option",
            "OPTIONS",
            "choices",
            "answer",
            "Statement",
            "the",
            "first",
            "LAST",
            "second",
            "previous",
        ),
        *("one", "two", "is", "above", "below", "A", "b)", "3"),
    ]
)


@given(st.lists(_WORDS, min_size=2, max_size=5).map(" ".join))
def test_what_is_looked_for_first_is_in_all_that_is_found(says: str) -> None:
    """A pattern that is not asked would have found nothing."""
    for telling in labels().lettered:
        assert telling.has is None or not telling.says.search(says) or telling.has.search(says.casefold())

"""What would give an answer away is hidden, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.mask import GAP, context_html, mask, telling_words, text_of, words_left
from exporter.mask.hide import hide
from exporter.model import ClozeCard, ConceptCard, Gap, Origin, Role, Text, TradeoffCard


def text(words: str) -> Text:
    return Text(words, words, words, "ko")


@pytest.mark.parametrize(
    ("html", "name", "seen"),
    [
        ("Lambda를 쓴다", "Lambda", "[…]를 쓴다"),
        ("AWS Lambda와 람다", "람다", "AWS Lambda와 […]"),
        ("many shards, one shard", "Shard", "many […], one […]"),
        ("<strong>Online store</strong>와 온라인 저장소", "온라인 저장소(Online store)", "[…]와 […]"),
        ("A/B testing runs", "A/B Testing", "[…] runs"),
        ("catalogue", "cat", "catalogue"),
        ("대학과 학습", "학", "대학과 학습"),
    ],
)
def test_names_are_masked_as_words(html: str, name: str, seen: str) -> None:
    """A name goes in all its forms, with its particle left standing, and no other word goes with it."""
    assert text_of(mask(html, name)) == seen


def test_formulas_are_left_alone() -> None:
    r"""A letter of a formula is no name: :math:`\beta` stays when beta is masked."""
    html = r'beta is <span class="math inline">\(\beta^2\)</span>'
    assert mask(html, "beta") == rf'{GAP} is <span class="math inline">\(\beta^2\)</span>'


def test_attributes_are_left_alone() -> None:
    """A picture's file name may hold the subject; only what is read is masked."""
    html = '<img src="lambda-12.png" alt="lambda"> lambda'
    assert mask(html, "lambda") == f'<img src="lambda-12.png" alt="lambda"> {GAP}'


@given(st.text(max_size=80), st.text(max_size=20))
def test_a_masked_name_cannot_be_read(words: str, name: str) -> None:
    """No telling word of the name stands in the masked text as a word of its own."""
    escaped = words.replace("&", " ").replace("<", " ").replace(">", " ")
    masked = mask(escaped, name)
    left = {word.casefold() for word in re.findall(r"[A-Za-z0-9][A-Za-z0-9+#.]*", masked.replace(GAP, " "))}
    assert not left & {word for word in telling_words(name) if word.isascii()}
    assert words_left(masked) <= words_left(escaped) + 1


def as_pattern(wanted: str) -> str:
    """Say in the language of patterns where a phrase stands as whole words."""
    inner = r"\s+".join(map(re.escape, wanted.split()))
    latin, hangul = "A-Za-z0-9", "가-힣"
    before = latin if wanted[0].isascii() else hangul
    after = rf"(?:e?s)?(?![{latin}])" if wanted[-1].isascii() else rf"(?=[{hangul}]{{0,4}}(?![{hangul}]))"
    return f"(?<![{before}]){inner}{after}"


PIECES = [
    "a",
    "b",
    "A",
    "s",
    "es",
    "ES",
    " ",
    "\n",
    "가",
    "나",
    "S3",
    "버킷",
    ".",
    "+",
    "-",
    "é",
    "ſ",
    "ß",
    "ẞ",
    "Σ",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=16).map("".join),
    st.sets(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join).filter(str.strip)),
)
def test_phrases_are_found_as_a_pattern_finds_them(words: str, wanted: set[str]) -> None:
    """The first that begins is hidden, of several there the longest, whatever the case of their letters."""
    phrases = sorted({" ".join(each.split()) for each in wanted}, key=lambda each: (-len(each), each))
    pattern = "|".join(map(as_pattern, phrases))
    hidden = re.sub(pattern, "¤", words, flags=re.IGNORECASE) if pattern else words
    assert hide(words, phrases) == re.sub(r"¤(?:[\s·+/&-]*¤)*", GAP, hidden)


def definition(term: str, meaning: str, *context: str) -> ConceptCard:
    origin = Origin("n.md", 1, f"definition:{term}", tuple(map(text, context)))
    return ConceptCard(origin, Role.DEFINITION, text(term), text(meaning))


def test_a_definition_shows_note_and_sub_heading_without_the_term() -> None:
    """Three notes define Lambda: the front says which one is meant, and does not repeat the term."""
    shown = text_of(
        context_html(definition("Lambda", "함수를 돌린다", "SageMaker와 Lambda 고르기", "실행 환경"))
    )
    assert shown == "SageMaker와 […] 고르기 › 실행 환경"


def test_a_heading_that_says_the_definition_is_masked() -> None:
    """Where the context tells most of the meaning, those words are hidden too."""
    shown = text_of(context_html(definition("카나리", "점진적 교체", "릴리스", "점진적 교체 방법들")))
    assert "점진적" not in shown
    assert shown.startswith("릴리스")


def test_a_key_point_hides_a_title_that_names_the_answer() -> None:
    """The title is shown only where it has no word of the answer."""
    sentence, situation = "읽기가 잦은 경우 캐시를 둔다", "읽기가 잦은 경우"
    for title, shown in (("캐시를 두는 까닭", ""), ("응답 시간 줄이기", "응답 시간 줄이기")):
        origin = Origin("n.md", 1, "key-point:", (text(title),))
        card = ConceptCard(origin, Role.KEY_POINT, text(title), text(sentence), prompt=text(situation))
        assert text_of(context_html(card)) == shown


def test_a_tradeoff_shows_its_note_without_the_subject() -> None:
    """The comparison's other subject may stand in the title, the asked one does not."""
    origin = Origin("n.md", 1, "tradeoff:x", (text("Kafka 아니면 SQS"),))
    assert text_of(context_html(TradeoffCard(origin, text("SQS"), (text("a"),), ()))) == "Kafka 아니면 […]"


def test_a_text_with_gaps_shows_its_note_without_what_they_hide() -> None:
    """A heading that names what a gap hides has a gap there too."""
    origin = Origin("n.md", 1, "cloze:x", (text("S3 Glacier 고르기"), text("되찾는 시간")))
    card = ClozeCard(origin, text("Glacier는 몇 시간 걸린다"), gaps=(Gap(1, "Glacier"), Gap(2, "시간")))
    assert text_of(context_html(card)) == "S3 […] 고르기 › 되찾는 […]"

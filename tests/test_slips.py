"""No card is lost in silence because a label is misspelt."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.extract import extract
from exporter.parse import parse_note
from exporter.parse.sections import role_of
from exporter.source import Source
from exporter.vault import NoteLinks
from tests.vaults import ROOT

NOTES = [path.read_text("utf-8") for path in sorted((ROOT / "notes").rglob("*.md"))]
CARDS = frozenset({"key_point", "definitions", "tradeoffs", "question"})
_HEADING = re.compile(r"^#{2,6} +\W*(?P<label>\w.*)$", re.MULTILINE)
_ANSWER = re.compile(r"^\*\*(?P<label>정답|Answer):", re.MULTILINE)
_FIRST, _VOWELS, _LAST = 0xAC00, 21, 28


def read(text: str) -> tuple[int, set[str]]:
    """Give how many cards a note has, and the rules of what is to be mended in it."""
    cards = extract(parse_note(Source("n.md", text)).value, NoteLinks({}, {}))
    return len(cards.value), {each.rule for each in cards.diagnostics if each.severity != "info"}


def labels_in(text: str) -> list[tuple[int, str]]:
    """Give place and words of each label that a card hangs on, if it is long enough to be known again."""
    found = [each for each in _HEADING.finditer(text) if role_of(each["label"]) in CARDS]
    return [(each.start("label"), each["label"]) for each in (*found, *_ANSWER.finditer(text))]


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A note of the sample vault, and the same with one wrong letter in one label."""
    text = draw(st.sampled_from([note for note in NOTES if labels_in(note)]))
    at, label = draw(st.sampled_from(labels_in(text)))
    number = draw(st.sampled_from([number for number, char in enumerate(label) if char.isalpha()]))
    wrong = draw(st.sampled_from(sorted(_wrong(label, number) - {label})))
    return text, text[:at] + wrong + text[at + len(label) :]


def _wrong(label: str, number: int) -> set[str]:
    """Give a label with another vowel or final consonant, or with a letter dropped, doubled or swapped."""
    before, char, after = label[:number], label[number], label[number + 1 :]
    if "가" <= char <= "힣":
        syllable, last = divmod(ord(char) - _FIRST, _LAST)
        first, _ = divmod(syllable, _VOWELS)
        vowels = {chr(_FIRST + (first * _VOWELS + vowel) * _LAST + last) for vowel in range(_VOWELS)}
        ends = {chr(_FIRST + syllable * _LAST + end) for end in range(1, _LAST)} if last else set()
        return {before + each + after for each in vowels | ends}
    return {before + after, before + char + char + after, before + after[:1] + char + after[1:]}


@settings(max_examples=120, deadline=None)
@given(slips())
def test_a_card_that_a_slip_costs_is_reported(pair: tuple[str, str]) -> None:
    """One wrong letter in a label loses no card, or somebody is told."""
    healthy, slipped = pair
    (cards, _), (left, said) = read(healthy), read(slipped)
    assert left >= cards or said & {"label-misspelt", "mcq-without-key"}


def test_a_slip_between_two_labels_is_taken_for_neither() -> None:
    """`관련 문저` may mean the questions or the documents; the question under it is read all the same."""
    healthy = next(note for note in NOTES if "## 📝 관련 문제" in note)
    slipped = healthy.replace("관련 문제", "관련 문저", 1)
    assert role_of("관련 문저") is None
    assert read(slipped)[0] == read(healthy)[0]

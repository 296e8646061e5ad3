"""A slip of the keyboard is near to what was meant, in Korean as in English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.spelling import edits, nearest


@pytest.mark.parametrize(
    ("word", "known", "count"),
    [
        ("정담", "정답", 1),  # one jamo, not one syllable of two
        ("장젘", "장점", 1),
        ("관련문재", "관련문제", 1),
        ("Anwser", "answer", 1),  # neighbours swapped
        ("정답", "정답", 0),
        ("단계", "한계", 1),
        ("설정", "설명", 2),
    ],
)
def test_slips_are_counted_in_letters(word: str, known: str, count: int) -> None:
    """What a finger does wrong once counts once."""
    assert edits(word, known, 3) == count


def test_what_is_too_far_is_not_counted() -> None:
    """Above the limit there is no number."""
    assert edits("Concerts", "Concepts", 0) is None
    assert edits("정답", "해설", 2) is None


def test_the_nearest_of_several_names_is_meant() -> None:
    """Of the names there are the nearest counts, and none where a third of the letters is wrong."""
    assert nearest("akpg", ["json", "pdf", "apkg"]) == "apkg"
    assert nearest("tgas", ["title", "tags"]) == "tags"
    assert nearest("colour", ["id", "name", "title"]) is None
    assert nearest("anything", []) is None


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_two_words_can_be_compared(word: str, known: str) -> None:
    """Whatever the words, there is an answer, and it is the same both ways."""
    assert edits(word, known, 20) == edits(known, word, 20)

"""Properties of the cards under a flashcard tag, for any text whatever."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from exporter.extract import extract
from exporter.model import Card, ClozeCard, ConceptCard, Role
from exporter.parse import parse_note
from exporter.source import Source
from exporter.vault import NoteLinks

TAG = "#flashcards\n\n"
PIECES = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            "- ",
            "  ",
            "> ",
            "1. ",
            "# ",
            "`",
            "```\n",
            "$",
            "[[",
            "]]",
            "[^1]",
            "%%",
            "<br>",
            "|",
        ),
        *(
            "::",
            ":::",
            " :: ",
            "?",
            "\n?\n",
            "\n??\n",
            "\n  ?\n",
            "==",
            "==a==",
            "^[",
            "]",
            "(",
            ")",
            "[",
            "]",
        ),
        *("{{c1::", "{{c2::", "}}", "{", "}", "::hint}}", "{{c0::", "{{c1::b}}", "**", "*", "~~", "<mark>"),
        *("#flashcards", "#flashcards/a", " #flashcards ", "<!--SR:!2023-01-01,1,250-->", "%%c%%", " ^id"),
        *(
            "std::vector",
            "::1",
            "key:: v",
            "a",
            "한글",
            "\ufdd0",
            "\ufdd1",
            "\ufffc",
            "\ue000",
            "\\",
            "&#58;&#58;",
        ),
        *(
            "| a::b |\n|---|\n",
            "<details>\n",
            "</details>\n",
            "> [!note] a\n",
            "==[^1]",
            "==^[h]",
            "\t",
            "\u00a0",
        ),
    ]
)
MARKDOWN = st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=50).map("".join)
ANKI = re.compile(r"\{\{c(?P<number>\d+)::(?P<inside>[^{}]*)\}\}")


def cards_of(text: str) -> tuple[Card, ...]:
    note = parse_note(Source("n.md", text)).value
    return extract(note, NoteLinks({}, {})).value


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MARKDOWN)
@example("==a==\ufdd0{{c1::b}}")
@example("- \n?\n- ==a==")
def test_gaps_are_all_that_anki_will_find(text: str) -> None:
    """Anki finds in a text exactly the gaps that the card has, and no brace that would end one early."""
    for card in cards_of(TAG + text):
        if isinstance(card, ClozeCard):
            found = [int(gap["number"]) for gap in ANKI.finditer(card.text.html)]
            assert found == [gap.number for gap in card.gaps]
            assert found
            rest = ANKI.sub("", card.text.html)
            assert "{" not in rest
            assert "}" not in rest
            assert all(gap["inside"].count("::") <= 1 for gap in ANKI.finditer(card.text.html))
            assert card.text.text
            assert "<!--SR:" not in card.text.markdown


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MARKDOWN)
def test_questions_have_two_sides(text: str) -> None:
    """A question asks something and has an answer, and neither holds the tag or the plugin's notes."""
    for card in cards_of(TAG + text):
        if isinstance(card, ConceptCard) and card.role is Role.QUESTION:
            for side in (card.term, card.definition):
                assert side.html
                assert "<!--SR:" not in side.text


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MARKDOWN)
def test_without_a_tag_nothing_is_a_card_by_its_signs(text: str) -> None:
    """Whatever a note says, only a tag makes cards of it."""
    assume("flashcards" not in text.casefold())
    assert not any(
        isinstance(card, ClozeCard) or (isinstance(card, ConceptCard) and card.role is Role.QUESTION)
        for card in cards_of(text)
    )


def grown(piece: str, after: str = "") -> str:
    return TAG + piece * (60_000 // len(piece)) + after


LARGE = {
    "questions in one paragraph": grown("a::b\n"),
    "questions in one list": grown("- a::b\n"),
    "doubtful questions": grown("std::a \n"),
    "colons in one word": grown("a::"),
    "colons in one line": grown("a::1 "),
    "questions of several lines": grown("a\n?\nb\n\n"),
    "one question of several lines": grown("a\n", "?\nb"),
    "question marks in one paragraph": grown("?\n"),
    "questions in items": grown("- a\n  ?\n  b\n"),
    "gaps in one line": grown("==a== "),
    "gaps of Anki's in one line": grown("{{c1::a}} "),
    "unclosed gaps": grown("{{c1::"),
    "gaps with hints": grown("==a==^[b] "),
    "gaps in one list": grown("- ==a==\n"),
    "tags in one line": grown("#flashcards "),
    "tag lines": grown("#flashcards/a\n"),
    "brackets": grown("(a::"),
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE.keys())
def test_large_notes_are_read_in_time(text: str) -> None:
    """However long a note of one construct is, reading takes time in proportion to it."""
    begun = process_time()
    cards_of(text)
    assert process_time() - begun < 5


def test_notes_nested_beyond_reason_are_read() -> None:
    """A thousand levels of anything are read in time, not refused."""
    for piece in ("> ", "- ", "- a::b ", "**", "==", "{{c1::", "(", "["):
        cards_of(f"{TAG}{piece * 1500}x::y ==z==")

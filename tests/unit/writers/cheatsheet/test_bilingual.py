"""Texts and their translations, part by part."""

# ruff: noqa: S704 - fragments made here

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from exporter.press.fragments import Phrase
from exporter.writers.cheatsheet.bilingual import parts, stacked
from exporter.writers.cheatsheet.compose import Composer
from exporter.writers.cheatsheet.facing import Faced
from exporter.writers.cheatsheet.layouts import Facing, Interlinear
from tests.bilingual import bilingual_pack
from tests.packs import text

if TYPE_CHECKING:
    from exporter.writers.cheatsheet.rows import Row


def phrase(korean: str, english: str, *, blocks: bool = True) -> Phrase:
    second = Phrase(Markup(english), "en", blocks=blocks)
    return Phrase(Markup(korean), "ko", blocks=blocks, seconds=(second,))


def rows() -> list[Row]:
    pack = bilingual_pack()
    fragments = Facing(frozenset(one.name for one in pack.attachments), pack.languages, 246.0, 512.0)
    sheet = Composer(pack, fragments, full=True, faced=Faced(("ko", "en"))).sheet()
    return [row for section in sheet.sections for entry in section.entries for row in entry.rows]


def test_paragraphs_are_parted_with_their_translations() -> None:
    """Each paragraph keeps its translation; what is the same in both has none."""
    both = phrase("<p>가</p><pre>x</pre><p>나</p>", "<p>a</p><pre>x</pre><p>b</p>")
    assert [(str(part.main), [str(each.main) for each in part.seconds]) for part in parts(both)] == [
        ("<p>가</p>", ["<p>a</p>"]),
        ("<pre>x</pre>", []),
        ("<p>나</p>", ["<p>b</p>"]),
    ]


def test_a_translation_that_is_built_otherwise_stays_whole() -> None:
    """Where paragraphs do not correspond, the whole translation follows the whole text."""
    both = phrase("<p>가</p><p>나</p>", "<p>a</p><ul><li>b</li></ul>")
    assert parts(both) == (both,)
    assert (
        str(stacked(both).html) == "<p>가</p><p>나</p>"
        '<div class="second" lang="en"><p>a</p><ul><li>b</li></ul></div>'
    )


def test_lists_are_set_item_by_item() -> None:
    """Each item of a list is followed by its translation, nested lists and all."""
    both = phrase(
        "<ul><li>가<ul><li>나</li></ul></li><li>S3</li></ul>",
        "<ul><li>a<ul><li>b</li></ul></li><li>S3</li></ul>",
    )
    assert str(stacked(both).html) == (
        '<ul><li>가<ul><li>나</li></ul><div class="second" lang="en">a<ul><li>b</li></ul></div></li>'
        "<li>S3</li></ul>"
    )


def test_lists_of_other_length_stand_below_each_other() -> None:
    """No item is set beside one that is not its translation."""
    both = phrase("<ol><li>가</li><li>나</li></ol>", "<ol><li>a</li></ol>")
    assert (
        str(stacked(both).html) == "<ol><li>가</li><li>나</li></ol>"
        '<div class="second" lang="en"><ol><li>a</li></ol></div>'
    )


@pytest.mark.parametrize(
    ("term", "other", "printed"),
    [
        ("샤드(Shard)", "Shard", ["샤드(Shard)"]),
        ("점진적 배포", "canary deployment", ["점진적 배포", "canary deployment"]),
        ("Surrogate model", "대리 모델(Surrogate model)", ["Surrogate model", "대리 모델"]),
    ],
)
def test_a_gloss_is_not_said_twice(term: str, other: str, printed: list[str]) -> None:
    """In the interlinear layout a translation that the term's gloss says already is left out."""
    made = replace(text(term), translations=(text(other, "en"),))
    name = Interlinear(frozenset(), ("ko", "en"), 246.0, 512.0).name(made)
    assert [name.plain, *(each.plain for each in name.seconds)] == printed


@pytest.mark.parametrize(
    ("term", "other", "printed"),
    [
        ("샤드(Shard)", "Shard", ["샤드", "Shard"]),
        ("샤드(Shard)", "", ["샤드", "Shard"]),
        ("L1 정규화(Lasso)", "L1 regularization (Lasso)", ["L1 정규화(Lasso)", "L1 regularization (Lasso)"]),
        ("Parquet", "", ["Parquet"]),
        ("재현율(민감도)", "", ["재현율(민감도)"]),
    ],
)
def test_a_gloss_faces_its_term(term: str, other: str, printed: list[str]) -> None:
    """In the facing layout a gloss in the other language goes to the other side."""
    made = text(term, "en" if term.isascii() else "ko")
    made = replace(made, translations=(text(other, "en"),)) if other else made
    name = Facing(frozenset(), ("ko", "en"), 246.0, 512.0).name(made)
    assert [name.plain, *(each.plain for each in name.seconds)] == printed


def test_rows_hold_each_short_id_once() -> None:
    """Every card but the questions, which have their own boxes, has its row with its id in the gutter."""
    ids = [row.id for row in rows() if row.id]
    assert len(ids) == len(set(ids))
    questions = [row.block for row in rows() if row.kind == "block" and hasattr(row.block, "stem")]
    assert len(ids) + len(questions) == len(bilingual_pack().cards)


def test_formulas_go_across() -> None:
    """A formula between two translated paragraphs belongs to both sides."""
    made = [row for row in rows() if row.kind == "definition"]
    at = next(index for index, row in enumerate(made) if row.across)
    formula = made[at].across
    assert formula is not None
    assert "math" in formula.html
    before, after = made[at - 1], made[at + 1]
    assert before.goes_on
    assert made[at].goes_on
    assert [side.lang for row in (before, after) for side in (row.left, row.right) if side] == [
        "ko",
        "en",
    ] * 2


def test_items_stay_together() -> None:
    """Only the last row of an item lets a page end behind it."""
    made = rows()
    for row, following in pairwise(made):
        if row.goes_on:
            assert following.kind == row.kind
            assert not following.id

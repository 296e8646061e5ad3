"""From the pack to what stands on the sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.model import Chapter, ConceptCard, Pack, Role
from exporter.writers.cheatsheet.compose import Composer, ends_of
from exporter.writers.cheatsheet.geometry import PAPERS
from exporter.writers.cheatsheet.layouts import Interlinear
from exporter.writers.cheatsheet.measure import pieces, split
from exporter.writers.cheatsheet.sheet import Item, Sheet
from tests.packs import sample_pack, text


def fragments(pack: Pack) -> Interlinear:
    return Interlinear(frozenset(one.name for one in pack.attachments), pack.languages, *PAPERS["a4"].drawing)


def composed(pack: Pack, *, full: bool = False) -> Sheet:
    return Composer(pack, fragments(pack), full=full).sheet()


def test_one_table_for_each_comparison() -> None:
    """Subjects that were compared in one place stand in one table, in note order."""
    (entry,) = composed(sample_pack()).sections[0].entries
    assert [[subject.name.plain for subject in one.subjects] for one in entry.comparisons] == [
        ["Production Variants", "Multiple Endpoints"],
        ["SageMaker Hosting Services", "Lambda + Provisioned Concurrency", "Amazon EKS"],
    ]


def test_every_card_stands_on_the_sheet_once() -> None:
    """Short ids of all cards, and no other, are on the sheet."""
    pack = sample_pack()
    ids = []
    for entry in composed(pack).entries:
        ids += [item.id for item in entry.key_points]
        ids += [subject.id for one in entry.comparisons for subject in one.subjects]
        ids += [block.content.id for block in entry.blocks if isinstance(block.content, Item)]
        ids += [question.id for question in entry.questions]
    assert sorted(ids) == sorted(issued.short_id for issued in pack.cards)


def test_questions_are_numbered_through() -> None:
    """Question numbers run on from chapter to chapter."""
    assert [question.number for question in composed(sample_pack()).questions] == [1, 2, 3]


def test_explanations_only_in_full() -> None:
    """An explanation is printed only where it is asked for."""
    kinds = [
        {block.kind for entry in composed(sample_pack(), full=full).entries for block in entry.blocks}
        for full in (False, True)
    ]
    assert "explanation" not in kinds[0]
    assert "explanation" in kinds[1]


def test_empty_notes_and_chapters_are_left_out() -> None:
    """A note without cards takes no room, nor does a chapter without notes."""
    pack = sample_pack()
    pack = replace(pack, chapters=(*pack.chapters, Chapter(text("빈 장"), ())))
    kept = tuple(one for one in pack.cards if one.card.origin.note == pack.chapters[1].notes[0])
    (section,) = composed(replace(pack, cards=kept)).sections
    assert section.title.plain == "Monitoring"
    assert section.entries[0].number == 1


def test_headings_lose_their_emoji_and_nothing_else() -> None:
    """Emoji before a heading are not printed."""
    made = fragments(sample_pack())
    assert made.heading(text("🎯 <strong>배포</strong>")).plain == "배포"
    assert made.heading(text("→ 배포")).plain == "→ 배포"
    assert made.heading(text("✅")).plain == "✅"


def test_the_sections_own_label_is_no_sub_heading() -> None:
    """A heading that merely names the section is printed only where it divides."""
    pack = sample_pack()
    blocks = composed(pack).sections[1].entries[0].blocks
    assert blocks[0].heading is None
    headings = [block.heading for block in composed(pack).sections[0].entries[0].blocks if block.heading]
    assert [heading.plain for heading in headings] == ["핵심 배포 옵션 비교", "용어 정리"]


def test_gaps_are_filled() -> None:
    """A text with gaps is printed whole, with what its back adds."""
    (block,) = (
        block for entry in composed(sample_pack()).entries for block in entry.blocks if block.kind == "filled"
    )
    assert isinstance(block.content, Item)
    html = block.content.body.html.replace("\u2060", "")
    assert '<u class="filled">10개</u>' in html
    assert "{{" not in html
    assert "다중 모델 엔드포인트" in html


def test_long_code_is_left_out() -> None:
    """Code of more than twelve lines gives way to a hint."""
    code = '<pre class="code"><code class="language-python">' + "x\n" * 13 + "</code></pre>"
    assert "13" in fragments(sample_pack()).fragment(code, "ko")
    short = code.replace("x\n" * 13, "x\n" * 12)
    assert fragments(sample_pack()).fragment(short, "ko") == short


def test_undrawable_math_is_reported_once() -> None:
    """A formula that cannot be drawn gives one warning for its note."""
    made = fragments(sample_pack())
    made.note = "a.md"
    for _ in range(2):
        made.fragment(r'<span class="math inline">\(\frac{\)</span>', "ko")
    assert [(one.rule, one.path) for one in made.diagnostics] == [("math-not-drawn", "a.md")]


@pytest.mark.parametrize(
    ("tag", "ends"),
    [("service::sagemaker", ("service", "sagemaker")), ("a/b/c", ("a", "c")), ("x", ("", "x"))],
)
def test_tags_show_their_last_level(tag: str, ends: tuple[str, str]) -> None:
    """A tag is printed by its last level; the first says what sort it is."""
    assert ends_of(tag) == ends


@given(st.lists(st.floats(1, 100), min_size=1, max_size=20))
def test_columns_come_out_as_equal_as_can_be(heights: list[float]) -> None:
    """No other place to divide gives a lower pair of columns."""
    at = split(heights, [0.0] * len(heights))
    assert 1 <= at <= len(heights)
    best = min(max(sum(heights[:n]), sum(heights[n:])) for n in range(1, len(heights) + 1))
    assert max(sum(heights[:at]), sum(heights[at:])) == pytest.approx(best)


def test_pieces_put_together_are_the_whole() -> None:
    """Dividing an explanation between its outermost elements loses nothing and splits no element."""
    card = sample_pack().cards[0].card
    assert isinstance(card, ConceptCard)
    assert card.explanation is not None
    divided = pieces(card.explanation.html)
    assert "".join(divided) == card.explanation.html
    assert len(divided) > 5
    assert all(piece.count("<div") == piece.count("</div>") for piece in divided)


def test_questions_of_the_authors_own_are_printed_with_their_answers() -> None:
    """They stand under a label of their own, and are no terms."""
    (asked,) = (one for one in sample_pack().cards if getattr(one.card, "role", None) is Role.QUESTION)
    blocks = [block for entry in composed(sample_pack()).entries for block in entry.blocks]
    (block,) = (block for block in blocks if block.kind == "answered")
    assert block.first
    assert isinstance(block.content, Item)
    assert block.content.id == asked.short_id
    assert block.content.term
    terms = [each.content for each in blocks if each.kind == "definition"]
    assert all(isinstance(each, Item) and each.id != asked.short_id for each in terms)

"""The glossary's lists and their columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exporter.writers.cheatsheet.geometry import PAPERS
from exporter.writers.cheatsheet.namelist import Listed, NameList, name_lists
from tests.bilingual import bilingual_pack

COLUMNS, HIGHEST = 4, 56


def listed(name: str) -> Listed:
    return Listed(name, "en", "이름", "ko", ("card-a",), is_title=False, width=38.0)


@given(st.lists(st.lists(st.text("ab ", min_size=1, max_size=90), min_size=1), min_size=1, max_size=40))
def test_columns_keep_order_and_lose_nothing(groups: list[list[str]]) -> None:
    """Read column by column and block by block, the lines are those of the list, each head over its first."""
    made = NameList(
        "by_latin",
        tuple((str(at), tuple(map(listed, names))) for at, names in enumerate(groups)),
        COLUMNS,
        HIGHEST,
    )
    lines = [line for block in made.blocks for column in block for line in column]
    assert [line.listed.name for line in lines] == [name for names in groups for name in names]
    assert [line.head for line in lines if line.head] == [str(at) for at in range(len(groups))]


def test_columns_are_equally_high_and_fit_a_page() -> None:
    """No column is higher than a page has room for, nor much higher than the others."""
    made = NameList(
        "by_latin", (("A", tuple(listed(f"name {number}") for number in range(700))),), COLUMNS, HIGHEST
    )
    heights = [sum(line.height for line in column) for block in made.blocks for column in block]
    assert len(heights) % COLUMNS == 0
    assert max(heights) <= HIGHEST + 2
    assert max(heights) - min(heights) <= 3


def test_lists_lead_to_what_is_printed() -> None:
    """Each line leads to its notes and cards; a pair stands in both lists."""
    pack = bilingual_pack()
    numbers = {path: number for number, path in enumerate(pack.notes, 1)}
    hangul, latin = name_lists(pack, "yes", numbers, PAPERS["a4"])
    lines = [line for _, group in (*hangul.groups, *latin.groups) for line in group]
    assert all(line.anchors for line in lines)
    index = [(line.name, line.other) for line in lines]
    assert ("집단 안정성 지수", "Population stability index") in index
    assert ("Population stability index", "집단 안정성 지수") in index
    assert name_lists(pack, "no", numbers, PAPERS["a4"]) == ()

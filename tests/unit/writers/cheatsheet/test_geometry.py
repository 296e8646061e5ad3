"""The paper and what is laid out on it."""

from __future__ import annotations

import pytest

from exporter.writers.cheatsheet.geometry import LINE, PAPERS, Geometry, rules
from exporter.writers.cheatsheet.options import CheatsheetOptions


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("factor", [1.0, 0.9, 0.793])
def test_columns_and_margins_fill_the_paper(name: str, factor: float) -> None:
    """Columns and gutters make up the type area, which is whole lines high and stands on the paper."""
    paper = PAPERS[name].scaled(factor)
    width, height = paper.area
    assert paper.columns * paper.column + (paper.columns - 1) * paper.gutter == pytest.approx(width)
    assert width * paper.scale + paper.inner + paper.outer == pytest.approx(paper.width)
    assert height / LINE == int(height / LINE)
    left = paper.height - paper.top - paper.bottom - height * paper.scale
    assert -0.01 <= left < LINE * paper.scale


def test_a4_is_as_designed() -> None:
    """Two columns of 89.5 mm and 68 lines."""
    paper = PAPERS["a4"]
    assert (paper.column, paper.area) == (89.5, (184.0, 272.0))
    assert "size: 210mm 297mm; margin: 13.5mm 10mm 11.5mm 16mm" in rules(paper)
    assert "margin: 13.5mm 16mm 11.5mm 10mm" in rules(paper)


def test_poster_of_twice_the_size_is_the_same_poster() -> None:
    """On A3 everything is larger by the same factor: the lines break at the same places."""
    small, large = PAPERS["poster"], PAPERS["poster-a3"]
    assert large.column == pytest.approx(small.column, abs=0.05)
    assert large.area[1] == small.area[1]


def test_each_scale_has_pages_of_its_own() -> None:
    """Notes of another scale and their pages share a name; the running head keeps its size on paper."""
    paper = PAPERS["a4"]
    css = rules(paper, frozenset({paper.scaled(0.8)}))
    assert "@page at-800 { size: 262.5mm" in css
    assert ".at-800 { page: at-800;" in css
    assert "@page at-800 { font-size: 8.25pt }" in css
    assert "at-" not in rules(paper)


@pytest.mark.parametrize("given", [{"paper": "a6"}, {"fit": -1}, {"fit_note": -2}, {"fit": 2, "fit_note": 1}])
def test_refuses_what_cannot_be_printed(given: dict[str, int | str]) -> None:
    """An unknown paper, a negative number of pages and two wishes at once are refused."""
    with pytest.raises(ValueError, match=r"paper|fit"):
        CheatsheetOptions(**given)  # type: ignore[arg-type]


def test_scaled_twice() -> None:
    """Scales multiply."""
    assert Geometry(100, 100, 10, 10, 10, 10, 1).scaled(0.5).scaled(0.5).scale == 0.25

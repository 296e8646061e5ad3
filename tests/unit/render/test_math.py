"""Formulas for print."""

from __future__ import annotations

import pytest

from exporter.render.math import draw, set_math


def test_draws_on_the_baseline() -> None:
    """A fraction reaches below the baseline, a plain letter hardly does."""
    fraction, letter = draw(r"\frac{a}{b}", display=False), draw("a", display=False)
    assert fraction is not None
    assert letter is not None
    assert fraction.depth > letter.depth
    assert 0 < fraction.depth < fraction.height


def test_equal_formulas_are_equal_drawings() -> None:
    """Drawing is reproducible."""
    once = draw(r"\sum_i x_i", display=True)
    draw.cache_clear()
    assert draw(r"\sum_i x_i", display=True) == once


@pytest.mark.parametrize("tex", [r"\frac{", r"\text{정확도}", ""])
def test_what_cannot_be_drawn_stands_as_source(tex: str) -> None:
    """A broken formula, or one in a script that the math font lacks, is shown as written and reported."""
    html, failed = set_math(f'값은 <span class="math inline">\\({tex}\\)</span>이다')
    assert failed == (tex,)
    assert html == f'값은 <code class="math-source">{tex}</code>이다'


def test_says_its_source() -> None:
    """The alternative text of a drawing is the formula."""
    html, failed = set_math(r'<div class="math display">\[a &lt; b\]</div>')
    assert not failed
    assert 'alt="a &lt; b"' in html
    assert html.startswith('<p class="formula"><img class="math"')

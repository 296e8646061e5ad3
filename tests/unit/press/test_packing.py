"""What can be told of tighter pages without laying them out is never too much."""

from __future__ import annotations

import random
import re

import pytest

from exporter.press.layout import Press
from exporter.press.numbers import classes as names
from exporter.press.packing import least_pages
from exporter.render.templates import Templates
from exporter.writers.cheatsheet.geometry import PAPERS, rules
from exporter.writers.cheatsheet.setting import TIGHT_LINES, TIGHT_SPACES

KINDS = ("definition", "question", "explanation", "drawing")
SORTS = {"note", "chapter-head", "comparison", "pair", "columns", "drawing", "examples", "question"}


def chapter(seed: int, notes: int) -> str:
    """Make a chapter whose notes are pairs, columns and tables of any length."""
    draw = random.Random(seed)  # noqa: S311 - no secret

    def blocks(most: int) -> str:
        return "".join(
            f"<div class={draw.choice(KINDS)}>{'words and more words ' * draw.randint(1, 40)}</div>"
            for _ in range(draw.randint(1, most))
        )

    made = ["<header class=chapter-head><h1>Chapter</h1></header>"]
    for _ in range(notes):
        made.append("<article class=note><div class='opening alone'><h2>Note</h2><p>words</p></div>")
        match draw.randint(0, 3):
            case 0:
                made.append(f"<div class=columns>{blocks(8)}</div>")
            case 1:
                rows = "".join(f"<tr><td>{blocks(1)}<td>{blocks(1)}" for _ in range(draw.randint(1, 9)))
                made.append(
                    f"<section class=comparison><table><thead><tr><th>head<tbody>{rows}</table></section>"
                )
            case _:
                halves = (f"<div class=half>{blocks(4)}</div>" for _ in range(2))
                made.append(f"<div class=pair>{''.join(halves)}</div>")
        made.append("</article>")
    return f"<section class='chapter %s'>{''.join(made)}</section>"


@pytest.fixture(scope="module")
def press() -> Press:
    return Press("cheatsheet", Templates(), {})


def test_no_page_is_given_up_that_could_be_had(press: Press) -> None:
    """However a chapter is set more tightly, it takes the pages that were foretold, or more."""
    paper, given_up = rules(PAPERS["a4"]), 0
    for seed in range(9):
        html = chapter(seed, 3 + seed % 7)
        loose, tight = (press.lay_out(html % sort, paper=paper).pages for sort in ("", "tight"))
        least = least_pages(loose, TIGHT_LINES, TIGHT_SPACES)
        assert least <= len(tight), seed
        assert least_pages(loose, 1, 1) <= len(loose), seed
        given_up += least == len(loose)
    assert given_up > 2, "most chapters cannot be made shorter"


def test_the_stylesheet_tightens_no_more_than_is_reckoned_with(press: Press) -> None:
    """Lines and spaces of what is set more tightly keep the share that they are said to keep."""
    shares = []
    for sort in SORTS:
        html = f"<section class='chapter %s'><div class={sort}><p>words</p></div></section>"
        loose, tight = (
            next(
                box
                for box in press.lay_out(html % set_).pages[0]._page_box.descendants()
                if sort in names(box)
            )
            for set_ in ("", "tight")
        )
        assert tight.height >= loose.height * TIGHT_LINES
        shares += [
            getattr(tight, margin) / getattr(loose, margin)
            for margin in ("margin_top", "margin_bottom")
            if getattr(loose, margin)
        ]
    assert TIGHT_SPACES <= min(shares) < 1
    style = Templates().read("cheatsheet/style.css")
    assert set(re.findall(r"\.tight \.([\w-]+)", style)) == SORTS

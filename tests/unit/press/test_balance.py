"""Columns come out as WeasyPrint alone would have them, after fewer layouts."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from weasyprint.layout import block

from exporter.press.boxes import Columns, seen
from exporter.press.layout import Press
from exporter.render.templates import Templates
from exporter.writers.cheatsheet.geometry import PAPERS, rules

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE = 20

STYLE = """<style>
@page { size: 200mm 250mm; margin: 10mm }
.both { columns: 2; column-gap: 5mm }
h3 { break-after: avoid; margin: 2mm 0 1mm }
p { margin: 0 0 1mm }
.whole { break-inside: avoid; margin: 1.5mm 0 2mm; border: 1px solid }
</style>"""


def page(seed: int) -> str:
    draw = random.Random(seed)  # noqa: S311 - no secret
    words = "words and more words "
    boxes = []
    for _ in range(draw.randint(3, 12)):
        text = words * draw.randint(1, 60)
        match draw.randint(0, 3):
            case 0:
                boxes.append(f"<h3>Heading</h3><p>{text}</p>")
            case 1:
                boxes.append(f"<section><h3>Heading</h3><div class='whole'>{text}</div></section>")
            case 2:
                boxes.append(f"<div class='whole'><h3>Heading</h3>{text}</div>")
            case _:
                boxes.append(f"<ul><li>{text}</li><li>{words}</li></ul>")
    return f"{STYLE}<p>before</p><div class='both'>{''.join(boxes)}</div><p>after</p>"


class Counted:
    """How often a column was laid out."""

    def __init__(self, lay_out: Any) -> None:  # noqa: ANN401 - untyped library
        self.times = 0
        self._lay_out = lay_out

    def __call__(self, context: Any, box: Any, *others: Any, **named: Any) -> Any:  # noqa: ANN401 - likewise
        self.times += bool(getattr(box, "is_column", False))
        return self._lay_out(context, box, *others, **named)


def measured(press: Press, seed: int) -> tuple[int, list[float]]:
    """Give the number of pages, and how high the columns of each are."""
    pages = press.lay_out(page(seed), paper=rules(PAPERS["a4"])).pages
    return len(pages), [each.height for one in pages for each in seen(one) if isinstance(each, Columns)]


@pytest.fixture
def press() -> Iterator[Press]:
    made = Press("cheatsheet", Templates(), {})
    ours = block.block_box_layout
    yield made
    block.block_box_layout = ours


def test_columns_come_out_as_high_in_fewer_layouts(press: Press) -> None:
    """Whatever stands in them, columns are as high as before, but for a line."""
    ours = block.block_box_layout
    counts, found = {}, {}
    for name, lay_out in (("ours", ours), ("theirs", ours.__wrapped__)):
        block.block_box_layout = counted = Counted(lay_out)
        found[name] = [measured(press, seed) for seed in range(25)]
        counts[name] = counted.times
    for (pages, heights), (alone, expected) in zip(found["ours"], found["theirs"], strict=True):
        assert pages <= alone
        if pages == alone:
            assert heights == pytest.approx(expected, abs=LINE)
    assert counts["ours"] * 2 < counts["theirs"]

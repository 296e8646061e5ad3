"""Rows of the layout ``facing``: values that its template reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

if TYPE_CHECKING:
    from exporter.press.diagram import Diagram
    from exporter.writers.cheatsheet.sheet import Question


class Side(NamedTuple):
    """What stands on one side of a row; nothing where the other side says it for both."""

    html: Markup = Markup("")
    lang: str = ""


NOTHING = Side()
DASH = Markup('<span class="dash">–</span>')


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a text on each side, or one thing across both.

    Attributes:
        kind: Its classes in the stylesheet.
        left: In the first language; None where a translation is missing.
        right: In the second language, likewise.
        across: What both languages have in common.
        block: A drawing or question, which goes across.
        id: Short id, for the gutter.
        mark: A sign or letter that belongs to both sides, for the gutter.
        tall: Whether it may be broken between pages.
        goes_on: Whether the next row is a part of the same item.
    """

    kind: str
    left: Side | None = NOTHING
    right: Side | None = NOTHING
    across: Side | None = None
    block: Diagram | Question | None = None
    id: str = ""
    mark: str = ""
    tall: bool = False
    goes_on: bool = False

"""What can be seen on a laid-out page, and where: one walk through WeasyPrint's boxes."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from exporter.render.typeset import JOINER

if TYPE_CHECKING:
    from collections.abc import Iterator

_CAPITALS, _BELOW = 0.7, 0.2  # of the type's size: how far letters reach above the base line and below


@dataclass(frozen=True, slots=True)
class Frame:
    """What something must not stick out of. All lengths are in WeasyPrint's pixels, 96 to an inch.

    Attributes:
        kind: ``paper``, ``page`` for the type area, ``column``, ``cell``, or ``box`` of a fixed height.
        left: Edge.
        right: Edge.
        bottom: Edge; infinite where it is as high as what it holds.
        outer: What it stands in itself.
    """

    kind: str
    left: float
    right: float
    bottom: float = inf
    outer: Frame | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text on one line, or a picture.

    Attributes:
        text: What it says; of a picture, what stands for it.
        left: Edge.
        right: Edge.
        top: Edge; of text, of its capitals.
        bottom: Edge.
        frame: What it must not stick out of.
        anchor: The nearest anchor around it that begins with one of the wanted words.
        drawn: Whether it is a picture.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    frame: Frame
    anchor: str = ""
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """A group of columns that begin at one height.

    Attributes:
        wanted: How many the stylesheet asks for.
        filled: How many hold anything.
        parts: Of how many elements the first one consists.
        height: Of the first one.
        anchor: As of a `Piece`.
    """

    wanted: int
    filled: int
    parts: int
    height: float
    anchor: str


def seen(page: Any, *words: str) -> Iterator[Piece | Columns]:  # noqa: ANN401 - untyped library
    """Walk a page.

    Args:
        page: As WeasyPrint has laid it out.
        words: What anchors of interest begin with, such as ``note-``. An element whose anchor stands on
            another one within it says so as ``data-anchor``.

    Returns:
        All that stands in the type area, and its columns; margin boxes are left out.
    """
    sheet = page._page_box  # noqa: SLF001 - nothing public leads to the boxes
    left, top = sheet.content_box_x(), sheet.content_box_y()
    paper = Frame("paper", 0, sheet.margin_width(), sheet.margin_height())
    area = Frame("page", left, left + sheet.width, top + sheet.height)
    # Not by recursion: notes nest their lists as deep as they like.
    open_: list[tuple[Any, Frame, str]] = [(child, area, "") for child in reversed(sheet.children)]
    while open_:
        box, frame, anchor = open_.pop()
        if isinstance(box, boxes.MarginBox):
            continue
        if isinstance(box, AbsolutePlaceholder):
            box, frame = box._box, paper  # noqa: SLF001 - likewise
        if box.element is not None:
            own = box.element.get("data-anchor") or box.element.get("id") or ""
            anchor = own if own.startswith(words) and words else anchor
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            yield from _piece(box, frame, anchor)
            continue
        frame = _framed(box, frame)
        children = getattr(box, "children", ())
        yield from _columns(children, box, anchor)
        open_.extend((child, frame, anchor) for child in reversed(children))


def depth(page: Any) -> float:  # noqa: ANN401 - untyped library
    """Tell how far down a page is filled, from 0 to 1."""
    sheet = page._page_box  # noqa: SLF001 - likewise
    lowest = max((each.bottom for each in seen(page) if isinstance(each, Piece)), default=0.0)
    return float(min(max((lowest - sheet.content_box_y()) / sheet.height, 0.0), 1.0))


def _piece(box: Any, frame: Frame, anchor: str) -> Iterator[Piece]:  # noqa: ANN401 - untyped library
    if box.style["visibility"] != "visible":
        return
    left, top = box.position_x, box.position_y
    if isinstance(box, boxes.ReplacedBox):
        said = box.element.get("alt") or "picture"
        yield Piece(
            said, left, left + box.margin_width(), top, top + box.margin_height(), frame, anchor, drawn=True
        )
    elif said := box.text.replace(JOINER, "").strip():
        size, line = box.style["font_size"], top + box.baseline
        yield Piece(
            said, left, left + box.width, line - _CAPITALS * size, line + _BELOW * size, frame, anchor
        )


def _framed(box: Any, outer: Frame) -> Frame:  # noqa: ANN401 - untyped library
    """Give the frame of what stands in a box."""
    if getattr(box, "is_column", False):
        return Frame("column", box.position_x, box.position_x + box.width, inf, outer)
    turned = bool(box.style["transform"])
    fixed = box.style["height"] != "auto" and isinstance(box, boxes.BlockContainerBox)
    if not (turned or fixed or isinstance(box, boxes.TableCellBox)):
        return outer
    left, bottom = box.padding_box_x(), inf
    if fixed:
        bottom = box.padding_box_y() + box.padding_height()
    kind = "cell" if isinstance(box, boxes.TableCellBox) else "box"
    # What is turned is measured as it lay before: what is around it says nothing of it.
    return Frame(kind, left, left + box.padding_width(), bottom, None if turned else outer)


def _columns(children: Any, box: Any, anchor: str) -> Iterator[Columns]:  # noqa: ANN401 - untyped library
    groups: dict[float, list[Any]] = {}
    for child in children:
        if getattr(child, "is_column", False):
            groups.setdefault(child.position_y, []).append(child)
    for group in groups.values():
        filled = sum(1 for column in group if column.children)
        first = group[0]
        yield Columns(box.style["column_count"], filled, len(first.children), first.height, anchor)

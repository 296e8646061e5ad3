"""Figures that nobody knows while a part is set: folios, and page numbers in running text.

A part of a document is set, and kept, without knowing on which page it will begin. Where such figures
stand, it draws all ten figures in a row, so that its fonts have them; what is drawn there is cut out of
the page's content, and the figures that it takes are put in when the parts are bound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import pydyf
from weasyprint.formatting_structure.boxes import InlineBlockBox, LineBox, MarginBox, ParentBox, TextBox

from exporter.press.numbers import FLUSH, LINK, classes, groups

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TEN = "0123456789"
HERE, ALL = "here", "all"
"""In what a place says: the number of its own page, and that of all pages; any other name is an anchor."""

_GLYPHS = re.compile(rb"<([0-9a-f]*)>")
_POINTS = 0.75  # of a pixel


class UnnumberedError(Exception):
    """Figures stand where they cannot be put in afterwards; the document must be set in one piece."""


class Start(NamedTuple):
    """Where a text begins: at `x`, and by a `share` of the width of its figures further on."""

    x: float
    share: float


class Figures(NamedTuple):
    """A place for figures, or a text that stands behind some. Lengths are in the page's own pixels.

    Attributes:
        name: As it stands in the page's content.
        says: What stands there: names of anchors, `HERE`, `ALL`; between them glyphs, as ``<0123>``.
        shown: Whether its own text is the figures; else it only makes way for them.
        glyphs: Of the ten figures.
        widths: Of the ten figures.
        start: Where it begins.
        turned: Where it begins if its page becomes a left one instead of a right one.
        matrix: The operator that puts it there, with room for the place.
        link: Which annotation of its page it is, or -1.
    """

    name: int
    says: tuple[str, ...]
    shown: bool
    glyphs: tuple[str, ...]
    widths: tuple[float, ...]
    start: Start
    turned: Start
    matrix: str
    link: int = -1

    def filled(self, numbers: Mapping[str, int], *, turned: bool) -> Filled:
        """Give what is drawn.

        Args:
            numbers: Of pages, by what is said.
            turned: Whether the page has become a left one instead of a right one, or the other way round.
        """
        drawn, width = "", 0.0
        for said in self.says:
            if said.startswith("<"):
                drawn += said[1:-1]
                continue
            for figure in str(numbers.get(said, "")):
                drawn += self.glyphs[int(figure)]
                width += self.widths[int(figure)]
        start = self.turned if turned else self.start
        x = start.x + start.share * width
        return Filled(
            self.matrix.format(f"{x:.6f}".rstrip("0").rstrip(".")).encode(),
            f"[<{drawn}>] TJ".encode(),
            (x * _POINTS, (x + width) * _POINTS),
        )


class Filled(NamedTuple):
    """What is drawn: the operators of its place and its text, and from where to where, in points."""

    place: bytes
    text: bytes
    edges: tuple[float, float]


def place_of(name: int) -> bytes:
    """Give what stands in a page's content for the operator that places a text."""
    return b"%%at-%d" % name


def text_of(name: int) -> bytes:
    """Give what stands in a page's content for the operator that shows a text."""
    return b"%%figures-%d" % name


@dataclass(slots=True)
class _Awaited:
    """A place for figures, before it is drawn."""

    box: Any
    says: tuple[str, ...]
    start: Start
    turned: Start
    behind: _Awaited | None = None  # what it makes way for
    link: Any = None
    literals: tuple[str, ...] = ()


class Unnumbered:
    """A page of WeasyPrint's whose figures are cut out of its content when it is painted.

    Attributes:
        figures: What was cut out, once it is painted.
        shift: By how much the type area stands further right on a page of this side than on the other.
    """

    def __init__(self, page: Any) -> None:  # noqa: ANN401 - untyped library
        """Take a laid-out page; the texts of its figures are changed."""
        vars(self).update(vars(page))
        self._page = page
        sheet = page._page_box  # noqa: SLF001 - there is no other way to a laid-out box
        self.shift = sheet.margin_left - sheet.margin_right
        self.figures: list[Figures] = []
        self._awaited = [*_references(sheet), *_numerals(sheet), *_folios(sheet, self.shift)]

    def paint(self, stream: Any, scale: float = 1) -> None:  # noqa: ANN401 - untyped library
        """Draw the page."""
        self._page.paint(stream, scale)
        numbers = {stream._tags[each.box]["mcid"]: each for each in self._awaited}  # noqa: SLF001 - likewise
        fonts = {font.hash: font for font in stream._fonts.values()}  # noqa: SLF001 - likewise
        content = stream.stream
        found: dict[int, Figures] = {}
        for at, operator in enumerate(content):
            if isinstance(operator, pydyf.Dictionary) and operator.get("MCID") in numbers:
                awaited = numbers[operator["MCID"]]
                found[id(awaited)] = _cut_out(content, at, len(found), awaited, fonts)
        links = [id(box) for kind, *_, box in self.links if kind in {"internal", "external"}]  # type: ignore[attr-defined]  # taken from the page
        for awaited in self._awaited:
            made = found[id(awaited)]
            if awaited.behind is not None:
                before = found[id(awaited.behind)]
                made = made._replace(says=before.says, glyphs=before.glyphs, widths=before.widths)
            elif awaited.link is not None:
                made = made._replace(link=links.index(id(awaited.link)))
            self.figures.append(made)


def _references(sheet: Any) -> Iterator[_Awaited]:  # noqa: ANN401 - untyped library
    """Find the page numbers in running text; those of several pages are known when they are set."""
    for lines in groups(sheet):
        links = [(line, child) for line in lines for child in line.children if LINK in classes(child)]
        if len(links) != 1:
            continue
        ((line, link),) = links
        (leaf,) = [each for each in link.descendants() if isinstance(each, TextBox)] or [None]
        if leaf is None:
            raise UnnumberedError
        end = line.content_box_x() + line.width
        start = Start(end, -1) if FLUSH in classes(line) else Start(leaf.position_x, 0)
        target = link.element.get("href", "").removeprefix("#")
        number = _Awaited(leaf, (target,), start, start, link=link)
        room = leaf.width
        leaf.text = leaf.pango_layout.text = TEN
        yield number
        for box in line.children[line.children.index(link) + 1 :]:
            for text in box.descendants() if isinstance(box, ParentBox) else (box,):
                if isinstance(text, TextBox) and text.text.strip():
                    moved = Start(text.position_x - room, 1)
                    yield _Awaited(text, (), moved, moved, behind=number)


def _numerals(sheet: Any) -> Iterator[_Awaited]:  # noqa: ANN401 - untyped library
    """Find the numbers of notes and questions: in a box of its own one is centred, else a line closes up."""
    seen: set[int] = set()
    for line in [box for box in sheet.descendants() if isinstance(box, LineBox)]:
        inside = list(line.descendants())
        boxed = {id(each) for box in inside if isinstance(box, InlineBlockBox) for each in box.descendants()}
        texts = [box for box in inside if isinstance(box, TextBox)]
        for index, text in enumerate(texts):
            name = "" if text.element is None else text.element.get("data-figures", "")
            if not name or id(text) in seen:
                continue
            seen.add(id(text))
            left, room = text.position_x, text.width
            start = Start(left + room / 2, -0.5) if id(text) in boxed else Start(left, 0)
            number = _Awaited(text, (name,), start, start)
            text.text = text.pango_layout.text = TEN
            yield number
            for behind in texts[index + 1 :] if id(text) not in boxed else ():
                if behind.text.strip():
                    moved = Start(behind.position_x - room, 1)
                    yield _Awaited(behind, (), moved, moved, behind=number)


def _folios(sheet: Any, shift: float) -> Iterator[_Awaited]:  # noqa: ANN401 - untyped library
    """Find the numbers of pages in the margins."""
    for box in sheet.children:
        content = box.style["content"] if isinstance(box, MarginBox) else ()
        content = content if isinstance(content, tuple) else ()
        counters = [value for kind, value in content if kind.startswith("counter")]
        if not any(value[0] in {"page", "pages"} for value in counters):
            continue
        if any(kind == "string()" for kind, _ in content) or any(value[1] != "decimal" for value in counters):
            raise UnnumberedError
        (leaf,) = [each for each in box.descendants() if isinstance(each, TextBox)] or [None]
        if leaf is None:
            raise UnnumberedError
        says = tuple({"page": HERE, "pages": ALL}[v[0]] if k != "string" else f"<{v}>" for k, v in content)
        literals = tuple(value for kind, value in content if kind == "string")
        left, right = leaf.position_x, leaf.position_x + leaf.width
        if box.style["text_align_all"] in {"right", "end"}:
            start, turned = Start(right, -1), Start(sheet.margin_width() - right + shift, 0)
        else:
            start, turned = Start(left, 0), Start(sheet.margin_width() - left + shift, -1)
        leaf.text = leaf.pango_layout.text = TEN + "".join(literals)
        yield _Awaited(leaf, says, start, turned, literals=literals)


def _cut_out(content: list[Any], at: int, name: int, awaited: _Awaited, fonts: dict[str, Any]) -> Figures:
    """Take out what is drawn of a box, and tell which glyphs it has."""
    end = content.index(b"EMC", at)
    places = [index for index in range(at, end) if bytes(_bytes(content[index])).endswith(b" Tm")]
    shown = [index for index in range(at, end) if _bytes(content[index]).endswith(b" TJ")]
    chosen = [_bytes(content[index]) for index in range(at, end) if _bytes(content[index]).endswith(b" Tf")]
    if len(places) != 1 or not chosen:
        raise UnnumberedError
    matrix = _bytes(content[places[0]]).decode().split()
    content[places[0]] = place_of(name)
    placed = " ".join((*matrix[:4], "{}", *matrix[5:]))
    if awaited.behind is not None:
        return Figures(name, (), False, (), (), awaited.start, awaited.turned, placed)  # noqa: FBT003 - a tuple
    if len(shown) != 1 or len(chosen) != 1:
        raise UnnumberedError
    drawn = b"".join(_GLYPHS.findall(_bytes(content[shown[0]]))).decode()
    glyphs = [drawn[index : index + 4] for index in range(0, len(drawn), 4)]
    if len(glyphs) != len(TEN) + sum(map(len, awaited.literals)):
        raise UnnumberedError
    content[shown[0]] = text_of(name)
    family, size, _ = chosen[0].decode().split()
    advance = fonts[family.removeprefix("/")].widths
    widths = [advance[int(glyph, 16)] * float(size) / 1000 for glyph in glyphs]
    rest, says = glyphs[len(TEN) :], []
    for said in awaited.says:
        count = len(said) - 2
        says.append(f"<{''.join(rest[:count])}>" if said.startswith("<") else said)
        rest = rest[count:] if said.startswith("<") else rest
    fixed = sum(widths[len(TEN) :])
    start, turned = (
        Start(each.x - fixed, each.share) if each.share < 0 else each
        for each in (awaited.start, awaited.turned)
    )
    ten = slice(len(TEN))
    return Figures(name, tuple(says), True, tuple(glyphs[ten]), tuple(widths[ten]), start, turned, placed)  # noqa: FBT003 - a tuple


def _bytes(operator: object) -> bytes:
    if isinstance(operator, bytes):
        return operator
    return operator.encode() if isinstance(operator, str) else b""

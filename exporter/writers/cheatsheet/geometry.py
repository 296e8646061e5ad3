"""The paper and what is laid out on it: one value for the composer, the stylesheet and whoever measures."""

from __future__ import annotations

from dataclasses import dataclass, replace

LINE = 4.0
"""Distance of the base lines, in mm."""

BODY = 8.2
"""Size of the type, in points, at scale 1."""

SMALLEST = 6.5
"""Below this nobody reads, in points."""

FLOOR = SMALLEST / BODY
"""The smallest scale."""

_HEAD, _LEAST = 6.6, 5.6  # points on paper: running head and folio; keys and tags, however small the body
_MM_PER_PT = 25.4 / 72
_SIDE, _SUBJECT, _ABREAST = 14.0, 34.0, 4  # of a comparison, in mm: its labels, a subject; subjects at most
_PAIR = 105 / 272  # of the type area: columns that stay together


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where on the paper the type stands.

    A page of scale 0.8 is laid out on a sheet that is a fourth larger, and is printed smaller, as on a
    copier: type, leading and spaces keep their proportions, while paper and margins stay what they are.
    All properties are measured on the sheet as it is laid out, all attributes on paper; both in mm.

    Attributes:
        width: Of the paper.
        height: Of the paper.
        top: Margin, with the running head.
        bottom: Margin, with the folio; a line that does not fit is added to it.
        inner: Margin at the binding.
        outer: Margin at the other side.
        columns: How many stand side by side.
        flowing: Whether whole notes flow through the columns; otherwise what belongs to all of a note
            stands across the page, and the rest in columns below it.
        scale: Of type, leading and spaces.
    """

    width: float
    height: float
    top: float
    bottom: float
    inner: float
    outer: float
    columns: int
    flowing: bool = False
    scale: float = 1.0

    def scaled(self, factor: float) -> Geometry:
        """The same paper with smaller or larger type."""
        return self if factor == 1 else replace(self, scale=round(self.scale * factor, 4))

    @property
    def name(self) -> str:
        """Of its pages and notes, where a sheet has several scales."""
        return f"at-{round(self.scale * 1000)}"

    @property
    def area(self) -> tuple[float, float]:
        """Width and height of the type area: whole lines."""
        lines = int((self.height - self.top - self.bottom) / self.scale / LINE + 0.001)
        return (self.width - self.inner - self.outer) / self.scale, lines * LINE

    @property
    def gutter(self) -> float:
        """Between two columns; short ids stand there."""
        return 5.0

    @property
    def column(self) -> float:
        """Width of a column."""
        return (self.area[0] - self.gutter * (self.columns - 1)) / self.columns

    @property
    def opening(self) -> float:
        """Width of what opens a note: title, key point, comparisons."""
        return self.column if self.flowing else self.area[0]

    @property
    def room(self) -> float:
        """How high may be what is not broken between pages: well under half a page."""
        return self.area[1] * _PAIR

    @property
    def drawing(self) -> tuple[float, float]:
        """Width of a drawing in a column and of one across the page, in points."""
        return (self.column - 2.7) / _MM_PER_PT, (self.area[0] - 3.4) / _MM_PER_PT

    @property
    def abreast(self) -> int:
        """How many subjects of a comparison stand side by side, each in a column of a table."""
        return 0 if self.flowing else min(_ABREAST, int((self.opening - _SIDE) / _SUBJECT))

    @property
    def keys(self) -> int:
        """How many keys stand side by side."""
        return 1 if self.flowing else self.columns

    @property
    def paged(self) -> str:
        """What the stylesheet needs to know of the pages."""
        width, height = self.width / self.scale, self.height / self.scale
        left, right = self.inner / self.scale, self.outer / self.scale
        top = self.top / self.scale
        bottom = height - top - self.area[1]
        return (
            f"@page NAME {{ size: {_mm(width)} {_mm(height)}; margin: {_mm(top, right, bottom, left)} }}\n"
            f"@page NAME:left {{ margin: {_mm(top, left, bottom, right)} }}\n"
        )

    @property
    def variables(self) -> str:
        """What the stylesheet needs to know of the type area."""
        width, height = self.area
        return (
            f"--columns: {self.columns}; --keys: {self.keys}; --column: {_mm(self.column)};"
            f" --gutter: {_mm(self.gutter)}; --opening: {_mm(self.opening)}; --area: {_mm(width)};"
            f" --height: {_mm(height)}; --least: {_pt(_LEAST / self.scale)};"
        )


def _mm(*lengths: float) -> str:
    return " ".join(f"{length:.8g}mm" for length in lengths)


def _pt(size: float) -> str:
    return f"{size:.4g}pt"


_A4 = Geometry(210.0, 297.0, 13.5, 11.5, 16.0, 10.0, columns=2)
_POSTER = Geometry(297.0, 210.0, 13.5, 10.5, 10.0, 10.0, columns=3, flowing=True)

PAPERS = {
    "a4": _A4,
    "letter": replace(_A4, width=215.9, height=279.4),
    "a5": Geometry(148.0, 210.0, 13.5, 11.5, 14.0, 10.0, columns=1),
    "poster": _POSTER,
    # The same pages, to be read from a step away.
    "poster-a3": replace(
        _POSTER, width=420.0, height=297.0, top=19.0, bottom=15.0, inner=14.1, outer=14.1, scale=1.4142
    ),
}
"""Papers by the name under which the reader asks for them."""


def rules(normal: Geometry, others: frozenset[Geometry] = frozenset()) -> str:
    """Make the stylesheet of the papers.

    Args:
        normal: Of pages that are not said to be another.
        others: Of the notes that are set in another scale: they and their pages have its name.
    """
    head = _pt(_HEAD / normal.scale)
    made = [normal.paged.replace(" NAME", " "), f":root {{ {normal.variables} --head: {head} }}\n"]
    if normal.columns > 1:
        flow = ".flow" if normal.flowing else ".columns"
        made.append(f"{flow} {{ columns: {normal.columns}; column-gap: {_mm(normal.gutter)} }}\n")
    for each in sorted({normal, *others} if others else (), key=lambda one: one.scale):
        made.append(each.paged.replace(" NAME", f" {each.name}"))
        made.append(f"@page {each.name} {{ font-size: {_pt(_HEAD / each.scale)} }}\n")
        made.append(f".{each.name} {{ page: {each.name}; {each.variables} }}\n")
    return "".join(made)

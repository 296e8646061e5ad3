"""Binds parts to one file: pages, page numbers, links, outline and structure."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from exporter.press.figures import ALL, HERE, place_of, text_of
from exporter.press.sharing import Shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from exporter.press.part import Bookmark, Leaf, Part

_CUT_OUT = re.compile(rb"%(?:at|figures)-\d+")


class Numbering(NamedTuple):
    """On which page everything stands, from 1.

    Attributes:
        firsts: The first page of each part.
        pages: The page of each anchor.
        last: The number of the last page.
    """

    firsts: tuple[int, ...]
    pages: dict[str, int]
    last: int


def numbering(parts: Iterable[Part], counts: Mapping[str, int] | None = None) -> Numbering:
    """Count the pages of parts in their order; anchors are known by their final names as well."""
    firsts: list[int] = []
    pages: dict[str, int] = {}
    number = 0
    for part in parts:
        firsts.append(number + 1)
        for leaf in part.leaves:
            number += 1
            for name in leaf.anchors:
                pages.setdefault(name, number)
                pages.setdefault(_named(name, counts or {}), number)
    return Numbering(tuple(firsts), pages, number)


# What parts say of when they were made: they are the same at any time.
NO_MOMENT = 0


def bound(parts: Sequence[Part], counts: Mapping[str, int], built_at: int) -> bytes:
    """Give the file of all parts, one behind the other.

    The first one's language, title and other data become those of the file, but for the time. Equal parts
    give equal bytes.

    Args:
        parts: In order.
        counts: Numbers that are put in where others stand for them: in texts, in the names of anchors
            behind the last hyphen, and at the head of a bookmark.
        built_at: Seconds since the epoch, for the dates of the file.
    """
    numbers = numbering(parts, counts)
    with pikepdf.open(io.BytesIO(parts[0].pdf)) as file:
        book = _Book(file, numbers, counts)
        book.take(parts[0], file)
        for part in parts[1:]:
            with pikepdf.open(io.BytesIO(part.pdf)) as further:
                book.take(part, further)
        book.close(parts)
        _date(file, built_at)
        made = io.BytesIO()
        file.save(
            made, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True, linearize=False
        )
    return made.getvalue()


def _date(file: pikepdf.Pdf, built_at: int) -> None:
    """Say when a file was made, where its parts say that they were made at no time."""
    before, now = (datetime.fromtimestamp(each, UTC) for each in (NO_MOMENT, built_at))
    for name in ("/CreationDate", "/ModDate"):
        file.docinfo[name] = String(f"D:{now:%Y%m%d%H%M%SZ}")
    said = file.Root.Metadata.read_bytes()
    file.Root.Metadata.write(said.replace(_written(before), _written(now)))


def _written(moment: datetime) -> bytes:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()


class _Book:
    """A file that grows by parts."""

    def __init__(self, file: pikepdf.Pdf, numbers: Numbering, counts: Mapping[str, int]) -> None:
        self._file = file
        self._counts = counts
        self._known = {**numbers.pages, **counts, ALL: numbers.last}
        self._fonts = Shared()
        self._numbers = numbers
        self._pages: list[Any] = []
        self._contents: list[Any] = []  # what marks of each page belong to
        self._annotations: list[tuple[Any, Any]] = []  # of links, with what they belong to
        self._places: dict[str, Any] = {}
        self._document = file.Root.StructTreeRoot.K[0]
        self._aside: list[float] = []  # how far the content of each page was moved to the left

    def take(self, part: Part, source: pikepdf.Pdf) -> None:
        """Take in the pages of a part and what belongs to them."""
        strange = source is not self._file
        if strange:
            for added in source.pages:
                self._file.pages.append(added)
        tree = self._file.copy_foreign(source.Root.StructTreeRoot) if strange else source.Root.StructTreeRoot
        belongs = _numbered(tree.ParentTree)
        if strange:
            for element in tree.K[0].K:
                element.P = self._document
                self._document.K.append(element)
        first = len(self._pages)
        self._fonts.take(self._file.pages[first].obj.Resources)
        for index, leaf in enumerate(part.leaves):
            page = self._file.pages[first + index].obj
            self._contents.append(belongs[int(page.StructParents)])
            annotations = list(page.get("/Annots", ()))
            for annotation in annotations:
                if "/StructParent" in annotation:
                    self._annotations.append((annotation, belongs[int(annotation.StructParent)]))
            self._pages.append(page)
            aside = self._fill_in(page, leaf, annotations)
            self._aside.append(aside)
            for own, (x, y) in leaf.anchors.items():
                name = _named(own, self._counts)
                self._places.setdefault(name, Array([page, Name.XYZ, _short(x - aside), _short(y), 0]))

    def _fill_in(self, page: Any, leaf: Leaf, annotations: Sequence[Any]) -> float:  # noqa: ANN401 - untyped library
        """Put the figures in, and the type area on its side; tell how far that is to the left."""
        number = len(self._pages)
        self._known[HERE] = number
        turned = leaf.right != bool(number % 2)
        drawn: dict[bytes, bytes] = {}
        for each in leaf.figures:
            filled = each.filled(self._known, turned=turned)
            drawn[place_of(each.name)] = filled.place
            drawn[text_of(each.name)] = filled.text
            if each.link >= 0:
                rectangle = annotations[each.link].Rect
                rectangle[0], rectangle[2] = map(_short, filled.edges)
        for annotation in annotations:
            if "/Dest" in annotation:
                annotation.Dest = annotation.Contents = String(_named(str(annotation.Dest), self._counts))
        aside = leaf.shift if turned else 0.0
        # Patterns do not move with the content: where there are any, the paper moves beneath both.
        moved = 0.0 if page.Resources.get("/Pattern") else aside
        if drawn or moved:
            content = _CUT_OUT.sub(lambda found: drawn[found[0]], page.Contents.read_bytes())
            page.Contents.write(b"1 0 0 1 %f 0 cm\n%b" % (-moved, content) if moved else content)
        if moved:
            for annotation in annotations:
                _move(annotation.Rect, -moved)
        elif aside:
            for name in ("/MediaBox", "/TrimBox", "/BleedBox"):
                _move(page[name], aside)
        return moved

    def close(self, parts: Sequence[Part]) -> None:
        """Write down what belongs to the whole: structure, names, outline."""
        self._fonts.close()
        root = self._file.Root
        belongs: list[Any] = []
        for index, (page, elements) in enumerate(zip(self._pages, self._contents, strict=True)):
            page.StructParents = index
            belongs += (index, elements)
        for index, (annotation, element) in zip(count(len(self._pages)), self._annotations, strict=False):
            annotation.StructParent = index
            belongs += (index, element)
        root.StructTreeRoot.ParentTree = self._file.make_indirect(Dictionary(Nums=Array(belongs)))
        names = [
            each
            for name in sorted(self._places, key=str.encode)
            for each in (String(name), self._places[name])
        ]
        root.Names = Dictionary(Dests=Dictionary(Names=Array(names)))
        lines = [
            self._line(line, first - 1 + line.page)
            for part, first in zip(parts, self._numbers.firsts, strict=True)
            for line in part.bookmarks
        ]
        if lines:
            root.Outlines = _outline(self._file, lines)

    def _line(self, line: Bookmark, page: int) -> tuple[Bookmark, Any]:
        """Give a line of the outline as it is in the whole, with its page."""
        label = _counted(line.label, self._counts)
        return line._replace(label=label, x=line.x - self._aside[page]), self._pages[page]


def _numbered(tree: Any) -> Mapping[int, Any]:  # noqa: ANN401 - untyped library
    flat = list(tree.Nums)
    return {int(flat[at]): flat[at + 1] for at in range(0, len(flat), 2)}


def _outline(file: pikepdf.Pdf, lines: Sequence[tuple[Bookmark, Any]]) -> Any:  # noqa: ANN401 - untyped library
    """Make the outline, all of it open: a level that is left out counts for nothing."""
    root = file.make_indirect(Dictionary(Type=Name.Outlines))
    above: list[tuple[int, Any]] = [(0, root)]
    for line, page in lines:
        while above[-1][0] >= line.level:
            above.pop()
        parent = above[-1][1]
        place = Array([page, Name.XYZ, _short(line.x), _short(line.y), 0])
        made = file.make_indirect(Dictionary(Title=String(line.label), Dest=place, Parent=parent))
        if "/Last" in parent:
            made.Prev = parent.Last
            parent.Last.Next = made
        else:
            parent.First = made
        parent.Last = made
        for _, higher in above:
            higher.Count = int(higher.get("/Count", 0)) + 1
        above.append((line.level, made))
    return root


def _named(anchor: str, counts: Mapping[str, int]) -> str:
    """Give the final name of an anchor: `note-12` for a note whose number something else stood for."""
    sort, hyphen, number = anchor.rpartition("-")
    return f"{sort}{hyphen}{counts.get(number, number)}"


def _counted(label: str, counts: Mapping[str, int]) -> str:
    number, space, rest = label.partition(" ")
    return f"{counts.get(number, number)}{space}{rest}"


def _move(rectangle: Any, x: float) -> None:  # noqa: ANN401 - untyped library
    rectangle[0], rectangle[2] = (_short(float(rectangle[side]) + x) for side in (0, 2))


def _short(length: float) -> Any:  # noqa: ANN401 - a number as pikepdf writes it
    """Give a length as it is written: to a thousandth of a point."""
    return round(length, 3)

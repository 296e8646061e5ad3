"""Whether laid-out pages keep what they promise: nothing sticks out, nothing overlaps, nothing is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.diagnostics import Diagnostic
from exporter.press.boxes import Columns, Frame, Piece, seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from weasyprint import Document

_MM = 96 / 25.4
TOLERANCE = 0.5 * _MM
"""What nobody sees."""

_ROW = 2 * _MM
_TOUCHING = 0.3 * _MM
_COLUMN = 40 * _MM  # what could well have been divided
_PARTS = 4
_WORDS = 30
_OUT = {
    "page": "the type area",
    "paper": "the paper",
    "column": "its column",
    "cell": "its cell",
    "box": "its box",
}
_HELP = "look at the page; shorten the text, break the word, or give it more room in your `user.css`"


def inspected(document: Document, notes: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Measure every page, in time that is proportional to what stands on them.

    Args:
        document: Laid out, before anything is scaled.
        notes: Path of each note by the ``id`` of the element that holds it.

    Returns:
        One finding for each note, page and frame, however much sticks out there.
    """
    words = tuple({name.rpartition("-")[0] + "-" for name in notes})
    for number, page in enumerate(document.pages, 1):
        found = list(seen(page, *words))
        pieces = [each for each in found if isinstance(each, Piece)]
        if not pieces and not page._page_box.page_type.blank:  # noqa: SLF001 - nothing public says it
            yield Diagnostic("page-empty", f"page {number} is empty", help=_HELP)
        yield from _outside(pieces, number, notes)
        yield from _overlapping(pieces, number, notes)
        yield from _uneven((each for each in found if isinstance(each, Columns)), number, notes)


def _outside(pieces: Iterable[Piece], number: int, notes: Mapping[str, str]) -> Iterator[Diagnostic]:
    told: set[tuple[str, Frame]] = set()
    for piece in pieces:
        frame: Frame | None = piece.frame
        while frame is not None:
            beyond = max(frame.left - piece.left, piece.right - frame.right, piece.bottom - frame.bottom)
            if beyond > TOLERANCE and (piece.anchor, frame) not in told:
                told.add((piece.anchor, frame))
                said = (
                    f"page {number}: {_quoted(piece)} sticks {beyond / _MM:.0f} mm out of {_OUT[frame.kind]}"
                )
                yield Diagnostic("page-overflow", said, path=notes.get(piece.anchor), help=_HELP)
                break
            frame = frame.outer


def _overlapping(pieces: Iterable[Piece], number: int, notes: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Compare each piece with its neighbours alone, in strips of a few millimetres."""
    strips: dict[int, list[Piece]] = {}
    for piece in pieces:
        if not piece.drawn:
            for row in range(int(piece.top / _ROW), int(piece.bottom / _ROW) + 1):
                strips.setdefault(row, []).append(piece)
    told: set[str] = set()
    for strip in strips.values():
        strip.sort(key=lambda piece: piece.left)
        widest: Piece | None = None
        for piece in strip:
            if widest is not None and _meet(widest, piece) and piece.anchor not in told:
                told.add(piece.anchor)
                said = f"page {number}: {_quoted(piece)} is printed over {_quoted(widest)}"
                yield Diagnostic("page-overflow", said, path=notes.get(piece.anchor), help=_HELP)
            if widest is None or piece.right > widest.right:
                widest = piece


def _meet(one: Piece, other: Piece) -> bool:
    """Tell whether a piece covers one that begins to its left, by more than a hair and on its own line."""
    beside = min(one.right, other.right) - other.left
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    least = min(one.bottom - one.top, other.bottom - other.top)
    return beside > _TOUCHING and height > least / 2


def _uneven(groups: Iterable[Columns], number: int, notes: Mapping[str, str]) -> Iterator[Diagnostic]:
    for group in groups:
        if group.filled < group.wanted and group.parts >= _PARTS and group.height > _COLUMN:
            said = f"page {number}: {group.filled} of {group.wanted} columns are filled"
            yield Diagnostic("column-empty", said, path=notes.get(group.anchor), help=_HELP)


def _quoted(piece: Piece) -> str:
    text = " ".join(piece.text.split())
    return f"`{text[:_WORDS]}…`" if len(text) > _WORDS else f"`{text}`"

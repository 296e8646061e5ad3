"""From cards to printed pages: which side of which card stands where, so that backs meet their fronts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.writers.flashcards.options import FlashcardOptions
    from exporter.writers.flashcards.stock import Grid


@dataclass(frozen=True, slots=True)
class Place:
    """One side of a card on a page.

    Attributes:
        card: Number of the card, from 0.
        back: Whether it is the card's back.
        left: Of the card, from the edge of the paper, in mm.
        top: Likewise.
        turned: Whether it stands on its head.
    """

    card: int
    back: bool
    left: float
    top: float
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A printed page.

    Attributes:
        places: What stands on it.
        marks: Whether it shows where to cut; backs never do, they would be seen twice.
    """

    places: tuple[Place, ...]
    marks: bool


def impose(count: int, options: FlashcardOptions) -> tuple[Page, ...]:
    """Lay out cards on pages.

    Args:
        count: How many cards.
        options: Size, paper, mode, flip and offset.
    """
    grid = options.grid
    size = len(grid.cells)
    sheets = [range(start, min(start + size, count)) for start in range(0, count, size)]
    if grid.pair != (1, 1):
        return tuple(_paired(sheet, grid) for sheet in sheets)
    fronts = [_fronts(sheet, grid) for sheet in sheets]
    backs = [_backs(page, grid, options) for page in fronts]
    if options.mode == "duplex":
        return tuple(page for sheet in zip(fronts, backs, strict=True) for page in sheet)
    return (*fronts, *(reversed(backs) if options.backs == "reversed" else backs))


def _fronts(sheet: range, grid: Grid) -> Page:
    places = zip(sheet, grid.cells, strict=False)
    return Page(tuple(Place(card, False, left, top) for card, (left, top) in places), marks=True)  # noqa: FBT003


def _backs(fronts: Page, grid: Grid, options: FlashcardOptions) -> Page:
    """Mirror a page of fronts over the edge about which the sheet is turned.

    About a lower or upper edge a card comes to stand on its head; its back is turned once more, so
    that a card in the hand is turned like a leaf whichever way it was printed.
    """
    (wide, high), (width, height), (right, down) = grid.paper, grid.card, options.shift
    sideways = (options.flip == "long") is grid.upright
    over = options.flip != "none"
    return Page(
        tuple(
            Place(
                place.card,
                back=True,
                left=(wide - place.left - width if over and sideways else place.left) + right,
                top=(high - place.top - height if over and not sideways else place.top) + down,
                turned=over and not sideways,
            )
            for place in fronts.places
        ),
        marks=False,
    )


def _paired(sheet: range, grid: Grid) -> Page:
    """Set each back beside its front; below it the back stands on its head, for it is folded behind."""
    width, height = grid.card
    below = grid.pair[1] > 1
    places: list[Place] = []
    for card, (left, top) in zip(sheet, grid.cells, strict=False):
        places.append(Place(card, back=False, left=left, top=top))
        beside = (left, top + height) if below else (left + width, top)
        places.append(Place(card, True, *beside, turned=below))  # noqa: FBT003
    return Page(tuple(places), marks=True)

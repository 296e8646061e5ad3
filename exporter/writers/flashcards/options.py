"""What the reader can choose about the flashcards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from exporter.model import KINDS
from exporter.spelling import nearest
from exporter.writers.flashcards.stock import Grid, grid

Paper = Literal["", "a4", "letter"]
Mode = Literal["duplex", "fold", "side-by-side", "fronts-then-backs"]
Flip = Literal["long", "short", "none"]
Marks = Literal["none", "corners", "grid"]
Order = Literal["reversed", "same"]

_CHOICES = {"mode": Mode, "flip": Flip, "marks": Marks, "backs": Order}
# How many cards a cell of the sheet holds where a front stands beside its back.
_PAIRS = {"fold": (1, 2), "side-by-side": (2, 1)}
_FARTHEST = 20.0  # mm that a printer is off: beyond it the paper lies wrong


@dataclass(frozen=True, slots=True)
class FlashcardOptions:
    """The options of the writer ``flashcards``.

    Attributes:
        size: Of the cards.
        paper: To print on; empty for A4, or for what the stock is made of.
        mode: Where the backs stand.
        flip: The edge over which the sheet is turned.
        backs: Their order where they come after all fronts.
        marks: How one sees where to cut.
        offset: By how much the backs are moved, right and down, in mm.
        calibrate: Whether a sheet to find that offset is printed instead of the cards.
        kinds: Of the cards to print.
        tags: Of the cards to print; empty for all.
        font: A font family to prefer for text.
        mono: A font family to prefer for code and diagrams.
    """

    size: str = field(
        default="a7",
        metadata={"help": "a7, a8, 3x5, business, avery5371, avery5388, or mm such as 90x60"},
    )
    paper: Paper = field(default="", metadata={"help": "a4 or letter; without it a4, and letter for Avery"})
    mode: Mode = field(default="duplex", metadata={"help": "duplex, fold, side-by-side or fronts-then-backs"})
    flip: Flip = field(default="long", metadata={"help": "edge over which a sheet turns: long, short, none"})
    backs: Order = field(
        default="reversed", metadata={"help": "with fronts-then-backs: reversed, last sheet first, or same"}
    )
    marks: Marks = field(default="corners", metadata={"help": "where to cut: none, corners or grid"})
    offset: tuple[float, ...] = field(
        default=(0.0, 0.0), metadata={"help": "moves the backs right and down by mm, such as 0.5,-1"}
    )
    calibrate: bool = field(default=False, metadata={"help": "prints a sheet to find the offset with"})
    kinds: tuple[str, ...] = field(
        default=("concept", "tradeoff", "cloze"), metadata={"help": "concept, tradeoff, mcq, cloze"}
    )
    tags: tuple[str, ...] = field(default=(), metadata={"help": "only cards with one of these tags"})
    font: str = field(default="", metadata={"help": "font family for text, before the built-in choice"})
    mono: str = field(default="", metadata={"help": "font family for code and diagrams"})

    def __post_init__(self) -> None:
        """Refuse what cannot be printed.

        Raises:
            ValueError: The message says what can be.
        """
        for name, choice in _CHOICES.items():
            _one_of(name, getattr(self, name), get_args(choice))
        for kind in self.kinds:
            _one_of("kinds", kind, tuple(KINDS.values()))
        _ = self.grid, self.shift

    @property
    def grid(self) -> Grid:
        """Where the cards lie on a sheet."""
        return grid(self.size, self.paper, _PAIRS.get(self.mode, (1, 1)))

    @property
    def shift(self) -> tuple[float, float]:
        """The offset in numbers, right and down, in mm."""
        try:
            right, down = map(float, self.offset)
        except ValueError:
            message = f"`offset` is two numbers of mm such as `0.5,-1`, not `{_shown(self.offset)}`"
            raise ValueError(message) from None
        if not max(abs(right), abs(down)) <= _FARTHEST:
            message = f"`offset`: `{_shown(self.offset)}` is more than {_FARTHEST:g} mm"
            raise ValueError(message)
        return right, down


def _shown(values: tuple[object, ...]) -> str:
    return ",".join(map(str, values))


def _one_of(name: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        near = nearest(value, choices)
        message = f"`{name}` is one of {', '.join(choices)}, not `{value}`"
        raise ValueError(f"{message}; did you mean `{near}`?" if near else message)

"""The search for the size of type, against measures that are laid down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from exporter.press.extents import Extent
from exporter.writers.flashcards.face import Face
from exporter.writers.flashcards.fit import STEP, Room, Search, comfortable, fit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.writers.flashcards.fit import Trial

ROOM = Room(90, 50)


def searched(face: Face, lines: float, start: float = 12, least: float = 6.5) -> tuple[Search, list[Trial]]:
    """Search where each letter of a body takes some lines at 10 pt and more at larger type."""
    tried: list[Trial] = []

    def measure(trials: Mapping[str, Trial]) -> dict[str, Extent]:
        tried.extend(trials.values())
        return {
            name: Extent(len(trial.body) * lines * (trial.size / 10) ** 1.8, 80)
            for name, trial in trials.items()
        }

    search = Search(face, ROOM, start, least)
    fit({"it": search}, measure)
    return search, tried


@pytest.mark.parametrize("lines", [1, 5, 8, 10, 11, 12, 13, 15, 18, 20, 22])
def test_the_largest_size_that_fits_is_found(lines: float) -> None:
    """What is found fits, the next larger size does not, and few layouts are needed."""
    search, tried = searched(Face(Markup("text")), lines)
    sizes = [size / 2 for size in range(13, 25)]
    fitting = [size for size in sizes if 4 * lines * (size / 10) ** 1.8 <= ROOM.height + 0.05]
    if fitting:
        assert search.found is not None
        assert search.found.size == max(fitting)
        assert search.found.height <= ROOM.height + 0.05
    else:
        assert search.found is None
        assert tried[-1].size == 6.5
    assert len(tried) <= 5


def test_extras_are_left_out_before_text_becomes_small() -> None:
    """Extras stand while the text stays readable; the least useful goes first."""
    face = Face(Markup("text"), (Markup("drawing"), Markup("ex")))
    assert str(searched(face, 2)[0].found.body) == "textdrawingex"  # type: ignore[union-attr]
    assert str(searched(face, 6.4)[0].found.body) == "textdrawing"  # type: ignore[union-attr]
    assert str(searched(face, 11)[0].found.body) == "textex"  # type: ignore[union-attr]
    small = searched(face, 20)[0].found
    assert small is not None
    assert (str(small.body), small.size < face.at_least) == ("text", True)


def test_what_is_far_too_long_is_not_laid_out() -> None:
    """A book on a card costs no time."""
    search, tried = searched(Face(Markup("x") * 1_000_000), 1)
    assert (search.found, tried) == (None, [])


def test_what_sticks_out_does_not_fit() -> None:
    """A formula that is wider than the card is made smaller, too."""
    assert not ROOM.holds(Extent(10, 91))
    assert ROOM.holds(Extent(50, 90))


def test_larger_cards_have_larger_type() -> None:
    """Comfortable type grows with the card, in whole steps, within what can be held in a hand."""
    sizes = [
        comfortable(card) for card in ((50, 35), (74, 52), (105, 74), (127, 76.2), (148, 105), (210, 148))
    ]
    assert sizes == sorted(sizes)
    assert (sizes[0], sizes[-1]) == (9, 14)
    assert all(size % STEP == 0 for size in sizes)

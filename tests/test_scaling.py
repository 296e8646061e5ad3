"""Building takes steps in proportion to the vault: counted, not timed."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from math import log
from statistics import linear_regression
from typing import TYPE_CHECKING

import pytest

import exporter
from exporter.pipeline import notes as stage
from exporter.writers.anki.deck import write_deck
from exporter.writers.base import Job
from tests.benchmarks.vaults import Author, path_of
from tests.memory import built, templates

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType

SIZES = (10, 30, 90)
AT = 1_800_000_000
OWN = exporter.__path__[0]


class Steps:
    """Counts the lines that the program runs, those of a loop anew each time round.

    A loop that calls nothing counts so, too, which a count of calls would miss.
    """

    def __init__(self) -> None:
        self.count = 0

    def of(self, work: Callable[[], object]) -> int:
        """Give how many lines a piece of work runs."""
        self.count, before = 0, sys.gettrace()
        sys.settrace(self._enter)
        try:
            work()
        finally:
            sys.settrace(before)
        return self.count

    def _enter(self, frame: FrameType, _event: str, _argument: object) -> Callable[..., object] | None:
        return self._line if frame.f_code.co_filename.startswith(OWN) else None

    def _line(self, _frame: FrameType, event: str, _argument: object) -> Callable[..., object]:
        self.count += event == "line"
        return self._line


def _alone(number: int) -> str:
    return Author(1, number).note()


def _linked(number: int) -> str:
    """Write a note that leads to others and shows a part of one, as notes of a grown vault do."""
    last, half = (path_of(each).removesuffix(".md") for each in (max(0, number - 1), number // 2))
    return f"{_alone(number)}\n## Related\n\n- [[{last}]]\n- [[{half}|half]]\n\n![[{half}#^none]]\n"


def _same(number: int) -> str:
    """Write a note that defines what all others define, which is to be found and told apart."""
    return f"# {number}\n\n## Definitions\n\n- **Queue**: holds {number} messages\n- **Q{number}**: a queue\n"


def _build(texts: Mapping[str, str]) -> None:
    reading = built(texts, at=AT)
    write_deck(reading.pack, replace(Job(AT, templates()), filled=reading.filled))


def _exponent(counts: Mapping[int, int]) -> float:
    """Give the power of the size that fits the counts best."""
    return linear_regression([log(size) for size in counts], [log(each) for each in counts.values()]).slope


@pytest.mark.parametrize("write", [_alone, _linked, _same])
def test_a_build_takes_steps_in_proportion_to_the_notes(
    write: Callable[[int], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From parsing to writing: ten times the notes, ten times the steps, and no fewer."""
    # What other processes do would not be counted, and there would seem to be fewer.
    monkeypatch.setattr(stage, "cores", lambda: 1)
    _build({"warm.md": write(0)})
    vaults = {size: {path_of(number): write(number) for number in range(size)} for size in (1, *SIZES)}
    first, *more = (Steps().of(partial(_build, texts)) for texts in vaults.values())
    # What a build does however little there is, is done with the first note.
    counts = {size - 1: count - first for size, count in zip(SIZES, more, strict=True)}
    assert 0.9 < _exponent(counts) < 1.1, counts


def test_steps_are_seen_where_they_are_too_many() -> None:
    """A loop within a loop, in one line and without a call, is told from one that goes once through."""
    for loop, power in (
        ("[one for one in every]", 1),
        ("[one for one in every for other in every]", 2),
    ):
        # Only what lies in the program's folder is counted.
        code = compile(loop, f"{OWN}/loop.py", "eval")
        counts = {size: Steps().of(partial(eval, code, {"every": range(size)})) for size in SIZES}
        assert _exponent(counts) == pytest.approx(power, abs=0.1), counts

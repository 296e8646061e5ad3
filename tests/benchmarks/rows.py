"""The table: what was measured, each with the rows that it is compared with."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.benchmarks.measure import Taken


@dataclass(frozen=True)
class Row:
    """One measurement.

    Attributes:
        what: Its name.
        size: Notes or questions that went in.
        cards: That came out; 0 where none are made.
        seconds: By the clock.
        processor: Seconds of processor time, of all cores; None where it is not known.
        megabytes: Most memory, of all processes together; None where it was not one of its own.
        against: Names of rows of the same size to which it is set in proportion.
        processes: Most processes at a time.
        said: What the command said that it has done.
    """

    what: str
    size: int
    cards: int
    seconds: float
    processor: float | None
    megabytes: float | None = None
    against: tuple[str, ...] = ()
    processes: int = 1
    said: str = ""


def row(what: str, size: int, cards: int, taken: Taken, *against: str) -> Row:
    """Make a row of a command's run."""
    said = taken.said.partition(" (")[0]
    used = taken.processor, taken.megabytes
    return Row(what, size, cards, taken.seconds, *used, against, taken.processes, said)


def ratios(rows: Sequence[Row], *, processor: bool = False) -> list[dict[str, float]]:
    """Give for each row how many times it takes what those take which it is set against.

    Args:
        rows: All of them; only those of the same size are compared.
        processor: Whether to compare processor time, which other work on the machine disturbs less.
    """
    taken = {(each.what, each.size): each.processor if processor else each.seconds for each in rows}
    found: list[dict[str, float]] = []
    for each in rows:
        own = taken[each.what, each.size]
        others = {name: taken.get((name, each.size)) for name in each.against}
        # The clock of processor time may not have ticked.
        found.append({name: own / other for name, other in others.items() if own is not None and other})
    return found


def growth(rows: Iterable[Row]) -> dict[str, float]:
    """Give for what was measured at several sizes the power of the size that its time follows.

    It is taken from the two largest sizes: 1 is linear, 2 is quadratic, and start-up costs make it less.
    """
    by_name: dict[str, dict[int, float]] = {}
    for each in rows:
        by_name.setdefault(each.what, {})[each.size] = each.seconds
    found = {}
    for name, seconds in by_name.items():
        if len(seconds) > 1:
            small, large = sorted(seconds)[-2:]
            found[name] = log(seconds[large] / seconds[small]) / log(large / small)
    return found


def table(rows: Sequence[Row]) -> str:
    """Give the rows as a Markdown table."""
    lines = [("what", "size", "cards", "s", "ms/card", "CPU s", "MB", "times as long as")]
    for each, compared in zip(rows, ratios(rows), strict=True):
        lines.append(
            (
                each.what,
                f"{each.size:,}" if each.size else "",
                f"{each.cards:,}" if each.cards else "",
                f"{each.seconds:.3f}",
                f"{each.seconds * 1000 / each.cards:.3f}" if each.cards else "",
                "" if each.processor is None else f"{each.processor:.3f}",
                "" if each.megabytes is None else f"{each.megabytes:.0f}",
                ", ".join(f"{ratio:.2f} {name}" for name, ratio in compared.items()),
            )
        )
    return aligned(lines, right=range(1, 7))


def growth_table(rows: Iterable[Row]) -> str:
    """Give as a Markdown table how times grow; an empty text where there is only one size."""
    grown = [(name, f"{power:.2f}") for name, power in growth(rows).items()]
    return aligned([("what", "grows with the size to the power of"), *grown], right=[1]) if grown else ""


def shapes(rows: Sequence[Row]) -> list[dict[str, object]]:
    """Give the rows with their ratios as JSON has them."""
    both = zip(rows, ratios(rows), ratios(rows, processor=True), strict=True)
    return [{**asdict(each), "against": clock, "against_processor": used} for each, clock, used in both]


def aligned(lines: Sequence[tuple[str, ...]], right: Iterable[int]) -> str:
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    right = set(right)
    rule = tuple("-" * (width - 1) + (":" if at in right else "-") for at, width in enumerate(widths))

    def line(cells: tuple[str, ...]) -> str:
        padded = (
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return f"| {' | '.join(padded)} |"

    return "\n".join(line(cells) for cells in (lines[0], rule, *lines[1:]))

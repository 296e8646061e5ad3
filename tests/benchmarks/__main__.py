"""``make bench``: measures speed and memory, prints tables, and judges nothing.

Its numbers are those of the machine that it runs on; what can be compared between machines are ratios.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tests.benchmarks.beside import Company, company
from tests.benchmarks.peers import cache_folder
from tests.benchmarks.readme import machine, readme
from tests.benchmarks.rows import Row, growth, growth_table, shapes, table
from tests.benchmarks.suite import FEW, Suite

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_QUICK, _QUICK_PAGES = (FEW,), (2,)
_QUESTIONS = 10_000  # of the largest quiz; the peers hold no more


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the command line asks for."""
    chosen = _parser().parse_args(arguments)
    begun = perf_counter()
    with tempfile.TemporaryDirectory(prefix="studypack-bench-", ignore_cleanup_errors=True) as scratch:
        suite = Suite(Path(scratch), 1 if chosen.quick else chosen.times, _tell)
        peers = company(suite, chosen.cache) if chosen.peers and not chosen.quick else None
        notes, pages = (_QUICK, _QUICK_PAGES) if chosen.quick else (chosen.notes, chosen.pages)
        rows = list(_measured(suite, peers, notes, pages))
    versions = _versions() | (peers.versions if peers else {})
    told = [", ".join(f"{name} {number}" for name, number in versions.items()), table(rows)]
    if grown := growth_table(rows):
        told.append(grown)
    if chosen.readme:
        told.append(readme(rows, versions))
    sys.stdout.write("\n\n".join(told) + "\n")
    if chosen.json:
        report = {
            "machine": machine(),
            "options": {name: str(value) for name, value in vars(chosen).items()},
            "versions": versions,
            "rows": shapes(rows),
            "growth": growth(rows),
        }
        chosen.json.parent.mkdir(parents=True, exist_ok=True)
        chosen.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    _tell(f"all this took {(perf_counter() - begun) / 60:.1f} minutes")


def _measured(
    suite: Suite, peers: Company | None, notes: tuple[int, ...], pages: tuple[int, ...]
) -> Iterator[Row]:
    yield from suite.start(checks=min(notes) > FEW)
    for size in notes:
        yield from suite.deck(size)
    for size in pages:
        yield from suite.pages(size)
    if peers:
        yield from peers.quiz(tuple(size for size in notes if size <= _QUESTIONS))
        yield from peers.pages(pages[0])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--notes", type=_sizes, default=(100, 1000, 10_000), help="sizes of decks, as in 100,1000,100000"
    )
    parser.add_argument("--pages", type=_sizes, default=(100, 300), help="notes that are printed, likewise")
    parser.add_argument("--times", type=int, default=3, help="runs of each command; the quickest counts")
    parser.add_argument("--quick", action="store_true", help="a run of seconds, to see that all works")
    parser.add_argument(
        "--peers", action=argparse.BooleanOptionalAction, default=True, help="set other tools beside it"
    )
    parser.add_argument("--cache", type=Path, default=cache_folder(), help="where those are kept")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers for machines, too")
    parser.add_argument("--readme", action="store_true", help="print the README's table, too")
    return parser


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(sorted({int(each) for each in text.split(",")}))
    if sizes[0] < 1:
        message = "a vault has one note or more"
        raise argparse.ArgumentTypeError(message)
    return sizes


def _versions() -> dict[str, str]:
    return {
        "studypack": version("studypack"),
        "genanki": version("genanki"),
        "weasyprint": version("weasyprint"),
        platform.python_implementation(): platform.python_version(),
    }


def _tell(what: str) -> None:
    sys.stderr.write(f"{what}\n")


if __name__ == "__main__":
    main()

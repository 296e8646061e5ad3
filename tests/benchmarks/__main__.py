"""``make bench``: measures speed and memory, prints tables, and judges nothing.

Its numbers are those of the machine that it runs on; what can be compared between machines are ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.peers import cache_folder
from tests.benchmarks.rows import Row, growth, growth_table, shapes, table
from tests.benchmarks.suite import Suite

if TYPE_CHECKING:
    from collections.abc import Sequence

_LIMIT = 300  # seconds for one run of a peer
_PAGES = (20, 100)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the command line asks for."""
    chosen = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="studypack-bench-") as scratch:
        suite = Suite(Path(scratch), 1 if chosen.quick else chosen.times, _tell)
        peers = suite.peers(chosen.cache) if chosen.peers else []
        rows: list[Row] = list(suite.start())
        sizes = (10,) if chosen.quick else chosen.notes
        for notes in sizes:
            rows += suite.deck(notes)
        for notes in () if chosen.quick else _PAGES:
            rows.append(suite.pages(notes))
        for questions in sizes if peers else ():
            rows += suite.beside(questions, peers, _LIMIT)
    versions = _versions() | {each.peer.name: each.version.partition("==")[2] for each in peers}
    told = [", ".join(f"{name} {number}" for name, number in versions.items()), table(rows)]
    grown = growth_table(rows)
    sys.stdout.write("\n\n".join([*told, grown] if grown else told) + "\n")
    if chosen.json:
        report = {"versions": versions, "rows": shapes(rows), "growth": growth(rows)}
        chosen.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--notes", type=_sizes, default=(100, 1000), help="sizes, as in 100,1000,10000")
    parser.add_argument("--times", type=int, default=3, help="runs of each command; the quickest counts")
    parser.add_argument("--quick", action="store_true", help="a run of seconds, to see that all works")
    parser.add_argument("--peers", action="store_true", help="install other tools and set them beside")
    parser.add_argument("--cache", type=Path, default=cache_folder(), help="where those are kept")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers for machines, too")
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
        platform.system(): platform.machine(),
        "cores": str(os.cpu_count()),
    }


def _tell(what: str) -> None:
    sys.stderr.write(f"{what}\n")


if __name__ == "__main__":
    main()

"""What is measured of the program: its start, its commands, and the stages inside them."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any

from tests.benchmarks.builds import Build
from tests.benchmarks.measure import ENOUGH, PROGRAM, best
from tests.benchmarks.rows import Row, row
from tests.benchmarks.vaults import write_vault
from tests.benchmarks.watching import watched
from tests.vaults import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FEW = 10
"""Notes that are next to nothing."""
STAGES = ("read", "parse", "extract", "assemble", "digest", "record", "write")
_WATCHED = 1000  # notes of the largest vault that is watched


@dataclass(frozen=True)
class Suite:
    """How to measure.

    Attributes:
        scratch: A folder for vaults, caches and outputs.
        times: How often each command is run; the quickest run counts.
        tell: Is told what is being measured.
    """

    scratch: Path
    times: int
    tell: Callable[[str], None]

    def start(self, *, checks: bool) -> Iterator[Row]:
        """Measure what a command costs that has next to nothing to do.

        Args:
            checks: Whether it is also to check a few notes.
        """
        self.tell("start")
        yield row("start: --help", 0, 0, best((*PROGRAM, "--help"), self.times))
        if checks:
            build = self._build("start", FEW)
            yield row("check: cold", FEW, 0, build.check(cold=True))
            yield row("check", FEW, 0, build.check())

    def deck(self, notes: int) -> Iterator[Row]:
        """Measure a deck's build stage by stage, then the commands."""
        self.tell(f"deck of {notes:,} notes")
        build = self._build("deck", notes, "--to", "apkg")
        cards, stages = _stages(build.vault, self.times)
        yield Row("read and hash the files", notes, cards, *stages["read and hash"])
        yield Row("genanki alone", notes, cards, *stages["genanki"])
        for name in STAGES:
            against = ("genanki alone",) if name == "write" else ()
            yield Row(f"stage: {name}", notes, cards, *stages[name], against=against)
        yield row("deck: cold", notes, cards, build.cold(), "genanki alone")
        yield row("deck: warm", notes, cards, build.warm(), "deck: cold")
        same = build.unchanged()
        yield row("deck: unchanged", notes, cards, same, "deck: cold", "read and hash the files")
        yield row("deck: one edit", notes, cards, build.one_edit(), "deck: cold", "genanki alone")
        if notes <= _WATCHED:
            yield row("watch: one edit", notes, cards, watched(build), "deck: one edit", "genanki alone")
        yield row("check", notes, cards, build.check(), "deck: cold")
        yield row("check: cold", notes, cards, build.check(cold=True), "deck: cold")

    def pages(self, notes: int) -> Iterator[Row]:
        """Measure the cheat-sheet."""
        self.tell(f"PDF of {notes:,} notes")
        build = self._build("pdf", notes, "--to", "pdf")
        yield row("pdf: cold", notes, 0, build.cold())
        yield row("pdf: warm", notes, 0, build.warm(), "pdf: cold")
        yield row("pdf: unchanged", notes, 0, build.unchanged(), "pdf: cold")
        yield row("pdf: one edit", notes, 0, build.one_edit(), "pdf: cold")

    def _build(self, name: str, notes: int, *words: str) -> Build:
        place = self.scratch / f"{name}-{notes}"
        place.mkdir()
        return Build(write_vault(place / "vault", notes), place, words, self.times, notes // 2)


def _stages(vault: Path, times: int) -> tuple[int, dict[str, tuple[float, float]]]:
    """Give how many cards a vault has, and the best seconds and processor seconds of each stage.

    Each time is a new process, since a second build in the same one would find what the first has cached.
    """
    command = [sys.executable, "-m", "tests.benchmarks.stages", str(vault)]
    begun = perf_counter()
    found: list[dict[str, Any]] = []
    while len(found) < times and (not found or perf_counter() - begun < ENOUGH):
        done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT)
        found.append(json.loads(done.stdout))
    best_of = {name: min(tuple(each["stages"][name]) for each in found) for name in found[0]["stages"]}
    return found[0]["cards"], best_of

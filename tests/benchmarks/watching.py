"""From saving a note to the finished deck, while ``studypack watch`` runs."""

from __future__ import annotations

import os
import subprocess
import time
from functools import partial
from typing import TYPE_CHECKING

from tests.benchmarks.measure import MeasureError, Taken
from tests.benchmarks.vaults import edit
from tests.vaults import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.benchmarks.builds import Build

_LOOK = 0.002  # seconds between two looks at the deck
_LIMIT = 600
_REST = 1  # seconds between two edits, so that the build before has come to its end


def _changed(deck: Path, before: int) -> bool:
    return deck.stat().st_mtime_ns != before


def watched(build: Build) -> Taken:
    """Watch a vault and edit a note of it several times; give what the quickest deck took.

    Args:
        build: Of the vault.

    Raises:
        MeasureError: The command ended, or no deck came.
    """
    build.place.mkdir(exist_ok=True)
    said, deck = build.place / "said.txt", build.out / "benchmark.apkg"
    settings = os.environ | build.settings
    with (
        said.open("wb") as errors,
        subprocess.Popen(build.command("watch"), cwd=ROOT, stdout=errors, stderr=errors, env=settings) as run,
    ):

        def wait(ready: Callable[[], bool]) -> None:
            begun = time.perf_counter()
            while not ready():
                if run.poll() is not None or time.perf_counter() - begun > _LIMIT:
                    message = "".join(said.read_text("utf-8").splitlines()[-1:]) or "no deck came"
                    raise MeasureError(message)
                time.sleep(_LOOK)

        try:
            wait(lambda: "watching" in said.read_text("utf-8"))
            seconds = []
            for number in range(build.times):
                time.sleep(_REST)
                before = deck.stat().st_mtime_ns
                begun = time.perf_counter()
                edit(build.vault, build.edited, number)
                wait(partial(_changed, deck, before))
                seconds.append(time.perf_counter() - begun)
            time.sleep(_REST)
        finally:
            run.kill()
    return Taken(min(seconds), said=said.read_text("utf-8").splitlines()[-1])

"""The short table for the README, with the machine, the versions and the command that made it."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.benchmarks.rows import aligned

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.benchmarks.rows import Row


class Line(NamedTuple):
    """A line of the table.

    Attributes:
        label: What the reader is told that it is.
        what: Name of the row.
        size: That is shown, if it was measured; else the largest below it.
        unit: Of the size.
    """

    label: str
    what: str
    size: int
    unit: str


LINES = (
    Line("deck: studypack, first build", "quiz: studypack, cold", 1000, "questions"),
    Line("deck: studypack, after an edit", "quiz: studypack, one edit", 1000, "questions"),
    Line("deck: markdown-anki-decks", "quiz: markdown-anki-decks", 1000, "questions"),
    Line("deck: Md2Anki", "quiz: Md2Anki", 1000, "questions"),
    Line("PDF: studypack, first build", "pages: studypack, cold", 100, "notes"),
    Line("PDF: studypack, after an edit", "pages: studypack, one edit", 100, "notes"),
    Line("PDF: pandoc + xelatex", "pages: pandoc + xelatex", 100, "notes"),
    Line("PDF: Chromium", "pages: Chromium", 100, "notes"),
    Line("PDF: Chromium that is running", "pages: Chromium, running", 100, "notes"),
    Line("PDF: Typst", "pages: Typst", 100, "notes"),
    Line("deck: studypack, first build", "deck: cold", 10_000, "notes"),
    Line("deck: studypack, after an edit", "deck: one edit", 10_000, "notes"),
    Line("deck: studypack, nothing changed", "deck: unchanged", 10_000, "notes"),
    Line("deck: `studypack watch`, from save to deck", "watch: one edit", 1000, "notes"),
)
"""What the reader is shown, in its order."""

_HEAD = ("what", "of", "seconds", "of a first build", "of a build after an edit")


def readme(rows: Sequence[Row], versions: Mapping[str, str]) -> str:
    """Give the table as Markdown; what was not measured is not in it.

    Args:
        rows: All that was measured.
        versions: Of everything that took part, by name.
    """
    seconds = {(each.what, each.size): each.seconds for each in rows}
    lines = [line for line in (_line(each, seconds) for each in LINES) if line]
    told = ", ".join(f"{name} {number}" for name, number in versions.items())
    made = f"Measured by `make bench` on {machine()}, with {told}."
    return f"{aligned([_HEAD, *lines], right=range(2, 5))}\n\n{made}"


def _line(line: Line, seconds: Mapping[tuple[str, int], float]) -> tuple[str, ...] | None:
    sizes = sorted(size for what, size in seconds if what == line.what)
    if not sizes:
        return None
    size = max((each for each in sizes if each <= line.size), default=sizes[0])
    taken = seconds[line.what, size]
    group = "deck" if line.what.startswith("watch") else line.what.partition(":")[0]
    own = "" if group == "deck" else " studypack,"
    bases = (seconds.get((f"{group}:{own} {each}", size)) for each in ("cold", "one edit"))
    times = (f"{_round(taken / base)} ×" if base else "" for base in bases)
    return line.label, f"{size:,} {line.unit}", _round(taken), *times


def _round(figure: float) -> str:
    """Give two digits that say something, or all before the point."""
    return f"{figure:.0f}" if figure >= 10 else f"{figure:.1f}" if figure >= 1 else f"{figure:.2f}"


def machine() -> str:
    """Give what the numbers were measured on."""
    name = platform.machine()
    if sys.platform == "darwin":
        asked = ("/usr/sbin/sysctl", "-n", "machdep.cpu.brand_string")
        name = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    elif (found := Path("/proc/cpuinfo")).exists():
        lines = (each.partition(":") for each in found.read_text("utf-8").splitlines())
        name = next((value.strip() for key, _, value in lines if key.strip() == "model name"), name)
    return f"{os.cpu_count()} cores of {name}, {platform.system()}"

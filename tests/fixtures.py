"""Case files: title, input and expectation, parted by lines that hold a single point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Case:
    """One case of a file.

    Attributes:
        path: Of the file.
        line: Where it begins, from 1.
        title: What it shows.
        given: The input.
        expected: What comes out.
    """

    path: Path
    line: int
    title: str
    given: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path.stem}:{self.line}:{self.title}"


def read(path: Path) -> list[Case]:
    """Read a case file."""
    cases: list[Case] = []
    parts: list[list[str]] = [[]]
    begun = 0
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if line == ".":
            parts.append([])
        else:
            if len(parts) == 1 and line.strip():
                begun = number
            parts[-1].append(line)
        if len(parts) == 4:
            title, given, expected, _ = ("\n".join(part) for part in parts)
            cases.append(Case(path, begun, title.strip(), given + "\n", expected))
            parts = [[]]
    return cases


def write(path: Path, cases: list[tuple[Case, str]]) -> None:
    """Write a case file with new expectations."""
    text = "\n".join(
        f"{case.title}\n.\n{case.given.removesuffix(chr(10))}\n.\n{got}\n.\n" for case, got in cases
    )
    path.write_text(text, "utf-8")

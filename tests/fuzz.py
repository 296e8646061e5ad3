"""A fuzz target: notes mutated in every way that hands and programs do, read until something gives.

    python -m tests.fuzz 100000

prints what raised, or took longer than a second per 100 kB, each with the seed that gives it again.
"""

# ruff: noqa: S311, T201 - chance must be repeatable, not secret; this is a program of its own

from __future__ import annotations

import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from random import Random

from exporter.extract import extract
from exporter.parse import parse_note
from exporter.vault import NoteLinks
from exporter.vault.decode import decode
from tests.fixtures import read
from tests.table import CASES
from tests.vaults import ROOT

# A note may take a second per 100 kB; a small one is given what the machine needs to breathe.
SECONDS_PER_BYTE, GRACE = 1 / 100_000, 1.0
_SIGNS = (
    *("# ", "## ", "- ", "1. ", "> ", "> [!note]- ", "```\n", "$$", "$", "**", "==", "~~", "%%", "[[", "]]"),
    *("![[", "|", "| - |", "---\n", "\n\n", "\t", "    ", "A) ", "① ", "정답: ", "장점: ", "::", "<details>"),
    *(
        "</details>",
        "<",
        "&amp;",
        "\u200b",
        "\u00a0",
        "\ufeff",
        "\x00",
        "\r",
        "\u2028",
        "가",
        "🎯",
        "^id",
        "{{c1::",
    ),
)
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp949", "latin-1")


@cache
def seeds() -> tuple[str, ...]:
    """Give the texts to start from: the sample vault and the case files."""
    notes = [path.read_text("utf-8") for path in sorted((ROOT / "notes").rglob("*.md"))]
    return (*notes, *(case.given for path in sorted(CASES.glob("*.md")) for case in read(path)))


def _drop(random: Random, lines: list[str]) -> None:
    at = random.randrange(len(lines))
    del lines[at : at + random.randint(1, 3)]


def _double(random: Random, lines: list[str]) -> None:
    at, to = random.randrange(len(lines)), random.randrange(len(lines))
    lines[to:to] = lines[at : at + random.randint(1, 5)]


def _swap(random: Random, lines: list[str]) -> None:
    at, to = random.randrange(len(lines)), random.randrange(len(lines))
    lines[at], lines[to] = lines[to], lines[at]


def _cut(random: Random, lines: list[str]) -> None:
    at = random.randrange(len(lines))
    lines[at] = lines[at][: random.randrange(len(lines[at]) + 1)]


def _sign(random: Random, lines: list[str]) -> None:
    at = random.randrange(len(lines))
    cut = random.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:cut] + random.choice(_SIGNS) + lines[at][cut:]


def _pile(random: Random, lines: list[str]) -> None:
    at = random.randrange(len(lines))
    lines[at] = random.choice(_SIGNS) * random.choice((1, 2, 50, 2000)) + lines[at]


def _indent(random: Random, lines: list[str]) -> None:
    at = random.randrange(len(lines))
    lines[at] = "  " * random.randint(0, 12) + lines[at].lstrip()


_EDITS = (_drop, _double, _swap, _cut, _sign, _pile, _indent)


def mutated(random: Random) -> bytes:
    """Make a note of one or two others: lines dropped, doubled, swapped, cut, mixed, and bytes broken."""
    lines = random.choice(seeds()).split("\n")
    if random.random() < 0.3:
        other = random.choice(seeds()).split("\n")
        at = random.randrange(len(lines) + 1)
        lines[at:at] = other[random.randrange(len(other)) :]
    for _ in range(random.randint(1, 8)):
        random.choice(_EDITS)(random, lines)
        lines = lines or [""]
    content = bytearray("\n".join(lines).encode(random.choice(_ENCODINGS), "replace"))
    for _ in range(random.choice((0, 0, 0, 1, 20))):
        if content:
            content[random.randrange(len(content))] = random.randrange(256)
    return bytes(content)


def attempt(seed: int) -> str | None:
    """Read one mutated note; say what went wrong, if anything did."""
    content = mutated(Random(seed))
    begun = time.process_time()
    try:
        source = decode("fuzz.md", content).value
        if source is not None:
            extract(parse_note(source).value, NoteLinks({}, {}))
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return f"{seed}: {type(error).__name__}: {error}"
    taken = time.process_time() - begun
    allowed = max(GRACE, len(content) * SECONDS_PER_BYTE)
    return f"{seed}: {taken:.1f} s for {len(content)} bytes" if taken > allowed else None


def main(count: int) -> int:
    """Read so many notes on all cores, and give the number of those that failed."""
    failed = 0
    with ProcessPoolExecutor() as pool:
        for said in pool.map(attempt, range(count), chunksize=200):
            if said:
                failed += 1
                print(said, flush=True)
    print(f"{count} inputs, {failed} failed")
    return failed


if __name__ == "__main__":
    sys.exit(min(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000), 1))

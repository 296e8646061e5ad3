"""The report of a build: for machines, and the last line for people."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from exporter.model import KINDS, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from exporter.diagnostics import Diagnostic
    from exporter.model import Pack


class Written(NamedTuple):
    """A file that was made.

    Attributes:
        writer: Name of the writer.
        path: Where it is.
        size: In bytes.
        seconds: How long writing took.
    """

    writer: str
    path: Path
    size: int
    seconds: float


def counts(pack: Pack) -> dict[str, int]:
    """Count the cards by kind, in the kinds' order."""
    found = Counter(kind_of(issued.card) for issued in pack.cards)
    return {kind: found[kind] for kind in KINDS.values()}


def last_line(pack: Pack, written: Sequence[Written]) -> str:
    """Say what matters: how many cards, of what kind, in which files."""
    kinds = " · ".join(f"{number} {kind}" for kind, number in counts(pack).items() if number)
    cards = "1 card" if len(pack.cards) == 1 else f"{len(pack.cards)} cards"
    files = ", ".join(str(each.path) for each in written)
    return f"{cards} ({kinds}) → {files}" if files else f"{cards} ({kinds}), nothing written"


def as_json(pack: Pack, written: Sequence[Written], findings: Sequence[Diagnostic]) -> str:
    """Give the build report as JSON."""
    report = {
        "outputs": [
            {
                "writer": each.writer,
                "path": str(each.path),
                "bytes": each.size,
                "seconds": round(each.seconds, 3),
            }
            for each in written
        ],
        "counts": counts(pack),
        "diagnostics": [finding.shape() for finding in findings],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)

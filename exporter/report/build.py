"""The report of a build: for machines, and the last line for people."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from exporter.model import KINDS, kind_of
from exporter.report.plan import plan_shape

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from exporter.diagnostics import Diagnostic
    from exporter.ledger import Plan
    from exporter.model import Pack
    from exporter.verify import Verified


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


class Result(NamedTuple):
    """What came of a build.

    Attributes:
        counts: How many cards of each kind.
        plan: What the next import will do.
        written: The files.
        findings: All diagnostics, in order.
        verified: What Anki did with the deck; None where nobody asked.
    """

    counts: Mapping[str, int]
    plan: Plan
    written: tuple[Written, ...]
    findings: tuple[Diagnostic, ...]
    verified: Verified | None = None


def counts(pack: Pack) -> dict[str, int]:
    """Count the cards by kind, in the kinds' order."""
    found = Counter(kind_of(issued.card) for issued in pack.cards)
    return {kind: found[kind] for kind in KINDS.values()}


def last_line(result: Result) -> str:
    """Say what matters: how many cards, of what kind, in which files."""
    plan, written = result.plan, result.written
    kinds = " · ".join(number_of(number, _NAMES[kind]) for kind, number in result.counts.items() if number)
    files = ", ".join(str(each.path) for each in written)
    if not kinds:
        return "no card, so nothing was written"
    cards = f"{plan.summary()} ({kinds})"
    return f"{cards} → {files}" if files else f"{cards}, but nothing was written"


def number_of(number: int, what: str) -> str:
    """Say how many there are of something, in English."""
    return f"{number} {what}{'' if number == 1 else 's'}"


_NAMES = {"concept": "concept", "tradeoff": "trade-off", "mcq": "question", "cloze": "gap text"}


def as_json(result: Result) -> str:
    """Give the build report as JSON."""
    report: dict[str, Any] = {
        "outputs": [
            {
                "writer": each.writer,
                "path": str(each.path),
                "bytes": each.size,
                "seconds": round(each.seconds, 3),
            }
            for each in result.written
        ],
        "counts": dict(result.counts),
        "plan": plan_shape(result.plan),
        "diagnostics": [finding.shape() for finding in result.findings],
    }
    if result.verified:
        from exporter.report.verified import verified_shape

        report["verified"] = verified_shape(result.verified)
    return json.dumps(report, ensure_ascii=False, indent=2)

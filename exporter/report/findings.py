"""Diagnostics, in full, concise, as JSON and as SARIF."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.diagnostics import Severity
from exporter.report.build import number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.diagnostics import Diagnostic
    from exporter.report.stream import Stream

_COLOUR = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}


def place_of(finding: Diagnostic, root: Path) -> str:
    """Give path, line and column, as editors open them from where the user is.

    Args:
        finding: Its path is relative to the vault.
        root: The vault's root.
    """
    if finding.path is None:
        return ""
    path = shown_path(root / finding.path)
    place = finding.position
    return f"{path}:{place.line}:{place.column}" if place else path


def shown_path(path: Path) -> str:
    """Give a path from the working folder where it lies below it, else whole."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def print_full(stream: Stream, findings: Sequence[Diagnostic], root: Path) -> None:
    """Print each finding with the line it stands in, a caret and the fix."""
    from exporter.report.width import drawn, visible

    for finding in findings:
        colour = _COLOUR[finding.severity]
        head = (f"{finding.severity}[{finding.rule}]", colour)
        stream.line(head, ": ", (visible(finding.message), "bold"))
        where = place_of(finding, root)
        number = str(finding.position.line) if finding.position else ""
        pad = " " * len(number)
        if where:
            stream.line((f"{pad}--> ", "blue"), visible(where))
        if finding.position and finding.excerpt:
            clipped, column = _clipped(finding.excerpt, finding.position.column, finding.width)
            excerpt, caret = drawn(clipped, column, finding.width)
            stream.line((f"{pad} |", "blue"))
            stream.line((f"{number} | ", "blue"), excerpt)
            stream.line((f"{pad} | ", "blue"), (caret, colour))
        if finding.help:
            stream.line((f"{pad} = ", "blue"), ("help", "bold cyan"), f": {visible(finding.help)}")
        stream.line()


_LONGEST = 160
_BEFORE = 40


def _clipped(excerpt: str, column: int, width: int) -> tuple[str, int]:
    """Cut a very long line down to the part that matters; give it and the column in it."""
    if len(excerpt) <= _LONGEST:
        return excerpt, column
    start = max(column - 1 - _BEFORE, 0)
    end = min(max(column - 1 + width, start + _LONGEST), start + 2 * _LONGEST)
    head, tail = ("…" if start else ""), ("…" if end < len(excerpt) else "")
    return head + excerpt[start:end] + tail, column - start + len(head)


def print_concise(stream: Stream, findings: Sequence[Diagnostic], root: Path) -> None:
    """Print a line each: place, rule, message."""
    from exporter.report.width import visible

    for finding in findings:
        where = place_of(finding, root)
        line = f"{where}: " if where else ""
        stream.line(visible(f"{line}{finding.severity}[{finding.rule}] {finding.message}"))


def for_machines(form: str, findings: Sequence[Diagnostic], root: Path) -> str | None:
    """Give the findings in a format that machines read; None for the formats that people read.

    Args:
        form: Name of the format.
        findings: Their paths are relative to the vault.
        root: The vault's root.
    """
    if form == "sarif":
        from exporter.report.sarif import as_sarif

        return as_sarif(findings, root)
    return as_json(findings) if form == "json" else None


def as_json(findings: Sequence[Diagnostic]) -> str:
    """Give the findings as a JSON list."""
    return json.dumps([finding.shape() for finding in findings], ensure_ascii=False, indent=2)


def summary(findings: Sequence[Diagnostic]) -> str:
    """Say how many there are of each severity."""
    counts = Counter(finding.severity for finding in findings)
    said = [number_of(counts[each], str(each)) for each in Severity if counts[each]]
    return " · ".join(said) or "no findings"

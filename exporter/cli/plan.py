"""``studypack plan``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from exporter.cli.cache import cache
from exporter.cli.clock import now
from exporter.cli.opening import opened
from exporter.cli.options import Exit
from exporter.cli.terminal import fail, messages, progress, results
from exporter.diagnostics import Severity
from exporter.report.findings import print_full
from exporter.report.plan import plan_lines, plan_shape

if TYPE_CHECKING:
    from pathlib import Path

_UNKNOWN = "What was edited or deleted in Anki itself, a file cannot know."


def run(place: Path, ledger: Path | None, *, as_json: bool) -> Exit:
    """Say what the next import will do, and write nothing."""
    source = opened(place, ledger)
    if source is None:
        return Exit.USAGE
    try:
        job = source.job(now(), cache())
    except ValueError as error:
        fail(str(error))
        return Exit.USAGE
    with progress(wanted=not as_json) as show:
        reading = source.read(job, show)
    errors = [each for each in reading.pack.diagnostics if each.severity is Severity.ERROR]
    if as_json:
        typer.echo(json.dumps(plan_shape(reading.plan), ensure_ascii=False, indent=2))
    else:
        print_full(messages(), errors, source.vault.root)
        for line in plan_lines(reading.plan):
            results().line(*line)
        said, rest = reading.plan.summary(), f"{reading.plan.unchanged} unchanged"
        results().line(said if said == rest else f"{said} ({rest})")
        messages().line((_UNKNOWN, "dim"))
    return Exit.FINDINGS if errors else Exit.FINE

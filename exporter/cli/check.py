"""``studypack check``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from exporter.cli.app import Exit
from exporter.cli.opening import opened
from exporter.cli.terminal import messages, progress, results
from exporter.diagnostics import Severity
from exporter.pipeline import read_pack
from exporter.report.findings import as_json, print_concise, print_full, summary

if TYPE_CHECKING:
    from pathlib import Path


def run(place: Path, form: str, *, strict: bool) -> Exit:
    """Check, and give the exit status: by severity."""
    source = opened(place)
    if source is None:
        return Exit.USAGE
    with progress(wanted=form != "json") as show:
        pack = read_pack(source.vault, source.config, show)
    findings = pack.diagnostics
    if form == "json":
        typer.echo(as_json(findings))
    elif form == "concise":
        print_concise(results(), findings)
    else:
        print_full(results(), findings)
    notes = f"{len(source.vault.notes)} notes, {len(pack.cards)} cards"
    messages().print(f"{notes}: {summary(findings)}", soft_wrap=True)
    worst = {each.severity for each in findings}
    return Exit.FINDINGS if Severity.ERROR in worst or (strict and Severity.WARNING in worst) else Exit.FINE

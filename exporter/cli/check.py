"""``studypack check``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from exporter.cli.app import Exit
from exporter.cli.opening import opened
from exporter.cli.terminal import messages, progress, results
from exporter.diagnostics import Severity
from exporter.report.build import number_of
from exporter.report.findings import as_json, print_concise, print_full, summary

if TYPE_CHECKING:
    from pathlib import Path


def run(place: Path, form: str, *, strict: bool) -> Exit:
    """Check, and give the exit status: by severity."""
    source = opened(place)
    if source is None:
        return Exit.USAGE
    with progress(wanted=form != "json") as show:
        pack = source.read(source.job(0), show).pack
    findings = pack.diagnostics
    if form == "json":
        typer.echo(as_json(findings))
    elif form == "concise":
        print_concise(results(), findings, source.vault.root)
    else:
        print_full(results(), findings, source.vault.root)
    seen = f"{number_of(len(source.vault.notes), 'note')}, {number_of(len(pack.cards), 'card')}"
    messages().print(f"{seen}: {summary(findings)}", soft_wrap=True)
    worst = {each.severity for each in findings}
    return Exit.FINDINGS if Severity.ERROR in worst or (strict and Severity.WARNING in worst) else Exit.FINE

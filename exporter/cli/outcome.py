"""What came of a build, said to people and to machines."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import typer

from exporter.cli.options import Exit
from exporter.cli.terminal import messages
from exporter.diagnostics import Severity
from exporter.report import build as report
from exporter.report.findings import for_machines, print_concise, print_full, summary

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.cli.build import Request
    from exporter.receipt import Receipt


def say(request: Request, root: Path, result: report.Result) -> None:
    """Report a build.

    Args:
        request: What the user asked for.
        root: The vault's root.
        result: What came of it.
    """
    stream = messages()
    shown = [each for each in result.findings if each.severity is Severity.ERROR or not request.quiet]
    if request.json:
        typer.echo(report.as_json(result))
    elif machine := for_machines(request.format, shown, root):
        typer.echo(machine)
    elif request.format == "concise":
        print_concise(stream, shown, root)
    else:
        # An info never asks for anything: `check` lists them, a build only counts them.
        print_full(stream, [each for each in shown if each.severity is not Severity.INFO], root)
    if not request.quiet:
        if result.findings:
            stream.line((summary(result.findings), "dim"))
        if result.verified:
            from exporter.report.verified import verified_line

            stream.line(verified_line(result.verified))
        stream.line(report.last_line(result))
    if request.open:
        for each in result.written:
            typer.launch(str(each.path))


def kept(result: report.Result, status: Exit) -> bytes:
    """Give what a build that has nothing to do will say.

    Args:
        result: What came of the build before it.
        status: Its exit status.
    """
    written = tuple(each._replace(seconds=0.0) for each in result.written)
    said = result._replace(plan=result.plan.once_done(), written=written)
    return pickle.dumps((said, status), pickle.HIGHEST_PROTOCOL)


def said_again(request: Request, root: Path, receipt: Receipt) -> Exit:
    """Report what a build did that need not be done again, and give the exit status.

    Args:
        request: What the user asked for.
        root: The vault's root.
        receipt: Of the build.
    """
    result, status = pickle.loads(receipt.said)  # noqa: S301 - the cache is the user's own
    written = tuple(each._replace(path=request.out / each.path.name) for each in result.written)
    say(request, root, result._replace(written=written))
    return Exit(status)

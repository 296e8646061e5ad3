"""``studypack build``."""

from __future__ import annotations

import os
import time
from pathlib import Path  # noqa: TC003 - a NamedTuple reads its types
from typing import TYPE_CHECKING, NamedTuple

import typer

from exporter.cli.app import Exit, as_dict
from exporter.cli.opening import Opened, opened
from exporter.cli.terminal import fail, messages, progress
from exporter.diagnostics import Severity
from exporter.export import export
from exporter.pipeline import Output, read_pack, write_all
from exporter.render.templates import Templates
from exporter.report import build as report
from exporter.report.findings import as_json, print_concise, print_full, summary
from exporter.writers.registry import Chosen, UnknownWriterError, choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.config import Config
    from exporter.diagnostics import Diagnostic
    from exporter.model import Pack


class Request(NamedTuple):
    """What the user asked for; see `studypack build --help`."""

    vault: Path
    out: Path
    to: str
    options: tuple[str, ...]
    strict: bool
    json: bool
    open: bool
    quiet: bool
    format: str


def run(request: Request) -> Exit:
    """Build, and give the exit status."""
    source = opened(request.vault)
    if source is None:
        return Exit.USAGE
    try:
        chosen = _chosen(request, source.config)
        built_at = _built_at()
    except (ValueError, UnknownWriterError) as error:
        fail(str(error))
        return Exit.USAGE
    problem = _unwritable(request.out)
    if problem:
        fail(problem, "name another folder with --out")
        return Exit.USAGE
    return _build(request, source, chosen, built_at)


def _build(request: Request, source: Opened, chosen: Sequence[Chosen], built_at: int) -> Exit:
    with progress(wanted=not (request.quiet or request.json)) as show:
        pack = read_pack(source.vault, source.config, show)
        stop = request.strict and _counts(pack.diagnostics)
        outputs = (
            () if stop or not pack.cards else write_all(pack, chosen, built_at, _templates(source), show)
        )
    findings = sorted(
        (*pack.diagnostics, *(each for output in outputs for each in output.diagnostics)),
        key=lambda each: each.order,
    )
    refused = request.strict and _counts(findings)
    written: list[report.Written] = []
    if not refused:
        try:
            written = _export(request, pack, chosen, outputs)
        except OSError as error:
            fail(f"`{error.filename or request.out}` cannot be written: {error.strerror or error}")
            return Exit.FINDINGS
    _report(request, source.vault.root, report.Result(pack, tuple(written), tuple(findings)))
    if request.open:
        for each in written:
            typer.launch(str(each.path))
    errors = any(each.severity is Severity.ERROR for each in findings)
    return Exit.FINDINGS if errors or refused else Exit.FINE


def _chosen(request: Request, config: Config) -> list[Chosen]:
    given = as_dict(request.options)
    names = list(dict.fromkeys(name.strip() for name in request.to.split(",") if name.strip()))
    if not names:
        message = "--to names no writer; `studypack formats` lists them"
        raise ValueError(message)
    unused = sorted(set(given) - set(names))
    if unused:
        message = f"`-o {unused[0]}.…` is for a writer that --to does not name"
        raise ValueError(message)
    return [choose(name, {**config.writers.get(name, {}), **given.get(name, {})}) for name in names]


def _built_at() -> int:
    """Give the time of the build; `SOURCE_DATE_EPOCH` makes it repeatable."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not fixed:
        return int(time.time())
    if not fixed.isdecimal():
        message = f"SOURCE_DATE_EPOCH must be a number of seconds, not `{fixed}`"
        raise ValueError(message)
    return int(fixed)


def _unwritable(out: Path) -> str | None:
    """Say why files cannot be put into a folder, before any work is done."""
    place = out
    while not place.exists() and place != place.parent:
        place = place.parent
    if not place.is_dir():
        return f"`{place}` is a file, so the folder `{out}` cannot be made"
    return None if os.access(place, os.W_OK | os.X_OK) else f"the folder `{place}` cannot be written to"


def _templates(source: Opened) -> Templates:
    folder = source.config.templates
    return Templates(source.vault.root / folder if folder else None)


def _counts(findings: Sequence[Diagnostic]) -> bool:
    """Tell whether anything counts under --strict: any error or warning."""
    return any(each.severity is not Severity.INFO for each in findings)


def _export(
    request: Request, pack: Pack, chosen: Sequence[Chosen], outputs: Sequence[Output]
) -> list[report.Written]:
    files: dict[Path, bytes] = {}
    written: list[report.Written] = []
    for each, output in zip(chosen, outputs, strict=False):
        if output.content is not None:
            path = request.out / each.file_name(pack.name)
            files[path] = output.content
            written.append(report.Written(each.name, path, len(output.content), output.seconds))
    export(files)
    return written


def _report(request: Request, root: Path, result: report.Result) -> None:
    console = messages()
    shown = [each for each in result.findings if each.severity is Severity.ERROR or not request.quiet]
    if request.json:
        typer.echo(report.as_json(result))
    elif request.format == "json":
        typer.echo(as_json(shown))
    elif request.format == "concise":
        print_concise(console, shown, root)
    else:
        # An info never asks for anything: `check` lists them, a build only counts them.
        print_full(console, [each for each in shown if each.severity is not Severity.INFO], root)
    if not request.quiet:
        if result.findings:
            console.print(summary(result.findings), style="dim")
        console.print(report.last_line(result), soft_wrap=True, markup=False)

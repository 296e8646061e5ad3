"""A build from the vault to the files."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path  # noqa: TC003 - a NamedTuple reads its types
from typing import TYPE_CHECKING, NamedTuple

from exporter.cli.clock import now
from exporter.cli.opening import Opened, opened
from exporter.cli.options import Exit, as_dict
from exporter.cli.outcome import kept, say
from exporter.cli.terminal import fail, progress
from exporter.config import FILE as FILE_OF_SETTINGS
from exporter.diagnostics import Severity
from exporter.export import export
from exporter.ledger import write_ledger
from exporter.pipeline.writing import Output, write_all, write_retired
from exporter.receipt import Receipt, as_bytes, hashed
from exporter.report.build import Result, Written, counts
from exporter.spelling import nearest
from exporter.writers.registry import Chosen, UnknownWriterError, choose

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from exporter.cli.build import Desk, Request
    from exporter.config import Config
    from exporter.diagnostics import Diagnostic
    from exporter.pipeline.reading import Reading
    from exporter.verify import Verified
    from exporter.writers.base import Job


def run(request: Request, desk: Desk | None) -> Exit:
    """Build, and give the exit status.

    Args:
        request: What the user asked for.
        desk: Where things are kept; None if nothing is.
    """
    source = opened(request.vault, request.ledger)
    if source is None:
        return Exit.USAGE
    try:
        source = source.in_languages(request.lang)
        chosen = _chosen(request, source.config)
        built_at = now()
    except (ValueError, UnknownWriterError) as error:
        fail(str(error))
        return Exit.USAGE
    problem = _unwritable(request.out)
    if problem:
        fail(problem, "name another folder with --out")
        return Exit.USAGE
    if request.verify and not _verifiable(chosen):
        return Exit.USAGE
    return _build(request, desk, source, chosen, built_at)


def _build(
    request: Request, desk: Desk | None, source: Opened, chosen: Sequence[Chosen], built_at: int
) -> Exit:
    job = source.job(built_at, desk.store if desk else None)
    with source.held(), progress(wanted=not (request.quiet or request.json)) as show:
        reading = source.read(job, show)
        made = _write(request, reading, chosen, job, show)
        # Written they are needed no more, and of a large vault they are many.
        reading = replace(reading, filled={})
        try:
            made = _verified(request, reading, made) if request.verify else made
            refused = made.refused or (request.strict and _counts(made.findings))
            files = {} if refused else _files(request, source, reading, made)
            export(files)
        except OSError as error:
            place = error.filename or request.out
            fix = "keep the ledger elsewhere: --ledger FILE" if place == str(source.ledger) else None
            fail(f"`{place}` cannot be written: {error.strerror or error}", fix)
            return Exit.FINDINGS
        written = () if refused else _written(request, made)
        result = Result(counts(reading.pack), reading.plan, written, made.findings, made.verified)
        errors = any(each.severity is Severity.ERROR for each in made.findings)
        status = Exit.FINDINGS if errors or refused or not reading.pack.cards else Exit.FINE
        if desk and files and reading.settled and all(each.is_built_in for each in chosen):
            _keep(desk, source, reading, files, kept(result, status))
    say(request, source.vault.root, result)
    return status


def _keep(desk: Desk, source: Opened, reading: Reading, files: Mapping[Path, bytes], said: bytes) -> None:
    """Keep a receipt, so that the next build can see that it has nothing to do."""
    written = {str(path.resolve()): hashed(content) for path, content in files.items()}
    if not desk.inputs.stayed(written):
        return
    counted = (FILE_OF_SETTINGS, *reading.files)
    folders = (source.config.templates,) if source.config.templates else ()
    receipt = Receipt(desk.inputs.digest(counted, folders, written), counted, folders, written, said)
    desk.store.put(desk.key, as_bytes(receipt))


class _Made(NamedTuple):
    """The outputs by file name, all that was found, and what Anki did with the deck if it was asked."""

    outputs: dict[str, Output]
    findings: tuple[Diagnostic, ...]
    verified: Verified | None = None

    @property
    def refused(self) -> bool:
        """Whether Anki did something else than the plan says."""
        return self.verified is not None and not self.verified.sound


def _write(
    request: Request,
    reading: Reading,
    chosen: Sequence[Chosen],
    job: Job,
    show: Callable[[str, int, int], None],
) -> _Made:
    pack = reading.pack
    outputs: dict[str, Output] = {}
    if pack.cards and not (request.strict and _counts(pack.diagnostics)):
        made = write_all(reading, chosen, job, show)
        outputs = {each.file_name(pack.name): output for each, output in zip(chosen, made, strict=True)}
        retired = write_retired(reading, chosen, job)
        if retired:
            outputs[f"{pack.name}-retired.apkg"] = retired
    said = (*pack.diagnostics, *(each for output in outputs.values() for each in output.diagnostics))
    return _Made(outputs, tuple(sorted(said, key=lambda each: each.order)))


def _verifiable(chosen: Sequence[Chosen]) -> bool:
    if all(each.name != "apkg" for each in chosen):
        fail("--verify needs the deck, but --to does not name `apkg`")
        return False
    from exporter.cli.verify import can_verify

    return can_verify()


def _verified(request: Request, reading: Reading, made: _Made) -> _Made:
    """Try the deck in Anki before anything is replaced."""
    from exporter.cli.verify import verified_in

    deck = made.outputs.get(f"{reading.pack.name}.apkg")
    retired = made.outputs.get(f"{reading.pack.name}-retired.apkg")
    checked = verified_in(request.out, reading, deck, retired) if deck else None
    if checked is None:
        return made
    findings = sorted((*made.findings, *checked.diagnostics), key=lambda each: each.order)
    return _Made(made.outputs, tuple(findings), checked.value)


def _chosen(request: Request, config: Config) -> list[Chosen]:
    given = as_dict(request.options)
    names = list(dict.fromkeys(name.strip() for name in request.to.split(",") if name.strip()))
    if not names:
        message = "--to names no writer; `studypack formats` lists them"
        raise ValueError(message)
    unused = sorted(set(given) - set(names))
    if unused:
        near = nearest(unused[0], names)
        message = f"`-o {unused[0]}.…` is for a writer that --to does not name"
        message += f"; did you mean `{near}`?" if near else ""
        raise ValueError(message)
    return [choose(name, {**config.writers.get(name, {}), **given.get(name, {})}) for name in names]


def _unwritable(out: Path) -> str | None:
    """Say why files cannot be put into a folder, before any work is done."""
    place = out
    while not place.exists() and place != place.parent:
        place = place.parent
    if not place.is_dir():
        return f"`{place}` is a file, so the folder `{out}` cannot be made"
    return None if os.access(place, os.W_OK | os.X_OK) else f"the folder `{place}` cannot be written to"


def _counts(findings: Sequence[Diagnostic]) -> bool:
    """Tell whether anything counts under --strict: any error or warning."""
    return any(each.severity is not Severity.INFO for each in findings)


def _files(request: Request, source: Opened, reading: Reading, made: _Made) -> dict[Path, bytes]:
    """Give what is to be written, by path; nothing where there is no output."""
    files = {
        request.out / name: content
        for name, output in made.outputs.items()
        if (content := output.content) is not None
    }
    if made.outputs:
        # Last: a build that is cut off before is as if it had never been.
        files[source.ledger] = write_ledger(reading.ledger)
        if any(each.rule in _HARMED for each in reading.pack.diagnostics):
            # What could not be read may be mended by hand one day.
            files[source.ledger.with_name(f"{source.ledger.name}.damaged")] = source.ledger.read_bytes()
    return files


_HARMED = ("ledger-damaged", "ledger-unreadable")


def _written(request: Request, made: _Made) -> tuple[Written, ...]:
    return tuple(
        Written(output.writer, request.out / name, len(output.content), output.seconds)
        for name, output in made.outputs.items()
        if output.content is not None
    )

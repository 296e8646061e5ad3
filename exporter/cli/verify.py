"""``studypack verify``, and what ``build --verify`` shares with it."""

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
from exporter.pipeline.verifying import verify_decks
from exporter.pipeline.writing import write_all, write_retired
from exporter.report.findings import print_full
from exporter.report.verified import verified_line, verified_shape
from exporter.verify import BackendMissingError, need_backend
from exporter.writers.registry import choose

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.diagnostics import Checked, Diagnostic
    from exporter.pipeline.reading import Reading
    from exporter.pipeline.writing import Output
    from exporter.verify import Verified


def run(place: Path, ledger: Path | None, out: Path, *, as_json: bool) -> Exit:
    """Import the deck as it would be built now, and write nothing."""
    source = opened(place, ledger)
    if source is None or not can_verify():
        return Exit.USAGE
    try:
        job = source.job(now(), cache())
        deck = choose("apkg", source.config.writers.get("apkg", {}))
    except ValueError as error:
        fail(str(error))
        return Exit.USAGE
    with progress(wanted=not as_json) as show:
        reading = source.read(job, show)
        (made,) = write_all(reading, [deck], job, show)
        retired = write_retired(reading, [deck], job)
    findings = [*reading.pack.diagnostics, *made.diagnostics, *(retired.diagnostics if retired else ())]
    try:
        checked = verified_in(out, reading, made, retired) if reading.pack.cards else None
    except OSError as error:
        fail(f"`{error.filename or out}` cannot be used: {error.strerror or error}")
        return Exit.FINDINGS
    findings += checked.diagnostics if checked else ()
    findings = [each for each in findings if each.severity is Severity.ERROR or each.rule.startswith(_OURS)]
    _report(checked.value if checked else None, findings, source.vault.root, as_json=as_json)
    return Exit.FINDINGS if any(each.severity is Severity.ERROR for each in findings) else Exit.FINE


_OURS = "verify-"


def can_verify() -> bool:
    """Tell whether Anki's backend is there; else say how to get it."""
    try:
        need_backend()
    except BackendMissingError as error:
        fail(str(error), "install it: `pip install anki`")
        return False
    return True


def verified_in(
    out: Path, reading: Reading, deck: Output, retired: Output | None
) -> Checked[Verified] | None:
    """Verify decks over the files that lie in a folder; None where there is no deck.

    Args:
        out: Where the earlier files are: the deck, and that of the retired cards.
        reading: What was read.
        deck: The new one.
        retired: That of the retired cards.

    Raises:
        OSError: One of the earlier files cannot be read, or there is no room for a scratch collection.
    """
    if deck.content is None:
        return None
    names = (f"{reading.pack.name}.apkg", f"{reading.pack.name}-retired.apkg")
    earlier = [(out / name).read_bytes() for name in names if (out / name).is_file()]
    return verify_decks(reading, deck.content, retired.content if retired else None, earlier)


def _report(verified: Verified | None, findings: list[Diagnostic], root: Path, *, as_json: bool) -> None:
    if as_json:
        said = verified_shape(verified) if verified else {"sound": False}
        shape = {**said, "diagnostics": [each.shape() for each in findings]}
        typer.echo(json.dumps(shape, ensure_ascii=False, indent=2))
        return
    print_full(messages(), findings, root)
    line = verified_line(verified) if verified else "no deck, so nothing was verified"
    results().line(line)

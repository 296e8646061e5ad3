"""``studypack ids write``."""

from __future__ import annotations

from dataclasses import replace
from difflib import unified_diff
from typing import TYPE_CHECKING

import typer

from exporter.cli.cache import cache
from exporter.cli.opening import Opened, opened
from exporter.cli.options import Exit
from exporter.cli.terminal import fail, messages, progress
from exporter.diagnostics import Severity
from exporter.export import export
from exporter.inscribe import Inscribed, Wanted, inscribe
from exporter.ledger import write_ledger
from exporter.report.build import number_of
from exporter.report.findings import print_concise, print_full, shown_path
from exporter.vault.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.ledger import Ledger
    from exporter.pipeline.reading import Reading


def run(place: Path, ledger: Path | None, *, dry_run: bool) -> Exit:
    """Write the ids into the notes, or show what would be written."""
    source = opened(place, ledger)
    if source is None:
        return Exit.USAGE
    with source.held(), progress(wanted=True) as show:
        reading = source.read(source.job(0, cache()), show)
        errors = [each for each in reading.pack.diagnostics if each.severity is Severity.ERROR]
        print_full(messages(), errors, source.vault.root)
        try:
            made = dict(_inscribed(source, reading))
            if not dry_run:
                _export(source, reading, made)
        except OSError as error:
            fail(f"`{error.filename}` cannot be written: {error.strerror or error}")
            return Exit.FINDINGS
    if dry_run:
        _show(made)
    left = [each for _, inscribed in made.values() for each in inscribed.left]
    print_concise(messages(), left, source.vault.root)
    messages().line(_said(made, dry_run=dry_run))
    return Exit.FINDINGS if errors else Exit.FINE


_Made = dict["Path", tuple[bytes, Inscribed]]


def _inscribed(source: Opened, reading: Reading) -> Iterator[tuple[Path, tuple[bytes, Inscribed]]]:
    """Give each note's place, its old content and what came of it."""
    for path, cards in reading.pack.by_note().items():
        place = source.vault.place(path)
        content = place.read_bytes()
        wanted = [Wanted(issued.card, issued.id) for issued in cards]
        yield place, (content, inscribe(path, content, wanted, source.config.flashcard_tags))


def _export(source: Opened, reading: Reading, made: _Made) -> None:
    files = {place: inscribed.content for place, (_, inscribed) in made.items() if inscribed.written}
    if files:
        written = {id_ for _, inscribed in made.values() for id_ in inscribed.written}
        export({**files, source.ledger: write_ledger(_known(reading.past, written))})


def _known(ledger: Ledger, written: set[str]) -> Ledger:
    """Tell the ledger at once: a card may be moved and rewritten before the next build."""
    entries = {
        id_: replace(entry, explicit=f"^{id_}") if id_ in written else entry
        for id_, entry in ledger.entries.items()
    }
    return replace(ledger, entries=entries)


def _show(made: _Made) -> None:
    for place, (content, inscribed) in made.items():
        old, new = (decode(place.name, each).value for each in (content, inscribed.content))
        if old and new:
            path, before, after = shown_path(place), old.text.split("\n"), new.text.split("\n")
            for line in unified_diff(before, after, path, path, n=0, lineterm=""):
                typer.echo(line)


def _said(made: _Made, *, dry_run: bool) -> str:
    numbers = [len(inscribed.written) for _, inscribed in made.values() if inscribed.written]
    verb = "would be written" if dry_run else "written"
    return f"{number_of(sum(numbers), 'id')} {verb} into {number_of(len(numbers), 'note')}"

"""``studypack retired``."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from exporter.cli.opening import Opened, opened
from exporter.cli.options import Exit
from exporter.cli.terminal import fail, messages
from exporter.export import export
from exporter.ledger import write_ledger
from exporter.report.build import number_of
from exporter.report.plan import search

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.ledger import Entry, Ledger


def run_list(place: Path, ledger: Path | None) -> Exit:
    """List the retired cards, and the search that selects them in Anki."""
    source = opened(place, ledger)
    if source is None:
        return Exit.USAGE
    gone = _gone(source.past().value)
    for entry in gone:
        day = datetime.fromtimestamp(entry.since or 0, UTC).date().isoformat()
        typer.echo(f"{entry.id}  {day}  {entry.face[:60]}  ({entry.note})")
    if gone:
        typer.echo(f"\n{search([entry.id for entry in gone])}")
    messages().line(number_of(len(gone), "retired card"))
    return Exit.FINE


def run_forget(ids: list[str], place: Path, ledger: Path | None, *, every: bool) -> Exit:
    """Take retired cards out of the ledger for good."""
    source = opened(place, ledger)
    if source is None:
        return Exit.USAGE
    with source.held():
        past = source.past().value
        gone = {entry.id for entry in _gone(past)}
        wanted = gone if every else {id_ for id_ in gone for given in ids if id_.startswith(given.casefold())}
        unknown = [given for given in ids if not any(id_.startswith(given.casefold()) for id_ in gone)]
        if unknown or not (ids or every):
            fail(f"no retired card has the id `{unknown[0]}`" if unknown else "name ids, or say --all")
            return Exit.USAGE
        kept = {id_: entry for id_, entry in past.entries.items() if id_ not in wanted}
        return keep(source, replace(past, entries=kept), f"{number_of(len(wanted), 'card')} forgotten")


def keep(source: Opened, ledger: Ledger, said: str) -> Exit:
    """Write the ledger, and say what was done."""
    try:
        export({source.ledger: write_ledger(ledger)})
    except OSError as error:
        fail(f"`{source.ledger}` cannot be written: {error.strerror or error}")
        return Exit.FINDINGS
    messages().line(said)
    return Exit.FINE


def _gone(ledger: Ledger) -> list[Entry]:
    return [entry for _, entry in sorted(ledger.entries.items()) if entry.since is not None]

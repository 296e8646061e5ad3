"""``studypack check``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from exporter.cli.cache import cache
from exporter.cli.opening import Opened, opened, usable
from exporter.cli.options import Exit
from exporter.cli.terminal import messages, progress, results
from exporter.diagnostics import Severity
from exporter.ledger import read_ledger
from exporter.pipeline.reading import put_together
from exporter.report.build import number_of
from exporter.report.findings import for_machines, print_concise, print_full, shown_path, summary
from exporter.root import find_root

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.diagnostics import Diagnostic


class _Seen(NamedTuple):
    """What was checked of a vault, and what was found."""

    root: Path
    notes: int
    cards: int
    findings: tuple[Diagnostic, ...]


def run(places: Sequence[Path], form: str, *, strict: bool) -> Exit:
    """Check, and give the exit status: by severity.

    Args:
        places: Vaults, folders or notes.
        form: Name of the format.
        strict: Whether a warning counts as an error does.
    """
    vaults = _by_vault(places)
    if vaults is None:
        return Exit.USAGE
    seen = []
    for source, wanted in vaults:
        with progress(wanted=form in {"full", "concise"}) as show:
            pack = put_together(source.vault, source.config, read_ledger(source.ledger), show, cache())
        every = _Seen(source.vault.root, len(source.vault.notes), len(pack.cards), pack.diagnostics)
        notes = _notes(source, wanted)
        cards = sum(issued.card.origin.note in notes for issued in pack.cards)
        own = tuple(each for each in pack.diagnostics if each.path in notes and each.rule not in _OF_ALL)
        seen.append(_Seen(source.vault.root, len(notes), cards, own) if wanted else every)
    # Of several vaults, paths are given from where the user is: each has its own root.
    root, findings = (seen[0].root, seen[0].findings) if len(seen) == 1 else (Path(), _together(seen))
    _print(form, findings, root)
    read = number_of(sum(each.notes for each in seen), "note")
    made = number_of(sum(each.cards for each in seen), "card")
    messages().line(f"{read}, {made}: {summary(findings)}")
    worst = {each.severity for each in findings}
    return Exit.FINDINGS if Severity.ERROR in worst or (strict and Severity.WARNING in worst) else Exit.FINE


# What is said of a vault as a whole is no finding of the notes that were named.
_OF_ALL = frozenset({"pack-empty", "template-unfilled"})


def _by_vault(places: Sequence[Path]) -> list[tuple[Opened, list[Path]]] | None:
    """Open the vaults that places lie in, each with its places; None on wrong usage.

    A folder by itself is checked by itself. Notes, and what is named together, are read with their
    whole vault, so that what they have to do with other notes counts.
    """
    if len(places) == 1 and not places[0].is_file():
        source = opened(places[0])
        return [(source, [])] if source else None
    if not all(map(usable, places)):
        return None
    wanted: dict[Path, list[Path]] = {}
    for place in places:
        real = place.resolve()
        wanted.setdefault(find_root(real), []).append(real)
    found = [(opened(root), reals) for root, reals in wanted.items()]
    sources = [(source, reals) for source, reals in found if source]
    return sources if len(sources) == len(found) else None


def _notes(source: Opened, wanted: Sequence[Path]) -> set[str]:
    """Give the paths of the notes that were named, by themselves or by a folder."""
    files, folders = {place for place in wanted if place.is_file()}, [p for p in wanted if p.is_dir()]
    places = {path: source.vault.place(path) for path in source.vault.notes}
    return {
        path for path, place in places.items() if place in files or any(map(place.is_relative_to, folders))
    }


def _together(seen: Sequence[_Seen]) -> tuple[Diagnostic, ...]:
    found = [
        replace(finding, path=shown_path(each.root / finding.path)) if finding.path else finding
        for each in seen
        for finding in each.findings
    ]
    return tuple(sorted(found, key=lambda each: each.order))


def _print(form: str, findings: Sequence[Diagnostic], root: Path) -> None:
    machine = for_machines(form, findings, root)
    if machine is not None:
        typer.echo(machine)
    elif form == "concise":
        print_concise(results(), findings, root)
    else:
        print_full(results(), findings, root)

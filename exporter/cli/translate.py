"""``studypack translate``: catalogues for translators, and what they still lack."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import typer

from exporter.cli.clock import now
from exporter.cli.opening import Opened, opened, usable
from exporter.cli.options import Exit
from exporter.cli.terminal import fail, messages
from exporter.diagnostics import Severity
from exporter.export import export
from exporter.pipeline.catalogues import as_bytes, template_of
from exporter.pipeline.translating import ToTranslate, to_translate
from exporter.report.build import number_of
from exporter.report.findings import for_machines, print_concise, print_full, shown_path, summary
from exporter.root import find_root
from exporter.translate.check import check_catalogue
from exporter.translate.stats import stats

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from exporter.diagnostics import Diagnostic
    from exporter.translate.catalogue import Catalogue
    from exporter.translate.stats import Stats


class _Work(NamedTuple):
    """The vault, what it says, and the catalogues of the languages asked for, up to date."""

    source: Opened
    texts: ToTranslate
    catalogues: tuple[Catalogue, ...]


def run_extract(place: Path, ledger: Path | None) -> Exit:
    """Write the template."""
    work = _work(place, ledger, ())
    if isinstance(work, Exit):
        return work
    template = template_of(work.catalogues, work.source.config.locale)
    return _written(work, [template])


def run_update(place: Path, ledger: Path | None, languages: list[str]) -> Exit:
    """Bring catalogues up to date, or begin them."""
    work = _work(place, ledger, languages)
    if isinstance(work, Exit):
        return work
    # A language that no text wants needs no file.
    return _written(work, [each for each in work.catalogues if each.entries or each.obsolete])


def run_stats(place: Path, ledger: Path | None, languages: list[str], *, as_json: bool) -> Exit:
    """Say how much is translated, and which notes are not done."""
    work = _work(place, ledger, languages)
    if isinstance(work, Exit):
        return work
    whole = {each.lang: stats(each.entries.values()) for each in work.catalogues}
    notes = {each.lang: _by_note(each) for each in work.catalogues}
    if as_json:
        shape = {
            lang: {**_shape(counted), "notes": {note: _shape(each) for note, each in notes[lang].items()}}
            for lang, counted in whole.items()
        }
        typer.echo(json.dumps(shape, ensure_ascii=False, indent=2))
        return Exit.FINE
    for lang, counted in whole.items():
        typer.echo(f"{lang}  {_said(counted)}")
        for note, each in notes[lang].items():
            if each.percent < _DONE:
                typer.echo(f"    {note}: {_said(each)}")
    return Exit.FINE


def run_check(place: Path, ledger: Path | None, languages: list[str], form: str) -> Exit:
    """Report what is wrong with the translations."""
    work = _work(place, ledger, languages)
    if isinstance(work, Exit):
        return work
    found = tuple(finding for each in work.catalogues for finding in check_catalogue(each))
    root = work.source.vault.root
    if form in {"json", "sarif"}:
        typer.echo(for_machines(form, found, root))
    elif form == "concise":
        print_concise(messages(), found, root)
    else:
        print_full(messages(), found, root)
    messages().line(f"{', '.join(each.lang for each in work.catalogues)}: {summary(found)}")
    return Exit.FINDINGS if any(each.severity is not Severity.INFO for each in found) else Exit.FINE


_DONE = 100


def _work(place: Path, ledger: Path | None, languages: Iterable[str]) -> _Work | Exit:
    """Read the whole vault: of a part of it alone, the other notes' translations would be out of use."""
    if not usable(place):
        return Exit.USAGE
    source = opened(find_root(place.resolve()), ledger)
    if source is None:
        return Exit.USAGE
    texts = to_translate(source.vault, source.config, source.past())
    invalid = [each for each in texts.diagnostics if each.rule == "catalogue-invalid"]
    if invalid:
        # To write over a catalogue that cannot be read would lose what somebody has translated.
        print_full(messages(), invalid, source.vault.root)
        return Exit.FINDINGS
    _say_unread(texts.diagnostics)
    wanted = tuple(languages) or texts.pack.languages
    return _Work(source, texts, tuple(map(texts.catalogue, wanted)))


def _say_unread(diagnostics: Iterable[Diagnostic]) -> None:
    errors = [each for each in diagnostics if each.severity is Severity.ERROR]
    if errors:
        said = f"{number_of(len(errors), 'error')} in the notes: their texts are not asked for"
        messages().line(f"{said}; see `studypack check`")


def _written(work: _Work, catalogues: list[Catalogue]) -> Exit:
    """Write what has changed, and say how much there is to do."""
    pack, root = work.texts.pack, work.source.vault.root
    try:
        built_at = now()
    except ValueError as error:
        fail(str(error))
        return Exit.USAGE
    files = {root / each.path: as_bytes(each, pack.title, built_at) for each in catalogues}
    changed = {path: content for path, content in files.items() if _content(path) != content}
    try:
        export(changed)
    except OSError as error:
        fail(f"`{error.filename or root}` cannot be written: {error.strerror or error}")
        return Exit.FINDINGS
    for each in catalogues:
        path = root / each.path
        counted = _said(stats(each.entries.values())) if each.lang else number_of(len(each.entries), "text")
        state = "" if path in changed else " (as it was)"
        messages().line(f"{shown_path(path)}: {counted}{state}")
    return Exit.FINE


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _by_note(catalogue: Catalogue) -> dict[str, Stats]:
    notes: dict[str, list[tuple[str, str]]] = {}
    for entry in catalogue.entries.values():
        notes.setdefault(entry.places[0][0], []).append(entry.key)
    return {note: stats(catalogue.entries[key] for key in keys) for note, keys in notes.items()}


def _said(counted: Stats) -> str:
    return (
        f"{counted.translated} of {counted.all} translated ({counted.percent} %),"
        f" {counted.fuzzy} fuzzy, {counted.missing} missing"
    )


def _shape(counted: Stats) -> dict[str, int]:
    return {
        "all": counted.all,
        "translated": counted.translated,
        "fuzzy": counted.fuzzy,
        "missing": counted.missing,
        "percent": counted.percent,
    }

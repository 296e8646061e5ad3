"""``studypack repair``."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from exporter.cli.opening import opened
from exporter.cli.options import Exit
from exporter.cli.terminal import fail, messages, results
from exporter.diagnostics import Severity
from exporter.export import export
from exporter.report.findings import print_concise, print_full, shown_path
from exporter.vault import kept_beside
from exporter.vault.decode import text_of

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.cli.opening import Opened

_COLOURS = {"---": "bold", "+++": "bold", "@@": "cyan", "-": "red", "+": "green"}


def run(place: Path, *, write: bool) -> Exit:
    """Show what repairing a note would change, or change it and keep the damaged file beside it."""
    if place.is_dir():
        fail(f"`{place}` is a folder", "name the note: `studypack repair notes/NOTE.md`")
        return Exit.USAGE
    source = opened(place)
    if source is None:
        return Exit.USAGE
    if not source.vault.notes:
        fail(f"`{place}` is no note of its vault", "see to `ignore` in studypack.toml")
        return Exit.USAGE
    with source.held():
        return _repair(source, source.vault.notes[0], place, write=write)


def _repair(source: Opened, path: str, place: Path, *, write: bool) -> Exit:
    vault = source.vault
    made = vault.repaired(path)
    errors = [each for each in made.diagnostics if each.severity is Severity.ERROR]
    if errors:
        print_full(messages(), errors, vault.root)
        return Exit.FINDINGS
    print_concise(messages(), made.diagnostics, vault.root)
    if made.value is None:
        messages().line(f"{shown_path(place)} needs no repair")
        return Exit.FINE
    file = vault.place(path)
    content = file.read_bytes()
    if not write:
        _show(content, made.value, shown_path(place))
        return Exit.FINE
    kept = kept_beside(file)
    try:
        # One after the other: the note is only replaced once its copy is on the disk.
        export({kept: content})
        export({file: made.value})
    except OSError as error:
        fail(f"`{error.filename}` cannot be written: {error.strerror or error}")
        return Exit.FINDINGS
    said = f"{shown_path(place)} is repaired; as it was, it is kept as {kept.name}"
    messages().line(said)
    return Exit.FINE


def _show(content: bytes, made: bytes, path: str) -> None:
    before, after = ((text_of(each)[0] or "").split("\n") for each in (content, made))
    for line in unified_diff(before, after, path, path, n=0, lineterm=""):
        style = next((colour for mark, colour in _COLOURS.items() if line.startswith(mark)), "")
        results().line((line.rstrip("\r"), style))

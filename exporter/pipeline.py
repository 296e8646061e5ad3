"""Composes the stages: vault → notes → cards → pack → bytes."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from exporter.assemble import NoteCards, assemble
from exporter.diagnostics import Checked, Diagnostic, Severity
from exporter.extract import describe, extract
from exporter.parse import ParsedNote, parse_note
from exporter.vault import Attachments, NoteLinks
from exporter.vault.attachments import resolve
from exporter.writers.base import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from exporter.config import Config
    from exporter.model import Pack
    from exporter.render.templates import Templates
    from exporter.vault import Vault
    from exporter.writers.registry import Chosen


@dataclass(frozen=True, slots=True)
class Output:
    """What a writer made.

    Attributes:
        writer: Its name.
        content: The file's bytes; None where it could not be written.
        seconds: How long it took.
        diagnostics: What it has to say.
    """

    writer: str
    content: bytes | None
    seconds: float
    diagnostics: tuple[Diagnostic, ...]


def read_pack(vault: Vault, config: Config, progress: Callable[[str, int, int], None]) -> Pack:
    """Read a vault and make a pack of it.

    Args:
        vault: Which notes.
        config: Of the vault.
        progress: Called with the stage's name, steps done and steps in all.
    """
    found: list[Diagnostic] = []
    parsed = _parse_all(vault, found, progress)
    titles = {_stem(note.source.path): note.heading or _stem(note.source.path) for note in parsed}
    attachments = Attachments(vault.files)
    entries: list[NoteCards] = []
    for number, note in enumerate(parsed, 1):
        entries.append(_extract_one(note, titles, attachments, found))
        progress("extract", number, len(parsed))
    if not any(entry.cards for entry in entries):
        found.append(_nearest_miss(vault, parsed, found))
    return assemble(entries, config, attachments.used.values(), found, vault.root.resolve().name)


def _parse_all(
    vault: Vault, found: list[Diagnostic], progress: Callable[[str, int, int], None]
) -> list[ParsedNote]:
    parsed: list[ParsedNote] = []
    for number, path in enumerate(vault.notes, 1):
        source = vault.read(path)
        found.extend(source.diagnostics)
        if source.value is not None:
            checked = parse_note(source.value)
            found.extend(checked.diagnostics)
            parsed.append(checked.value)
        progress("read", number, len(vault.notes))
    return parsed


def _extract_one(
    note: ParsedNote, titles: dict[str, str], attachments: Attachments, found: list[Diagnostic]
) -> NoteCards:
    names, problems = resolve(note.pictures(), note.source, attachments)
    links = NoteLinks(names, titles)
    cards = extract(note, links)
    found.extend((*problems, *cards.diagnostics))
    return NoteCards(describe(note, links), cards.value, note.properties.id)


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".md").casefold()


def _nearest_miss(vault: Vault, parsed: Sequence[ParsedNote], found: Sequence[Diagnostic]) -> Diagnostic:
    """Say why there is no card: no notes, only broken ones, or none with a part that makes cards."""
    fix = "run `studypack explain pack-empty` to see what makes a card"
    if not vault.notes:
        return Diagnostic(
            "pack-empty", "there is no note (`*.md`) in this folder", help="name the vault's folder"
        )
    error = next((each for each in found if each.severity is Severity.ERROR), None)
    if error:
        return Diagnostic(
            "pack-empty", f"no card was found; the nearest miss: {error.message}", error.path, help=fix
        )
    longest = max(parsed, key=lambda note: len(note.source.text))
    heads = ", ".join(f"`{section.heading.text}`" for section in longest.walk() if section.heading)
    message = f"no card was found in {len(parsed)} notes; the largest has the headings {heads or 'none'}"
    return Diagnostic("pack-empty", message, longest.source.path, help=fix)


def write_all(
    pack: Pack,
    chosen: Iterable[Chosen],
    built_at: int,
    templates: Templates,
    progress: Callable[[str, int, int], None],
) -> tuple[Output, ...]:
    """Let each writer write the pack.

    Args:
        pack: What to export.
        chosen: Writers with their options.
        built_at: Time of the build, seconds since the epoch.
        templates: Finds templates.
        progress: Called with the writer's name, steps done and steps in all.
    """
    outputs = []
    for each in chosen:
        begun = perf_counter()
        job = Job(built_at, templates, _named(progress, each.name))
        checked: Checked[bytes | None] = each.writer.write(pack, each.options, job)
        outputs.append(Output(each.name, checked.value, perf_counter() - begun, checked.diagnostics))
    return tuple(outputs)


def _named(progress: Callable[[str, int, int], None], name: str) -> Callable[[int, int], None]:
    return lambda done, total: progress(name, done, total)

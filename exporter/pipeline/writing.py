"""From what was read to the bytes of files: each writer in turn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from exporter.diagnostics import Checked, Diagnostic
    from exporter.model import Pack
    from exporter.pipeline.reading import Reading
    from exporter.writers.base import Job
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


def write_all(
    reading: Reading, chosen: Iterable[Chosen], job: Job, progress: Callable[[str, int, int], None]
) -> tuple[Output, ...]:
    """Let each writer write the pack.

    Args:
        reading: What to export.
        chosen: Writers with their options.
        job: Time and templates.
        progress: Called with the writer's name, steps done and steps in all.
    """
    job = _informed(job, reading)
    return tuple(
        _write(reading.pack, each, replace(job, progress=_named(progress, each.name))) for each in chosen
    )


def write_retired(reading: Reading, chosen: Iterable[Chosen], job: Job) -> Output | None:
    """Write the deck of the retired cards; None where there are none, or where no deck is wanted.

    Args:
        reading: What was read.
        chosen: Writers with their options.
        job: Time and templates.
    """
    deck = next((each for each in chosen if each.writer.extension == "apkg"), None)
    return _write(reading.retired, deck, _informed(job, reading)) if reading.retired and deck else None


def _informed(job: Job, reading: Reading) -> Job:
    styled = {kind: stamp.mod for kind, stamp in reading.ledger.note_types.items()}
    return replace(job, styled=styled, filled=reading.filled)


def _write(pack: Pack, chosen: Chosen, job: Job) -> Output:
    begun = perf_counter()
    checked: Checked[bytes | None] = chosen.writer.write(pack, chosen.options, job)
    return Output(chosen.name, checked.value, perf_counter() - begun, checked.diagnostics)


def _named(progress: Callable[[str, int, int], None], name: str) -> Callable[[int, int], None]:
    return lambda done, total: progress(name, done, total)

"""Reads the notes of a large vault on all cores.

Each process parses its part of the notes, and makes the cards of those without a link. What notes are
called then goes to all of them, and each makes the cards of its other notes. What comes back are the records
that are kept from one build to the next, so that nothing else need know how they were made.
"""

from __future__ import annotations

from contextlib import suppress
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

import exporter.extract
import exporter.parse  # noqa: F401 - loaded before processes begin as copies, so that not each loads it
from exporter.cores import context, parts, settle_in
from exporter.diagnostics import Checked
from exporter.links import NO_LINKS, Library, Resolver, head_of, stands_alone
from exporter.pipeline.drafts import Parsed, extracted, parsed, recorded
from exporter.vault import Attachments

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from multiprocessing.connection import Connection

    from exporter.links import Head
    from exporter.pipeline.shelf import Record
    from exporter.vault import Vault

_REPORT_EVERY = 50


def read_ahead(  # noqa: PLR0913 - what each process must know
    vault: Vault,
    flashcard_tags: tuple[str, ...],
    paths: Sequence[str],
    heads: Mapping[str, Head],
    *,
    processes: int,
    progress: Callable[[int], None],
) -> dict[str, Record]:
    """Read notes in several processes; those that cannot be read so are left to the caller.

    Args:
        vault: Of the notes.
        flashcard_tags: The tags under which a line is a card by its signs.
        paths: Of the notes.
        heads: What is known of other notes, by path.
        processes: How many.
        progress: Is told how many notes have been parsed.
    """
    begun, known = context(), dict(heads)
    found: dict[str, Record] = {}
    ends: list[Connection] = []
    workers = []
    for part in parts(paths, processes):
        here, there = begun.Pipe()
        worker = begun.Process(target=_work, args=(there, vault, flashcard_tags, part), daemon=True)  # type: ignore[attr-defined]
        worker.start()
        there.close()
        ends.append(here)
        workers.append(worker)
    try:
        for records, waiting in _first_round(ends, progress):
            found |= records
            known |= waiting | {path: record.head for path, record in records.items()}
        for end in ends:
            # Of one that was killed the caller does the work.
            with suppress(OSError, EOFError):
                end.send(known)
                found |= end.recv()
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()
    return found


def _first_round(
    ends: Sequence[Connection], progress: Callable[[int], None]
) -> list[tuple[dict[str, Record], dict[str, Head]]]:
    """Collect what needs no other note, and what the others are called."""
    counts = dict.fromkeys(map(id, ends), 0)
    rounds: list[tuple[dict[str, Record], dict[str, Head]]] = []
    open_ = list(ends)
    while open_:
        ready = wait(open_)
        for end in [each for each in open_ if each in ready]:
            try:
                said = end.recv()
            except (OSError, EOFError):
                said = ({}, {})
            if isinstance(said, int):
                counts[id(end)] = said
                progress(sum(counts.values()))
            else:
                rounds.append(said)
                open_.remove(end)
    return rounds


def _work(pipe: Connection, vault: Vault, flashcard_tags: tuple[str, ...], paths: Sequence[str]) -> None:
    """Do one process's part."""
    settle_in()
    records: dict[str, Record] = {}
    waiting: dict[str, Parsed] = {}
    for number, path in enumerate(paths, 1):
        content = vault.content(path).value
        draft = parsed(vault, path, content).value if content is not None else None
        if draft and draft.sound:
            if stands_alone(draft.note):
                extract = extracted(draft.note, Checked(NO_LINKS), flashcard_tags)
                record = recorded(draft, vault.digest(path), (), extract)
                records |= {path: record} if record else {}
            else:
                waiting[path] = draft
        if number % _REPORT_EVERY == 0:
            pipe.send(number)
    pipe.send((records, {path: head_of(draft.note) for path, draft in waiting.items()}))
    heads = pipe.recv()
    library = Library(vault, (draft.note for draft in waiting.values()), heads)
    resolver = Resolver(library, Attachments(vault.files))
    linked: dict[str, Record] = {}
    for path, draft in waiting.items():
        enquiry = resolver.enquiry()
        extract = extracted(draft.note, resolver.follow(draft.note, enquiry), flashcard_tags)
        record = recorded(draft, vault.digest(path), enquiry.asked, extract)
        linked |= {path: record} if record else {}
    pipe.send(linked)

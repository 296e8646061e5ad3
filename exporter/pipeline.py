"""Composes the stages: vault → notes → cards → pack → bytes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING

from exporter.assemble import Assembled, NoteCards, Past, assemble
from exporter.diagnostics import Checked, Diagnostic, Severity
from exporter.extract import describe, extract, is_unfilled
from exporter.ledger import Digests, Found, Ledger, Plan, record, retired_cards, stamp_retired
from exporter.links import Library, Resolver
from exporter.model import face_of
from exporter.parse import ParsedNote, parse_note
from exporter.vault import Attachments
from exporter.verify import Planned, Treatment, Verified, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from exporter.config import Config
    from exporter.model import Pack
    from exporter.vault import Vault
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


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a vault.

    Attributes:
        pack: What to export.
        ledger: To be kept once it is exported.
        plan: What the next import will do.
        past: What was issued before.
    """

    pack: Pack
    ledger: Ledger
    plan: Plan
    past: Ledger


def read_pack(
    vault: Vault,
    config: Config,
    past: Checked[Ledger],
    job: Job,
    progress: Callable[[str, int, int], None],
) -> Reading:
    """Read a vault and make a pack of it.

    Args:
        vault: Which notes.
        config: Of the vault.
        past: What earlier builds issued.
        job: Time and templates.
        progress: Called with the stage's name, steps done and steps in all.
    """
    made = _assembled(vault, config, past, progress)
    digests = _digests(made.pack, job)
    recorded = record(past.value, made.pack, made.identified, digests, job.built_at)
    pack = replace(made.pack, cards=recorded.cards)
    return Reading(pack, _with_retired(recorded.ledger, pack, job), recorded.plan, past.value)


def put_together(
    vault: Vault, config: Config, past: Checked[Ledger], progress: Callable[[str, int, int], None]
) -> Pack:
    """Read a vault for what is found in it; its cards carry no times, and nothing is planned.

    Args:
        vault: Which notes.
        config: Of the vault.
        past: What earlier builds issued.
        progress: Called with the stage's name, steps done and steps in all.
    """
    return _assembled(vault, config, past, progress).pack


def held_back(vault: Vault, config: Config, past: Checked[Ledger]) -> list[Found]:
    """Give the cards of which it is not sure who they are.

    Args:
        vault: Which notes.
        config: Of the vault.
        past: What earlier builds issued.
    """
    return _assembled(vault, config, past, lambda *_: None).identified.held_back()


def _digests(pack: Pack, job: Job) -> Digests:
    from exporter.writers.anki.digests import card_digests, note_type_digests
    from exporter.writers.anki.markup import TemplateError

    try:
        types = note_type_digests(job.templates)
    except TemplateError:
        # The writer reports it; until the template is mended, nothing is stamped.
        types = {}
    return Digests(card_digests(pack), types)


def _with_retired(ledger: Ledger, pack: Pack, job: Job) -> Ledger:
    from exporter.writers.anki.digests import card_digests

    gone = retired_cards(ledger, pack)
    return stamp_retired(ledger, card_digests(gone) if gone else {}, job.built_at)


def _assembled(
    vault: Vault, config: Config, past: Checked[Ledger], progress: Callable[[str, int, int], None]
) -> Assembled:
    found: list[Diagnostic] = [*past.diagnostics, *vault.diagnostics]
    parsed = _parse_all(vault, found, progress)
    attachments = Attachments(vault.files)
    resolver = Resolver(Library(vault, parsed), attachments)
    entries: list[NoteCards] = []
    for number, note in enumerate(parsed, 1):
        entries.append(_extract_one(note, resolver, config.flashcard_tags, found))
        progress("extract", number, len(parsed))
    if not any(entry.cards for entry in entries):
        found.append(_nearest_miss(vault, parsed, found))
    # A note with an error may have lost cards that its author has not taken out.
    unsound = frozenset(each.path for each in found if each.path and each.severity is Severity.ERROR)
    earlier = Past(past.value, vault.root.resolve().name, unsound, vault.inside)
    return assemble(entries, config, attachments.used.values(), found, earlier)


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
    note: ParsedNote, resolver: Resolver, flashcard_tags: tuple[str, ...], found: list[Diagnostic]
) -> NoteCards:
    links = resolver.follow(note)
    cards = extract(note, links.value, flashcard_tags)
    found.extend((*links.diagnostics, *cards.diagnostics))
    return NoteCards(describe(note, links.value, flashcard_tags), cards.value, note.properties.id)


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
    unfilled = next((note for note in parsed if is_unfilled(note)), None)
    if unfilled:
        message = "no card yet: what this note leaves to be filled in is still as in its template"
        fix = "put your own words for what stands in brackets"
        return Diagnostic("template-unfilled", message, unfilled.source.path, help=fix)
    longest = max(parsed, key=lambda note: len(note.source.text))
    heads = ", ".join(f"`{section.heading.text}`" for section in longest.walk() if section.heading)
    message = f"no card was found in {len(parsed)} notes; the largest has the headings {heads or 'none'}"
    return Diagnostic("pack-empty", message, longest.source.path, help=fix)


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
    styled = _styled(reading)
    return tuple(
        _write(reading.pack, each, replace(job, progress=_named(progress, each.name), styled=styled))
        for each in chosen
    )


def write_retired(reading: Reading, chosen: Iterable[Chosen], job: Job) -> Output | None:
    """Write the deck of the retired cards; None where there are none, or where no deck is wanted.

    Args:
        reading: What was read.
        chosen: Writers with their options.
        job: Time and templates.
    """
    deck = next((each for each in chosen if each.writer.extension == "apkg"), None)
    pack = retired_cards(reading.ledger, reading.pack) if deck else None
    return _write(pack, deck, replace(job, styled=_styled(reading))) if pack and deck else None


def verify_decks(
    reading: Reading, deck: bytes, retired: bytes | None, earlier: Sequence[bytes]
) -> Checked[Verified]:
    """Import what was built into the real Anki, and compare what happens with the plan.

    Args:
        reading: What was read.
        deck: The new file.
        retired: The file of the retired cards, if there is one: it is imported after the deck.
        earlier: The files that were exported before.

    Returns:
        What happened to the cards of the deck; what is wrong with either file.

    Raises:
        BackendMissingError: Anki's backend is not installed.
    """
    main = verify(deck, earlier, _planned(reading))
    if retired is None:
        return main
    after = verify(retired, [*earlier, deck], _planned_retired(reading))
    value = replace(main.value, sound=main.value.sound and after.value.sound)
    return Checked(value, tuple(dict.fromkeys((*main.diagnostics, *after.diagnostics))))


def _planned(reading: Reading) -> list[Planned]:
    from exporter.writers.anki.mcq import fits

    said = {
        **{change.id: Treatment.NEW for change in reading.plan.new},
        **{change.id: Treatment.UPDATED for change in (*reading.plan.changed, *reading.plan.revived)},
    }
    planned = []
    for issued in filter(fits, reading.pack.cards):
        before, origin = reading.past.entries.get(issued.id), issued.card.origin
        time = before.stamp.mod if before and before.stamp.hash else None
        treatment = said.get(issued.id, Treatment.UNCHANGED)
        face = face_of(issued.card).text
        planned.append(Planned(issued.guid, treatment, time, origin.note, origin.line, face))
    return planned


def _planned_retired(reading: Reading) -> list[Planned]:
    """Say what the retired deck will do: a card that was told before stays, any other is updated."""
    from exporter.writers.anki.mcq import fits

    gone = retired_cards(reading.ledger, reading.pack)
    planned = []
    for issued in filter(fits, gone.cards if gone else ()):
        before, origin = reading.past.entries[issued.id], issued.card.origin
        told = before.since is not None and before.stamp.mod == issued.changed
        treatment = Treatment.UNCHANGED if told else Treatment.UPDATED
        face = face_of(issued.card).text
        planned.append(Planned(issued.guid, treatment, before.stamp.mod, origin.note, origin.line, face))
    return planned


def _styled(reading: Reading) -> dict[str, int]:
    return {kind: stamp.mod for kind, stamp in reading.ledger.note_types.items()}


def _write(pack: Pack, chosen: Chosen, job: Job) -> Output:
    begun = perf_counter()
    checked: Checked[bytes | None] = chosen.writer.write(pack, chosen.options, job)
    return Output(chosen.name, checked.value, perf_counter() - begun, checked.diagnostics)


def _named(progress: Callable[[str, int, int], None], name: str) -> Callable[[int, int], None]:
    return lambda done, total: progress(name, done, total)

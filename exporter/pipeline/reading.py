"""From the vault to the pack: the stages that read, in their order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from exporter.assemble import Assembled, Past, Read, assemble
from exporter.diagnostics import Checked, Severity
from exporter.ledger import Digests, Found, Ledger, Plan, record, retired_cards, stamp_retired
from exporter.pipeline.catalogues import read_catalogues
from exporter.pipeline.notes import Notes, read_notes
from exporter.translate.shown import Languages
from exporter.translate.speaker import Speaker
from exporter.vault import settings_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exporter.config import Config
    from exporter.model import Pack
    from exporter.translate.catalogue import Catalogue
    from exporter.translate.translator import Translator
    from exporter.vault import Vault
    from exporter.writers.base import Cache, Job

    Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a vault.

    Attributes:
        pack: What to export.
        ledger: To be kept once it is exported.
        plan: What the next import will do.
        past: What was issued before.
        retired: The cards that are not there any more; None where all are.
        filled: The fields of Anki's notes by id of the card: they are filled once, to see what has
            changed and to be written.
        files: What was read besides the notes: places on the disk, some relative to the root.
        settled: Whether the next build would find the same, if nothing changes before it.
    """

    pack: Pack
    ledger: Ledger
    plan: Plan
    past: Ledger
    retired: Pack | None = None
    filled: Mapping[str, bytes] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    settled: bool = False


def read_pack(
    vault: Vault,
    config: Config,
    past: Checked[Ledger],
    job: Job,
    progress: Progress,
) -> Reading:
    """Read a vault and make a pack of it.

    Args:
        vault: Which notes.
        config: Of the vault.
        past: What earlier builds issued.
        job: Time and templates.
        progress: Called with the stage's name, steps done and steps in all.
    """
    from exporter.pipeline.made import products, shelf_of_cards

    made, files, marks = _assembled(vault, config, past, progress, job.cache)
    fields, hashes, packed = products(made.pack, marks, shelf_of_cards(vault, config, made.pack, job.cache))
    digests = Digests(hashes, _note_type_digests(job), packed)
    recorded = record(past.value, made.pack, made.identified, digests, job.built_at)
    pack, plan = replace(made.pack, cards=recorded.cards), recorded.plan
    ledger, gone, gone_fields = _with_retired(recorded.ledger, pack, job)
    settled = not past.diagnostics and (plan.quiet or not made.doubted)
    return Reading(pack, ledger, plan, past.value, gone, fields | gone_fields, files, settled)


def put_together(
    vault: Vault, config: Config, past: Checked[Ledger], progress: Progress, cache: Cache | None = None
) -> Pack:
    """Read a vault for what is found in it; its cards carry no times, and nothing is planned.

    Args:
        vault: Which notes.
        config: Of the vault.
        past: What earlier builds issued.
        progress: Called with the stage's name, steps done and steps in all.
        cache: Keeps what is read for the next build; None if nothing is kept.
    """
    made, _, _ = _assembled(vault, config, past, progress, cache)
    return made.pack


def held_back(vault: Vault, config: Config, past: Checked[Ledger]) -> list[Found]:
    """Give the cards of which it is not sure who they are.

    Args:
        vault: Which notes.
        config: Of the vault.
        past: What earlier builds issued.
    """
    made, _, _ = _assembled(vault, config, past, lambda *_: None)
    return made.identified.held_back()


def _note_type_digests(job: Job) -> dict[str, str]:
    from exporter.writers.anki.digests import note_type_digests
    from exporter.writers.anki.markup import TemplateError

    try:
        return note_type_digests(job.templates)
    except TemplateError:
        # The writer reports it; until the template is mended, nothing is stamped.
        return {}


def _with_retired(ledger: Ledger, pack: Pack, job: Job) -> tuple[Ledger, Pack | None, dict[str, bytes]]:
    from exporter.writers.anki.contents import as_row, filled
    from exporter.writers.anki.digests import card_digests

    gone = retired_cards(ledger, pack)
    if gone is None:
        return stamp_retired(ledger, {}, job.built_at), None, {}
    fields = filled(gone)
    ledger = stamp_retired(ledger, card_digests(gone, fields), job.built_at)
    cards = tuple(issued.dated(ledger.entries[issued.id].stamp.mod) for issued in gone.cards)
    return ledger, replace(gone, cards=cards), {id_: as_row(each) for id_, each in fields.items()}


def _assembled(
    vault: Vault, config: Config, past: Checked[Ledger], progress: Progress, cache: Cache | None = None
) -> tuple[Assembled, tuple[str, ...], Mapping[str, str]]:
    """Give a pack, the paths of what was read besides the notes, and the marks of notes that say all."""
    notes, config = read_notes(vault, config, past, progress, cache)
    catalogues = read_catalogues(vault, config, notes.found)
    translator = _translator(catalogues, notes, config.fuzzy) if catalogues else None
    speaker = Speaker(Languages(config.languages, config.first), translator)
    made = assembled(notes, config, past, speaker)
    # A path of the vault may be spelt otherwise on the disk.
    read = (*notes.attachments.tried, *(each.path for each in catalogues))
    files = (*settings_files(), *sorted(str(vault.files[path]) for path in read))
    if translator is None:
        return made, files, notes.marks
    said = sorted((*made.pack.diagnostics, *translator.findings()), key=lambda each: each.order)
    return made._replace(pack=replace(made.pack, diagnostics=tuple(said))), files, {}


def _translator(catalogues: tuple[Catalogue, ...], notes: Notes, fuzzy: bool) -> Translator:  # noqa: FBT001 - a setting
    from exporter.translate.snippets import Snippets
    from exporter.translate.translator import Translator

    return Translator(catalogues, Snippets(notes.places), fuzzy)


def assembled(notes: Notes, config: Config, past: Checked[Ledger], speaker: Speaker) -> Assembled:
    """Put the notes' cards together.

    Args:
        notes: Read.
        config: Of the vault, with the languages of the pack.
        past: What earlier builds issued.
        speaker: Says it in these languages.
    """
    # A note with an error may have lost cards that its author has not taken out.
    unsound = frozenset(each.path for each in notes.found if each.path and each.severity is Severity.ERROR)
    vault = notes.vault
    earlier = Past(past.value, vault.root.resolve().name, unsound, vault.inside)
    read = Read(notes.entries, notes.attachments.used.values(), notes.found)
    return assemble(read, config, earlier, speaker)

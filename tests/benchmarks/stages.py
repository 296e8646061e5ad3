"""The stages of a build, one by one in one process; prints their seconds as JSON. Run as a module.

A process of its own has nothing in memory that another measurement left there.
"""

from __future__ import annotations

import gc
import json
import sys
import tempfile
import warnings
from contextlib import contextmanager
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import genanki

from exporter.assemble import Assembled, NoteCards, Past, Read, assemble, languages_of
from exporter.config import read_config
from exporter.extract import describe, extract
from exporter.ledger import Digests, Ledger, record
from exporter.links import Library, Resolver
from exporter.model import kind_of
from exporter.parse import parse_note
from exporter.render.templates import Templates
from exporter.translate.shown import Languages
from exporter.translate.speaker import Speaker
from exporter.vault import Attachments, open_vault
from exporter.writers.anki.contents import as_row, contents, filled
from exporter.writers.anki.deck import write_deck
from exporter.writers.anki.digests import card_digests, note_type_digests
from exporter.writers.anki.notetypes import note_types
from exporter.writers.base import Job
from tests.benchmarks.vaults import write_vault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.config import Config
    from exporter.model import Pack
    from exporter.parse import ParsedNote
    from exporter.vault import Vault

_AT = 1_800_000_000


class Clock:
    """Seconds and processor seconds by stage, in the order in which they ran."""

    def __init__(self) -> None:
        self.stages: dict[str, tuple[float, float]] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what stands in the `with` block."""
        begun, used = perf_counter(), process_time()
        yield
        self.stages[name] = perf_counter() - begun, process_time() - used


def measured(folder: Path) -> dict[str, object]:
    """Build a vault's deck stage by stage.

    Args:
        folder: Its root.

    Returns:
        How many cards the deck has; by stage, seconds and processor seconds.
    """
    clock = Clock()
    config = read_config(folder).value
    with clock.stage("read and hash"):
        for path in sorted(folder.rglob("*.md")):
            blake2b(path.read_bytes()).digest()
    with clock.stage("read"):
        vault = open_vault(folder, folder)
        sources = [vault.read(path).value for path in vault.notes]
    with clock.stage("parse"):
        parsed = [parse_note(source).value for source in sources if source]
    assembled = _assembled(clock, vault, config, parsed)
    pack, job = assembled.pack, Job(_AT, Templates())
    with clock.stage("digest"):
        fields = filled(pack)
        digests = Digests(card_digests(pack, fields), note_type_digests(job.templates))
    with clock.stage("record"):
        recorded = record(Ledger(), pack, assembled.identified, digests, _AT)
        pack = replace(pack, cards=recorded.cards)
    with clock.stage("write"):
        rows = {id_: as_row(each) for id_, each in fields.items()}
        write_deck(pack, replace(job, filled=rows))
    _genanki_alone(clock, pack)
    return {"cards": len(pack.cards), "stages": clock.stages}


def _assembled(clock: Clock, vault: Vault, config: Config, parsed: list[ParsedNote]) -> Assembled:
    with clock.stage("extract"):
        attachments = Attachments(vault.files)
        resolver, entries = Resolver(Library(vault, parsed), attachments), []
        for note in parsed:
            links = resolver.follow(note).value
            cards = extract(note, links, config.flashcard_tags).value
            described = describe(note, links, config.flashcard_tags)
            entries.append(NoteCards(described, cards, note.properties.id))
    with clock.stage("assemble"):
        past = Past(Ledger(), vault.root.name, frozenset(), vault.inside)
        config = replace(config, languages=languages_of(config, entries))
        read = Read(entries, attachments.used.values(), ())
        return assemble(read, config, past, Speaker(Languages(config.languages, config.first)))


def _genanki_alone(clock: Clock, pack: Pack) -> None:
    """Write the same notes with genanki and nothing else; making up their fields is not counted."""
    comparisons = pack.comparisons()
    rows = [(kind_of(each.card), each, contents(each, pack, comparisons)) for each in pack.cards]
    # As in a program of its own: with the collector, which does not look at what is ours.
    gc.freeze()
    gc.enable()
    with clock.stage("genanki"), tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        models = {
            kind: genanki.Model(
                made.id,
                made.name,
                fields=[{"name": name} for name in made.field_names],
                # As many templates as ours, so that each note gives as many cards.
                templates=[
                    {"name": each.name, "qfmt": f"{{{{{_asked(each.asks, made.field_names)}}}}}", "afmt": "-"}
                    for each in made.templates
                ],
            )
            for kind, made in note_types().items()
            if not made.cloze
        }
        decks: dict[str, genanki.Deck] = {}
        for kind, issued, fields in rows:
            note = genanki.Note(
                model=models[kind], fields=list(fields.values()), tags=list(issued.tags), guid=issued.guid
            )
            place = len(decks) + 1
            decks.setdefault(issued.deck, genanki.Deck(place, issued.deck)).add_note(note)
        genanki.Package(list(decks.values())).write_to_file(Path(scratch) / "alone.apkg")
    gc.disable()


def _asked(field: str | None, names: tuple[str, ...]) -> str:
    return names[0] if field is None else field


def main() -> None:
    """Measure the vault that is named, after a small one that loads and compiles what is lazy."""
    # As the program does.
    gc.disable()
    with tempfile.TemporaryDirectory() as scratch:
        measured(write_vault(Path(scratch) / "warm", 10, seed=2))
    sys.stdout.write(json.dumps(measured(Path(sys.argv[1]).resolve())))


if __name__ == "__main__":
    main()

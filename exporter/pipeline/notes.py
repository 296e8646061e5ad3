"""From the vault to the notes and their cards."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from exporter.assemble import NoteCards, languages_of
from exporter.diagnostics import Checked, Diagnostic, Severity
from exporter.extract import describe, extract, is_unfilled
from exporter.labels import labels
from exporter.links import Library, Resolver
from exporter.parse import ParsedNote, parse_note
from exporter.translate import NotePlace, main_of, paired
from exporter.vault import Attachments

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exporter.config import Config
    from exporter.ledger import Ledger
    from exporter.vault import Vault

    Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Notes:
    """The notes of a vault, read.

    Attributes:
        vault: Where they are.
        config: Of the vault.
        attachments: Finds and reads files.
        found: What was found wrong, in the order of finding.
        parsed: All notes that could be read.
        entries: Those that make cards, with their cards.
        places: What translations need of each, by path.
    """

    vault: Vault
    config: Config
    attachments: Attachments
    found: list[Diagnostic]
    parsed: list[ParsedNote] = field(default_factory=list)
    entries: list[NoteCards] = field(default_factory=list)
    places: dict[str, NotePlace] = field(default_factory=dict)

    def read(self, progress: Progress) -> None:
        """Read all notes, and extract their cards."""
        self._parse(progress)
        resolver = Resolver(Library(self.vault, self.parsed), self.attachments)
        mains = self._mains()
        said: dict[str, list[tuple[NoteCards, str]]] = {}
        for number, note in enumerate(self.parsed, 1):
            path = note.source.path
            entry = self._extracted(note, resolver)
            if path in mains:
                main, lang = mains[path]
                said.setdefault(main, []).append((entry, lang))
            else:
                self.entries.append(entry)
            progress("extract", number, len(self.parsed))
        if said:
            self.entries = [self._bilingual(entry, said.get(entry.note.path, ())) for entry in self.entries]
        if not any(entry.cards for entry in self.entries):
            self.found.append(self._nearest_miss())

    def _parse(self, progress: Progress) -> None:
        for number, path in enumerate(self.vault.notes, 1):
            source = self.vault.read(path)
            self.found.extend(source.diagnostics)
            if source.value is not None:
                checked = parse_note(source.value)
                self.found.extend(checked.diagnostics)
                self.parsed.append(checked.value)
            progress("read", number, len(self.vault.notes))

    def _mains(self) -> dict[str, tuple[str, str]]:
        """Give the notes that are translations, each with the note that it translates and its language."""
        every = frozenset(self.vault.every)
        languages = (*self.config.languages, *labels().languages)
        pairs = ((note.source.path, main_of(note.source.path, every, languages)) for note in self.parsed)
        return {path: main for path, main in pairs if main}

    def _extracted(self, note: ParsedNote, resolver: Resolver) -> NoteCards:
        links, tags = resolver.follow(note), self.config.flashcard_tags
        cards = extract(note, links.value, tags)
        self.found.extend((*links.diagnostics, *cards.diagnostics))
        self.places[note.source.path] = NotePlace(links.value, note.source.text)
        return NoteCards(describe(note, links.value, tags), cards.value, note.properties.id)

    def _bilingual(self, entry: NoteCards, twins: Sequence[tuple[NoteCards, str]]) -> NoteCards:
        note, cards = entry.note, entry.cards
        for twin, lang in twins:
            both = paired(note, cards, twin.note, twin.cards, lang)
            note, cards = both.value
            self.found.extend(both.diagnostics)
        return NoteCards(note, cards, entry.explicit_id)

    def _nearest_miss(self) -> Diagnostic:
        """Say why there is no card: no notes, only broken ones, or none with a part that makes cards."""
        fix = "run `studypack explain pack-empty` to see what makes a card"
        if not self.vault.notes:
            message = "there is no note (`*.md`) in this folder"
            return Diagnostic("pack-empty", message, help="name the vault's folder")
        error = next((each for each in self.found if each.severity is Severity.ERROR), None)
        if error:
            message = f"no card was found; the nearest miss: {error.message}"
            return Diagnostic("pack-empty", message, error.path, help=fix)
        unfilled = next((note for note in self.parsed if is_unfilled(note)), None)
        if unfilled:
            message = "no card yet: what this note leaves to be filled in is still as in its template"
            fix = "put your own words for what stands in brackets"
            return Diagnostic("template-unfilled", message, unfilled.source.path, help=fix)
        longest = max(self.parsed, key=lambda note: len(note.source.text))
        heads = ", ".join(f"`{section.heading.text}`" for section in longest.walk() if section.heading)
        message = (
            f"no card was found in {len(self.parsed)} notes; the largest has the headings {heads or 'none'}"
        )
        return Diagnostic("pack-empty", message, longest.source.path, help=fix)


def read_notes(
    vault: Vault, config: Config, past: Checked[Ledger], progress: Progress
) -> tuple[Notes, Config]:
    """Read the notes of a vault, and settle the languages of the pack.

    Args:
        vault: Which notes.
        config: Of the vault.
        past: What earlier builds issued.
        progress: Called with the stage's name, steps done and steps in all.
    """
    found: list[Diagnostic] = [*past.diagnostics, *vault.diagnostics]
    notes = Notes(vault, config, Attachments(vault.files), found)
    notes.read(progress)
    return notes, replace(config, languages=languages_of(config, notes.entries))

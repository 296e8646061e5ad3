"""From the vault to the notes and their cards."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from exporter.assemble import NoteCards, languages_of
from exporter.diagnostics import Checked
from exporter.extract import describe, extract
from exporter.labels import labels
from exporter.links import NO_LINKS, Library, Resolver, head_of, stands_alone
from exporter.parse import parse_note
from exporter.pipeline.miss import nearest_miss
from exporter.pipeline.shelf import Extract, Record, mark_of, packed, shelf_of
from exporter.translate.snippets import NotePlace, footnotes_of
from exporter.translate.twins import main_of, paired
from exporter.vault import Attachments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from exporter.config import Config
    from exporter.diagnostics import Diagnostic
    from exporter.ledger import Ledger
    from exporter.links import Asked, Head, Linked
    from exporter.parse import ParsedNote
    from exporter.pipeline.shelf import Shelf
    from exporter.vault import Vault
    from exporter.writers.base import Cache

    Progress = Callable[[str, int, int], None]


class Parsed(NamedTuple):
    """A note that was parsed in this build.

    Attributes:
        note: The note.
        findings: What is wrong with it as Markdown.
        sound: Whether its bytes alone say what it says.
    """

    note: ParsedNote
    findings: tuple[Diagnostic, ...]
    sound: bool


class Read(NamedTuple):
    """A note that was read to the end at once, for it needs no other one.

    Attributes:
        head: What other notes ask of it.
        extract: What was read.
    """

    head: Head
    extract: Extract


@dataclass(slots=True)
class Notes:
    """The notes of a vault, read.

    Attributes:
        vault: Where they are.
        config: Of the vault.
        attachments: Finds and reads files.
        found: What was found wrong, in the order of finding.
        shelf: What earlier builds have read.
        entries: Those that make cards, with their cards.
        places: What translations need of each, by path.
        marks: Of those whose cards may be as they were, by path: a hash of all that was read.
    """

    vault: Vault
    config: Config
    attachments: Attachments
    found: list[Diagnostic]
    shelf: Shelf[Record]
    entries: list[NoteCards] = field(default_factory=list)
    places: dict[str, NotePlace] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)

    def read(self, progress: Progress) -> None:
        """Read all notes, and extract their cards."""
        drafts = self._drafts(progress)
        parsed = [each for each in drafts.values() if isinstance(each, Parsed)]
        heads = {path: each.head for path, each in drafts.items() if not isinstance(each, Parsed)}
        library = Library(self.vault, (each.note for each in parsed), heads)
        resolver = Resolver(library, self.attachments)
        mains = self._mains(drafts)
        said: dict[str, list[tuple[NoteCards, str]]] = {}
        for number, path in enumerate(drafts, 1):
            entry = self._extracted(path, drafts[path], resolver)
            if path in mains:
                main, lang = mains[path]
                said.setdefault(main, []).append((entry, lang))
            else:
                self.entries.append(entry)
            progress("extract", number, len(drafts))
        if said:
            self.entries = [self._bilingual(entry, said.get(entry.note.path, ())) for entry in self.entries]
        if not any(entry.cards for entry in self.entries):
            notes = [note for path in drafts if (note := library.note(path))]
            self.found.append(nearest_miss(self.vault, notes, self.found))
        self.shelf.save(frozenset(self.vault.every))

    def _drafts(self, progress: Progress) -> dict[str, Parsed | Read | Record]:
        """Give of each note what was kept, or parse it.

        Trees are large: only those that have to wait for other notes are held.
        """
        drafts: dict[str, Parsed | Read | Record] = {}
        for number, path in enumerate(self.vault.notes, 1):
            draft = self._draft(path)
            if draft is not None:
                drafts[path] = draft
            progress("read", number, len(self.vault.notes))
        return drafts

    def _draft(self, path: str) -> Parsed | Read | Record | None:
        content = self.vault.content(path)
        self.found.extend(content.diagnostics)
        if content.value is None:
            return None
        record = self.shelf.find(path, self.vault.digest(path) or "")
        if record is not None:
            self.found.extend(record.parsing)
            return record
        source = self.vault.decoded(path, content.value)
        self.found.extend(source.diagnostics)
        if source.value is None:
            return None
        checked = parse_note(source.value)
        self.found.extend(checked.diagnostics)
        # Of a damaged note the other notes tell what it said.
        parsed = Parsed(checked.value, checked.diagnostics, sound=not source.diagnostics)
        if not stands_alone(parsed.note):
            return parsed
        extract = extracted(parsed.note, Checked(NO_LINKS), self.config.flashcard_tags)
        self._keep(path, parsed, (), extract)
        return Read(head_of(parsed.note), extract)

    def _mains(self, paths: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Give the notes that are translations, each with the note that it translates and its language."""
        every = frozenset(self.vault.every)
        languages = (*self.config.languages, *labels().languages)
        pairs = ((path, main_of(path, every, languages)) for path in paths)
        return {path: main for path, main in pairs if main}

    def _extracted(self, path: str, draft: Parsed | Read | Record, resolver: Resolver) -> NoteCards:
        if isinstance(draft, Read):
            extract = draft.extract
        elif isinstance(draft, Record) and resolver.enquiry().holds(draft.asked):
            extract = draft.unpacked()
            self.marks[path] = mark_of(draft)
        else:
            extract = self._anew(path, draft, resolver)
        self.found.extend(extract.findings)
        self.places[path] = extract.place
        return extract.entry

    def _anew(self, path: str, draft: Parsed | Record, resolver: Resolver) -> Extract:
        """Extract a note's cards once all notes are known, and keep them for the next build."""
        if isinstance(draft, Record):
            note = resolver.library.note(path)
            if note is None:
                raise FileNotFoundError(path)
            draft = Parsed(note, draft.parsing, sound=True)
        enquiry = resolver.enquiry()
        links = resolver.follow(draft.note, enquiry)
        extract = extracted(draft.note, links, self.config.flashcard_tags)
        self._keep(path, draft, enquiry.asked, extract)
        return extract

    def _keep(self, path: str, parsed: Parsed, asked: Asked | None, extract: Extract) -> None:
        digest = self.vault.digest(path) if self.shelf.keeps else None
        if parsed.sound and digest and asked is not None:
            kept = Record(digest, head_of(parsed.note), parsed.findings, asked, packed(extract))
            self.shelf.put(path, kept)
            self.marks[path] = mark_of(kept)

    def _bilingual(self, entry: NoteCards, twins: Sequence[tuple[NoteCards, str]]) -> NoteCards:
        note, cards = entry.note, entry.cards
        for twin, lang in twins:
            self.marks.pop(note.path, None)
            both = paired(note, cards, twin.note, twin.cards, lang)
            note, cards = both.value
            self.found.extend(both.diagnostics)
        return NoteCards(note, cards, entry.explicit_id)


def extracted(note: ParsedNote, links: Checked[Linked], flashcard_tags: tuple[str, ...]) -> Extract:
    """Extract a note's cards.

    Args:
        note: The note.
        links: What its links lead to.
        flashcard_tags: The tags under which a line is a card by its signs.
    """
    cards = extract(note, links.value, flashcard_tags)
    entry = NoteCards(describe(note, links.value, flashcard_tags), cards.value, note.properties.id)
    place = NotePlace(links.value, footnotes_of(note.source.text))
    return Extract(entry, (*links.diagnostics, *cards.diagnostics), place)


def read_notes(
    vault: Vault, config: Config, past: Checked[Ledger], progress: Progress, cache: Cache | None = None
) -> tuple[Notes, Config]:
    """Read the notes of a vault, and settle the languages of the pack.

    Args:
        vault: Which notes.
        config: Of the vault.
        past: What earlier builds issued.
        progress: Called with the stage's name, steps done and steps in all.
        cache: Keeps what is read for the next build; None if nothing is kept.
    """
    found: list[Diagnostic] = [*past.diagnostics, *vault.diagnostics]
    notes = Notes(vault, config, Attachments(vault.files), found, shelf_of(vault, config, cache))
    notes.read(progress)
    return notes, replace(config, languages=languages_of(config, notes.entries))

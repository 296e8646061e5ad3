"""From the vault to the notes and their cards."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from exporter.assemble import NoteCards, languages_of
from exporter.cores import COPIES, cores
from exporter.diagnostics import Checked
from exporter.labels import labels
from exporter.links import NO_LINKS, Library, Resolver, head_of, stands_alone
from exporter.pipeline.drafts import Parsed, extracted, parsed, recorded
from exporter.pipeline.shelf import Extract, Record, mark_of, shelf_of
from exporter.translate.twins import main_of, paired
from exporter.vault import Attachments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from exporter.config import Config
    from exporter.diagnostics import Diagnostic
    from exporter.ledger import Ledger
    from exporter.links import Asked, Head
    from exporter.pipeline.shelf import Shelf
    from exporter.translate.snippets import NotePlace
    from exporter.vault import Vault
    from exporter.writers.base import Cache

    Progress = Callable[[str, int, int], None]

# With fewer notes, beginning a process takes longer than it saves: a copy is there at once, another one
# first loads all that it needs.
LEAST = 60 if COPIES else 400


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
            from exporter.pipeline.miss import nearest_miss

            notes = [note for path in drafts if (note := library.note(path))]
            self.found.append(nearest_miss(self.vault, notes, self.found))
        self.shelf.save(frozenset(self.vault.every))

    def _drafts(self, progress: Progress) -> dict[str, Parsed | Read | Record]:
        """Give of each note what was kept, or parse it.

        Trees are large: only those that have to wait for other notes are held.
        """
        ahead = self._read_ahead(progress)
        drafts: dict[str, Parsed | Read | Record] = {}
        for number, path in enumerate(self.vault.notes, 1):
            kept = ahead.get(path)
            self.found.extend(kept.parsing if kept else ())
            draft = kept or self._draft(path)
            if draft is not None:
                drafts[path] = draft
            progress("read", number, len(self.vault.notes))
        return drafts

    def _read_ahead(self, progress: Progress) -> dict[str, Record]:
        """Give what was kept of a large vault, or is read on all cores if it is much."""
        processes, notes = cores(), self.vault.notes
        if len(notes) < LEAST:
            return {}
        found = {path: self.shelf.find(path, self.vault.digest(path) or "") for path in notes}
        kept = {path: record for path, record in found.items() if record}
        new = [path for path in notes if path not in kept]
        if processes == 1 or len(new) < LEAST:
            return kept
        from exporter.pipeline.spread import read_ahead

        heads = {path: record.head for path, record in kept.items()}

        def tell(done: int) -> None:
            progress("parse", done, len(new))

        ahead = read_ahead(
            self.vault, self.config.flashcard_tags, new, heads, processes=processes, progress=tell
        )
        for path, record in ahead.items():
            self.shelf.put(path, record)
        return {**kept, **ahead}

    def _draft(self, path: str) -> Parsed | Read | Record | None:
        content = self.vault.content(path)
        self.found.extend(content.diagnostics)
        if content.value is None:
            return None
        record = self.shelf.find(path, self.vault.digest(path) or "")
        if record is not None:
            self.found.extend(record.parsing)
            return record
        checked = parsed(self.vault, path, content.value)
        self.found.extend(checked.diagnostics)
        draft = checked.value
        if draft is None or not stands_alone(draft.note):
            return draft
        extract = extracted(draft.note, Checked(NO_LINKS), self.config.flashcard_tags)
        self._keep(path, draft, (), extract)
        return Read(head_of(draft.note), extract)

    def _mains(self, paths: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Give the notes that are translations, each with the note that it translates and its language."""
        every = frozenset(self.vault.every)
        languages = (*self.config.languages, *labels().languages)
        pairs = ((path, main_of(path, every, languages)) for path in paths)
        return {path: main for path, main in pairs if main}

    def _extracted(self, path: str, draft: Parsed | Read | Record, resolver: Resolver) -> NoteCards:
        if isinstance(draft, Read):
            extract = draft.extract
        elif isinstance(draft, Record) and _holds(draft, resolver):
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

    def _keep(self, path: str, draft: Parsed, asked: Asked | None, extract: Extract) -> None:
        kept = recorded(draft, self.vault.digest(path), asked, extract) if self.shelf.keeps else None
        if kept:
            self.shelf.put(path, kept)
            if kept.asked is not None:
                self.marks[path] = mark_of(kept)

    def _bilingual(self, entry: NoteCards, twins: Sequence[tuple[NoteCards, str]]) -> NoteCards:
        note, cards = entry.note, entry.cards
        for twin, lang in twins:
            self.marks.pop(note.path, None)
            both = paired(note, cards, twin.note, twin.cards, lang)
            note, cards = both.value
            self.found.extend(both.diagnostics)
        return NoteCards(note, cards, entry.explicit_id)


def _holds(record: Record, resolver: Resolver) -> bool:
    """Tell whether a note's links would be answered as they were."""
    return record.asked is not None and resolver.enquiry().holds(record.asked)


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

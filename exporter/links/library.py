"""The vault's notes as links see them: by name or alias, those outside the part that is built included."""

from __future__ import annotations

import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from exporter.links.excerpt import excerpt
from exporter.vault import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exporter.links.excerpt import Excerpt
    from exporter.parse import ParsedNote
    from exporter.vault import Vault

# So like must a name be to another to be taken for a misspelling of it, of 100.
_LIKE = 70
# So many names are looked up; where more are broken, spelling is not what is wrong.
_MOST = 1000


class Head(NamedTuple):
    """What the links of other notes ask of a note besides its text.

    Attributes:
        heading: Its title's words; empty without one.
        aliases: Its other names.
    """

    heading: str
    aliases: tuple[str, ...]


def head_of(note: ParsedNote) -> Head:
    """Give what other notes know of a note.

    Args:
        note: The note.
    """
    return Head(note.heading, note.properties.aliases)


class Library:
    """Finds notes, and reads those that nobody has read yet.

    Args:
        vault: All its notes can be linked to, also those that are left out.
        parsed: The notes that have been read.
        heads: What is known of notes that need not be read for it, by path.
    """

    def __init__(
        self, vault: Vault, parsed: Iterable[ParsedNote], heads: Mapping[str, Head] | None = None
    ) -> None:
        self._vault = vault
        self._heads = dict(heads or {})
        self._names = Names(vault.every)
        self._parsed: dict[str, ParsedNote | None] = {note.source.path: note for note in parsed}
        self._excerpts: dict[tuple[str, str], Excerpt | None] = {}
        self._likest: dict[str, str | None] = {}

    def note(self, path: str) -> ParsedNote | None:
        """Give a note; None where it cannot be read. What is wrong with it is said where it is built."""
        if path not in self._parsed:
            from exporter.parse import parse_note

            source = self._vault.read(path).value
            self._parsed[path] = parse_note(source).value if source else None
        return self._parsed[path]

    def head(self, path: str) -> Head | None:
        """Give what other notes know of a note; None where it cannot be read.

        Args:
            path: Of the note.
        """
        if path not in self._heads:
            note = self.note(path)
            if note is None:
                return None
            self._heads[path] = head_of(note)
        return self._heads[path]

    def digest(self, path: str) -> str | None:
        """Give a hash of all that a note says; None where it cannot be read.

        Args:
            path: Of the note.
        """
        return self._vault.digest(path)

    def find(self, target: str, note: str) -> str | None:
        """Give the path of the note that a link means, by its name or by an alias.

        Args:
            target: As the link writes it; what stands behind `#` does not count.
            note: Path of the note that has the link.
        """
        return self.by_name(target, note) or self._aliases.get(_folded(target.partition("#")[0]))

    def excerpt(self, target: str, note: ParsedNote) -> Excerpt | None:
        """Give the part of a note that an embed means; None where there is none.

        Args:
            target: As the embed writes it.
            note: The note that has the embed.
        """
        path = self.find(target, note.source.path)
        if path is None:
            return None
        key = path, target.partition("#")[2]
        if key not in self._excerpts:
            other = self.note(path)
            self._excerpts[key] = excerpt(other, key[1]) if other else None
        return self._excerpts[key]

    def by_name(self, target: str, note: str) -> str | None:
        """Give the path of the note that a link means by its name.

        Args:
            target: As the link writes it; what stands behind `#` does not count.
            note: Path of the note that has the link.
        """
        name = target.partition("#")[0].strip()
        if not name:
            return note
        return self._names.find(name if name.casefold().endswith(".md") else f"{name}.md", note)

    @cached_property
    def _aliases(self) -> dict[str, str]:
        """Path by alias; of equal ones the first in reading order counts."""
        found: dict[str, str] = {}
        for alias, path in self._other_names:
            found.setdefault(_folded(alias), path)
        return found

    @cached_property
    def _other_names(self) -> tuple[tuple[str, str], ...]:
        """All aliases with the paths of their notes."""
        heads = ((path, self.head(path)) for path in self._vault.every)
        return tuple((alias, path) for path, head in heads if head for alias in head.aliases)

    def title(self, path: str) -> str:
        """Give what a note is called: its heading, else its file's name."""
        head = self.head(path)
        return (head.heading if head else "") or path.rsplit("/", 1)[-1].rsplit(".", 1)[0]

    def likest(self, target: str) -> str | None:
        """Give the name that a link may have meant; None where none is like it."""
        from rapidfuzz import fuzz, process

        name = _folded(target.partition("#")[0].rsplit("/", 1)[-1]).removesuffix(".md")
        if name not in self._likest:
            if len(self._likest) >= _MOST:
                return None
            found = process.extractOne(name, self._callable, scorer=fuzz.ratio, score_cutoff=_LIKE)
            self._likest[name] = found[2] if found else None
        return self._likest[name]

    @cached_property
    def _callable(self) -> dict[str, str]:
        """What a note can be called by, folded, by its spelling."""
        stems = (path.rsplit("/", 1)[-1].rsplit(".", 1)[0] for path in self._vault.every)
        aliases = (alias for alias, _ in self._other_names)
        return {name: _folded(name) for name in (*stems, *aliases)}


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())

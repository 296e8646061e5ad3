"""Follows the links and embeds of a note: what they show, and what of them leads nowhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from exporter.diagnostics import Checked
from exporter.links.doubts import Doubts, ending, is_remote
from exporter.links.enquiry import Enquiry
from exporter.links.marks import marks_in
from exporter.vault import PICTURES, label_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exporter.links.excerpt import Excerpt
    from exporter.links.library import Library
    from exporter.markdown import Block, Mark, Part
    from exporter.parse import ParsedNote
    from exporter.vault import Attachments

_EMBEDS = frozenset({"img", "embed"})
_ALL = _EMBEDS | {"wikilink", "a"}
# So many characters, and so many parts within each other, are no embed that anybody learns from.
_LONGEST, _LONGEST_IN_NOTE, _DEEPEST = 100_000, 1_000_000, 100


class Linked(NamedTuple):
    """What the links and embeds of one note lead to.

    Attributes:
        names: Flat name of a picture by target.
        labels: What to show for a wikilink without words of its own, by target.
        parts: What is embedded of notes, by target.
    """

    names: Mapping[str, str]
    labels: Mapping[str, str]
    parts: Mapping[str, Part]

    def picture(self, target: str) -> str | None:
        """Give the flat name of the attachment that a target means."""
        return self.names.get(target)

    def label(self, target: str) -> str:
        """Give what to show for a wikilink without words of its own."""
        return self.labels.get(target) or label_of(target)

    def part(self, target: str) -> Part | None:
        """Give what an embed shows of a note."""
        return self.parts.get(target)


# What a note has that has neither links nor embeds.
NO_LINKS = Linked({}, {}, {})


def stands_alone(note: ParsedNote) -> bool:
    """Tell whether a note has no link and no embed: then it says the same whatever else is in the vault.

    Args:
        note: The note.
    """
    if not _MAY_LINK.search(note.source.text, note.properties.body):
        return True
    return not any(marks_in(_all_blocks(note), _ALL))


# Without these signs a text has no element but those of plain Markdown, and no address.
_MAY_LINK = re.compile(r"[\[<@&\\]|://|www", re.IGNORECASE)


def _all_blocks(note: ParsedNote) -> tuple[Block, ...]:
    return (*([note.title] if note.title else []), *note.blocks())


class Resolver:
    """Follows links.

    Args:
        library: Finds notes.
        attachments: Finds and reads files.
    """

    def __init__(self, library: Library, attachments: Attachments) -> None:
        self.library = library
        self._attachments = attachments
        self._enquiry = self.enquiry()
        self._parts: dict[tuple[str, str], tuple[Part, int]] = {}
        self._reach: dict[tuple[str, str], tuple[Excerpt, ...] | None] = {}

    def enquiry(self) -> Enquiry:
        """Begin to ask for one note."""
        return Enquiry(self.library, self._attachments)

    def follow(self, note: ParsedNote, enquiry: Enquiry | None = None) -> Checked[Linked]:
        """Follow all links and embeds of a note.

        Args:
            note: The note.
            enquiry: Is asked on its behalf; a new one if it is to be forgotten.
        """
        self._enquiry = enquiry or self.enquiry()
        blocks = _all_blocks(note)
        marks = tuple(marks_in(blocks, _ALL))
        linked, _ = self._linked(note, marks, _LONGEST_IN_NOTE)
        doubts = Doubts(note, self._enquiry)
        shown = linked.names.keys() | linked.parts.keys()
        found = tuple(doubts.about(mark, shown) for mark in marks)
        return Checked(linked, tuple(each for each in found if each))

    def _linked(self, note: ParsedNote, marks: Iterable[Mark], room: int) -> tuple[Linked, int]:
        """Give what links and embeds lead to, and how long all that is embedded there is.

        What does not fit into the room is not embedded.
        """
        names: dict[str, str] = {}
        labels: dict[str, str] = {}
        parts: dict[str, Part] = {}
        length = 0
        for mark in marks:
            target = mark.value
            if mark.tag == "wikilink":
                labels[target] = self._label(target, note.source.path)
            elif mark.tag in _EMBEDS and (name := self._picture(target, note.source.path)):
                names[target] = name
            elif mark.tag in _EMBEDS and (part := self._part(mark, note)):
                length += part[1]
                parts[target] = part[0]
                if length > room:
                    del parts[target]
        return Linked(names, labels, parts), length

    def _label(self, target: str, note: str) -> str:
        path = self._enquiry.by_name(target, note)
        return label_of(target, self._enquiry.title(path) if path else "")

    def _picture(self, target: str, note: str) -> str | None:
        path = None if is_remote(target) else self._enquiry.file(target, note)
        return self._enquiry.picture(path) if path and ending(path) in PICTURES else None

    def _part(self, mark: Mark, note: ParsedNote) -> tuple[Part, int] | None:
        """Give what an embed shows, and how long it is; None for nothing, and for what has no end."""
        found = self._enquiry.excerpt(mark.value, note)
        if found is None or self._is_endless(found, mark, note):
            return None
        if found.key not in self._parts:
            from exporter.markdown import Part

            own = sum(block.span.end - block.span.start for block in found.blocks)
            links, inner = self._linked(found.note, marks_in(found.blocks, _ALL), _LONGEST - own)
            self._parts[found.key] = Part(found.blocks, links), own + inner
        part, length = self._parts[found.key]
        return (part, length) if length <= _LONGEST else None

    def _is_endless(self, found: Excerpt, mark: Mark, note: ParsedNote) -> bool:
        """Tell whether a part embeds, itself or through others, the place where it is embedded."""
        reached = self._reached(found)
        place = note.source.path, mark.span.start
        return reached is None or any(each.holds(*place) for each in reached)

    def _reached(self, found: Excerpt) -> tuple[Excerpt, ...] | None:
        """Give all parts within a part, itself included; None for more than anybody can read."""
        if found.key not in self._reach:
            seen, waiting = {found.key: found}, [found]
            while waiting and len(seen) <= _DEEPEST:
                inner = waiting.pop()
                for mark in marks_in(inner.blocks, _EMBEDS):
                    each = self._enquiry.excerpt(mark.value, inner.note)
                    if each and each.key not in seen:
                        seen[each.key] = each
                        waiting.append(each)
            self._reach[found.key] = tuple(seen.values()) if len(seen) <= _DEEPEST else None
        return self._reach[found.key]

"""What the writer of HTML asks about links and embeds, for they lead out of the text it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from exporter.markdown.tree import Block


class Links(Protocol):
    """Knows what the links and embeds of a note lead to."""

    def picture(self, target: str) -> str | None:
        """Give the flat name of the attachment that a picture's target means; None if unknown."""

    def label(self, target: str) -> str:
        """Give what to show for a wikilink that brings no words of its own."""

    def part(self, target: str) -> Part | None:
        """Give what an embed shows of a note; None where it shows none."""


class Part(NamedTuple):
    """A note, a section or a block of one, as it stands where another text embeds it.

    Attributes:
        blocks: At least one.
        links: What the links in it lead to, seen from its own note.
    """

    blocks: tuple[Block, ...]
    links: Links

"""What the links of one note ask of the vault, noted down: a later build asks whether it still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.links.doubts import ending
from exporter.vault import PICTURES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exporter.links.excerpt import Excerpt
    from exporter.links.library import Library
    from exporter.parse import ParsedNote
    from exporter.vault import Attachments

Answer = str | bool | None
Asked = tuple[tuple[str, tuple[str, ...], Answer], ...]
"""Questions with what was asked about and the answer."""


class Enquiry:
    """Asks a library and attachments for one note.

    Args:
        library: Finds notes.
        attachments: Finds and reads files.

    Attributes:
        embeds: Whether a part of another note is shown: what that asks in its turn is not noted down.
    """

    def __init__(self, library: Library, attachments: Attachments) -> None:
        self._library = library
        self._attachments = attachments
        self._asked: dict[tuple[str, tuple[str, ...]], Answer] = {}
        self.embeds = False

    @property
    def asked(self) -> Asked | None:
        """Everything that was asked, with the answers; None where that is not all that counts."""
        if self.embeds:
            return None
        return tuple((question, about, answer) for (question, about), answer in self._asked.items())

    def holds(self, asked: Asked) -> bool:
        """Tell whether all answers are still the same.

        Args:
            asked: Of another enquiry for the same note.
        """
        # In the order in which they were asked: whether a picture is refused is known once it is read.
        return all(self._ask(question, *about) == answer for question, about, answer in asked)

    def find(self, target: str, note: str) -> str | None:
        """Give the path of the note that a link means, by its name or by an alias."""
        return self._text("note", target, note)

    def by_name(self, target: str, note: str) -> str | None:
        """Give the path of the note that a link means, by its name."""
        return self._text("named", target, note)

    def title(self, path: str) -> str:
        """Give what a note is called."""
        return self._text("title", path) or ""

    def likest(self, target: str) -> str | None:
        """Give the name that a link may have meant."""
        return self._text("likest", target)

    def note(self, path: str) -> ParsedNote | None:
        """Give a note; all that it says counts."""
        self._ask("content", path)
        return self._library.note(path)

    def excerpt(self, target: str, note: ParsedNote) -> Excerpt | None:
        """Give the part of a note that an embed means."""
        path = self.find(target, note.source.path)
        if path is not None:
            self._ask("content", path)
        found = self._library.excerpt(target, note)
        self.embeds = self.embeds or found is not None
        return found

    def file(self, target: str, note: str) -> str | None:
        """Give the path of the file that a target means."""
        return self._text("file", target, note)

    def picture(self, path: str) -> str | None:
        """Give the flat name of a picture."""
        return self._text("picture", path)

    def refused(self, path: str) -> str | None:
        """Say why a file is no picture that can be shown."""
        self._ask("picture", path)
        return self._text("refused", path)

    def is_cleaned(self, path: str) -> bool:
        """Tell whether a drawing has lost what would run or be loaded."""
        self._ask("picture", path)
        return self._ask("cleaned", path) is True

    def _text(self, question: str, *about: str) -> str | None:
        answer = self._ask(question, *about)
        return answer if isinstance(answer, str) else None

    def _ask(self, question: str, *about: str) -> Answer:
        key = question, about
        if key not in self._asked:
            self._asked[key] = _ANSWERS[question](self._library, self._attachments, *about)
        return self._asked[key]


def _picture(_: Library, attachments: Attachments, path: str) -> str | None:
    read = attachments.read(path) if ending(path) in PICTURES else None
    return read.name if read else None


_ANSWERS: Mapping[str, Callable[..., Answer]] = {
    "note": lambda library, _, target, note: library.find(target, note),
    "named": lambda library, _, target, note: library.by_name(target, note),
    "title": lambda library, _, path: library.title(path),
    "likest": lambda library, _, target: library.likest(target),
    "content": lambda library, _, path: library.digest(path),
    "file": lambda _, attachments, target, note: attachments.find(target, note),
    "picture": _picture,
    "refused": lambda _, attachments, path: attachments.refused.get(path),
    "cleaned": lambda _, attachments, path: path in attachments.cleaned,
}

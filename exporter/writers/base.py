"""What a writer is: the contract for the built-in ones and for third parties alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exporter.diagnostics import Checked
    from exporter.model import Pack
    from exporter.render.templates import Templates


def no_progress(done: int, total: int) -> None:
    """Report progress to nobody."""


class Cache(Protocol):
    """Keeps bytes from one build to the next; it may forget any of them, and fails at nothing."""

    def get(self, key: str) -> bytes | None:
        """Give what was kept under a key, or None."""
        ...

    def put(self, key: str, content: bytes) -> None:
        """Keep something under a key, which names all that the content was made of."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """What a writer is told besides the pack.

    Attributes:
        built_at: Time of the build, seconds since the epoch. Writers read no clock.
        templates: Finds a template in the user's folder, else among the program's own.
        progress: To be called now and then with steps done and steps in all.
        styled: When the style of each card kind last changed, seconds since the epoch; a kind that
            is not named changed with this build.
        cache: Keeps what is costly to make; None where nothing is kept. Writers give the same bytes
            with it and without. It can be sent to another process.
        filled: The fields of Anki's notes as rows, by id of the card, where they are filled already.
    """

    built_at: int
    templates: Templates
    progress: Callable[[int, int], None] = no_progress
    styled: Mapping[str, int] = field(default_factory=dict)
    cache: Cache | None = None
    filled: Mapping[str, bytes] = field(default_factory=dict)


class Writer(Protocol):
    """Turns a pack into the bytes of one file.

    It reads no note, no clock and no environment, and equal input gives equal bytes.

    Attributes:
        extension: Of the file, without the dot.
        suffix: What stands between the pack's name and the extension: ``""`` where the extension
            alone tells the file (``aws.apkg``), else the writer's name (``aws-exam.pdf``).
        summary: One line for ``studypack formats``.
        options: A frozen dataclass whose fields, all with defaults, are the writer's options;
            each field's ``metadata["help"]`` says in one line what it does.
    """

    extension: str
    suffix: str
    summary: str
    options: type[Any]

    def write(self, pack: Pack, options: Any, job: Job) -> Checked[bytes | None]:  # noqa: ANN401 - the writer's own dataclass
        """Write.

        Args:
            pack: What to export; not to be changed.
            options: An instance of ``self.options``.
            job: Time, templates, progress.

        Returns:
            The file's bytes, or None where it could not be written; then at least one of the
            diagnostics is an error that says why and what to do.
        """
        ...

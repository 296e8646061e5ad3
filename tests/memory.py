"""A vault that is kept in memory, and what a build of it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, cast

from exporter.config import Config
from exporter.diagnostics import Checked
from exporter.ledger import Ledger
from exporter.pipeline.reading import Reading, read_pack
from exporter.render.templates import Templates
from exporter.vault.decode import decode
from exporter.vault.folder import Vault, reading_order
from exporter.writers.base import Job
from tests.vaults import quietly

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.diagnostics import Diagnostic
    from exporter.source import Source


@dataclass(frozen=True)
class Notes:
    """What `Vault` is to the pipeline, without a disk.

    Attributes:
        texts: Of the notes, by path.
        part: That is built; the whole unless said.
        files: Attachments.
        diagnostics: What was found on the way.
    """

    texts: Mapping[str, str | bytes]
    part: str = "."
    files: Mapping[str, Path] = field(default_factory=dict)
    root: Path = Path("/vault")
    diagnostics: tuple[Diagnostic, ...] = ()

    @cached_property
    def every(self) -> tuple[str, ...]:
        return tuple(sorted(self.texts, key=reading_order))

    @cached_property
    def notes(self) -> tuple[str, ...]:
        return tuple(sorted(filter(self.inside, self.texts), key=reading_order))

    def inside(self, path: str) -> bool:
        return Vault.inside(cast("Vault", self), path)

    def content(self, path: str) -> Checked[bytes | None]:
        content = self.texts[path]
        return Checked(content.encode() if isinstance(content, str) else content)

    def digest(self, path: str) -> str:
        return sha256(self.content(path).value or b"").hexdigest()

    def decoded(self, path: str, content: bytes) -> Checked[Source | None]:
        return decode(path, content)

    def read(self, path: str) -> Checked[Source | None]:
        return self.decoded(path, self.content(path).value or b"")


@cache
def templates() -> Templates:
    """The shipped templates."""
    return Templates()


def built(
    texts: Mapping[str, str | bytes],
    ledger: Ledger | None = None,
    at: int = 1_800_000_000,
    config: Config | None = None,
    part: str = ".",
) -> Reading:
    """Build a vault as the command does, up to the writers."""
    job = Job(at, templates())
    vault = cast("Vault", Notes(texts, part))
    return read_pack(vault, config or Config(id="test"), Checked(ledger or Ledger()), job, quietly)

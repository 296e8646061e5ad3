"""The program's commands as a user runs them, each from the state in which it is to be measured."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.ledger import FILE
from tests.benchmarks.measure import PROGRAM, best
from tests.benchmarks.vaults import edit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.benchmarks.measure import Taken


@dataclass(frozen=True)
class Build:
    """A vault that is built again and again, with a cache and a folder for what is made of it.

    Attributes:
        vault: Its root.
        place: For the cache and the outputs.
        words: Of the command, after the vault.
        times: How often each is measured.
        edited: Number of the note that is edited.
    """

    vault: Path
    place: Path
    words: tuple[str, ...]
    times: int
    edited: int

    def cold(self) -> Taken:
        """Build for the first time: no cache, no ledger, no outputs."""
        return self._built(lambda _: self._forget(self.cache, self.out))

    def warm(self) -> Taken:
        """Build as for the first time, but with what the cache holds: no ledger, no outputs."""
        return self._built(lambda _: self._forget(self.out))

    def unchanged(self) -> Taken:
        """Build again."""
        return self._built()

    def one_edit(self) -> Taken:
        """Build after an edit of one card."""
        return self._built(lambda number: edit(self.vault, self.edited, number))

    def check(self, *, cold: bool = False) -> Taken:
        """Check the notes.

        Args:
            cold: Whether nothing is there from what ran before.
        """
        before = (lambda _: self._forget(self.cache)) if cold else None
        return best((*PROGRAM, "check", self.vault), self.times, before, settings=self.settings)

    @property
    def cache(self) -> Path:
        """The folder of the cache, which is not the user's."""
        return self.place / "cache"

    @property
    def out(self) -> Path:
        """The folder of the outputs."""
        return self.place / "out"

    @property
    def settings(self) -> dict[str, str]:
        """The variables that say where the cache is."""
        return {"STUDYPACK_CACHE": str(self.cache)}

    def command(self, verb: str = "build") -> tuple[str | Path, ...]:
        """Give the command that builds, or watches."""
        return (*PROGRAM, verb, self.vault, "--out", self.out, *self.words)

    def _built(self, before: Callable[[int], None] | None = None) -> Taken:
        return best(self.command(), self.times, before, settings=self.settings)

    def _forget(self, *folders: Path) -> None:
        (self.vault / FILE).unlink(missing_ok=True)
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)

"""Opens a vault for a command, with clean errors."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path  # noqa: TC003 - a NamedTuple reads its types
from typing import TYPE_CHECKING, NamedTuple

from exporter.cli.terminal import fail, messages
from exporter.config import LANGUAGE, Config, read_config
from exporter.diagnostics import Checked
from exporter.ledger import FILE, Ledger, read_ledger
from exporter.report.findings import print_full
from exporter.root import find_root
from exporter.vault import Vault, open_vault
from exporter.vault.lock import only_one

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from exporter.pipeline.reading import Reading
    from exporter.writers.base import Cache, Job


class Opened(NamedTuple):
    """A vault, its configuration, and where its ledger is."""

    vault: Vault
    config: Config
    ledger: Path

    @property
    def ignored(self) -> tuple[str, ...]:
        """Patterns of what is left out."""
        return _ignored(self.config)

    def job(self, built_at: int, cache: Cache | None = None) -> Job:
        """Give what writers are told besides the pack."""
        from exporter.render.templates import Templates
        from exporter.writers.base import Job

        folder = self.config.templates
        return Job(built_at, Templates(self.vault.root / folder if folder else None), cache=cache)

    def in_languages(self, wanted: str | None) -> Opened:
        """Give the same vault, said in other languages than it is configured for.

        Args:
            wanted: Their codes with commas between them; None leaves it as it is.

        Raises:
            ValueError: One of them is no language; the message is for the user.
        """
        if wanted is None:
            return self
        languages = tuple(dict.fromkeys(each.strip() for each in wanted.split(",") if each.strip()))
        wrong = next((each for each in languages if not LANGUAGE.fullmatch(each)), None)
        if wrong is not None or not languages:
            message = f"`--lang {wanted}` names no languages; write codes such as `ko,en`"
            raise ValueError(message)
        return self._replace(config=replace(self.config, languages=languages))

    def past(self) -> Checked[Ledger]:
        """Give what earlier builds issued, those included that were killed before they were done."""
        from exporter.export import left_behind

        kept = read_ledger(self.ledger)
        found = kept.value
        for left in left_behind(self.ledger):
            found = found.after(read_ledger(left).value)
        return Checked(found, kept.diagnostics)

    def read(self, job: Job, show: Callable[[str, int, int], None]) -> Reading:
        """Read the vault, with what earlier builds issued."""
        from exporter.pipeline.reading import read_pack

        return read_pack(self.vault, self.config, self.past(), job, show)

    def held(self) -> AbstractContextManager[None]:
        """Hold the vault, so that no other build changes its ledger meanwhile."""
        return only_one(
            self.vault.root, lambda: messages().line("another build of this vault is running: waiting")
        )


def _ignored(config: Config) -> tuple[str, ...]:
    """Give the patterns of what is left out: among the user's own templates is that of a note."""
    return (*config.ignore, config.templates) if config.templates else config.ignore


def _writers_are_known(config: Config) -> bool:
    """Tell whether the writers' tables and keys are spelt as they are known; else say which is not.

    Of a writer that is not installed here nothing is known, unless its name is a slip.
    """
    if not config.writers:
        return True
    from exporter.writers.registry import BrokenWriterError, UnknownWriterError, choose, misnamed, writers

    try:
        wrong = misnamed(config.writers)
        if wrong:
            fail(f"`[writers.{wrong[0]}]` in studypack.toml is no writer", f"did you mean `{wrong[1]}`?")
            return False
        for name in sorted(set(config.writers) & set(writers())):
            # One that does not load is the concern of a build that asks for it.
            with suppress(BrokenWriterError):
                choose(name, config.writers[name])
    except UnknownWriterError as error:
        fail(f"in studypack.toml: {error}")
        return False
    return True


def usable(place: Path) -> bool:
    """Tell whether there is something to open; else say what is wrong."""
    if not place.exists():
        fail(f"there is no folder `{place}`", "name the folder of your notes: `studypack build ~/notes`")
        return False
    if place.is_file() and place.suffix.casefold() != ".md":
        fail(f"`{place}` is no Markdown note", "name a folder, or a file that ends in .md")
        return False
    return True


def opened(place: Path, ledger: Path | None = None) -> Opened | None:
    """Open a vault; on wrong usage say what is wrong and give None.

    Args:
        place: What the user named.
        ledger: The ledger that the user named; else it lies at the vault's root.
    """
    if not usable(place):
        return None
    # Links are followed to the vault itself: its name and root are those of the real folder.
    real = place.resolve()
    root = find_root(real)
    config = read_config(root)
    if config.diagnostics:
        print_full(messages(), config.diagnostics, root)
        return None
    if not _writers_are_known(config.value):
        return None
    folder = config.value.templates
    if folder and not (root / folder).is_dir():
        fail(f"there is no folder `{root / folder}`", "mend `templates` in studypack.toml, or make it")
        return None
    try:
        vault = open_vault(root, real, _ignored(config.value))
    except OSError as error:
        fail(f"`{place}` cannot be read: {error.strerror or error}")
        return None
    return Opened(vault, config.value, ledger or root / FILE)

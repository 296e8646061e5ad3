"""Opens a vault for a command, with clean errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exporter.cli.terminal import fail, messages
from exporter.config import Config, read_config
from exporter.report.findings import print_full
from exporter.vault import Vault, find_root, open_vault

if TYPE_CHECKING:
    from pathlib import Path


class Opened(NamedTuple):
    """A vault and its configuration."""

    vault: Vault
    config: Config


def opened(place: Path) -> Opened | None:
    """Open a vault; on wrong usage say what is wrong and give None.

    Args:
        place: What the user named.
    """
    if not place.exists():
        fail(f"there is no folder `{place}`", "name the folder of your notes: `studypack build ~/notes`")
        return None
    if place.is_file() and place.suffix.casefold() != ".md":
        fail(f"`{place}` is no Markdown note", "name a folder, or a file that ends in .md")
        return None
    # Links are followed to the vault itself: its name and root are those of the real folder.
    real = place.resolve()
    root = find_root(real)
    config = read_config(root)
    if config.diagnostics:
        print_full(messages(), config.diagnostics, root)
        return None
    try:
        return Opened(open_vault(root, real, config.value.ignore), config.value)
    except OSError as error:
        fail(f"`{place}` cannot be read: {error.strerror or error}")
        return None

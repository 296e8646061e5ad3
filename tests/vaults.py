"""Reads vaults the way the command does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from exporter.config import read_config
from exporter.pipeline import read_pack
from exporter.vault import find_root, open_vault

if TYPE_CHECKING:
    from exporter.model import Pack

ROOT = Path(__file__).parents[1]


def quietly(_stage: str, _done: int, _total: int) -> None:
    """Show no progress."""


def pack_of(folder: Path) -> Pack:
    """Read a vault."""
    root = find_root(folder.resolve())
    config = read_config(root)
    assert not config.diagnostics
    return read_pack(open_vault(root, folder.resolve(), config.value.ignore), config.value, quietly)

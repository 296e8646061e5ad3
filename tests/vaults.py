"""Reads vaults the way the command does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from exporter.config import read_config
from exporter.ledger import FILE, read_ledger
from exporter.pipeline.reading import read_pack
from exporter.render.templates import Templates
from exporter.root import find_root
from exporter.vault import open_vault
from exporter.writers.base import Job

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
    opened = open_vault(root, folder.resolve(), config.value.ignore)
    job = Job(0, Templates())
    return read_pack(opened, config.value, read_ledger(root / FILE), job, quietly).pack

"""Reads vaults the way the command does."""

from __future__ import annotations

from dataclasses import replace
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
    from exporter.model import Ask, Pack

ROOT = Path(__file__).parents[1]


def quietly(_stage: str, _done: int, _total: int) -> None:
    """Show no progress."""


def pack_of(folder: Path, ask: Ask | None = None) -> Pack:
    """Read a vault; `ask` stands for what it has set."""
    root = find_root(folder.resolve())
    config = read_config(root)
    assert not config.diagnostics
    opened = open_vault(root, folder.resolve(), config.value.ignore)
    job, settings = Job(0, Templates()), replace(config.value, ask=ask or config.value.ask)
    return read_pack(opened, settings, read_ledger(root / FILE), job, quietly).pack

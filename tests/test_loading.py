"""What a command loads: what it does not need is left alone, for loading takes the longest."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

# Runs the program, and then says on the last line of standard output what is loaded.
_RUN = """
import sys
sys.argv = ["studypack", *sys.argv[1:]]
from exporter.cli import main
try:
    main()
except SystemExit as ended:
    status = ended.code
print()
print(status or 0, *sys.modules)
"""
_NOTE = """---
title: 대기열
tags: [메시지]
---

# 대기열

## 용어

- **대기열**: 보내는 쪽과 받는 쪽을 느슨하게 잇는 저장소
- **지연**: 받는 쪽이 바쁠 때 메시지가 기다리는 시간
- **배달**: 대기열에서 받는 쪽으로 [메시지](https://example.org)를 옮기는 일
"""
_OF_PAPER = {"weasyprint", "pydyf", "pikepdf", "fontTools", "tinycss2", "exporter.press", "exporter.glossary"}
_OF_WRITERS = {"genanki", "sqlite3", "jinja2", "ziamath", "PIL", "exporter.writers", *_OF_PAPER}
_OF_FEW = {"pydantic", "rich", "babel", "anki", "exporter.verify", "watchfiles"}
# Of the standard library, and slow to load.
_SLOW = {"asyncio", "importlib.metadata", "multiprocessing", "zipfile"}
_OF_READING = {
    *("comrak", "selectolax", "yaml", "frontmatter", "pygments", "rapidfuzz"),
    *("exporter.markdown", "exporter.parse", "exporter.extract", "exporter.repair", "exporter.vault.decode"),
}
_OF_STAGES = {"exporter.pipeline", "exporter.assemble", "exporter.links", "exporter.vault", "exporter.config"}
_NEVER_TO_LOOK = _OF_WRITERS | _OF_FEW | _SLOW


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault with one healthy note."""
    root = tmp_path / "vault"
    root.mkdir()
    (root / "queue.md").write_text(_NOTE, "utf-8")
    return root


def loaded(vault: Path, *command: str) -> set[str]:
    """Run a command that has nothing to complain of, and give the modules that it has loaded."""
    env = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "TTY_COMPATIBLE"}}
    env["STUDYPACK_CACHE"] = str(vault.parent / "kept")
    run = subprocess.run(
        [sys.executable, "-c", _RUN, *command],
        cwd=vault.parent,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    status, *modules = run.stdout.splitlines()[-1].split()
    assert status == "0", run.stderr
    return set(modules)


def test_help_loads_the_options_alone(vault: Path) -> None:
    """What a command does is loaded with it."""
    found = loaded(vault, "--help")
    assert found & (_NEVER_TO_LOOK | _OF_READING | _OF_STAGES) == set()
    assert found & {"exporter.model", "exporter.ledger", "exporter.report", "tomllib"} == set()


def test_a_check_loads_no_writer(vault: Path) -> None:
    """Notes are read without anything that writes, and without what repairs damaged ones."""
    found = loaded(vault, "check", "vault")
    assert found & (_NEVER_TO_LOOK | {"exporter.repair.mend", "exporter.render"}) == set()
    assert "comrak" in found


def test_a_check_of_kept_notes_loads_no_reader(vault: Path) -> None:
    """Where all notes are as they were, nothing is loaded that reads notes."""
    loaded(vault, "check", "vault")
    assert loaded(vault, "check", "vault") & (_NEVER_TO_LOOK | _OF_READING) == set()


def test_an_unchanged_vault_is_seen_before_anything_is_loaded(vault: Path) -> None:
    """A build that has nothing to do loads none of the stages."""
    build = ("build", "vault", "--to", "apkg", "--out", "out")
    loaded(vault, *build)
    # The second time the ledger is there; from then on nothing changes.
    loaded(vault, *build)
    found = loaded(vault, *build)
    assert found & (_NEVER_TO_LOOK | _OF_READING | _OF_STAGES) == set()


def test_a_deck_loads_nothing_of_paper(vault: Path) -> None:
    """What sets pages is left alone where none is set."""
    found = loaded(vault, "build", "vault", "--to", "apkg", "--out", "out")
    assert "genanki" in found
    assert found & (_OF_PAPER | _OF_FEW | {"exporter.writers.cheatsheet", "exporter.writers.exam"}) == set()

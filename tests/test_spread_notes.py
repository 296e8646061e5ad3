"""Notes that several processes read: the pack is the one that a single process makes."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from exporter.cache import Store
from exporter.pipeline import notes as stage
from exporter.pipeline import spread
from tests.test_kept_notes import Vault, packed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def spreading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use three processes, also for a handful of notes."""
    monkeypatch.setattr(stage, "cores", lambda: 3)
    monkeypatch.setattr(stage, "LEAST", 1)


@pytest.mark.usefixtures("spreading")
@pytest.mark.parametrize("seed", range(6))
def test_spreading_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Linked, embedded, damaged and unreadable notes: all is as one process makes it, cache or not."""
    vault, store = Vault(tmp_path / "vault", seed), Store(tmp_path / "kept")
    (vault.root / "damaged.md").write_bytes("# 노트\n\n- **용어**: 뜻이 있는 말".encode("cp949"))
    (vault.root / "binary.md").write_bytes(b"\x00\x01\x02" * 50)
    for _ in range(4):
        together = packed(vault.root, None)
        kept = packed(vault.root, store)
        with monkeypatch.context() as alone:
            alone.setattr(stage, "cores", lambda: 1)
            assert together == kept == packed(vault.root, None)
        vault.edit()


@pytest.mark.usefixtures("spreading")
def test_a_process_that_dies_costs_time_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a killed process had to read is read all the same."""
    vault, real = Vault(tmp_path / "vault", 1), spread.stands_alone

    def dying(note: object) -> bool:
        if os.getpid() != here and note.source.path.startswith(vault.names[3]):  # type: ignore[attr-defined]
            os.kill(os.getpid(), signal.SIGKILL)
        return real(note)  # type: ignore[arg-type]

    here = os.getpid()
    monkeypatch.setattr(spread, "stands_alone", dying)
    assert packed(vault.root, None).cards
    with monkeypatch.context() as alone:
        alone.setattr(stage, "cores", lambda: 1)
        fresh = packed(vault.root, None)
    assert packed(vault.root, None) == fresh


@pytest.mark.usefixtures("spreading")
def test_a_key_ends_the_program_and_not_its_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C reaches them all: those that were begun leave it to the first one, and say nothing."""
    vault, real, here = Vault(tmp_path / "vault", 1), spread.parsed, os.getpid()

    def interrupted(*given: object) -> object:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGINT)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(spread, "parsed", interrupted)
    assert packed(vault.root, None).cards
    assert capfd.readouterr().err == ""


@pytest.mark.usefixtures("spreading")
def test_only_what_is_new_is_spread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Notes that were kept are not read again, and no process is begun for fewer than it pays for."""
    vault, store, asked = Vault(tmp_path / "vault", 2), Store(tmp_path / "kept"), list[int]()
    real = spread.read_ahead

    def counting(*given: object, **named: object) -> object:
        asked.append(len(given[2]))  # type: ignore[arg-type]
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(spread, "read_ahead", counting)
    packed(vault.root, store)
    (vault.root / f"{vault.names[0]}.md").write_text("# 다른 노트\n\n- **새 용어**: 다른 뜻\n", "utf-8")
    monkeypatch.setattr(stage, "LEAST", 2)
    packed(vault.root, store)
    assert asked == [len(vault.names)]

"""What tells one program from another."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from exporter import program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _forgetting() -> Iterator[None]:
    program.identity.cache_clear()
    yield
    program.identity.cache_clear()


def test_it_stays_while_nothing_changes() -> None:
    """Asked twice it says the same, and a folder on the path that is not there is none of its parts."""
    first = program.identity()
    program.identity.cache_clear()
    assert program.identity() == first


def test_another_package_or_version_makes_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is installed beside it counts, and so does its own version."""
    seen = {program.identity()}
    place = tmp_path / "site-packages"
    monkeypatch.setattr(sys, "path", [*sys.path, str(place)])
    program.identity.cache_clear()
    assert program.identity() in seen
    (place / "weasyprint-99.dist-info").mkdir(parents=True)
    program.identity.cache_clear()
    seen.add(program.identity())
    monkeypatch.setattr(program, "__version__", "9")
    program.identity.cache_clear()
    seen.add(program.identity())
    assert len(seen) == 3


def test_a_changed_file_makes_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it is worked on, its version stays; its files do not."""
    (tmp_path / "exporter").mkdir()
    module = tmp_path / "exporter" / "a.py"
    module.write_text("A = 1\n", "utf-8")
    monkeypatch.setattr(program, "_PACKAGE", tmp_path / "exporter")
    first = program.identity()
    module.write_text("A = 12\n", "utf-8")
    program.identity.cache_clear()
    assert program.identity() != first


def test_a_new_font_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that comes into a folder of fonts changes that folder's time."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (tmp_path / "fonts" / "deeper").mkdir(parents=True)
    before = program.typefaces()
    (tmp_path / "fonts" / "deeper" / "new.ttf").write_bytes(b"")
    assert program.typefaces() != before

"""Fixtures: vaults to read, and the document that a test's docstring is."""

from __future__ import annotations

import inspect
import os
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from exporter.model import PRESETS
from tests.vaults import ROOT, pack_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from exporter.model import Pack


@pytest.fixture(scope="session")
def sample_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample vault."""
    # A ledger may lie there from a build in this checkout; the tests begin without one.
    fresh = shutil.ignore_patterns("studypack.lock")
    return shutil.copytree(ROOT / "notes", tmp_path_factory.mktemp("sample") / "notes", ignore=fresh)


@pytest.fixture(scope="session")
def sample(sample_vault: Path) -> Pack:
    """The sample vault, read."""
    return pack_of(sample_vault)


@pytest.fixture(scope="session")
def asked_in_full(sample_vault: Path) -> Pack:
    """The sample vault, read with everything asked that can be asked."""
    return pack_of(sample_vault, PRESETS["full"])


@pytest.fixture(scope="session")
def further_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the vault that `STUDYPACK_TEST_VAULT` names; else the test is skipped."""
    named = os.environ.get("STUDYPACK_TEST_VAULT")
    if not named:
        pytest.skip("STUDYPACK_TEST_VAULT names no further vault")
    return shutil.copytree(named, tmp_path_factory.mktemp("further") / "vault", copy_function=_copy)


# Tests begin from nothing and leave nothing: the user's cache is not theirs. Those that are about a cache
# bring their own.
os.environ["STUDYPACK_CACHE"] = ""

# Where a change is judged, every run draws the same examples; at home each looks further.
settings.register_profile("repeatable", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("repeatable")


def _copy(source: str, target: str) -> str:
    """Copy a file without its permissions: the original may be read-only."""
    return str(shutil.copyfile(source, target))


@pytest.fixture
def vault(tmp_path: Path) -> Callable[[dict[str, str | bytes]], Path]:
    """Write a vault: contents by path, texts and bytes alike."""

    def write(files: dict[str, str | bytes]) -> Path:
        for path, content in files.items():
            place = tmp_path / "vault" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path / "vault"

    return write


@pytest.fixture
def note(request: pytest.FixtureRequest) -> str:
    """The note that stands in the test's docstring, behind its first paragraph."""
    _, _, text = inspect.getdoc(request.function).partition("\n\n")
    return text + "\n"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that rewrites expectations, to be read before they are committed."""
    parser.addoption(
        "--rewrite",
        action="store_true",
        help="rewrite what tests/cases, tests/commands and tests/golden/cards expect",
    )

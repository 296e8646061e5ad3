"""What is shipped is whole, and works away from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.vaults import ROOT

if TYPE_CHECKING:
    from pathlib import Path

IGNORED = shutil.ignore_patterns("studypack.lock", ".venv", ".git", "__pycache__", ".*_cache", ".hypothesis")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive, built from a copy of the checkout."""
    source = shutil.copytree(ROOT, tmp_path_factory.mktemp("source") / "studypack", ignore=IGNORED)
    target = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(target)]
    subprocess.run(command, cwd=source, check=True, timeout=120, capture_output=True)
    return target


def shipped(folder: str) -> set[str]:
    # The ledger of a build of the sample vault belongs to whoever built it.
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != "studypack.lock"
    }


def test_the_wheel_holds_package_and_templates_and_nothing_else(built: Path) -> None:
    """Every module, data file and template is in the wheel; no test and no note is."""
    (wheel,) = built.glob("*.whl")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == shipped("exporter") | {f"exporter/{name}" for name in shipped("templates")}


def test_the_source_archive_can_be_tested(built: Path) -> None:
    """Sources, templates, sample vault, tests and documents are in the source archive."""
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    wanted = shipped("exporter") | shipped("templates") | shipped("notes") | shipped("tests")
    assert wanted <= names
    assert {"README.md", "CHANGELOG.md", "ARCHITECTURE.md", "LICENSE", "pyproject.toml"} <= names


def test_the_installed_wheel_builds_a_deck(built: Path, sample_vault: Path, tmp_path: Path) -> None:
    """Away from the checkout the program finds its templates and writes a deck."""
    (wheel,) = built.glob("*.whl")
    site = tmp_path / "site"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--target",
        str(site),
    ]
    subprocess.run([*pip, str(wheel)], check=True, timeout=120)
    words = ["build", str(sample_vault), "--to", "apkg,pdf", "--out", str(tmp_path / "out")]
    run = "import exporter; print(exporter.__file__); from exporter.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", run, *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(site))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["aws.apkg", "aws.pdf"]

"""Writers of third parties enter by the same door as the built-in ones."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from exporter.writers.registry import UnknownWriterError, choose, writers

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the third party's package has been installed by pip."""
    source = shutil.copytree(HERE / "plugin", tmp_path_factory.mktemp("source") / "plugin")
    target = tmp_path_factory.mktemp("site")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
    ]
    subprocess.run([*pip, "--target", str(target), str(source)], check=True, timeout=120)
    return target


def studypack(site: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "exporter", *words],
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_an_installed_writer_is_listed_and_used(installed: Path, sample_vault: Path, tmp_path: Path) -> None:
    """After installing a package, its writer is listed with its options and writes its file."""
    listed = studypack(installed, "formats")
    assert "terms" in listed.stdout
    assert "what stands between term and meaning" in listed.stdout
    done = studypack(
        installed,
        "build",
        str(sample_vault),
        "--to",
        "terms",
        "--out",
        str(tmp_path),
        "-o",
        "terms.separator= | ",
    )
    assert done.returncode == 0, done.stderr
    lines = (tmp_path / "aws-terms.tsv").read_text("utf-8").splitlines()
    assert len(lines) == 82
    assert all(" | " in line for line in lines)


def test_two_writers_of_one_name_are_refused(tmp_path: Path, installed: Path) -> None:
    """Which of two equally named writers is meant is never guessed."""
    site = shutil.copytree(installed, tmp_path / "site")
    (entry,) = site.glob("*.dist-info/entry_points.txt")
    entry.write_text("[exporter.writers]\njson = studypack_terms:writer\n", "utf-8")
    done = studypack(site, "formats")
    assert done.returncode == 1
    assert "two writers are called `json`" in done.stderr


def test_a_writer_that_does_not_load_spoils_no_other(tmp_path: Path, installed: Path) -> None:
    """A broken package is reported, and the other writers are still listed."""
    site = shutil.copytree(installed, tmp_path / "site")
    (site / "studypack_terms.py").write_text("raise ImportError('no such library')\n", "utf-8")
    done = studypack(site, "formats")
    assert done.returncode == 1
    assert "no such library" in done.stderr
    assert "apkg" in done.stdout


def test_the_built_in_writers_are_entry_points() -> None:
    """Nothing but the entry points says which writers there are."""
    assert {"apkg", "json", "pdf"} <= set(writers())


def test_an_option_is_turned_into_its_type() -> None:
    """What the command line gives as text becomes what the writer declared, or is refused."""
    with pytest.raises(UnknownWriterError, match="did you mean `json`"):
        choose("jsno", {})
    with pytest.raises(UnknownWriterError, match="has no option"):
        choose("json", {"indent": "2"})

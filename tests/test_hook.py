"""The hook that pre-commit runs is a command that there is."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import yaml

from tests.vaults import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    program, *entry = shlex.split(HOOK["entry"])
    assert program == "studypack"
    command = [sys.executable, "-m", "exporter", *entry, *HOOK.get("args", []), *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def test_it_is_run_on_notes_and_nothing_else() -> None:
    """The pattern takes Markdown files, wherever they lie, and is what the README names."""
    assert HOOK["id"] in (ROOT / "README.md").read_text("utf-8")
    assert HOOK["language"] == "python"
    for path, wanted in (("a.md", True), ("폴더/노트 1.md", True), ("a.md.txt", False), ("amd", False)):
        assert bool(re.search(HOOK["files"], path)) is wanted


def test_it_stops_a_commit_for_an_error_in_its_notes(vault: Callable[[dict[str, str | bytes]], Path]) -> None:
    """The notes of a commit are judged, those that are not in it are not, and a warning stops nothing."""
    question = "## 문제\n\n**문제:** 무엇?\n\n- A) 가\n- B) 나\n"
    folder = vault(
        {
            ".obsidian/app.json": "{}",
            "healthy.md": "## 주요개념\n\n- **하나**: 뜻\n",
            "empty.md": "## 주요개념\n\n- **둘**:\n",
            "폴더/노트 1.md": question,
            "README.md": "# No card at all\n",
        }
    )
    assert run(folder, "healthy.md", "README.md").returncode == 0
    assert run(folder, "README.md").returncode == 0
    warned = run(folder, "empty.md")
    assert (warned.returncode, "definition-empty" in warned.stdout) == (0, True)
    assert run(folder, "--strict", "empty.md").returncode == 1
    stopped = run(folder, "healthy.md", "폴더/노트 1.md")
    assert stopped.returncode == 1
    assert "폴더/노트 1.md:3:9" in stopped.stdout
    assert "empty.md" not in stopped.stdout

"""The command files: notes, shell lines and what they print, each documentation and test in one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "commands"
FILES = sorted(FOLDER.glob("*.md"))
_FENCE = re.compile(
    r"^(?:`(?P<name>[^`]+)`\n\n)?````?(?P<kind>\w+)\n(?P<body>.*?)^````?$", re.DOTALL | re.MULTILINE
)
_SECONDS = re.compile(r'("seconds": )[\d.]+')


@dataclass
class Session:
    """A file's notes and console blocks, in order.

    Attributes:
        text: The file.
        folder: Where the commands run.
    """

    text: str
    folder: Path
    got: list[tuple[str, str]] = field(default_factory=list)

    def play(self) -> str:
        """Write the notes, run the commands, and give the file with what they printed."""
        return _FENCE.sub(self._block, self.text)

    def _block(self, block: re.Match[str]) -> str:
        if block["name"]:
            place = self.folder / block["name"]
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(block["body"], "utf-8")
            return block[0]
        if block["kind"] != "console":
            return block[0]
        lines = [line for line in block["body"].split("\n") if line.startswith("$ ")]
        return "```console\n" + "".join(self._run(line) for line in lines) + "```"

    def _run(self, line: str) -> str:
        words = line.removeprefix("$ ")
        environment = {
            **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "TMPDIR"}},
            "STUDYPACK_CACHE": "",
            "LANG": "C.UTF-8",
            "SOURCE_DATE_EPOCH": "1767225600",
            "COLUMNS": "100",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        done = subprocess.run(
            ["/bin/sh", "-c", words],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            timeout=120,
            check=False,
        )
        said = _SECONDS.sub(r"\g<1>0.0", (done.stdout + done.stderr).decode())
        said = "".join(f"{each.rstrip()}\n" for each in said.rstrip("\n").split("\n")) if said.strip() else ""
        status = f"=> {done.returncode}\n" if done.returncode else ""
        return f"{line}\n{said}{status}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_commands(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The commands of a file print what stands below them, and exit as it says."""
    text = path.read_text("utf-8")
    got = Session(text, tmp_path).play()
    if request.config.getoption("rewrite"):
        path.write_text(got, "utf-8")
    else:
        assert got == text

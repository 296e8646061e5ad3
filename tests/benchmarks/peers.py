"""The tools that one would otherwise pick, in environments of their own, at the same questions."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_INSTALL = 300  # seconds


@dataclass(frozen=True)
class Peer:
    """A tool.

    Attributes:
        name: On PyPI, and in the table.
        choices: What to install, first choice first: the next is tried where one does not run.
        script: The command that it brings.
        trial: Arguments with which it says whether it runs.
    """

    name: str
    choices: tuple[tuple[str, ...], ...]
    script: str
    trial: tuple[str, ...] = ("--help",)


class Quizzes(NamedTuple):
    """The same questions twice.

    Attributes:
        whole: One file, alone in its folder.
        parts: Several files, each with as many questions as a note of the vault.
    """

    whole: Path
    parts: tuple[Path, ...]


DECKS: Mapping[Peer, Callable[[Quizzes, Path], tuple[str, ...]]] = {
    # Its typer does not run with click 8.1 and later, which it does not say.
    Peer("markdown-anki-decks", (("markdown-anki-decks==1.1.1", "click<8.1"),), "mdankideck"): (
        lambda quizzes, out: (str(quizzes.whole.parent), str(out))
    ),
    # 3.1.0 is written in the syntax of Python 3.12, which it does not say.
    Peer("Md2Anki", (("md2anki==3.1.0",), ("md2anki==3.0.20b0",)), "md2anki"): (
        lambda quizzes, out: (*map(str, quizzes.parts), "-o-anki", str(out / "quiz.apkg"))
    ),
}
"""What makes decks, and the arguments that it takes for questions and the folder of the deck.

Each gets the questions as it likes them best: the first makes a deck of each file, the second takes
time in proportion to the square of a file's length.
"""

# Debian's pandoc is too old to write for Typst, so a newer one comes along.
TYPST = Peer(
    "typst",
    (("typst==0.15.2", "pypandoc-binary==1.17"),),
    "python",
    ("-c", "import typst, pypandoc; pypandoc.get_pandoc_version()"),
)


@dataclass(frozen=True)
class Installed:
    """A peer that runs here.

    Attributes:
        peer: Which.
        version: What was installed, with its version.
        command: The path of its script.
    """

    peer: Peer
    version: str
    command: Path


def cache_folder() -> Path:
    """Where the environments are kept from one run to the next."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "studypack" / "benchmarks"


def install(peer: Peer, folder: Path) -> Installed | str:
    """Install a peer, unless it is there from an earlier run.

    Args:
        peer: Which.
        folder: For the environments.

    Returns:
        The peer, or in one line why it cannot be had.
    """
    why = ""
    for wanted in peer.choices:
        python = sys.implementation.cache_tag
        place = folder / f"{peer.name.lower()}-{python}-{sha256(' '.join(wanted).encode()).hexdigest()[:8]}"
        found = Installed(peer, wanted[0], place / "bin" / peer.script)
        why = _said(found.command, *peer.trial) if found.command.exists() else "not installed"
        if why:
            why = (
                _said(sys.executable, "-m", "venv", "--clear", place)
                or _said(place / "bin" / "python", "-m", "pip", "install", "--quiet", *wanted)
                or _said(found.command, *peer.trial)
            )
        if not why:
            return found
    return f"{peer.name} is left out: {why}"


def _said(*command: str | Path) -> str:
    """Run a command; give the last line of what it says if it fails, else nothing."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            capture_output=True,
            text=True,
            check=False,
            timeout=_INSTALL,
            env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    lines = (done.stderr or done.stdout).strip().splitlines() or [f"exit status {done.returncode}"]
    return lines[-1] if done.returncode else ""

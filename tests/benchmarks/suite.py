"""What is measured: the program's commands, the stages inside them, and the peers beside them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.ledger import FILE
from tests.benchmarks.measure import PROGRAM, MeasureError, best
from tests.benchmarks.peers import PEERS, Installed, install
from tests.benchmarks.rows import Row, row
from tests.benchmarks.vaults import edit, quiz, write_questions, write_vault
from tests.vaults import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_OWN = ("quiz: studypack, cold", "quiz: studypack, one edit")
STAGES = ("read", "parse", "extract", "assemble", "digest", "record", "write")


@dataclass(frozen=True)
class Suite:
    """How to measure.

    Attributes:
        scratch: A folder for vaults and decks.
        times: How often each command is run; the quickest run counts.
        tell: Is told what is being measured.
    """

    scratch: Path
    times: int
    tell: Callable[[str], None]

    def start(self) -> Iterator[Row]:
        """Measure what a command costs that has next to nothing to do."""
        self.tell("start")
        yield row("--help", 0, 0, best(_program("--help"), self.times))
        vault = write_vault(self.scratch / "ten", 10)
        yield row("check", 10, 0, best(_program("check", vault), self.times))

    def deck(self, notes: int) -> Iterator[Row]:
        """Measure a deck's build stage by stage, then the commands: cold, unchanged, after an edit, check."""
        self.tell(f"deck of {notes:,} notes")
        vault, out = write_vault(self.scratch / f"vault-{notes}", notes), self.scratch / f"out-{notes}"
        cards, stages = _stages(vault, self.times)
        yield Row("read and hash the files", notes, cards, *stages["read and hash"])
        yield Row("genanki alone", notes, cards, *stages["genanki"])
        for name in STAGES:
            against = ("genanki alone",) if name == "write" else ()
            yield Row(f"stage: {name}", notes, cards, *stages[name], against=against)
        build = _program("build", vault, "--to", "apkg", "--out", out, "--quiet")

        def forget(_number: int) -> None:
            (vault / FILE).unlink(missing_ok=True)
            shutil.rmtree(out, ignore_errors=True)

        cold = best(build, self.times, forget)
        yield row("deck: cold", notes, cards, cold, "genanki alone")
        same = best(build, self.times)
        yield row("deck: unchanged", notes, cards, same, "deck: cold", "read and hash the files")
        after = best(build, self.times, lambda number: edit(vault, notes // 2, number))
        yield row("deck: one edit", notes, cards, after, "deck: cold", "genanki alone")
        yield row("check", notes, cards, best(_program("check", vault), self.times), "deck: cold")

    def pages(self, notes: int) -> Row:
        """Measure the cheat-sheet."""
        self.tell(f"PDF of {notes:,} notes")
        vault, out = write_vault(self.scratch / f"pages-{notes}", notes), self.scratch / "pages"
        command = _program("build", vault, "--to", "pdf", "--out", out, "--quiet")
        return row("pdf: cold", notes, 0, best(command, 1, lambda _: (vault / FILE).unlink(missing_ok=True)))

    def beside(self, questions: int, peers: list[Installed], limit: float) -> Iterator[Row]:
        """Measure the peers and the program at the same questions.

        Args:
            questions: How many.
            peers: That run here.
            limit: Seconds after which a peer is given up.
        """
        self.tell(f"{questions:,} questions side by side")
        folder = self.scratch / f"quiz-{questions}"
        folder.mkdir()
        file, out = folder / "quiz.md", self.scratch / f"quiz-out-{questions}"
        file.write_text(quiz(questions), "utf-8")
        out.mkdir()
        for each in peers:
            command: list[str | Path] = [each.command, *each.peer.arguments(file, out)]
            try:
                taken = best(command, self.times, limit=limit)
                yield row(f"quiz: {each.peer.name}", questions, questions, taken, *_OWN)
            except MeasureError as error:
                self.tell(f"{each.peer.name} at {questions:,} questions: {error}")
        vault = write_questions(self.scratch / f"questions-{questions}", questions)
        build = _program("build", vault, "--to", "apkg", "--out", out, "--quiet")
        cold = best(build, self.times, lambda _: (vault / FILE).unlink(missing_ok=True))
        yield row(_OWN[0], questions, questions, cold)
        again = best(build, self.times, lambda number: edit(vault, 0, number))
        yield row(_OWN[1], questions, questions, again, _OWN[0])

    def peers(self, folder: Path) -> list[Installed]:
        """Install the peers; of one that cannot be had, say so."""
        found = []
        for peer in PEERS:
            self.tell(f"installing {peer.name}")
            made = install(peer, folder)
            if isinstance(made, Installed):
                found.append(made)
            else:
                self.tell(made)
        return found


def _program(*arguments: str | Path) -> tuple[str | Path, ...]:
    return (*PROGRAM, *arguments)


def _stages(vault: Path, times: int) -> tuple[int, dict[str, tuple[float, float]]]:
    """Give how many cards a vault has, and the best seconds and processor seconds of each stage.

    Each time is a new process, since a second build in the same one would find what the first has cached.
    """
    command = [sys.executable, "-m", "tests.benchmarks.stages", str(vault)]
    done = [subprocess.run(command, capture_output=True, check=True, cwd=ROOT) for _ in range(times)]
    found = [json.loads(each.stdout) for each in done]
    best_of = {name: min(tuple(each["stages"][name]) for each in found) for name in found[0]["stages"]}
    return found[0]["cards"], best_of

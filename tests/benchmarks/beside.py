"""The program beside the tools that one would otherwise pick, in one run and at the same content."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.benchmarks.builds import Build
from tests.benchmarks.measure import ENOUGH, MeasureError, best
from tests.benchmarks.peers import DECKS, TYPST, Installed, Quizzes, install
from tests.benchmarks.printers import Printer, printers
from tests.benchmarks.rows import Row, row
from tests.benchmarks.vaults import book, quiz, tens, write_questions, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.benchmarks.measure import Taken
    from tests.benchmarks.peers import Peer
    from tests.benchmarks.suite import Suite

    Write = Callable[[Path, int], Path]

_LIMIT = 200  # seconds for one run of a peer
_QUIZ = ("quiz: studypack, cold", "quiz: studypack, one edit")
_PAGES = ("pages: studypack, cold", "pages: studypack, one edit")


@dataclass(frozen=True)
class Company:
    """The peers that are there.

    Attributes:
        suite: How to measure.
        decks: Those that make decks.
        printers: Those that make pages.
    """

    suite: Suite
    decks: tuple[Installed, ...]
    printers: tuple[Printer, ...]

    @property
    def versions(self) -> dict[str, str]:
        """Give their versions by name; a tool that is there twice has one."""
        decks = {each.peer.name: each.version.partition("==")[2] for each in self.decks}
        return decks | {each.name: each.version for each in self.printers if each.version and not each.runs}

    def quiz(self, sizes: tuple[int, ...]) -> Iterator[Row]:
        """Measure those that make decks.

        Args:
            sizes: Numbers of questions, ascending.
        """
        slow: dict[str, float] = {}  # seconds for a question
        for questions in sizes:
            self.suite.tell(f"deck of {questions:,} questions side by side")
            build = self._build("quiz", write_questions, questions, "--to", "apkg")
            for each in self.decks:
                expected = slow.get(each.peer.name, 0) * questions
                if expected > _LIMIT:
                    self.suite.tell(f"{each.peer.name} is left out here: it would take {expected:.0f} s")
                    continue
                try:
                    taken = self._deck(each, questions, build.place)
                except MeasureError as error:
                    self.suite.tell(f"{each.peer.name} at {questions:,} questions: {error}")
                    continue
                slow[each.peer.name] = taken.seconds / questions
                yield row(f"quiz: {each.peer.name}", questions, questions, taken, *_QUIZ)
            yield row(_QUIZ[0], questions, questions, build.cold())
            yield row(_QUIZ[1], questions, questions, build.one_edit(), _QUIZ[0])

    def pages(self, notes: int) -> Iterator[Row]:
        """Measure those that make pages; the program prints all that the notes say, explanations too."""
        self.suite.tell(f"pages of {notes:,} notes side by side")
        words = ("--to", "pdf", "-o", "pdf.detail=full")
        build = self._build("book", write_vault, notes, *words)
        for each in self.printers:
            folder = build.place / each.name
            folder.mkdir()
            try:
                taken = self._pages(each, notes, folder)
            except (MeasureError, subprocess.CalledProcessError) as error:
                self.suite.tell(f"{each.name} at {notes:,} notes: {error}")
                continue
            yield row(f"pages: {each.name}", notes, 0, taken, *_PAGES)
        yield row(_PAGES[0], notes, 0, build.cold())
        yield row(_PAGES[1], notes, 0, build.one_edit(), _PAGES[0])

    def _deck(self, maker: Installed, questions: int, place: Path) -> Taken:
        whole, parts, out = (place / maker.peer.name / name for name in ("whole", "parts", "out"))
        for folder in (whole, parts, out):
            folder.mkdir(parents=True)
        files = {parts / f"{each.start:06}.md": each for each in tens(questions)}
        quizzes = Quizzes(whole / "quiz.md", tuple(files))
        for file, numbers in {quizzes.whole: range(questions), **files}.items():
            file.write_text(quiz(numbers), "utf-8")
        arguments = DECKS[maker.peer](quizzes, out)
        return best((maker.command, *arguments), self.suite.times, limit=_LIMIT)

    def _pages(self, printer: Printer, notes: int, folder: Path) -> Taken:
        """Print several times, each text changed a little; one that runs already has printed it before."""
        text = book(notes)
        runs: list[Taken] = []
        with printer.open(folder) as printed:
            if printer.runs:
                printed(text)
            while len(runs) < self.suite.times and sum(each.seconds for each in runs) < ENOUGH:
                runs.append(printed(f"{text.rstrip()} ({len(runs)})\n"))
        return min(runs, key=lambda taken: taken.seconds)

    def _build(self, name: str, write: Write, size: int, *words: str) -> Build:
        place = self.suite.scratch / f"{name}-{size}"
        place.mkdir()
        return Build(write(place / "vault", size), place, words, self.suite.times, 0)


def company(suite: Suite, cache: Path) -> Company:
    """Find the peers; install those that are on PyPI.

    Args:
        suite: How to measure; is told which are left out.
        cache: For their environments.
    """

    def had(peer: Peer) -> Installed | None:
        suite.tell(f"installing {peer.name}")
        made = install(peer, cache)
        if isinstance(made, Installed):
            return made
        suite.tell(made)
        return None

    decks = tuple(each for each in map(had, DECKS) if each)
    return Company(suite, decks, tuple(printers(had(TYPST), sys.executable, suite.tell)))

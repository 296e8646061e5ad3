"""The Anki writer as the rest of the program sees it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from exporter.render.templates import Templates
from exporter.writers.anki import writer
from exporter.writers.base import Job
from tests.packs import sample_pack

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.writers.base import Writer


def test_is_a_writer() -> None:
    """It offers what the contract asks for, and its file needs no suffix."""
    made: Writer = writer
    assert (made.extension, made.suffix) == ("apkg", "")
    assert made.summary


def test_costs_nothing_until_it_writes() -> None:
    """Listing the writers loads neither genanki nor SQLite."""
    script = "import sys, exporter.writers.anki; print({'genanki', 'sqlite3', 'jinja2'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_reports_progress_up_to_the_end() -> None:
    """Whoever waits hears of every part of the way and of its end."""
    seen: list[tuple[int, int]] = []
    pack = sample_pack()
    writer.write(pack, writer.options(), Job(1, Templates(), lambda done, total: seen.append((done, total))))
    assert seen[-1] == (len(pack.cards), len(pack.cards))


def test_wrong_template_of_the_learner_writes_nothing_and_says_which(tmp_path: Path) -> None:
    """A template that asks for an unknown field is an error that names file and field."""
    own = tmp_path / "anki" / "mcq"
    own.mkdir(parents=True)
    (own / "choose.back.html").write_text("{{Stem}} {{Colour}}", "utf-8")
    written = writer.write(sample_pack(), writer.options(), Job(1, Templates(tmp_path)))
    assert written.value is None
    [found] = written.diagnostics
    assert found.rule == "bad-template"
    assert "choose.back.html" in found.message
    assert "Colour" in found.message


def test_learner_may_restyle_one_kind_alone(tmp_path: Path) -> None:
    """A style sheet in the learner's folder replaces the shipped one of that kind."""
    own = tmp_path / "anki" / "mcq"
    own.mkdir(parents=True)
    (own / "style.css").write_text(".stem { color: teal }", "utf-8")
    job = Job(1, Templates(tmp_path))
    restyled = writer.write(sample_pack(), writer.options(), job)
    assert restyled.diagnostics == ()
    assert restyled.value != writer.write(sample_pack(), writer.options(), Job(1, Templates())).value

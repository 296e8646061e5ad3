"""The documents speak of the program as it is."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from exporter.config import Config, read_config
from exporter.model import ClozeCard, ConceptCard
from tests.benchmarks.readme import LINES
from tests.vaults import ROOT, pack_of

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")]


def fenced(kind: str) -> list[str]:
    return re.findall(rf"^````?{kind}\n(.*?)^````?$", README, re.DOTALL | re.MULTILINE)


def test_every_command_is_in_the_readme() -> None:
    """A command that is not documented does not exist for its users, and the other way round."""
    from typer.main import get_command

    from exporter.cli.app import app

    commands = set(get_command(app).commands)  # type: ignore[attr-defined]
    assert set(re.findall(r"^\$ studypack ([a-z]+)", README, re.MULTILINE)) == commands


def test_every_setting_is_in_the_readme(tmp_path: Path) -> None:
    """The example of `studypack.toml` is valid and names every key."""
    (example,) = fenced("toml")
    (tmp_path / "studypack.toml").write_text(example, "utf-8")
    assert read_config(tmp_path).diagnostics == ()
    assert set(tomllib.loads(example)) == {field.name for field in fields(Config)}


def test_the_readmes_note_gives_the_cards_it_promises(tmp_path: Path) -> None:
    """The first note a reader sees makes four cards and needs no mending."""
    note, _ = fenced("markdown")
    (tmp_path / "note.md").write_text(note, "utf-8")
    pack = pack_of(tmp_path)
    assert len(pack.cards) == 4
    assert pack.diagnostics == ()


def test_the_readmes_signs_make_the_cards_it_promises(tmp_path: Path) -> None:
    """Each of the signs that the README shows makes a card, and each gap has a number."""
    _, signs = fenced("markdown")
    (tmp_path / "note.md").write_text(signs, "utf-8")
    pack = pack_of(tmp_path)
    cards = [issued.card for issued in pack.cards]
    assert [card.term.text[:4] for card in cards if isinstance(card, ConceptCard)] == ["Does", "Life", "Whic"]
    assert [[gap.number for gap in card.gaps] for card in cards if isinstance(card, ClozeCard)] == [
        [1],
        [1, 2],
    ]
    assert pack.diagnostics == ()


def test_the_readmes_figures_are_those_of_the_benchmarks() -> None:
    """Each line under "How fast" is one that the benchmarks print, and each of those is there."""
    section = README.partition("## How fast")[2].partition("\n## ")[0]
    labels = [line.split("|")[1].strip() for line in section.splitlines() if line.startswith("| ")]
    assert labels == ["what", "-" * len(labels[1]), *(line.label for line in LINES)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    """A relative link or picture in a document exists."""
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


def test_every_test_that_an_invariant_names_exists() -> None:
    """The architecture's table of invariants points at real tests."""
    named = set(
        re.findall(
            r"`((?:unit/|cases/|commands/|golden/)?[\w*-]+\.(?:py|md|json|toml))`",
            DOCUMENTS[1].read_text("utf-8"),
        )
    )
    for name in named - {"rules.toml", "examples.toml", "studypack.toml"}:
        assert list((ROOT / "tests").glob(name)) or (ROOT / name).exists(), name


def test_every_verb_of_the_makefile_is_explained() -> None:
    """`make help` lists every target that people call."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = set(re.search(r"\.PHONY: (.*)", makefile)[1].split())  # type: ignore[index]
    assert set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)) == phony


@pytest.mark.parametrize(
    "command",
    [
        "",
        "build",
        "check",
        "show",
        "formats",
        "explain",
        "doctor",
        "plan",
        "retired",
        "ids",
        "new",
        "preview",
        "cache",
    ],
)
def test_help_is_there(command: str) -> None:
    """Every command explains itself."""
    words = [sys.executable, "-m", "exporter", *([command] if command else []), "--help"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
    assert "Usage" in done.stdout

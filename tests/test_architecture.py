"""The house keeps its order: arrows point down, each library has its door, card kinds are symmetric."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

import pytest

from exporter.diagnostics import rules
from exporter.labels import labels
from exporter.model import KINDS, kind_of
from tests.vaults import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.model import Pack

PACKAGE = ROOT / "exporter"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Which rooms a room may look into. The table is the picture in ARCHITECTURE.md.
ROOMS = {
    "source": set(),
    "spelling": set(),
    "cache": set(),
    "cores": set(),
    "program": set(),
    "receipt": set(),
    "root": set(),
    "labels": set(),
    "language": set(),
    "export": set(),
    "serve": set(),
    "diagnostics": {"spelling", "source"},
    "model": {"diagnostics"},
    "identity": {"model"},
    "config": {"model", "diagnostics", "spelling", "source"},
    "markdown": {"source"},
    "mask": {"model", "labels"},
    "letters": {"model", "labels"},
    "parse": {"markdown", "labels", "model", "diagnostics", "spelling", "source"},
    "extract": {"parse", "markdown", "labels", "language", "model", "diagnostics", "spelling", "source"},
    "repair": set(),
    "pictures": set(),
    "vault": {"pictures", "repair", "model", "diagnostics", "source"},
    "links": {"vault", "parse", "markdown", "labels", "diagnostics"},
    "ledger": {"identity", "model", "diagnostics", "source"},
    "assemble": {
        "ledger",
        "config",
        "identity",
        "mask",
        "labels",
        "language",
        "model",
        "diagnostics",
        "source",
    },
    "render": {"program", "labels", "language", "model", "diagnostics"},
    "glossary": {"labels", "model"},
    "press": {"pictures", "render", "labels", "model", "diagnostics"},
    "writers": {
        "cores",
        "glossary",
        "spelling",
        "press",
        "render",
        "mask",
        "letters",
        "labels",
        "language",
        "model",
        "diagnostics",
        "source",
    },
    "verify": {"diagnostics", "source"},
    "translate": {"extract", "markdown", "labels", "model", "diagnostics", "source"},
    "scaffold": {"vault", "labels", "language"},
    "inscribe": {
        "extract",
        "parse",
        "markdown",
        "vault",
        "ledger",
        "model",
        "diagnostics",
        "source",
    },
    "pipeline": {
        "cores",
        "program",
        "verify",
        "translate",
        "labels",
        "assemble",
        "extract",
        "links",
        "parse",
        "vault",
        "config",
        "ledger",
        "writers",
        "model",
        "diagnostics",
    },
    "report": {"verify", "ledger", "labels", "model", "diagnostics"},
    "cli": {
        "cache",
        "program",
        "receipt",
        "root",
        "pipeline",
        "translate",
        "scaffold",
        "inscribe",
        "verify",
        "export",
        "serve",
        "report",
        "vault",
        "config",
        "ledger",
        "writers",
        "press",
        "render",
        "spelling",
        "model",
        "diagnostics",
    },
}

# Each third-party library has one door.
DOORS = {
    "comrak": {"markdown"},
    "selectolax": {"markdown"},
    "pygments": {"markdown"},
    "frontmatter": {"parse"},
    "yaml": {"parse"},
    "genanki": {"writers"},
    "weasyprint": {"press", "writers"},
    "pydyf": {"press"},
    "pikepdf": {"press"},
    "tinycss2": {"pictures"},
    "PIL": {"pictures"},
    "ziamath": {"render"},
    "jinja2": {"render"},
    "rapidfuzz": {"assemble", "ledger", "links", "spelling", "translate"},
    "babel": {"translate"},
    "typer": {"cli"},
    "rich": {"cli", "report"},
    "anki": {"verify"},
    "watchfiles": {"serve"},
    "platformdirs": {"cli"},
}


def room_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0] if parts[0] != "__init__" else ""


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_downwards(path: Path) -> None:
    """A module imports only from the rooms that its own may look into."""
    room = room_of(path)
    if room in {"", "__main__"}:
        return
    for name in imports_of(path):
        first, _, rest = name.partition(".")
        if first == "exporter" and rest:
            assert rest.split(".")[0] in {room, *ROOMS[room]}, f"{room} may not import {name}"
        if first in DOORS:
            assert room in DOORS[first], f"{first} is imported in {room}"


def test_rooms_have_no_cycle() -> None:
    """The table of rooms itself can be walked from bottom to top."""
    order = list(TopologicalSorter(ROOMS).static_order())
    assert set(order) == {room_of(path) for path in MODULES} - {"", "__main__"}


def test_no_module_carries_two_ideas() -> None:
    """A module has at most 300 lines, and half of them have at most about 120."""
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {str(path): length for path, length in lengths.items() if length > 300} == {}
    assert sorted(lengths.values())[len(lengths) // 2] <= 120


def test_modules_say_what_lives_in_them() -> None:
    """Every module opens with a docstring."""
    assert [str(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


def test_every_rule_that_is_raised_is_explained() -> None:
    """A rule's name in the code is one of `rules.toml`, and every one of those is raised somewhere."""
    code = "\n".join(path.read_text("utf-8") for path in MODULES)
    assert [name for name in rules() if f'"{name}"' not in code] == []
    raised = set(
        re.findall(r'(?:Diagnostic\(|span, |where, |Span\(place, place \+ 1\), )"([a-z]+(?:-[a-z]+)+)"', code)
    )
    assert raised <= set(rules())


def test_every_kind_of_card_has_its_rooms(sample: Pack) -> None:
    """A kind has recognisers, note-type templates, cases, a deck name and cards in the sample vault."""
    found = {kind_of(issued.card) for issued in sample.cards}
    for kind in KINDS.values():
        assert (ROOT / "templates" / "anki" / kind).is_dir(), kind
        assert all(kind in names for names in labels().decks.values())
        assert (PACKAGE / "extract" / kind).is_dir(), kind
        assert (ROOT / "tests" / "cases" / f"{kind}.md").is_file(), kind
        assert kind in found


def test_label_files_name_the_same_things() -> None:
    """Every language prints every word, so that none falls back in silence."""
    printed = [set(words) for words in labels().printed.values()]
    assert all(words == printed[0] for words in printed)

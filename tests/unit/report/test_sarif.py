"""Findings as SARIF: what code scanning needs, and nothing the standard does not know."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import jsonschema
import pytest

from exporter.diagnostics import Diagnostic, rules
from exporter.report.sarif import as_sarif
from exporter.source import Position
from tests.table import CASES

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA: dict[str, Any] = json.loads((CASES / "sarif.schema.json").read_text("utf-8"))


def log_of(findings: list[Diagnostic], root: Path) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(as_sarif(findings, root))
    jsonschema.validate(log, SCHEMA)
    return log


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_no_finding_is_a_log_without_results(here: Path) -> None:
    """A healthy vault gives a valid log, so that code scanning closes what was open."""
    (run,) = log_of([], here)["runs"]
    assert run["results"] == []


def test_every_rule_can_be_written(here: Path) -> None:
    """Each rule comes with its text and level, and each result points at its rule."""
    findings = [Diagnostic(name, "`x` is wrong", "n.md", Position(1, 1)) for name in rules()]
    (run,) = log_of(findings, here)["runs"]
    described = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert described[result["ruleIndex"]]["id"] == result["ruleId"]
        assert described[result["ruleIndex"]]["defaultConfiguration"]["level"] == result["level"]
    assert {result["level"] for result in run["results"]} == {"error", "warning", "note"}


@pytest.mark.parametrize("path", ["볼트/노트 1.md", "a b/c#d%20?.md", "plain.md"])
def test_paths_are_relative_and_encoded(here: Path, path: str) -> None:
    """A URI holds no space, no Hangul and no bare `#`, and leads to the file from where the user is."""
    (run,) = log_of([Diagnostic("note-unreadable", "no", path)], here / "my vault")["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"].isascii()
    assert not set(place["uri"]) & set(" #?")
    assert unquote(place["uri"]) == f"my vault/{path}"
    assert place["uriBaseId"] == "%SRCROOT%"


def test_a_file_outside_has_its_whole_uri(here: Path) -> None:
    """What does not lie below the working folder is no part of the repository."""
    (run,) = log_of([Diagnostic("note-unreadable", "no", "노트.md")], here.parent)["runs"]
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.startswith("file:///")
    assert uri.isascii()


def test_columns_are_counted_in_code_points(here: Path) -> None:
    """The end is behind the last character, and the log says how columns are counted."""
    finding = Diagnostic("mcq-without-key", "no key", "n.md", Position(3, 5), 2, "🎯 정답 X", "add one")
    (run,) = log_of([finding], here)["runs"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (3, 5, 7)
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"][0]["message"]["text"] == "no key\nhelp: add one"

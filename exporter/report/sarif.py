"""Diagnostics as SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from exporter import __version__
from exporter.diagnostics import Severity, rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.diagnostics import Diagnostic, Rule

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# The levels of problems that code scanning lists by.
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}


def as_sarif(findings: Sequence[Diagnostic], root: Path) -> str:
    """Give the findings as a SARIF log.

    Paths are relative to the working folder, which code scanning takes to be the repository's root;
    where a file lies outside, its URI is whole.

    Args:
        findings: Their paths are relative to the vault.
        root: The vault's root.
    """
    raised = {finding.rule for finding in findings}
    described = [rule for name, rule in rules().items() if name in raised]
    index = {rule.name: number for number, rule in enumerate(described)}
    run = {
        "tool": {
            "driver": {
                "name": "studypack",
                "version": __version__,
                "rules": [_rule(rule) for rule in described],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index[finding.rule], root) for finding in findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    severity = Severity(rule.severity)
    return {
        "id": rule.name,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": " ".join(rule.explanation.split())},
        "help": {"text": rule.text(), "markdown": rule.markdown()},
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {"problem.severity": _PROBLEMS[severity], "tags": ["notes"]},
    }


def _result(finding: Diagnostic, index: int, root: Path) -> dict[str, Any]:
    said = f"{finding.message}\nhelp: {finding.help}" if finding.help else finding.message
    location: dict[str, Any] = {"artifactLocation": _artifact(root / (finding.path or ""))}
    if finding.position:
        line, column = finding.position
        location["region"] = {
            "startLine": line,
            "startColumn": column,
            "endColumn": column + finding.width,
            **({"snippet": {"text": finding.excerpt}} if finding.excerpt else {}),
        }
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": said},
        "locations": [{"physicalLocation": location}],
    }


def _artifact(path: Path) -> dict[str, str]:
    here, whole = Path.cwd(), path.absolute()
    if not whole.is_relative_to(here):
        return {"uri": whole.as_uri()}
    return {"uri": quote(whole.relative_to(here).as_posix()), "uriBaseId": "%SRCROOT%"}

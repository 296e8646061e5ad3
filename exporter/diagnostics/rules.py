"""The rules by name, read from ``rules.toml``: severity, one line, and the text of ``explain``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from exporter.spelling import nearest


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding.

    Attributes:
        name: Kebab-case, never changed once released.
        severity: ``error``, ``warning`` or ``info``.
        summary: One line.
        explanation: What it means, why it matters and how to mend it; Markdown.
    """

    name: str
    severity: str
    summary: str
    explanation: str


@cache
def rules() -> dict[str, Rule]:
    """All rules, in the order of the file."""
    text = (files("exporter.diagnostics") / "rules.toml").read_text("utf-8")
    return {name: Rule(name, **entry) for name, entry in tomllib.loads(text).items()}


def rule(name: str) -> Rule:
    """One rule.

    Raises:
        KeyError: No rule has this name: a mistake in this program, not in a note.
    """
    return rules()[name]


def nearest_rule(name: str) -> str | None:
    """The rule whose name is most like a misspelt one, if any is like it."""
    return nearest(name, rules())

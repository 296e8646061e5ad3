"""The rules by name: severity and explanation from ``rules.toml``, examples from ``examples.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Rule(NamedTuple):
    """A kind of finding.

    Attributes:
        name: Kebab-case, never changed once released.
        severity: ``error``, ``warning`` or ``info``.
        summary: One line.
        explanation: What it means, why it matters and how to mend it; Markdown.
        example: A file that raises it; empty where no text of a file does by itself.
        mended: The same file put right.
        file: What the two are the text of.
    """

    name: str
    severity: str
    summary: str
    explanation: str
    example: str = ""
    mended: str = ""
    file: str = "note.md"

    def text(self) -> str:
        """Give explanation and example as plain text."""
        return self._whole(lambda code: indent(code.rstrip(), "    "))

    def markdown(self) -> str:
        """Give explanation and example as Markdown."""
        kind = self.file.rpartition(".")[2]
        return self._whole(lambda code: f"````{kind}\n{code.rstrip()}\n````")

    def _whole(self, shown: Callable[[str], str]) -> str:
        parts = [self.explanation.strip()]
        if self.example:
            where = "" if self.file.endswith(".md") else f" in `{self.file}`"
            parts += [f"For example{where}:", shown(self.example), "Mended:", shown(self.mended)]
        return "\n\n".join(parts)


@cache
def rules() -> dict[str, Rule]:
    """All rules, in the order of the file."""
    told, shown = _table("rules.toml"), _table("examples.toml")
    return {name: Rule(name, **entry, **shown.get(name, {})) for name, entry in told.items()}


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))


def rule(name: str) -> Rule:
    """One rule.

    Raises:
        KeyError: No rule has this name: a mistake in this program, not in a note.
    """
    return rules()[name]


def nearest_rule(name: str) -> str | None:
    """The rule whose name is most like a misspelt one, if any is like it."""
    from exporter.spelling import nearest

    return nearest(name, rules())

"""One finding, and the value that carries findings along."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from exporter.diagnostics.rules import rule as rule_named
from exporter.source import Position

if TYPE_CHECKING:
    from exporter.source import Source, Span

T_co = TypeVar("T_co", covariant=True)


class Severity(StrEnum):
    """How much a finding matters.

    An error keeps a card or a file from being written; a warning is something the author will
    want to mend; an info is what merely could be better, and never stops anything.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """The order of reports: errors first."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    Attributes:
        rule: Name of the rule, kebab-case.
        message: What is wrong: lower case, code in backticks, no full stop.
        path: The file, relative to the vault; None where no file is meant.
        position: Where it begins; None where the whole file is meant.
        width: How many characters it covers on its first line, at least 1.
        excerpt: That first line as it stands in the source, for the caret.
        help: How to mend it; None where there is nothing to do.
        severity: Taken from the rule.
    """

    rule: str
    message: str
    path: str | None = None
    position: Position | None = None
    width: int = 1
    excerpt: str | None = None
    help: str | None = None

    @property
    def severity(self) -> Severity:
        """The severity that the rule gives."""
        return Severity(rule_named(self.rule).severity)

    @property
    def order(self) -> tuple[str, Position, int, str, str]:
        """Sort key of reports: by file and place, errors first at the same place."""
        place = self.position or Position(0, 0)
        return (self.path or "", place, self.severity.rank, self.rule, self.message)

    def shape(self) -> dict[str, str | int | None]:
        """Give it as JSON shows it."""
        place = self.position
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "message": self.message,
            "path": self.path,
            "line": place.line if place else None,
            "column": place.column if place else None,
            "help": self.help,
        }


def at(source: Source, span: Span, rule: str, message: str, *, fix: str | None = None) -> Diagnostic:
    """Make a diagnostic that points at a span of a source.

    Args:
        source: The note.
        span: What the caret underlines; what lies beyond its first line is not underlined.
        rule: Name of the rule.
        message: What is wrong.
        fix: The help line.
    """
    position = source.position(span.start)
    excerpt = source.line(position.line)
    width = min(span.end - span.start, len(excerpt) - position.column + 1)
    return Diagnostic(rule, message, source.path, position, max(width, 1), excerpt, fix)


@dataclass(frozen=True, slots=True)
class Checked(Generic[T_co]):
    """A stage's result together with what it has to say about it."""

    value: T_co
    diagnostics: tuple[Diagnostic, ...] = ()

"""``studypack explain``."""

from __future__ import annotations

import typer

from exporter.cli.options import Exit
from exporter.cli.terminal import fail, results
from exporter.diagnostics import nearest_rule, rules


def run(name: str) -> Exit:
    """Explain one rule, or list them all."""
    known = rules()
    if not name:
        width = max(map(len, known))
        typer.echo(
            "\n".join(f"{rule.name:<{width}}  {rule.severity:<7}  {rule.summary}" for rule in known.values())
        )
        return Exit.FINE
    if name not in known:
        near = nearest_rule(name)
        fail(
            f"there is no rule `{name}`",
            f"did you mean `{near}`?" if near else "`studypack explain` lists them all",
        )
        return Exit.USAGE
    rule = known[name]
    results().line((rule.name, "bold"), f" ({rule.severity}): {rule.summary}\n")
    results().line(rule.text())
    return Exit.FINE

"""The plan: what the next import will do, for people and for machines."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.ledger import Plan
    from exporter.ledger.plan import Change
    from exporter.report.stream import Part

    Line = tuple[Part, ...]

_WORDS = re.compile(r"\S+|\s+")
_STYLES = {"new": "green", "changed": "yellow", "moved": "cyan", "retired": "red", "revived": "green"}
_FACE = 70


def plan_shape(plan: Plan) -> dict[str, Any]:
    """Give the plan as JSON shows it."""
    lists = {name: [_shape(change) for change in getattr(plan, name)] for name in _STYLES}
    return {**lists, "unchanged": plan.unchanged, "ambiguous": plan.ambiguous}


def _shape(change: Change) -> dict[str, str]:
    shape = {
        "id": change.id,
        "kind": change.kind,
        "note": change.note,
        "face": change.face,
        "deck": change.deck,
    }
    if change.before or change.after:
        shape |= {"before": change.before, "after": change.after}
    return shape


def plan_lines(plan: Plan) -> Iterator[Line]:
    """Give the plan's lines: each card that something happens to, and what to search for in Anki."""
    for name, style in _STYLES.items():
        for change in getattr(plan, name):
            face = change.face if len(change.face) <= _FACE else f"{change.face[:_FACE]}…"
            yield (f"{name:<8}", style), f" {change.id[:6]} ", face, (f"  {change.note}", "dim")
            if name == "changed" and change.before:
                yield from (("         ", *line) for line in _differences(change.before, change.after))
    if plan.moved:
        yield ("\nAnki leaves cards in the deck they are in. To move them, search for each deck's cards:",)
        for deck in sorted({change.deck for change in plan.moved}):
            ids = [change.id for change in plan.moved if change.deck == deck]
            yield (f"  {deck}: {search(ids)}",)
    if plan.retired:
        yield ("\nRetired cards stay in Anki. To find those that retire now:",)
        yield (f"  {search([change.id for change in plan.retired])}",)


def search(ids: list[str]) -> str:
    """Give the search in Anki's browser that selects exactly these cards."""
    return " or ".join(f"CardId:{id_}" for id_ in ids)


def _differences(before: str, after: str) -> Iterator[Line]:
    """Show what changed, word by word, line by line."""
    old, new = before.split("\n"), after.split("\n")
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _words("\n".join(old[i1:i2]), "\n".join(new[j1:j2]))


def _words(before: str, after: str) -> Line:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    line: list[Part] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            line.append("".join(old[i1:i2]))
            continue
        if i2 > i1:
            line.append((f"[-{''.join(old[i1:i2])}-]", "red"))
        if j2 > j1:
            line.append((f"{{+{''.join(new[j1:j2])}+}}", "green"))
    return tuple(line)

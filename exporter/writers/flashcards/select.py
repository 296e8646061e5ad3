"""Which cards of a pack are printed: by kind and by tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.diagnostics import Diagnostic
from exporter.model import anki_tag, kind_of
from exporter.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.model import IssuedCard, Pack


def select(pack: Pack, kinds: Sequence[str], tags: Sequence[str]) -> tuple[IssuedCard, ...]:
    """Choose cards, in pack order.

    Args:
        pack: What there is.
        kinds: Of the cards.
        tags: As in the notes, with or without ``#``; one of them is enough, a level stands for all
            below it. None stands for all cards.
    """
    wanted = [_levels(tag) for tag in tags]
    return tuple(
        issued
        for issued in pack.cards
        if kind_of(issued.card) in kinds and (not wanted or any(_within(tag, issued.tags) for tag in wanted))
    )


def nothing_chosen(pack: Pack, kinds: Sequence[str], tags: Sequence[str]) -> Diagnostic:
    """Say why there is nothing to print, and what was meant perhaps."""
    message = "there is no card to print"
    if tags:
        message += f" that is tagged `{', '.join(tags)}`"
    known = {"/".join(_levels(tag)[1:]) for issued in pack.cards for tag in issued.tags}
    meant = next(filter(None, (nearest("/".join(_levels(tag)), known) for tag in tags)), None)
    fix = f"did you mean `{meant}`?" if meant else f"kinds chosen are {', '.join(kinds) or 'none'}"
    return Diagnostic("nothing-to-print", message, help=fix)


def _levels(tag: str) -> tuple[str, ...]:
    return tuple(anki_tag(tag).casefold().split("::"))


def _within(wanted: tuple[str, ...], tags: Sequence[str]) -> bool:
    """Whether the levels stand in one of the tags, one behind the other: tags have the pack's root above."""
    return any(
        wanted == levels[start : start + len(wanted)]
        for levels in map(_levels, tags)
        for start in range(len(levels))
    )

"""Which of a pack's questions are in the exam, in which order, and in which order their options are.

Every place is drawn by lot, from the seed and what has the place: a card's id, an option's words. So
nothing depends on the other cards, and editing one note disturbs its own questions alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic
from exporter.letters import is_lettered, is_pinned
from exporter.model import McqCard, anki_tag
from exporter.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exporter.model import IssuedCard, Option, Pack
    from exporter.writers.exam.options import ExamOptions

# Tags to name where a filter leaves nothing; a vault may have hundreds.
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question of the exam.

    Attributes:
        issued: Its card.
        card: Likewise.
        options: In the order of the paper, with the paper's letters.
        tags: Of the card, without the pack's root.
    """

    issued: IssuedCard
    card: McqCard
    options: tuple[Option, ...]
    tags: tuple[str, ...]


def select(pack: Pack, options: ExamOptions) -> Checked[tuple[Drawn, ...]]:
    """Select questions and give each its place.

    Returns:
        The questions in the order of the paper. None of them comes with an error that says what
        there would be.
    """
    cards = [(issued, issued.card) for issued in pack.cards if isinstance(issued.card, McqCard)]
    if not cards:
        message, way = (
            "there is no multiple-choice question in the pack",
            "see `studypack explain exam-empty`",
        )
        return Checked((), (Diagnostic("exam-empty", message, help=way),))
    tagged = {issued.id: tags_of(issued, pack) for issued, _ in cards}
    wanted = [tag for tag in dict.fromkeys(map(anki_tag, options.tags)) if tag]
    unknown = [tag for tag in wanted if not any(is_under(tag, tags) for tags in tagged.values())]
    if wanted:
        cards = [pair for pair in cards if any(is_under(tag, tagged[pair[0].id]) for tag in wanted)]
    found = tuple(_unknown(unknown, tagged.values(), nothing=not cards))
    chosen = sorted(cards, key=lambda pair: lot(options.seed, pair[0].id))[: options.count]
    if not options.shuffle:
        places = {issued.id: place for place, issued in enumerate(pack.cards)}
        chosen.sort(key=lambda pair: places[pair[0].id])
    return Checked(
        tuple(
            Drawn(
                issued,
                card,
                shuffled(card, options.seed, issued.id) if options.shuffle else card.options,
                tagged[issued.id],
            )
            for issued, card in chosen
        ),
        found,
    )


def lot(seed: str, *parts: str) -> bytes:
    """Draw a lot: the same for the same words, and like chance otherwise."""
    return sha256("\0".join((seed, *parts)).encode("utf-8", "surrogatepass")).digest()


def shuffled(card: McqCard, seed: str, card_id: str) -> tuple[Option, ...]:
    """Give the options in a drawn order, lettered anew.

    An option that speaks about the others keeps its place, and none moves across it: what is above it
    stays above. Where a text calls an option by its letter, all stay.
    """
    if is_lettered(card):
        return card.options
    order: list[Option] = []
    movable: list[Option] = []
    for option in card.options:
        if is_pinned(option):
            order += [*_by_lot(movable, seed, card_id), option]
            movable = []
        else:
            movable.append(option)
    order += _by_lot(movable, seed, card_id)
    return tuple(
        replace(option, label=place.label) for option, place in zip(order, card.options, strict=True)
    )


def _by_lot(options: Iterable[Option], seed: str, card_id: str) -> list[Option]:
    return sorted(options, key=lambda option: lot(seed, card_id, option.text.text or option.text.html))


def tags_of(issued: IssuedCard, pack: Pack) -> tuple[str, ...]:
    """Give a card's tags without the pack's root, as Anki shows them."""
    root = f"{pack.name}::"
    return tuple(tag.removeprefix(root) for tag in issued.tags if tag.startswith(root))


def is_under(wanted: str, tags: Iterable[str]) -> bool:
    """Whether one of a card's tags is the one wanted, or below it; Obsidian knows no case."""
    folded = wanted.casefold()
    return any((tag.casefold() + "::").startswith(f"{folded}::") for tag in tags)


def written(tag: str) -> str:
    """Write a tag as Obsidian does, without the ``#``."""
    return tag.replace("::", "/")


def _unknown(
    unknown: Sequence[str], tagged: Iterable[tuple[str, ...]], *, nothing: bool
) -> Iterable[Diagnostic]:
    """Say which tags no question has: an error where nothing else is left."""
    if not unknown:
        return
    counts = Counter(tag for tags in tagged for tag in tags)
    levels = sorted(
        {"::".join(tag.split("::")[:depth]) for tag in counts for depth in range(1, tag.count("::") + 2)}
    )
    for tag in unknown:
        near = nearest(tag, levels)
        hints = [f"did you mean `{written(near)}`?"] if near else []
        if nothing or not hints:
            hints.append(_listed(counts))
        rule = "exam-empty" if nothing else "exam-tag-unused"
        yield Diagnostic(rule, f"no question has the tag `{written(tag)}`", help=" ".join(hints))


def _listed(counts: Counter[str]) -> str:
    if not counts:
        return "no question has any tag"
    ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    named = ", ".join(f"`{written(tag)}` ({count})" for tag, count in ranked[:_NAMED])
    more = len(ranked) - _NAMED
    return f"questions have these tags: {named}" + (f" and {more} more" if more > 0 else "")

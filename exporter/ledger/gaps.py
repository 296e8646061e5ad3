"""Which number each gap of a text has: issued once, so that no review slides to another gap."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exporter.model import ClozeCard, Gap

    _Likeness = Callable[[Gap, "IssuedGap"], float]

# Likeness from which a gap's own words tell that it is the same, where it stands in like surroundings;
# and from which its surroundings alone do.
_WORDS, _SURROUNDINGS, _PLACE = 0.6, 0.5, 0.9
_HELD = 0.75
# How much more like the best must be than the next best.
_MARGIN = 0.1
# So few characters around a gap do not tell where it is.
_TELLING = 6


@dataclass(frozen=True, slots=True)
class IssuedGap:
    """A gap as it was last issued.

    Attributes:
        number: Its own for ever.
        text: What it hides.
        around: What stands before and behind it; None once it is gone.
    """

    number: int
    text: str
    around: tuple[str, str] | None = None


_Pairs = dict[int, IssuedGap]


def with_numbers(card: ClozeCard, issued: Sequence[IssuedGap], *, revived: bool = False) -> ClozeCard:
    """Give a card's gaps the numbers that they have had, and new ones to new gaps.

    A number that the author wrote is kept as written. The others are known by what they hide, else
    by likeness of that in like surroundings, else by their surroundings; where two come near, the gap
    is a new one, and takes the next number that none of the card's gaps ever had.

    Args:
        card: Of today; its gaps are counted.
        issued: What was issued for it; empty for a new card.
        revived: Whether the card was gone: then its gaps come back only as they were.
    """
    if not issued:
        return card
    fixed = {gap.number for gap in card.gaps if gap.fixed}
    wanted = {at: gap for at, gap in enumerate(card.gaps) if not gap.fixed}
    # A number that the author now gives to another gap is that one's.
    steps = (_same,) if revived else (_same, _alike, _in_place)
    paired = _paired(wanted, [each for each in issued if each.number not in fixed], steps)
    last = max({each.number for each in issued} | fixed)
    numbers = []
    for at, gap in enumerate(card.gaps):
        if gap.fixed:
            numbers.append(gap.number)
        elif at in paired:
            numbers.append(paired[at].number)
        else:
            last += 1
            numbers.append(last)
    return card.numbered(numbers)


def recorded(gaps: Sequence[Gap], issued: Sequence[IssuedGap]) -> tuple[IssuedGap, ...]:
    """Give what the ledger keeps of a card's gaps: those of today, then those that are gone.

    Args:
        gaps: Of today, with their numbers.
        issued: What was issued before.
    """
    today = [IssuedGap(gap.number, gap.text, (gap.before, gap.after)) for gap in gaps]
    numbers = {gap.number for gap in gaps}
    gone = {each.number: IssuedGap(each.number, each.text) for each in issued if each.number not in numbers}
    return (*sorted(today, key=lambda each: each.number), *(gone[number] for number in sorted(gone)))


def _paired(gaps: dict[int, Gap], issued: Sequence[IssuedGap], steps: Sequence[_Likeness]) -> _Pairs:
    pairs: _Pairs = {}
    here = [each for each in issued if each.around is not None]
    for likeness in steps:
        pairs |= _surely(_rest(gaps, pairs), _open(here, pairs), likeness)
        if likeness is _same:
            pairs |= _in_order(_rest(gaps, pairs), _open(here, pairs))
    # One that is gone comes back only as it was.
    gone = [each for each in issued if each.around is None]
    return pairs | _surely(_rest(gaps, pairs), _open(gone, pairs), _same)


def _rest(gaps: dict[int, Gap], pairs: _Pairs) -> dict[int, Gap]:
    return {at: gap for at, gap in gaps.items() if at not in pairs}


def _open(issued: Sequence[IssuedGap], pairs: _Pairs) -> list[IssuedGap]:
    taken = {each.number for each in pairs.values()}
    return [each for each in issued if each.number not in taken]


def _same(gap: Gap, issued: IssuedGap) -> float:
    """Tell by what it hides, word for word; of several that do, by what stands around them."""
    if _folded(gap.text) != _folded(issued.text):
        return 0
    return 1 if issued.around is None else 0.5 + _around(gap, issued) / 2


def _alike(gap: Gap, issued: IssuedGap) -> float:
    around = _around(gap, issued)
    one, other = _folded(gap.text), _folded(issued.text)
    # A gap that was made wider or narrower holds what it held, or is held by it.
    held = min(len(one), len(other)) > 1 and (one in other or other in one)
    words = max(_ratio(one, other), _HELD if held else 0)
    return (words + around) / 2 if words >= _WORDS and around >= _SURROUNDINGS else 0


def _in_place(gap: Gap, issued: IssuedGap) -> float:
    around = _around(gap, issued)
    told = min(len(gap.before + gap.after), len("".join(issued.around or ())))
    return around if around >= _PLACE and told >= _TELLING else 0


def _around(gap: Gap, issued: IssuedGap) -> float:
    before, after = issued.around or ("", "")
    sides = [(one, other) for one, other in ((gap.before, before), (gap.after, after)) if one or other]
    if not sides:
        return 1
    return sum(_ratio(one, other) for one, other in sides) / len(sides)


def _ratio(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    score: float = fuzz.ratio(one, other)
    return score / 100


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _surely(gaps: dict[int, Gap], issued: Sequence[IssuedGap], likeness: _Likeness) -> _Pairs:
    """Pair what is most alike, both ways, and has no rival near."""
    of_gap: dict[int, list[tuple[float, int]]] = defaultdict(list)
    of_issued: dict[int, list[float]] = defaultdict(list)
    for at, gap in gaps.items():
        for number, each in enumerate(issued):
            score = likeness(gap, each)
            if score:
                of_gap[at].append((score, number))
                of_issued[number].append(score)
    pairs: _Pairs = {}
    for at, scores in of_gap.items():
        best, number = max(scores)
        if _leads(best, [score for score, _ in scores]) and _leads(best, of_issued[number]):
            pairs[at] = issued[number]
    return pairs


def _leads(score: float, rivals: Sequence[float]) -> bool:
    return sum(rival > score - _MARGIN for rival in rivals) == 1 and score == max(rivals)


def _in_order(gaps: dict[int, Gap], issued: Sequence[IssuedGap]) -> _Pairs:
    """Pair what hides the same words as often as before: which is which makes no difference."""
    today: dict[str, list[int]] = defaultdict(list)
    before: dict[str, list[IssuedGap]] = defaultdict(list)
    for at, gap in gaps.items():
        today[_folded(gap.text)].append(at)
    for each in issued:
        before[_folded(each.text)].append(each)
    return {
        at: each
        for words, places in today.items()
        if len(places) == len(before[words])
        for at, each in zip(places, before[words], strict=True)
    }

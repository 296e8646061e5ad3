"""Cards that ask the same: twice for one answer, or once for two that nobody can tell apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from exporter.assemble.wording import Wording
from exporter.diagnostics import Diagnostic
from exporter.mask import context_html, text_of
from exporter.model import ClozeCard, ConceptCard, McqCard, Role, TradeoffCard, face_of, kind_of
from exporter.source import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exporter.model import Card, Origin

# So many cards that share a rare word are enough to compare one with.
_COMMON = 12
# From so many pairs on, two notes say the same and not only two cards.
_SEVERAL = 3
_GAP = re.compile(r"\{\{c(\d+)::(.*?)(?:::.*?)?\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A card reduced to what it asks and what it wants to hear."""

    card: Card
    face: Wording
    answer: Wording

    def is_like(self, other: _Asked) -> bool:
        """Tell whether another card asks the same for the same answer."""
        return self.face.says_the_same(other.face) and self.answer.says_the_same(other.answer)


# The words of what a card asks, and of what it wants to hear.
_Shelved = tuple[frozenset[str], frozenset[str], _Asked]


def asked_twice(cards: Iterable[Card]) -> Iterator[Diagnostic]:
    """Give a finding for each card that asks nearly the same as an earlier one.

    Args:
        cards: Of the whole pack, in order.
    """
    kinds: dict[str, list[tuple[Card, Wording]]] = defaultdict(list)
    for card in cards:
        kinds[kind_of(card)].append((card, Wording(face_of(card).text)))
    pairs: dict[tuple[str, str], list[tuple[Card, Card]]] = defaultdict(list)
    for several in kinds.values():
        asked = [_Asked(card, face, Wording(_answer(card))) for card, face in _with_like_faces(several)]
        for later, first in _pairs(asked):
            pairs[first.origin.note, later.origin.note].append((first, later))
    for (note, other), found in pairs.items():
        if note != other and len(found) >= _SEVERAL:
            yield _as_notes(found)
        else:
            yield from (_as_cards(*each) for each in found)


def unclear_fronts(cards: Iterable[Card], *, stems_alone: bool) -> Iterator[Diagnostic]:
    """Give a finding for each card whose front is another's, and whose answer is not.

    Args:
        cards: Of the whole pack, in order, as they are shown.
        stems_alone: Whether questions are also asked without their options.
    """
    faced = [(card, (kind_of(card), _plain(face_of(card).text))) for card in cards]
    faces = Counter(face for _, face in faced)
    shown = [
        (card, (kind_of(card), *front), answer)
        for card, face in faced
        # A front begins with the face, but that of a text, which has gaps: most need not be looked at.
        if faces[face] > 1 or isinstance(card, ClozeCard)
        for front, answer in _fronts(card, stems_alone=stems_alone)
    ]
    often = Counter(front for _, front, _ in shown)
    first: dict[tuple[str, ...], tuple[Wording, Card]] = {}
    told: set[int] = set()
    for card, front, answer in shown:
        if often[front] == 1:
            # Most fronts are like no other even without the line above them.
            continue
        wording = Wording(answer)
        other, there = first.setdefault((_context(card), *front), (wording, card))
        if there is not card and id(card) not in told and not wording.says_the_same(other):
            told.add(id(card))
            yield _unclear(card, there.origin)


def _with_like_faces(several: Sequence[tuple[Card, Wording]]) -> Iterator[tuple[Card, Wording]]:
    """Give the cards that may ask what another one asks; of most, the front alone says that they do not.

    Short fronts are alike only word for word. Of others, the like has one of the rarest words.
    """
    known = Counter(chain.from_iterable(face.vocabulary for _, face in several))
    fronts = Counter(face.words for _, face in several)
    for card, face in several:
        rarest = sorted(known[word] for word in face.vocabulary)[: face.room + 1]
        if fronts[face.words] > 1 or (face.yields and rarest[-1:] > [1]):
            yield card, face


def _pairs(several: Sequence[_Asked]) -> Iterator[tuple[Card, Card]]:
    """Give each card that is like an earlier one, with the earliest: in time proportional to the cards.

    Like cards share nearly all of their words, so also one of the rarest; only such are compared.
    """
    words_of = [each.face.vocabulary | each.answer.vocabulary for each in several]
    known = Counter(chain.from_iterable(words_of))
    by_rarity = sorted(known, key=lambda word: (known[word], word))
    rank = {word: number for number, word in enumerate(by_rarity)}
    shelves: dict[int, list[_Shelved]] = defaultdict(list)
    exact: dict[tuple[tuple[str, ...], tuple[str, ...]], _Asked] = {}
    for card, words in zip(several, words_of, strict=True):
        if not card.face.words or not card.answer.words:
            continue
        rarest = sorted(map(rank.__getitem__, words))[: card.face.room + card.answer.room + 1]
        twin = exact.setdefault((card.face.words, card.answer.words), card)
        like = twin if twin is not card else _first_like(card, (shelves[place] for place in rarest))
        if like:
            yield card.card, like.card
            continue
        for place in rarest:
            if len(shelves[place]) < _COMMON:
                shelves[place].append((card.face.vocabulary, card.answer.vocabulary, card))


def _first_like(card: _Asked, shelves: Iterable[Iterable[_Shelved]]) -> _Asked | None:
    face, answer = card.face.vocabulary, card.answer.vocabulary
    for shelf in shelves:
        for its_face, its_answer, other in shelf:
            # The cheapest look first: of very many pairs nearly none comes further.
            if (
                (face <= its_face or its_face <= face)
                and (answer <= its_answer or its_answer <= answer)
                and card.is_like(other)
            ):
                return other
    return None


def _answer(card: Card) -> str:
    match card:
        case ConceptCard():
            # A key point's sentence begins with what its front asks.
            asked = card.prompt.text if card.prompt else ""
            return card.definition.text.removeprefix(asked)
        case TradeoffCard():
            signs = (("+", card.pros), ("-", card.cons))
            return " ".join(f"{sign} {point.text}" for sign, points in signs for point in points)
        case McqCard():
            return " / ".join(sorted(option.text.text for option in card.options if option.correct))
        case ClozeCard():
            return " / ".join(gap.text for gap in card.gaps)


def _fronts(card: Card, *, stems_alone: bool) -> Iterator[tuple[tuple[str, ...], str]]:
    """Give what the fronts of a card show below the line above them, and what each wants to hear.

    A key point without a situation is left out: of it, another rule says that its front is poor.
    """
    match card:
        case ConceptCard(role=Role.KEY_POINT, prompt=None):
            return
        case ConceptCard():
            yield (_plain(face_of(card).text),), _answer(card)
        case TradeoffCard():
            others = sorted(_plain(each.text) for each in card.alternatives)
            yield (_plain(card.subject.text), *others), _answer(card)
        case McqCard():
            options = sorted(_plain(option.text.text) for option in card.options)
            yield (_plain(card.stem.text), *options), _answer(card)
            if stems_alone:
                yield (_plain(card.stem.text),), _answer(card)
        case ClozeCard():
            yield from _gapped(card)


def _gapped(card: ClozeCard) -> Iterator[tuple[tuple[str, ...], str]]:
    for number in dict.fromkeys(gap.number for gap in card.gaps):
        hidden = [gap.text for gap in card.gaps if gap.number == number]
        shown = _GAP.sub(lambda gap: "[…]" if int(gap[1]) == number else gap[2], card.text.html)  # noqa: B023 - used at once
        yield (_plain(text_of(shown)),), " / ".join(hidden)


def _context(card: Card) -> str:
    return _plain(text_of(context_html(card)))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _as_cards(first: Card, later: Card) -> Diagnostic:
    here, there = later.origin, first.origin
    message = f"`{face_of(later).text}` is asked in nearly the same words in {there.note}:{there.line}"
    fix = "keep one of the two, or say in each what sets it apart"
    return Diagnostic("near-duplicate-card", message, here.note, Position(here.line, 1), help=fix)


def _as_notes(found: Sequence[tuple[Card, Card]]) -> Diagnostic:
    here, there = found[0][1].origin, found[0][0].origin
    message = f"{len(found)} cards of this note ask nearly the same as cards of {there.note}"
    fix = (
        f"keep one of each two, or leave one of the notes out; the first stands in {there.note}:{there.line}"
    )
    return Diagnostic("near-duplicate-card", message, here.note, Position(here.line, 1), help=fix)


def _unclear(card: Card, there: Origin) -> Diagnostic:
    here = card.origin
    where = f"{there.note}:{there.line}"
    message = f"`{face_of(card).text}` is asked in the same words in {where}, and answered otherwise"
    fix = "say in each of the two what sets it apart"
    return Diagnostic("ambiguous-front", message, here.note, Position(here.line, 1), help=fix)

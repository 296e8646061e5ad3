"""From cards to paper cards: what is asked on the front, what is answered on the back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from exporter.mask import context_html
from exporter.model import ClozeCard, ConceptCard, McqCard, Role, TradeoffCard, face_of
from exporter.writers.asked import asked
from exporter.writers.flashcards.face import Face, PaperCard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.model import Ask, IssuedCard, Text
    from exporter.press.diagram import Diagram
    from exporter.press.fragments import Fragments
    from exporter.writers.flashcards.forms import Forms

LEAST = 6.5
LEAST_MCQ = 7.0
# Smaller, a drawing cannot be read at arm's length.
LEAST_DIAGRAM = 5.2
# How much of a card's height a drawing may take.
_SHARE = 0.62
_WEIGHED = {"tradeoff": "weigh", "pros": "weigh_pros", "cons": "weigh_cons"}
_GAP = re.compile(r"\{\{c\d+::.*?(?:::(?P<hint>.*?))?\}\}", re.DOTALL)
_MM_PER_PT = 25.4 / 72


@dataclass(slots=True)
class Composer:
    """Makes paper cards of cards.

    Attributes:
        fragments: Sets their texts.
        forms: Fills in the templates.
        ask: Which sides of a trade-off are asked.
        room: Width and height that a card has for its text, in mm.
    """

    fragments: Fragments
    forms: Forms
    ask: Ask
    room: tuple[float, float]

    def cards(self, chosen: Iterable[IssuedCard]) -> Iterator[PaperCard]:
        """Give the paper cards of each card; a large trade-off has two."""
        for issued in chosen:
            card = issued.card
            self.fragments.note = card.origin.note
            where = context_html(card).replace(" › ", " · ")
            context = Markup(self.fragments.fragment(where, face_of(card).lang))  # noqa: S704 - clean
            blank = PaperCard(
                sort="",
                id=issued.short_id,
                origin=card.origin,
                called=face_of(card).text,
                context=context,
                front=Face(Markup()),
                back=Face(Markup()),
                least=LEAST_MCQ if isinstance(card, McqCard) else LEAST,
            )
            match card:
                case ConceptCard():
                    yield self._concept(card, blank)
                case TradeoffCard():
                    yield from self._tradeoff(card, blank)
                case McqCard():
                    yield self._mcq(card, blank)
                case ClozeCard():
                    yield self._cloze(card, blank)

    def _concept(self, card: ConceptCard, blank: PaperCard) -> PaperCard:
        """Ask for the meaning of a term, what to do in a situation, or what the author asks.

        A drawing stands on the back where it fits at a readable size beside all of the text, else it
        is left out: it is in the note, in the deck and on the cheat-sheet. Likewise the examples.
        """
        phrase = self.fragments.phrase
        word = {Role.KEY_POINT: "how" if card.prompt else "gist"}.get(card.role, "")
        front = self.forms.part(
            "concept", "front", phrase(card.prompt or card.term), word, phrase(card.definition)
        )
        term = phrase(card.term) if card.role is Role.DEFINITION else None
        drawings = [self._diagram(drawing) for drawing in dict.fromkeys(card.diagrams)]
        extras = [self.forms.part("concept", "drawing", drawing) for drawing in drawings if drawing]
        if card.examples:
            extras.append(self.forms.part("concept", "examples", [phrase(text) for text in card.examples]))
        back = self.forms.part("concept", "back", term, phrase(_with_given(card.definition, card.prompt)))
        return replace(blank, sort=str(card.role), front=Face(front), back=Face(back, tuple(extras)))

    def _diagram(self, drawing: str) -> Diagram | None:
        made = self.fragments.diagram(drawing)
        tallest = self.room[1] * _SHARE
        size = min(made.size, made.size * tallest / made.height)
        if made.across or size < LEAST_DIAGRAM:
            return None
        return replace(made, size=round(size - 0.005, 2), height=made.height * size / made.size)

    def _tradeoff(self, card: TradeoffCard, blank: PaperCard) -> Iterator[PaperCard]:
        """Ask what the deck asks: a small subject whole, a large one by sides.

        By sides, too, where the whole does not fit. A paper card is turned over to be asked the other
        way, so that the clue has no card of its own.
        """
        asks = asked(card, replace(self.ask, which=False))
        sides = [self._weighed(card, blank, sort) for sort in ("pros", "cons") if getattr(card, sort)]
        if asks.whole:
            both = asks.pros or asks.cons
            yield replace(self._weighed(card, blank, "tradeoff"), instead=() if both else tuple(sides))
        yield from (side for side in sides if (asks.pros if side.sort == "pros" else asks.cons))

    def _weighed(self, card: TradeoffCard, blank: PaperCard, sort: str) -> PaperCard:
        phrase = self.fragments.phrase
        pros = [phrase(text) for text in card.pros] if sort != "cons" else []
        cons = [phrase(text) for text in card.cons] if sort != "pros" else []
        subject, others = phrase(card.subject), [phrase(text) for text in card.alternatives]
        spoken, word = (pros or cons)[0], _WEIGHED[sort]
        front = self.forms.part("tradeoff", "front", subject, others, word, spoken, len(pros), len(cons))
        back = self.forms.part("tradeoff", "back", subject, pros, cons)
        return replace(blank, sort=sort, front=Face(front), back=Face(back))

    def _mcq(self, card: McqCard, blank: PaperCard) -> PaperCard:
        """Ask a question, with its options where there is room; answer with the key, and why."""
        phrase = self.fragments.phrase
        options = [(option.label, phrase(option.text)) for option in card.options]
        right = [option for option in card.options if option.correct]
        key = [(option.label, phrase(option.text)) for option in right]
        reasons = [(option.label, phrase(option.rationale)) for option in right if option.rationale]
        count = len(key)
        extras = [self.forms.part("mcq", "reasons", reasons)] if reasons else []
        extras += [self.forms.part("mcq", "rationale", phrase(card.rationale))] if card.rationale else []
        stem = phrase(card.stem)
        front = Face(
            self.forms.part("mcq", "front", stem, count),
            (self.forms.part("mcq", "options", options),),
            LEAST_MCQ,
        )
        back = Face(self.forms.part("mcq", "back", key), tuple(extras))
        return replace(blank, sort="mcq", front=front, back=back)

    def _cloze(self, card: ClozeCard, blank: PaperCard) -> PaperCard:
        """Show a text with its gaps empty, then filled."""
        front = self.forms.part("cloze", "text", self.fragments.phrase(_emptied(card)))
        back = self.forms.part("cloze", "text", self.fragments.filled(card.text, None))
        if card.extra:
            back += self.forms.part("cloze", "extra", self.fragments.phrase(card.extra))
        return replace(blank, sort="gaps", front=Face(front), back=Face(back))


def _with_given(answer: Text, asked_: Text | None) -> Text:
    """Mark what the front has said already, where it stands back in the answer."""
    if asked_ is None:
        return answer
    given = {each.lang: each.html for each in (asked_, *asked_.translations)}
    return replace(
        _marked(answer, given), translations=tuple(_marked(each, given) for each in answer.translations)
    )


def _marked(answer: Text, given: dict[str, str]) -> Text:
    said = given.get(answer.lang, "")
    if not said or not answer.html.startswith(said):
        return answer
    return replace(answer, html=f'<span class="given">{said}</span>{answer.html.removeprefix(said)}')


def _emptied(card: ClozeCard) -> Text:
    """Give the text with its gaps empty; a translation without gaps would tell what they hide."""
    gaps = len(_GAP.findall(card.text.html))
    spoken = [each for each in card.text.translations if len(_GAP.findall(each.html)) == gaps]
    return replace(_blank(card.text), translations=tuple(map(_blank, spoken)))


def _blank(text: Text) -> Text:
    html = _GAP.sub(
        lambda gap: f'<span class="blank">{gap["hint"] or "&#8195;&#8195;&#8195;"}</span>', text.html
    )
    return replace(text, html=html)

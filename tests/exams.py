"""Packs of questions for the practice exam, each text with a word of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.model import Ask, Chapter, IssuedCard, McqCard, Note, Option, Origin, Pack
from tests.packs import CODE, DIAGRAM, sample_pack, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LETTERS = "ABCDEFGHIJKL"
_FILLING = (
    "Every night it copies the orders of the day, and by eight in the morning the report must be there."
)


def question(number: int, options: int = 4, right: Sequence[int] = (1,), long: int = 1) -> McqCard:
    """Make a question: its stem holds ``q07stem``, its options ``q07o0``, its rationales ``q07why0``.

    Args:
        number: Of the question.
        options: How many.
        right: Places of the right ones, from 0.
        long: How many sentences its stem has.
    """
    name = f"q{number:02}"
    return McqCard(
        Origin(f"{name}.md", 5, f"mcq/{name}"),
        text(f"{name}stem: a shop keeps its orders. {_FILLING * long} Which store fits?", "en"),
        tuple(
            Option(
                LETTERS[place],
                text(f"{name}o{place} keeps them in a table of its own", "en"),
                correct=place in right,
                rationale=text(f"{name}why{place} 표가 커지면 비용이 는다"),
            )
            for place in range(options)
        ),
        text(f"{name}all 접근 방식을 먼저 본다"),
    )


def varied(count: int) -> list[McqCard]:
    """Make questions of all sorts: few and many options, one and several right, long, with code and more."""
    cards = [question(number, 4 + number % 3, (number % 4,), 1 + number % 4) for number in range(count)]
    for number, extra in enumerate((CODE, f'<pre class="diagram">{DIAGRAM}</pre>', "<p>둘째 문단</p>")):
        at = 3 * number + 1
        if at < count:
            stem = cards[at].stem
            cards[at] = replace(cards[at], stem=replace(stem, html=f"<p>{stem.html}</p>{extra}"))
    for at in range(2, count, 5):
        cards[at] = question(at, 5, (0, 3))
    if count > 9:
        cards[8] = question(8, 8, (6,))
        cards[9] = question(9, 2, (0,), 12)
    return cards


def exam_pack(cards: Iterable[McqCard], tags: Sequence[Sequence[str]] = ((),)) -> Pack:
    """Make a pack of questions, each in a note of its own.

    Args:
        cards: The questions.
        tags: Those of the first card, the second and so on, again and again.
    """
    issued = tuple(_issued(card, tags[place % len(tags)]) for place, card in enumerate(cards))
    notes = {
        one.card.origin.note: Note(one.card.origin.note, one.id, text(f"노트 {one.id}")) for one in issued
    }
    chapters = (Chapter(text("전부"), tuple(notes)),)
    return Pack("exam", "exam", "저장소 고르기", ("ko", "en"), notes, issued, chapters, (), Ask())


def with_everything() -> Pack:
    """Give the sample pack: two languages, code, eight options, and cards that are no questions."""
    return sample_pack()


def _issued(card: McqCard, tags: Sequence[str]) -> IssuedCard:
    name = card.origin.note.removesuffix(".md")
    return IssuedCard(
        card,
        id=f"{name}bcdfghjkm",
        guid=f"exam-{name}",
        short_id=f"{name}x",
        deck="저장소",
        tags=tuple(f"exam::{tag}" for tag in tags) or ("exam",),
        uri=f"obsidian://open?vault=v&file={name}",
    )

"""From the questions drawn to the paper: their texts set, their edition hashed, their tags counted."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from exporter.model import Text
from exporter.writers.exam.paper import Choice, Paper, Question, Score, time_for
from exporter.writers.exam.selection import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.model import Pack
    from exporter.press.fragments import Fragments, Phrase
    from exporter.writers.exam.options import ExamOptions
    from exporter.writers.exam.selection import Drawn

# In mm, as in the stylesheet: what a number and a letter take of a column's width.
NUMBER, LETTER = 8.0, 6.0
KEY_NUMBER, KEY_LETTER = 7.0, 4.6
EDITION = 8  # hexadecimal digits: enough to tell papers apart, few enough to compare by eye
_POINTS = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Widths:
    """Of a column of questions and of a column of the key, in mm."""

    question: float
    key: float


def compose(
    pack: Pack, drawn: Sequence[Drawn], options: ExamOptions, fragments: Fragments, widths: Widths
) -> Paper:
    """Compose the paper.

    Args:
        pack: Where the questions come from.
        drawn: They, in order.
        options: The reader's choice.
        fragments: Sets their texts.
        widths: What they have to fit.
    """
    questions = tuple(_question(number, each, fragments, widths) for number, each in enumerate(drawn, 1))
    fragments.note = None
    title = Text(pack.title, escape(pack.title, quote=False), pack.title, pack.languages[0])
    minutes = time_for(len(drawn), options.count, options.minutes)
    return Paper(
        title=fragments.heading(title),
        languages=pack.languages,
        minutes=minutes,
        seed=options.seed,
        edition=edition(pack.title, minutes, drawn),
        tags=tuple(tag.strip().lstrip("#") for tag in options.tags if tag.strip()),
        questions=questions,
        rows=scores(drawn),
        columns=options.columns,
        key=options.key != "none",
        rationales=options.rationales,
    )


def _question(number: int, drawn: Drawn, fragments: Fragments, widths: Widths) -> Question:
    card = drawn.card
    fragments.note = card.origin.note
    says = widths.question - NUMBER - LETTER
    why = widths.key - KEY_NUMBER - KEY_LETTER
    choices = tuple(
        Choice(
            option.label,
            _set(option.text, fragments, says),
            option.correct,
            None if option.rationale is None else _set(option.rationale, fragments, why),
        )
        for option in drawn.options
    )
    return Question(
        number,
        _set(card.stem, fragments, widths.question - NUMBER),
        choices,
        None if card.rationale is None else _set(card.rationale, fragments, why),
        drawn.issued.short_id,
        drawn.issued.uri,
    )


def _set(text: Text, fragments: Fragments, width: float) -> Phrase:
    """Set a text, its drawings made as wide as its place, in mm."""
    fragments.column = width * _POINTS
    return fragments.phrase(text)


def edition(title: str, minutes: int, drawn: Sequence[Drawn]) -> str:
    """Hash what is asked and answered, in its order.

    Short ids are left out: they may grow when other cards come.
    """
    said = [
        [
            each.issued.id,
            _said(each.card.stem),
            [[one.label, one.correct, _said(one.text), _said(one.rationale)] for one in each.options],
            _said(each.card.rationale),
        ]
        for each in drawn
    ]
    whole = json.dumps([title, minutes, said], ensure_ascii=True, separators=(",", ":"))
    return sha256(whole.encode("ascii")).hexdigest()[:EDITION]


def _said(text: Text | None) -> list[str]:
    return [] if text is None else [text.html, *(each.html for each in text.translations)]


def scores(drawn: Sequence[Drawn]) -> tuple[Score, ...]:
    """Count the questions of each tag.

    Returns:
        All questions, then the tags by their first level, in each those of most questions first; tags of
        one level and questions without a tag at the end, and nothing where no question has one.
    """
    groups: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, each in enumerate(drawn, 1):
        for tag in each.tags or ("",):
            first, _, rest = tag.partition("::")
            groups[first if rest else ""][written(rest or first)].append(number)
    rows = [Score("", tuple(range(1, len(drawn) + 1)), total=True)]
    if not any(each.tags for each in drawn):
        return tuple(rows)
    for group in sorted(groups, key=lambda name: (not name, name)):
        ranked = sorted(groups[group].items(), key=lambda row: (not row[0], -len(row[1]), row[0]))
        rows += [Score(name, tuple(numbers), group) for name, numbers in ranked]
    return tuple(rows)

"""The layout ``facing``: a note as rows, its first language on the left, its second on the right."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from exporter.glossary import is_hangul, is_name
from exporter.labels import labels
from exporter.press.diagram import Diagram
from exporter.press.fragments import Phrase
from exporter.render.typeset import typeset_text
from exporter.writers.cheatsheet.bilingual import parts
from exporter.writers.cheatsheet.geometry import PAPERS, Geometry
from exporter.writers.cheatsheet.measure import height
from exporter.writers.cheatsheet.rows import DASH, NOTHING, Row, Side
from exporter.writers.cheatsheet.sheet import Item, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.writers.cheatsheet.sheet import Block, Comparison, Entry, Section

GUTTER = 9.0  # between the halves, in mm, as in the stylesheet
PLUS, MINUS = "＋", "－"
# What says the same in every language: no letter outside code, formulas and pictures.
_NEUTRAL = re.compile(r"<(code|pre|svg|math)\b.*?</\1>|<[^>]*>|[^A-Za-z\u00c0-\uffdc]+", re.DOTALL)
NO_HEADS = (NOTHING, NOTHING)
_BARS = {"definition": "definition", "answered": "asked", "filled": "filled", "explanation": "explanation"}


@dataclass(frozen=True, slots=True)
class Faced:
    """Sets notes and keys in rows.

    Attributes:
        languages: Of the left side and of the right.
        geometry: Of the pages that they are set on.
    """

    languages: tuple[str, str]
    geometry: Geometry = PAPERS["a4"]

    def note(self, entry: Entry) -> tuple[Row, ...]:
        """Give the rows of a note; none where nothing in it is said in both languages."""
        if not any(_phrases(entry)):
            return ()
        return tuple(self._note(entry))

    def keys(self, section: Section) -> tuple[Row, ...]:
        """Give the rows of a chapter's keys; none where no reason is given in both languages."""
        said = [choice.rationale for each in section.questions for choice in each.choices]
        said += [each.rationale for each in section.questions]
        if not any(phrase and phrase.seconds for phrase in said):
            return ()
        return tuple(row for question in section.questions for row in self._key(question))

    def title(self, entry: Entry) -> tuple[Side | None, Side | None]:
        """Give the title in each language; the second is empty where the first serves both."""
        return self._name(entry.title)

    def _note(self, entry: Entry) -> Iterator[Row]:
        for item in entry.key_points:
            yield from self._key_point(item)
        for comparison in entry.comparisons:
            yield from self._comparison(comparison)
        for diagram in entry.across:
            yield Row("block", block=diagram)
        for block in entry.blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Row]:
        if block.first and block.kind in _BARS:
            yield self._bar(_BARS[block.kind])
        if block.heading:
            left, right = self._name(block.heading)
            yield Row("heading", left, right)
        match block.content:
            case Diagram() | Question():
                # Estimated for a column, it has the whole width.
                yield Row("block", block=block.content, tall=block.height > 2 * self.geometry.room)
            case Item() as item if block.kind == "answered" and item.term:
                yield from self._said(Row("asks", id=item.id, tall=block.tall), item.term)
                yield from self._said(Row("says", tall=block.tall), item.body)
            case Item() as item:
                heads = self._name(item.term) if item.term else NO_HEADS
                left, right = (_wrapped("strong", "term", head) for head in heads)
                yield from self._said(Row(block.kind, id=item.id, tall=block.tall), item.body, (left, right))
            case Phrase() as phrase:
                yield from self._said(Row("explanation", tall=block.tall), phrase)
            case phrases:
                yield self._bar("examples")
                for phrase in phrases:
                    yield from self._said(Row("example"), phrase)

    def _key_point(self, item: Item) -> Iterator[Row]:
        left, right = (_wrapped("div", "label", self._label("key_point", lang)) for lang in self.languages)
        yield from self._said(Row("key-point", id=item.id), item.body, (left, right))

    def _comparison(self, comparison: Comparison) -> Iterator[Row]:
        yield self._bar("tradeoff", comparison.name)
        for subject in comparison.subjects:
            left, right = self._name(subject.name)
            yield Row("subject", left, right, id=subject.id)
            for point in subject.pros:
                yield from self._said(Row("pro", mark=PLUS), point)
            for point in subject.cons:
                yield from self._said(Row("con", mark=MINUS), point)

    def _key(self, question: Question) -> Iterator[Row]:
        yield Row("key", block=question)
        for choice in question.choices:
            if choice.rationale:
                yield from self._said(Row("why", mark=choice.label), choice.rationale)
        if question.rationale:
            yield from self._said(Row("why"), question.rationale)

    def _said(
        self, row: Row, phrase: Phrase, heads: tuple[Side | None, Side | None] = NO_HEADS
    ) -> Iterator[Row]:
        """Give the rows of a text, one for each of its parts.

        Args:
            row: As which the first of them is set.
            phrase: What it says.
            heads: What stands before it on either side.
        """
        said = parts(phrase)
        for index, part in enumerate(said):
            tall = row.tall and height(part.html, self.geometry.area[0] - GUTTER) > self.geometry.room
            made = replace(row, tall=tall, goes_on=index < len(said) - 1)
            left, right = heads
            if part.seconds or not (phrase.seconds or _is_common(part)):
                left, right = map(_joined, heads, self._sides(part))
                yield replace(made, left=left, right=right)
            elif right and right.html:
                yield replace(made, left=_joined(left, Side(part.main, part.lang)), right=right)
            else:
                yield replace(made, across=_joined(left, Side(part.main, part.lang)))
            row, heads = replace(row, id="", mark=""), NO_HEADS

    def _name(self, phrase: Phrase) -> tuple[Side | None, Side | None]:
        """Give the sides of a name: one in Latin letters serves both if there is no other."""
        if phrase.seconds or is_hangul(phrase.plain):
            return self._sides(phrase)
        return Side(phrase.main, phrase.lang), NOTHING

    def _sides(self, phrase: Phrase) -> tuple[Side | None, Side | None]:
        """Give what a text says in either language; what it says in a third one stands on the left."""
        left, right = (_primary(lang) for lang in self.languages)
        said: dict[str, Side] = {}
        for each in (phrase, *phrase.seconds):
            place = right if _primary(each.lang) == right else left
            before = said.get(place)
            own = Side(each.main, each.lang)
            below = Markup('{}<div class="second" lang="{}">{}</div>')
            said[place] = Side(below.format(before.html, *reversed(own)), before.lang) if before else own
        return said.get(left), said.get(right)

    def _bar(self, label: str, name: Phrase | None = None) -> Row:
        names = self._name(name) if name else NO_HEADS
        left, right = (
            _joined(self._label(label, lang), _wrapped("span", "name", each) or NOTHING)
            for lang, each in zip(self.languages, names, strict=True)
        )
        return Row("bar", left, right)

    def _label(self, label: str, lang: str) -> Side:
        return Side(Markup(typeset_text(labels().word(label, lang), lang)), lang)  # noqa: S704 - escaped there


def _primary(lang: str) -> str:
    return lang.partition("-")[0]


def _wrapped(tag: str, sort: str, side: Side | None) -> Side | None:
    """Put an element around a text, if there is one."""
    if not side or not side.html:
        return side
    html = Markup('<{0} class="{1}" lang="{2}">{3}</{0}>').format(tag, sort, side.lang, side.html)
    return Side(html, side.lang)


def _joined(head: Side | None, body: Side | None) -> Side | None:
    """Put a head before a text; both may be missing."""
    if not head or not head.html:
        return body
    if body is None:
        return Side(head.html + DASH, head.lang)
    return Side(head.html + " " + body.html, body.lang or head.lang)


def _is_common(phrase: Phrase) -> bool:
    """Tell whether a text says the same in every language: figures, code, a product's name."""
    name = is_name(phrase.plain) and not is_hangul(phrase.plain)
    return name or not _NEUTRAL.sub("", phrase.main)


def _phrases(entry: Entry) -> Iterator[bool]:
    """Tell of each text of a note whether it is there in a second language; questions do not count."""
    yield from (bool(item.body.seconds) for item in entry.key_points)
    for comparison in entry.comparisons:
        for subject in comparison.subjects:
            yield from (bool(point.seconds) for point in (*subject.pros, *subject.cons))
    for block in entry.blocks:
        match block.content:
            case Item(body=body):
                yield bool(body.seconds)
            case Phrase(seconds=seconds):
                yield bool(seconds)
            case tuple() as phrases:
                yield from (bool(phrase.seconds) for phrase in phrases)

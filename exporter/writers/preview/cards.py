"""The cards of a pack as Anki will show them, with what the page says beside each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic
from exporter.model import kind_of
from exporter.render.math import set_math
from exporter.writers.anki.contents import contents
from exporter.writers.anki.deck import too_many
from exporter.writers.anki.faces import faces
from exporter.writers.anki.markup import Sides, TemplateError, sides, style
from exporter.writers.anki.mcq import fits
from exporter.writers.anki.notetypes import note_types

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exporter.model import IssuedCard, Pack
    from exporter.render.templates import Templates
    from exporter.writers.anki.faces import Face
    from exporter.writers.base import Job

_REPORT_EVERY = 50


@dataclass(frozen=True, slots=True)
class Card:
    """One way in which a card is asked, as the page has it.

    Attributes:
        id: Of the issued card.
        short_id: What people read.
        kind: Of the card.
        template: Name of Anki's template.
        number: From 0: of the template, or of the gap.
        chapter: Title of the chapter.
        note: Title of the note.
        lang: Of that title.
        path: Of the note, in the vault.
        uri: Opens the note in Obsidian.
        front: What asks, with its formulas drawn.
        back: What answers, likewise.
        older: Whether this is what the card was before its note got an error.
    """

    id: str
    short_id: str
    kind: str
    template: str
    number: int
    chapter: str
    note: str
    lang: str
    path: str
    uri: str | None
    front: str
    back: str
    older: bool = False

    @property
    def place(self) -> tuple[str, str, int]:
        """What tells it from every other card of Anki's."""
        return (self.id, self.template, self.number)


@dataclass(frozen=True, slots=True)
class Shown:
    """What there is to look at.

    Attributes:
        title: Of the pack.
        languages: Of the pack, the reader's own first; the page speaks the first.
        cards: In pack order.
        styles: Anki's style sheet, by kind.
        pictures: Content by the name that cards call it.
    """

    title: str
    languages: tuple[str, ...]
    cards: tuple[Card, ...] = ()
    styles: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def shown(pack: Pack, job: Job) -> Checked[Shown | None]:
    """Fill in Anki's templates for each card of a pack.

    Args:
        pack: Whose cards.
        job: Templates and progress.

    Returns:
        The cards, or None where a template is broken.
    """
    made = note_types()
    try:
        styles = {kind: style(kind, job.templates) for kind in made}
        both = {kind: _sides(kind, job.templates) for kind in made}
    except (TemplateError, UnicodeDecodeError) as error:
        fix = "compare your `templates/anki` folder with the one that comes with studypack"
        return Checked(None, (Diagnostic("bad-template", str(error), help=fix),))
    found: list[Diagnostic] = [too_many(issued) for issued in pack.cards if not fits(issued)]
    cards = tuple(_cards(pack, both, job, found))
    pictures = {each.name: each.content for each in pack.attachments}
    return Checked(Shown(pack.title, pack.languages, cards, styles, pictures), tuple(dict.fromkeys(found)))


def with_older(new: Shown, old: Shown | None, broken: frozenset[str]) -> Shown:
    """Put back the cards that an error in their note has taken away, as they were before it.

    Args:
        new: What there is now.
        old: What there was before.
        broken: Paths of the notes with an error.
    """
    there = {card.place for card in new.cards}
    behind: dict[tuple[str, str, int] | None, list[Card]] = {}
    last = None
    for card in old.cards if old else ():
        if card.place in there:
            last = card.place
        elif card.path in broken:
            behind.setdefault(last, []).append(replace(card, older=True))
    if not behind or old is None:
        return new
    cards = list(behind.get(None, ()))
    for card in new.cards:
        cards += [card, *behind.get(card.place, ())]
    return replace(new, cards=tuple(cards), pictures={**old.pictures, **new.pictures})


def _sides(kind: str, templates: Templates) -> dict[str, Sides]:
    made = note_types()[kind]
    return {template.name: sides(made, template, templates) for template in made.templates}


def _cards(
    pack: Pack, both: Mapping[str, Mapping[str, Sides]], job: Job, found: list[Diagnostic]
) -> Iterator[Card]:
    chapters = {path: chapter.title.text for chapter in pack.chapters for path in chapter.notes}
    comparisons, total = pack.comparisons(), len(pack.cards)
    for place, issued in enumerate(pack.cards, start=1):
        if fits(issued):
            kind = kind_of(issued.card)
            fields = contents(issued, pack, comparisons)
            chapter = chapters.get(issued.card.origin.note, "")
            for face in faces(note_types()[kind], both[kind], fields, issued.deck, issued.tags):
                yield _card(issued, face, pack, chapter, found)
        if place % _REPORT_EVERY == 0 or place == total:
            job.progress(place, total)


def _card(issued: IssuedCard, face: Face, pack: Pack, chapter: str, found: list[Diagnostic]) -> Card:
    note = pack.notes[issued.card.origin.note]
    front, back = (_drawn(side, note.path, found) for side in (face.front, face.back))
    return Card(
        issued.id,
        issued.short_id,
        kind_of(issued.card),
        face.template,
        face.number,
        chapter,
        note.title.text,
        note.title.lang,
        note.path,
        issued.uri,
        front,
        back,
    )


def _drawn(side: str, path: str, found: list[Diagnostic]) -> str:
    """Draw the formulas, which Anki leaves to MathJax."""
    drawn, failed = set_math(side)
    found.extend(
        Diagnostic("math-not-drawn", f"cannot draw the formula `{tex}`; Anki tries it with MathJax", path)
        for tex in failed
    )
    return drawn

"""The sheet as one HTML document, through the templates."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from exporter import __version__
from exporter.press.words import Words
from exporter.render.typeset import typeset_text
from exporter.writers.cheatsheet.references import References

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporter.press.fragments import Phrase
    from exporter.render.templates import Templates
    from exporter.writers.cheatsheet.namelist import NameList
    from exporter.writers.cheatsheet.sheet import Section, Sheet

NAME = "cheatsheet/sheet.html"


class Piece(NamedTuple):
    """What of a sheet stands in one document.

    Attributes:
        front: Whether the title and the contents do.
        sections: Chapters, and parts of such.
        lists: Of the glossary.
        bound: Whether the glossary begins a page.
        goes_on: Whether the glossary has begun in a piece before.
        before: What the running heads know from pages before, each with its class.
    """

    front: bool = False
    sections: tuple[Section, ...] = ()
    lists: tuple[NameList, ...] = ()
    bound: bool = True
    goes_on: bool = False
    before: tuple[tuple[str, Phrase], ...] = ()


def whole(sheet: Sheet) -> Piece:
    """Give the piece that is the whole sheet."""
    return Piece(front=True, sections=sheet.sections, lists=sheet.lists, bound=len(sheet.sections) > 1)


def composer(
    languages: tuple[str, ...], templates: Templates, built_at: int
) -> Callable[[Sheet, Piece, frozenset[str]], str]:
    """Make the function that fills in the templates.

    Args:
        languages: In which the program's own words are printed.
        templates: Where they lie.
        built_at: Seconds since the epoch, for the PDF's dates.

    Returns:
        Given the sheet, what to print of it, and the marks of chapters to be set more tightly, the document.
    """
    environment = templates.environment()
    words, references = Words(languages), References(languages[0])
    environment.globals.update(
        label=words.label,
        outline=words.outline,
        refer=references.refer,
        pages=references.pages,
        counts=lambda part: counts(part, words),
        run=lambda text, lang=languages[0]: Markup(typeset_text(text, lang)),  # noqa: S704 - escaped there
    )
    template = environment.get_template(NAME)
    built = datetime.fromtimestamp(built_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def compose(sheet: Sheet, piece: Piece, tight: frozenset[str]) -> str:
        references.make_room(len(sheet.entries))
        generator = f"studypack {__version__}"
        return template.render(
            sheet=sheet, piece=piece, paper=sheet.paper, tight=tight, generator=generator, built=built
        )

    return compose


def counts(part: Sheet | Section, words: Words) -> Markup:
    """Say how much there is: notes, definitions, questions; of a chapter in parts only the notes.

    Else each of its parts would say something of all the others, and be set anew with them.
    """
    entries = part.entries
    if getattr(part, "size", 0):
        return words.counted({"count_notes": part.size})  # type: ignore[union-attr]  # a section
    return words.counted(
        {
            "count_notes": len(entries),
            "count_definitions": sum(entry.definitions for entry in entries),
            "count_questions": len(part.questions),
        }
    )

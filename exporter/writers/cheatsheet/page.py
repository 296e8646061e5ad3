"""The sheet as one HTML document, through the templates."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from markupsafe import Markup

from exporter import __version__
from exporter.press.words import Words
from exporter.render.typeset import typeset_text
from exporter.writers.cheatsheet.references import References

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporter.render.templates import Templates
    from exporter.writers.cheatsheet.sheet import Section, Sheet

NAME = "cheatsheet/sheet.html"


def composer(
    languages: tuple[str, ...], templates: Templates, built_at: int
) -> Callable[[Sheet, frozenset[int]], str]:
    """Make the function that fills in the templates.

    Args:
        languages: In which the program's own words are printed.
        templates: Where they lie.
        built_at: Seconds since the epoch, for the PDF's dates.

    Returns:
        Given what to print and the numbers of the chapters to be set more tightly, the document.
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

    def compose(sheet: Sheet, tight: frozenset[int]) -> str:
        references.make_room(len(sheet.entries))
        generator = f"studypack {__version__}"
        return template.render(sheet=sheet, paper=sheet.paper, tight=tight, generator=generator, built=built)

    return compose


def counts(part: Sheet | Section, words: Words) -> Markup:
    """Say how much there is: notes, definitions, questions."""
    entries = part.entries
    return words.counted(
        {
            "count_notes": len(entries),
            "count_definitions": sum(entry.definitions for entry in entries),
            "count_questions": len(part.questions),
        }
    )

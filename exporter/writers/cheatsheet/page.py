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


def composer(sheet: Sheet, templates: Templates, built_at: int) -> Callable[[frozenset[int]], str]:
    """Make the function that fills in the templates.

    Args:
        sheet: What to print.
        templates: Where they lie.
        built_at: Seconds since the epoch, for the PDF's dates.

    Returns:
        Given the numbers of the chapters to be set more tightly, the document.
    """
    environment = templates.environment()
    words = Words(sheet.languages)
    environment.globals.update(
        label=words.label,
        outline=words.outline,
        refer=References(sheet).refer,
        pages=References(sheet).pages,
        counts=lambda part: counts(part, words),
        run=lambda text, lang=sheet.languages[0]: Markup(typeset_text(text, lang)),  # noqa: S704 - escaped there
    )
    template = environment.get_template(NAME)
    built = datetime.fromtimestamp(built_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def compose(tight: frozenset[int]) -> str:
        return template.render(sheet=sheet, tight=tight, generator=f"studypack {__version__}", built=built)

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

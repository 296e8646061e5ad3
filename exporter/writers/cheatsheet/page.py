"""The sheet as one HTML document, through the templates."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from markupsafe import Markup

from exporter import __version__
from exporter.labels import labels
from exporter.render.typeset import typeset_text

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
    words = _Words(sheet.languages)
    environment.globals.update(
        label=words.label,
        outline=words.outline,
        counts=words.counts,
        run=lambda text: Markup(typeset_text(text, sheet.languages[0])),  # noqa: S704 - escaped there
    )
    template = environment.get_template(NAME)
    built = datetime.fromtimestamp(built_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def compose(tight: frozenset[int]) -> str:
        return template.render(sheet=sheet, tight=tight, generator=f"studypack {__version__}", built=built)

    return compose


class _Words:
    """The program's own words, in all of the sheet's languages."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        """Say in which languages, the reader's own first."""
        self.languages = languages

    def label(self, name: str, between: str = " · ", **values: object) -> Markup:
        """Give a label in every language, each run saying its own."""
        said = [
            f'<span lang="{lang}">{typeset_text(word.format(**values), lang)}</span>'
            for lang, word in labels().words(name, self.languages).items()
        ]
        return Markup(between.join(said))  # noqa: S704 - escaped above

    def outline(self, name: str) -> str:
        """Give a label without markup."""
        return " · ".join(labels().words(name, self.languages).values())

    def counts(self, part: Sheet | Section) -> Markup:
        """Say how much there is: notes, cards, questions."""
        entries = part.entries
        counted = (
            ("count_notes", len(entries)),
            ("count_definitions", sum(entry.definitions for entry in entries)),
            ("count_questions", len(part.questions)),
        )
        lang = self.languages[0]
        said = " · ".join(labels().word(name, lang).format(count=count) for name, count in counted if count)
        return Markup(f'<span lang="{lang}">{typeset_text(said, lang)}</span>')  # noqa: S704 - escaped

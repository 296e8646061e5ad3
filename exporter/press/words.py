"""The program's own words on paper, in all languages of a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from exporter.labels import labels
from exporter.render.typeset import typeset_text

if TYPE_CHECKING:
    from collections.abc import Mapping


class Words:
    """The program's own words in some languages.

    Attributes:
        languages: The reader's own first.
    """

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

    def counted(self, counts: Mapping[str, int]) -> Markup:
        """Say how much there is of what, in the reader's own language; what there is none of is left out.

        Args:
            counts: By the name of a label such as `count_notes`.
        """
        lang = self.languages[0]
        said = " · ".join(
            labels().word(name, lang).format(count=count) for name, count in counts.items() if count
        )
        return Markup(f'<span lang="{lang}">{typeset_text(said, lang)}</span>')  # noqa: S704 - escaped

"""The templates of cards and sheets, with the words that they print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from exporter.labels import labels
from exporter.press.words import Words
from exporter.render.typeset import typeset_text

if TYPE_CHECKING:
    from exporter.press.fragments import Phrase
    from exporter.render.templates import Templates


class Forms:
    """Fills in the templates of this writer."""

    def __init__(self, languages: tuple[str, ...], templates: Templates) -> None:
        """Say where they lie.

        Args:
            languages: Of the pack, the reader's own first.
            templates: Finds them.
        """
        self._environment = templates.environment({"mm": lambda length: f"{length:.3f}mm"})
        self._environment.globals.update(
            words=_words_of,
            word=lambda name: _set(labels().word(name, languages[0]), languages[0]),
            said=lambda name: {
                lang: _set(word, lang) for lang, word in labels().words(name, languages).items()
            },
        )

    def page(self, name: str, **values: object) -> str:
        """Fill in a whole document."""
        return self._environment.get_template(f"flashcards/{name}.html").render(**values)

    def part(self, name: str, macro: str, *content: object) -> Markup:
        """Fill in a macro of a template."""
        module = self._environment.get_template(f"flashcards/{name}.html").module
        return Markup(str(getattr(module, macro)(*content)).strip())  # noqa: S704 - escaped by the template


def _words_of(phrase: Phrase) -> Words:
    """The program's own words in the language of a text."""
    return Words((phrase.lang,))


def _set(text: str, lang: str) -> Markup:
    return Markup(typeset_text(text, lang))  # noqa: S704 - escaped there

"""A piece of a note in the forms that its readers need."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of a note.

    Attributes:
        markdown: The source, as the author wrote it.
        html: The clean fragment that writers use. Inline where the source is one line or one
            paragraph; otherwise blocks (``<p>``, ``<ul>``, ``<pre>``, ``<table>``, …).
        text: Plain, NFC, white space folded, no Markdown and no HTML left in it.
        lang: Main language of the text, BCP 47.
        translations: The same in other languages, where the note says it in those too.
    """

    markdown: str
    html: str
    text: str
    lang: str
    translations: tuple[Text, ...] = ()

    def __reduce__(self) -> tuple[type[Text], tuple[object, ...]]:
        """Say how it is made again: pickle takes longer over a frozen class, and most of a pack are texts."""
        return Text, (self.markdown, self.html, self.text, self.lang, self.translations)

    def said_in(self, lang: str) -> Text | None:
        """Give what it says in a language: itself, or its translation; None where there is none."""
        if self.lang == lang:
            return self
        return next((each for each in self.translations if each.lang == lang), None)

    @property
    def names(self) -> tuple[str, ...]:
        """What it says in all its languages, plain."""
        return (self.text, *(each.text for each in self.translations))

"""A piece of a note in the forms that its readers need."""

from __future__ import annotations

from dataclasses import dataclass


class Remade:
    """A frozen class with slots, which pickle makes again by a call: field by field takes longer."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type[Remade], tuple[object, ...]]:
        """Say how it is made again."""
        made = type(self)
        return made, tuple([getattr(self, name) for name in made.__slots__])


@dataclass(frozen=True, slots=True)
class Text(Remade):
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

    def said_in(self, lang: str) -> Text | None:
        """Give what it says in a language: itself, or its translation; None where there is none."""
        if self.lang == lang:
            return self
        return next((each for each in self.translations if each.lang == lang), None)

    @property
    def names(self) -> tuple[str, ...]:
        """What it says in all its languages, plain."""
        return (self.text, *(each.text for each in self.translations))

"""The layouts of the sheet: how a text and its translation come together in each."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, TypeAlias

from markupsafe import Markup

from exporter.glossary import is_name, parted
from exporter.labels import fold
from exporter.language import language_of
from exporter.press.fragments import Fragments, Phrase
from exporter.render.typeset import typeset_text
from exporter.writers.cheatsheet.bilingual import stacked

if TYPE_CHECKING:
    from exporter.model import Text

INTERLINEAR, FACING, SINGLE = "interlinear", "facing", "single"


class Interlinear(Fragments):
    """Each text is followed by its translation: names behind, sentences below."""

    layout = INTERLINEAR

    def phrase(self, text: Text) -> Phrase:
        """Set what is said."""
        return stacked(super().phrase(text))

    def heading(self, text: Text) -> Phrase:
        """Set a heading."""
        return plainly(super().heading(text))

    def name(self, text: Text) -> Phrase:
        """Set a name: what its gloss says is not said again."""
        phrase = super().phrase(text)
        name, gloss = parted(phrase.plain)
        kept = tuple(each for each in phrase.seconds if fold(each.plain) != fold(gloss))
        for second in kept:
            # `Objective metric` and `목표 지표(Objective metric)`
            there, echo = parted(second.plain)
            if echo and fold(echo) == fold(name):
                kept = tuple(_bare(each, there) if each is second else each for each in kept)
        return replace(phrase, seconds=kept)

    def filled(self, text: Text, extra: Text | None) -> Phrase:
        """Set a text with gaps."""
        return stacked(super().filled(text, extra))


class Single(Fragments):
    """Each text is printed in its first language only."""

    layout = SINGLE

    def phrase(self, text: Text) -> Phrase:
        """Set what is said."""
        return replace(super().phrase(text), seconds=())

    def heading(self, text: Text) -> Phrase:
        """Set a heading."""
        return replace(super().heading(text), seconds=())

    def name(self, text: Text) -> Phrase:
        """Set a name."""
        return self.phrase(text)

    def filled(self, text: Text, extra: Text | None) -> Phrase:
        """Set a text with gaps."""
        return replace(super().filled(text, extra), seconds=())


class Facing(Fragments):
    """Each text is kept beside its translation."""

    layout = FACING

    def name(self, text: Text) -> Phrase:
        """Set a name: a gloss in the other language is its translation."""
        phrase = self.phrase(text)
        name, gloss = parted(phrase.plain)
        if not phrase.seconds and gloss and is_name(gloss) and text.html == escape(text.text, quote=False):
            other = self._other(phrase.lang)
            if other and language_of(gloss) == other:
                return replace(_bare(phrase, name), seconds=(_bare(replace(phrase, lang=other), gloss),))
        seconds = tuple(self._unglossed(each, name) for each in phrase.seconds)
        if any(gloss and fold(gloss) == fold(each.plain) for each in seconds):
            phrase = _bare(phrase, name)
        return replace(phrase, seconds=seconds)

    def _unglossed(self, second: Phrase, name: str) -> Phrase:
        there, echo = parted(second.plain)
        return _bare(second, there) if echo and fold(echo) == fold(name) else second

    def _other(self, lang: str) -> str:
        return next((each for each in self.languages[:2] if each != lang), "")


def plainly(phrase: Phrase) -> Phrase:
    """Let the translation of a phrase stand behind it."""
    return Phrase(phrase.main, phrase.lang, phrase.plain, phrase.blocks, phrase.seconds)


def _bare(phrase: Phrase, plain: str) -> Phrase:
    """Give another name to a phrase."""
    return replace(phrase, main=Markup(typeset_text(plain, phrase.lang)), plain=plain, blocks=False)  # noqa: S704 - escaped there


Layout: TypeAlias = Interlinear | Facing | Single
LAYOUTS: dict[str, type[Layout]] = {INTERLINEAR: Interlinear, FACING: Facing, SINGLE: Single}

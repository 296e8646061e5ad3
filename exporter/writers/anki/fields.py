"""What stands in fields: pieces of clean HTML, each in its own ``<div lang>``."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from exporter.labels import fold, labels
from exporter.render.cells import diagram, diagrams_in_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exporter.model import Text

# What Anki would take for a sound, a voice or LaTeX; ``\[`` opens math and stays.
_ANKI_SYNTAX = re.compile(r"(?<!\\)\[(?=sound:|anki:|/?latex\]|/?\$)")
_GLOSS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
# Hebrew, Arabic, Syriac, Thaana, N'Ko and their further blocks.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
# What Anki's file format or SQLite cannot hold within a field.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def writable(html: str) -> str:
    """Keep Anki from reading its own syntax into what the author wrote."""
    if "[" in html:
        html = _ANKI_SYNTAX.sub("&#91;", html)
    # What can be printed can be written; nearly all fields hold nothing else.
    return html if html.isprintable() else _UNWRITABLE.sub("", html)


def say(text: Text | None) -> str:
    """A text in its language; nothing for no text."""
    return "" if text is None else wrap(diagrams_in_cells(text.html), text.lang)


def second(text: Text | None) -> str:
    """A text in its other languages; nothing where it has none, or says them in brackets itself."""
    return "" if text is None else "".join(map(say, unsaid(text)))


def unsaid(text: Text) -> list[Text]:
    """Give the translations of a text that do not stand in it already: `점진적 배포(canary deployment)`."""
    if not text.translations:
        return []
    said = {fold(gloss) for gloss in _GLOSS.findall(text.text)}
    return [each for each in text.translations if fold(each.text) not in said]


def both(**texts: Text | None) -> dict[str, str]:
    """Fill fields, each with the one that holds its other languages: ``X`` and ``X2``.

    Args:
        texts: By name of the field.
    """
    return {
        name: value
        for field, text in texts.items()
        for name, value in ((field, say(text)), (f"{field}2", second(text)))
    }


def second_list(texts: Sequence[Text]) -> str:
    """Texts as a list in each other language that one of them has; the rest stand there as they are."""
    return "".join(say_list(each) for each in in_others(texts))


def in_others(texts: Sequence[Text]) -> list[tuple[Text, ...]]:
    """Give texts once for each other language that one of them has."""
    langs = dict.fromkeys(each.lang for text in texts for each in text.translations)
    return [tuple(text.said_in(lang) or text for text in texts) for lang in langs]


def wrap(html: str, lang: str, name: str = "") -> str:
    """A fragment in a language, with a class if it has a name; nothing for an empty fragment."""
    attribute = f' class="{name}"' if name else ""
    return f"<div{attribute}{_lang(lang)}{_direction(html)}>{html}</div>" if html else ""


@lru_cache(maxsize=256)
def _lang(lang: str) -> str:
    return f' lang="{escape(lang)}"'


def _direction(html: str) -> str:
    """The ``dir`` attribute of text in which letters run from right to left; other text needs none."""
    return ' dir="auto"' if not html.isascii() and _RIGHT_TO_LEFT.search(html) else ""


def say_list(texts: Sequence[Text]) -> str:
    """Texts as a list, each in its language; nothing for no texts."""
    return wrap(listed(texts, texts[0].lang), texts[0].lang) if texts else ""


def listed(texts: Iterable[Text], lang: str) -> str:
    """Texts as a list within a fragment of a language."""
    points = "".join(
        f"<li{differing(text, lang)}{_direction(text.html)}>{diagrams_in_cells(text.html)}</li>"
        for text in texts
    )
    return f"<ul>{points}</ul>"


def differing(text: Text, lang: str) -> str:
    """The ``lang`` attribute of a text, if the fragment around it has another language."""
    return "" if text.lang == lang else _lang(text.lang)


def say_all(texts: Sequence[Text]) -> str:
    """Texts one after another in a line, such as names; nothing for no texts."""
    if not texts:
        return ""
    lang = texts[0].lang
    return wrap(
        ' <span class="dot">·</span> '.join(f"<b{differing(text, lang)}>{text.html}</b>" for text in texts),
        lang,
    )


def ask(word: str, languages: Sequence[str], more: str = "", **values: object) -> str:
    """A question line in the pack's languages, the reader's own first.

    Args:
        word: Name of the printed word.
        languages: Of the pack.
        more: Markup that follows.
        values: What the word's placeholders stand for.
    """
    begin, end = _asked(word, tuple(languages), tuple(values.items()))
    return f"{begin}{more}{end}"


@lru_cache(maxsize=256)
def _asked(word: str, languages: Sequence[str], values: Iterable[tuple[str, object]]) -> tuple[str, str]:
    spoken = labels().words(word, languages)
    said = {lang: escape(text.format(**dict(values))) for lang, text in spoken.items()}
    parts = " ".join(f'<span lang="{lang}">{words}</span>' for lang, words in said.items())
    return f'<div class="ask" lang="{next(iter(spoken))}">{parts}', "</div>"


def draw(diagrams: Iterable[str]) -> str:
    """Text drawings, one below the other."""
    return "".join(map(diagram, diagrams))

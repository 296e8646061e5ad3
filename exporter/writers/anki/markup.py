"""Anki templates: files of Anki's own mustache, with parts and words of this program filled in.

``[[word explanation]]`` becomes a printed word in every language there is; the style sheet shows
the languages that the card speaks. ``[[foot]]`` and ``[[option A]]`` become the part
``anki/parts/foot.html`` or ``option.html``, in which every ``@`` stands for the argument.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from exporter.labels import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.render.templates import Templates
    from exporter.writers.anki.notetypes import NoteType, Template

_INSERT = re.compile(r"\[\[(?P<name>[a-z_.]+)(?: (?P<argument>\w+))?\]\]")
_TAG = re.compile(r"\{\{\s*(?P<sign>[#^/]?)\s*(?P<name>[^{}]*?)\s*\}\}")
_SPECIAL = frozenset({"Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID", "FrontSide"})
_DEEPEST = 8


class TemplateError(Exception):
    """A template, most likely the user's own, asks for what does not exist."""


class Sides(NamedTuple):
    """What a template shows before and after the answer."""

    front: str
    back: str


def sides(note_type: NoteType, template: Template, templates: Templates) -> Sides:
    """Read a template's files, fill in parts and words, and gate the front.

    The gate stands here and not in the file: a user's own front must not make cards by accident.

    Raises:
        TemplateError: A part, word or field does not exist, or the front shows nothing certain.
    """
    stem = f"anki/{note_type.kind}/{template.name.lower()}"
    front = _filled(f"{stem}.front.html", templates)
    back = _filled(f"{stem}.back.html", templates)
    for name, text in ((f"{stem}.front.html", front), (f"{stem}.back.html", back)):
        _check_fields(name, text, note_type)
        _check_sections(name, text)
    if template.asks is None:
        if "{{%s}}" % _first_field(note_type) not in front:  # noqa: UP031 - braces in an f-string are unreadable
            message = f"`{stem}.front.html` never shows `{_first_field(note_type)}`"
            raise TemplateError(message)
        return Sides(front, back)
    return Sides(f"{{{{#{template.asks}}}}}{front}{{{{/{template.asks}}}}}", back)


def style(kind: str, templates: Templates) -> str:
    """The style sheet of a kind: what all share, then its own, then which words are shown."""
    shared, own = (_read(name, templates) for name in ("anki/style.css", f"anki/{kind}/style.css"))
    return "\n".join((shared.strip(), own.strip(), _word_rules(labels().languages)))


def words(name: str, languages: Sequence[str]) -> str:
    """A printed word in each of several languages, as markup."""
    return _words(name, tuple(languages))


@lru_cache(maxsize=256)
def _words(name: str, languages: tuple[str, ...]) -> str:
    return " ".join(
        f'<span class="w" lang="{lang}">{escape(word)}</span>'
        for lang, word in labels().words(name, languages).items()
    )


def _first_field(note_type: NoteType) -> str:
    return f"cloze:{note_type.fields[0].name}" if note_type.cloze else note_type.fields[0].name


def _filled(name: str, templates: Templates) -> str:
    return _fill(_read(name, templates).strip(), name, templates, 0)


def _fill(text: str, name: str, templates: Templates, depth: int) -> str:
    if depth > _DEEPEST:
        message = f"`{name}` contains itself"
        raise TemplateError(message)

    def insert(match: re.Match[str]) -> str:
        part, argument = match["name"], match["argument"] or ""
        if part == "word":
            return _word(argument, name)
        inner = f"anki/parts/{part}.html"
        text = _read(inner, templates, wanted_by=name).strip().replace("@", argument)
        return _fill(text, inner, templates, depth + 1)

    return _INSERT.sub(insert, text)


def _word(word: str, name: str) -> str:
    try:
        return words(word, labels().languages)
    except KeyError:
        message = f"`{name}` asks for a word `{word}` that no language has"
        raise TemplateError(message) from None


def _read(name: str, templates: Templates, *, wanted_by: str | None = None) -> str:
    try:
        return templates.read(name)
    except FileNotFoundError:
        reason = f", which `{wanted_by}` asks for" if wanted_by else ""
        message = f"there is no template `{name}`{reason}"
        raise TemplateError(message) from None


def _check_fields(name: str, text: str, note_type: NoteType) -> None:
    known = _SPECIAL.union(note_type.field_names)
    for match in _TAG.finditer(text):
        field = match["name"].rpartition(":")[2]
        if field not in known:
            message = f"`{name}` shows `{{{{{match['name']}}}}}`, but {note_type.name} has no such field"
            raise TemplateError(message)


def _check_sections(name: str, text: str) -> None:
    """See that every condition ends where it should: Anki would show an error instead of the card."""
    begun: list[str] = []
    for match in _TAG.finditer(text):
        if match["sign"] == "/":
            if not begun or begun.pop() != match["name"]:
                message = f"`{name}` ends `{{{{/{match['name']}}}}}`, which is not what began last"
                raise TemplateError(message)
        elif match["sign"]:
            begun.append(match["name"])
    if begun:
        message = f"`{name}` begins `{{{{#{begun[-1]}}}}}` and never ends it"
        raise TemplateError(message)


def _word_rules(languages: Sequence[str]) -> str:
    """Hide the words of a language that the card does not speak; English only if another is left."""
    others = ", ".join(_speaking(lang) for lang in languages if lang != "en")
    rules = []
    for lang in languages:
        card = f".sp:has({others})" if lang == "en" else ".sp"
        word = f"{card}:not(:has({_speaking(lang)})) .w:lang({lang})"
        rules.append(f"{word} {{ display: none }}\n{word} + .w::before {{ content: none }}")
    return "\n".join(rules)


def _speaking(lang: str) -> str:
    return f"[lang|={lang}]:not(.w)"

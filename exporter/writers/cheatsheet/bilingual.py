"""A text beside its translation, part by part: paragraph by paragraph, item by item."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from exporter.press.fragments import Phrase
from exporter.writers.cheatsheet.measure import pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

_TAG_NAME = re.compile(r"\s*<([a-z]+)")
_LIST = re.compile(r"(?P<opening>\s*<[uo]l[^>]*>)(?P<items>.*)(?P<closing></[uo]l>\s*)", re.DOTALL)
_TAG = re.compile(r"(</?li\b[^>]*>)")


class Stacked(Phrase):
    """A phrase whose translation stands below it, each part below its own."""

    @property
    def html(self) -> Markup:
        """The text, each part followed by what it says in other languages."""
        if not self.seconds:
            return self.main
        if not self.blocks:
            return self.main + _below(self.seconds)
        return Markup("").join(map(_interleaved, parts(self)))


def stacked(phrase: Phrase) -> Stacked:
    """Let the translation of a phrase stand below it."""
    return Stacked(**{each.name: getattr(phrase, each.name) for each in fields(Phrase)})


def parts(phrase: Phrase) -> tuple[Phrase, ...]:
    """Part a phrase between its blocks, each with its own translation.

    What both languages have in common, as code and formulas, has none. Where the translation is
    built otherwise than the text, it is not parted.
    """
    mine = pieces(phrase.main)
    theirs = [pieces(each.main) for each in phrase.seconds]
    if len(mine) == 1 or any(map(_tags(mine).__ne__, map(_tags, theirs))):
        return (phrase,)
    return tuple(
        replace(
            phrase,
            main=Markup(piece),  # noqa: S704 - a part of what was clean
            seconds=tuple(
                replace(each, main=Markup(said[index]))  # noqa: S704 - as above
                for each, said in zip(phrase.seconds, theirs, strict=True)
                if said[index].strip() != piece.strip()
            ),
        )
        for index, piece in enumerate(mine)
    )


def _tags(fragments: Sequence[str]) -> list[str]:
    found = (_TAG_NAME.match(fragment) for fragment in fragments)
    return [tag[1] if tag else "" for tag in found]


def _below(seconds: Sequence[Phrase]) -> Markup:
    return Markup("").join(
        Markup('<div class="second" lang="{}">{}</div>').format(each.lang, each.main) for each in seconds
    )


def _interleaved(part: Phrase) -> Markup:
    """Set a part and its translation: lists of equal length item by item, all else one below the other."""
    mine, *others = (_listed(each.main) for each in (part, *part.seconds))
    theirs = [each for each in others if mine and each and len(each.items) == len(mine.items)]
    if mine is None or not others or len(theirs) < len(others):
        return part.main + _below(part.seconds)
    items = Markup("")
    for index, item in enumerate(mine.items):
        said = [
            replace(second, main=Markup(there.items[index].content))  # noqa: S704 - a part of what was clean
            for second, there in zip(part.seconds, theirs, strict=True)
            if there.items[index].content != item.content
        ]
        items += Markup(item.opening + item.content) + _below(said) + Markup("</li>")  # noqa: S704 - as above
    return Markup(mine.opening) + items + Markup(mine.closing)  # noqa: S704 - as above


class _Item(NamedTuple):
    opening: str
    content: str


class _List(NamedTuple):
    opening: str
    items: tuple[_Item, ...]
    closing: str


def _listed(fragment: str) -> _List | None:
    """Part a list into its items; None where it is no list."""
    whole = _LIST.fullmatch(fragment)
    if whole is None:
        return None
    found: list[str] = []
    depth = 0
    for piece in _TAG.split(whole["items"]):
        depth += piece.startswith("<li")
        if depth == 1 and piece.startswith("<li"):
            found.append("")
        if depth:
            found[-1] += piece
        depth -= piece == "</li>"
    items = (_Item(*item.removesuffix("</li>").partition(">")[::2]) for item in found)
    return _List(
        whole["opening"], tuple(_Item(f"{opening}>", said) for opening, said in items), whole["closing"]
    )

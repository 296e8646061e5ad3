"""The spellings by which notes name their parts and the words this program prints: TOML files.

A new language or dialect is a file in this folder or an entry in one of them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NOT_LETTERS = re.compile(r"[\W_]+")


@lru_cache(maxsize=8192)
def fold(label: str) -> str:
    """Reduce a label to what counts when spellings are compared: letters and digits, one case."""
    return _NOT_LETTERS.sub("", label).casefold()


@dataclass(frozen=True, slots=True)
class Labels:
    """All languages' labels.

    Attributes:
        languages: Of the files, Korean first: the order in which bilingual labels are printed.
        sections: Role of a section by folded spelling.
        headings: For each role of a section, its spellings as written.
        parts: For each part of a card, its folded spellings.
        spellings: For each part of a card, its spellings as written, longest first.
        situation: Patterns with the groups ``situation`` and ``rest``, by language.
        asks: Patterns with the group ``term``.
        choose: Patterns with the groups ``number`` or ``word``.
        pinned: Patterns of options that speak about the others.
        lettered: Patterns of texts that speak of an option, some with the group ``letter``.
        numbers: Number words.
        general: Words too general to give an answer away, casefolded.
        emphasis: Words that questions print in capitals, casefolded.
        printed: The words to print, by language, then by name.
        decks: Names of the decks of each kind, by language.
    """

    languages: tuple[str, ...]
    sections: Mapping[str, str]
    headings: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, frozenset[str]]
    spellings: Mapping[str, tuple[str, ...]]
    situation: Mapping[str, re.Pattern[str]]
    asks: tuple[re.Pattern[str], ...]
    choose: tuple[re.Pattern[str], ...]
    pinned: tuple[re.Pattern[str], ...]
    lettered: tuple[re.Pattern[str], ...]
    numbers: Mapping[str, int]
    general: frozenset[str]
    emphasis: frozenset[str]
    printed: Mapping[str, Mapping[str, str]]
    decks: Mapping[str, Mapping[str, str]]

    def word(self, name: str, lang: str) -> str:
        """One printed word in a language; English where the language has no file."""
        return self.printed.get(lang, self.printed["en"])[name]

    def words(self, name: str, languages: Sequence[str]) -> dict[str, str]:
        """One printed word in each of several languages, without doubles."""
        found: dict[str, str] = {}
        for lang in languages:
            word = self.word(name, lang)
            if word not in found.values():
                found[lang] = word
        return found


@cache
def labels() -> Labels:
    """Read the TOML files once."""
    folder = files("exporter.labels")
    tables: list[dict[str, Any]] = [
        tomllib.loads(entry.read_text("utf-8"))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name, reverse=True)
        if entry.name.endswith(".toml")
    ]
    parts: dict[str, list[str]] = {}
    headings: dict[str, list[str]] = {}
    for table in tables:
        for role, spellings in table["sections"].items():
            headings.setdefault(role, []).extend(spellings)
        for part, spellings in table["parts"].items():
            parts.setdefault(part, []).extend(spellings)
    return Labels(
        languages=tuple(table["lang"] for table in tables),
        sections={
            fold(spelling): role
            for table in tables
            for role, spellings in table["sections"].items()
            for spelling in spellings
        },
        headings={role: tuple(spellings) for role, spellings in headings.items()},
        parts={part: frozenset(map(fold, spellings)) for part, spellings in parts.items()},
        spellings={
            part: tuple(sorted(spellings, key=len, reverse=True)) for part, spellings in parts.items()
        },
        situation={table["lang"]: re.compile(table["patterns"]["situation"], re.DOTALL) for table in tables},
        asks=tuple(re.compile(table["patterns"]["asks"], re.IGNORECASE) for table in tables),
        choose=tuple(re.compile(table["patterns"]["choose"], re.IGNORECASE) for table in tables),
        pinned=tuple(re.compile(table["patterns"]["pinned"], re.IGNORECASE) for table in tables),
        lettered=tuple(re.compile(each) for table in tables for each in table["patterns"]["lettered"]),
        numbers={word: number for table in tables for word, number in table["numbers"].items()},
        general=frozenset(word.casefold() for table in tables for word in table["words"]["general"]),
        emphasis=frozenset(word for table in tables for word in table["words"]["emphasis"]),
        printed={table["lang"]: table["print"] for table in tables},
        decks={table["lang"]: table["decks"] for table in tables},
    )

"""The spellings by which notes name their parts and the words this program prints: TOML files.

A new language or dialect is a file in this folder or an entry in one of them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NOT_LETTERS = re.compile(r"[\W_]+")


@lru_cache(maxsize=8192)
def fold(label: str) -> str:
    """Reduce a label to what counts when spellings are compared: letters and digits, one case."""
    return _NOT_LETTERS.sub("", label).casefold()


def alike(one: str, other: str) -> bool:
    """Tell whether two labels differ in nothing that counts, without folding those that begin otherwise.

    Args:
        one: A label.
        other: Another one.
    """
    if one == other:
        return True
    first, second = _LETTER.search(one), _LETTER.search(other)
    if first is None or second is None:
        return first is second
    return first[0].casefold()[0] == second[0].casefold()[0] and fold(one) == fold(other)


def is_one_of(label: str, known: frozenset[str]) -> bool:
    """Tell whether a text is one of some labels, without folding one that begins otherwise.

    Args:
        label: The text.
        known: The labels, folded.
    """
    found = _LETTER.search(label)
    first = found[0].casefold()[:1] if found else ""
    return first in _beginnings(known) and fold(label) in known


@cache
def _beginnings(known: frozenset[str]) -> frozenset[str]:
    return frozenset(each[:1] for each in known)


_LETTER = re.compile(r"[^\W_]")


class Telling(NamedTuple):
    """What speaks of an option.

    Attributes:
        says: The pattern, perhaps with the group ``letter``.
        has: What a text in one case has that the pattern is in; None where that is no quicker to look for.
    """

    says: re.Pattern[str]
    has: re.Pattern[str] | None


@dataclass(frozen=True)
class Labels:
    """All languages' labels.

    Attributes:
        languages: Of the files, Korean first: the order in which bilingual labels are printed.
        sections: Role of a section by folded spelling.
        headings: For each role of a section, its spellings as written.
        parts: For each part of a card, its folded spellings.
        spellings: For each part of a card, its spellings as written, longest first.
        patterns: As they stand in the files, by language; they are compiled when somebody asks for them.
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
    patterns: Mapping[str, Mapping[str, Any]]
    numbers: Mapping[str, int]
    general: frozenset[str]
    emphasis: frozenset[str]
    printed: Mapping[str, Mapping[str, str]]
    decks: Mapping[str, Mapping[str, str]]

    @cached_property
    def situation(self) -> Mapping[str, re.Pattern[str]]:
        """Patterns with the groups ``situation`` and ``rest``, by language."""
        return {lang: re.compile(each["situation"], re.DOTALL) for lang, each in self.patterns.items()}

    @cached_property
    def asks(self) -> tuple[re.Pattern[str], ...]:
        """Patterns with the group ``term``."""
        return self._in_any_case("asks")

    @cached_property
    def choose(self) -> tuple[re.Pattern[str], ...]:
        """Patterns with the groups ``number`` or ``word``."""
        return self._in_any_case("choose")

    @cached_property
    def pinned(self) -> tuple[re.Pattern[str], ...]:
        """Patterns of options that speak about the others."""
        return self._in_any_case("pinned")

    @cached_property
    def lettered(self) -> tuple[Telling, ...]:
        """What texts have that speak of an option."""
        return tuple(
            Telling(re.compile(each["says"]), re.compile(each["has"]) if "has" in each else None)
            for patterns in self.patterns.values()
            for each in patterns["lettered"]
        )

    def _in_any_case(self, name: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(each[name], re.IGNORECASE) for each in self.patterns.values())

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
    files = sorted(Path(__file__).parent.glob("*.toml"), reverse=True)
    tables: list[dict[str, Any]] = [tomllib.loads(file.read_text("utf-8")) for file in files]
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
        patterns={table["lang"]: table["patterns"] for table in tables},
        numbers={word: number for table in tables for word, number in table["numbers"].items()},
        general=frozenset(word.casefold() for table in tables for word in table["words"]["general"]),
        emphasis=frozenset(word for table in tables for word in table["words"]["emphasis"]),
        printed={table["lang"]: table["print"] for table in tables},
        decks={table["lang"]: table["decks"] for table in tables},
    )

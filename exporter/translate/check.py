"""What is wrong with translations: what is missing, what differs that must be the same in every language."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from exporter.diagnostics import Diagnostic
from exporter.labels import labels
from exporter.source import Position
from exporter.translate.catalogue import CHECKED
from exporter.translate.figures import figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.translate.catalogue import Catalogue, CatalogueEntry

# What must be the same in both, by what it is called.
_SAME = {
    "code": re.compile(r"`[^`]+`"),
    "formula": re.compile(r"\$\$[^$]+\$\$|(?<![\\$\d])\$(?![\s$])[^$\n]+(?<![\s\\])\$(?![\d$])"),
    "picture": re.compile(r"!\[\[([^\[\]|]+)|!\[[^\[\]]*\]\(([^()\s]+)"),
    "link": re.compile(r"(?<!!)\[\[([^\[\]|]+)|(?<!!)\[[^\[\]]*\]\(([^()\s]+)"),
    "gap": re.compile(r"\{\{(c\d+)::"),
    "footnote": re.compile(r"\[\^[^\]\s]+\]"),
}
_NOT_WORDS = re.compile(
    r"`[^`]*`|\$[^$]*\$|\]\([^()]*\)|!?\[\[[^\[\]|]*(?:\|)?|https?://\S+|\[\^[^\]]*\]|\{\{c\d+::"
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-.+#/][A-Za-z0-9]+)*")
_INNER = re.compile(r"[a-z][A-Z]|[A-Z]{2}|\d")
_HANGUL = re.compile("[가-힣]")
_SHORTEST = 2
_EXCERPT = 60


def check_catalogue(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Find what is wrong with a catalogue, in its order.

    Args:
        catalogue: Up to date with the notes.
    """
    for entry in catalogue.entries.values():
        if not entry.target:
            yield found_in(
                catalogue, entry, "translation-missing", f"not translated: `{_short(entry.source)}`", None
            )
            continue
        if entry.fuzzy:
            message = f"the note has changed since this was translated: `{_short(entry.source)}`"
            fix = "look at it, and take away the mark `fuzzy`"
            yield found_in(catalogue, entry, "translation-fuzzy", message, fix)
        yield from (found_in(catalogue, entry, "translation-markup", each, WHOLE) for each in broken(entry))
        if CHECKED not in entry.comments:
            yield from (found_in(catalogue, entry, *each, _FINE) for each in _differing(entry))


WHOLE = "write it as the note has it; until then the translation is not used"
_FINE = f"mend it; if it is right as it is, add the comment `# {CHECKED}`"


def broken(entry: CatalogueEntry) -> list[str]:
    """Say what of a text a translation must have and has not, or has and must not.

    Args:
        entry: With a translation.
    """
    found = []
    for name, pattern in _SAME.items():
        here, there = (_parts(pattern, text) for text in (entry.source, entry.target))
        for part, count in ((here - there) + (there - here)).items():
            less = here[part] > there[part]
            times = f" {count} times" if count > 1 else ""
            verb = "lacks" if less else "has, and the note has not,"
            found.append(f"the translation {verb} the {name} `{_short(part)}`{times}")
    return found


def _parts(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(next(filter(None, found.groups()), found[0]).strip() for found in pattern.finditer(text))


def _differing(entry: CatalogueEntry) -> Iterator[tuple[str, str]]:
    """Give the rule and the message of what differs between the words of both."""
    source, target = (_NOT_WORDS.sub(" ", text) for text in (entry.source, entry.target))
    here, there = figures(source), figures(target)
    for figure in sorted(here.said - there.known):
        yield "translation-number", f"the note says {figure}, and the translation does not"
    for figure in sorted(there.said - here.known):
        yield "translation-number", f"the translation says {figure}, and the note does not"
    folded = target.casefold()
    for name in dict.fromkeys(_names(source)):
        if name.casefold() not in folded and name.casefold().rstrip("s") not in folded:
            yield "translation-name", f"the note says `{name}`, and the translation does not"


def _names(text: str) -> Iterator[str]:
    """Give the names of a text: in Korean Latin words with a capital, in English what can be no word."""
    korean = _HANGUL.search(text) is not None
    for word in _LATIN.findall(text):
        emphasis = word.casefold() in labels().emphasis
        if len(word) < _SHORTEST or emphasis:
            continue
        if _INNER.search(word) or (korean and word[0].isupper()):
            yield word


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _EXCERPT else f"{flat[:_EXCERPT].rstrip()}…"


def found_in(
    catalogue: Catalogue, entry: CatalogueEntry, rule: str, message: str, fix: str | None
) -> Diagnostic:
    """Make a finding about an entry.

    Args:
        catalogue: Where it stands.
        entry: What is wrong.
        rule: Name of the rule.
        message: What is wrong with it.
        fix: The help line; without one it says where the text stands in the notes.
    """
    place = Position(entry.line, 1) if entry.line else None
    note, line = entry.places[0] if entry.places else ("", 0)
    where = f"`{note}` says it in line {line}" if note else None
    return Diagnostic(rule, message, catalogue.path, place, help=fix or where)

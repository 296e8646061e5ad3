"""Brings a catalogue up to date with the notes: nothing that was translated is lost."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from exporter.translate.catalogue import Catalogue, CatalogueEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from exporter.translate.catalogue import Key
    from exporter.translate.found import Wanted

# Of several texts in one place that have changed, those are paired that are at least as like each other.
_ALIKE = 45


def merged(old: Catalogue, texts: Sequence[Wanted]) -> Catalogue:
    """Bring a catalogue up to date.

    A text that stands there keeps its translation. One that has changed where it stands takes over the
    translation as fuzzy, with the text that it had. One that another card says in the same role, or that
    was said before, is translated as it is there. What is out of use is kept as obsolete.

    Args:
        old: As it is.
        texts: What the notes say now, in order.
    """
    before = {**old.obsolete, **old.entries}
    found: dict[Key, CatalogueEntry] = {}
    new: list[Wanted] = []
    for text in texts:
        entry = before.get(text.key)
        if entry is None:
            new.append(text)
        found[text.key] = _now(entry or CatalogueEntry(*text.key), text)
    elsewhere = _by_text(before.values())
    # A translation that nothing in the notes asks for any more may be of what has changed.
    free = {entry.key: entry for entry in old.entries.values() if entry.key not in found and entry.target}
    changed = []
    for text in new:
        known = elsewhere.get((text.source, _role(text.context)))
        if known is None:
            changed.append(text)
        else:
            found[text.key] = replace(found[text.key], target=known)
    for text, entry in _paired(changed, free.values()):
        del free[entry.key]
        before_that = entry.previous if entry.fuzzy and entry.previous else entry.source
        # A note that says again what was translated needs no second look.
        fuzzy = before_that != text.source
        found[text.key] = replace(
            found[text.key],
            target=entry.target,
            fuzzy=fuzzy,
            previous=before_that if fuzzy else "",
            comments=entry.comments,
        )
    used = {text.key for text in texts}
    left = {
        key: replace(entry, previous="", fuzzy=False, line=0)
        for key, entry in chain(old.obsolete.items(), free.items())
        if key not in used and entry.target
    }
    return replace(old, entries=found, obsolete=left)


def _now(entry: CatalogueEntry, text: Wanted) -> CatalogueEntry:
    about = (text.about,) if text.about and text.about != text.source else ()
    return replace(entry, about=about, places=((text.note, text.line),))


def _role(context: str) -> str:
    return context.rpartition(" ")[2]


def _by_text(entries: Iterable[CatalogueEntry]) -> Mapping[tuple[str, str], str]:
    """Give the translation of each text in each role, where all cards agree upon one."""
    found: dict[tuple[str, str], set[str]] = {}
    for entry in entries:
        if entry.target and not entry.fuzzy:
            found.setdefault((entry.source, _role(entry.context)), set()).add(entry.target)
    return {key: next(iter(targets)) for key, targets in found.items() if len(targets) == 1}


def _paired(
    texts: Iterable[Wanted], entries: Iterable[CatalogueEntry]
) -> Iterable[tuple[Wanted, CatalogueEntry]]:
    """Pair texts and entries of the same context, the most alike first; a single pair need not be alike."""
    places: dict[str, tuple[list[Wanted], list[CatalogueEntry]]] = {}
    for text in texts:
        places.setdefault(text.context, ([], []))[0].append(text)
    for entry in entries:
        if entry.context in places:
            places[entry.context][1].append(entry)
    for now, before in places.values():
        if len(now) == len(before) == 1:
            yield now[0], before[0]
            continue
        pairs = sorted(
            (
                (ratio(text.source, entry.source), -at, -by)
                for at, text in enumerate(now)
                for by, entry in enumerate(before)
            ),
            reverse=True,
        )
        taken_texts, taken_entries = set[int](), set[int]()
        for alike, at, by in pairs:
            if alike >= _ALIKE and at not in taken_texts and by not in taken_entries:
                taken_texts.add(at)
                taken_entries.add(by)
                yield now[-at], before[-by]

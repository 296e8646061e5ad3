"""Which part of a note a heading announces, whatever the author put around the label."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from exporter.labels import fold, labels

# What numbers a heading, and the tags behind it.
_ORDINAL = re.compile(
    r"[\W_]*(?:(?:step|part|chapter|section|ch)\s*)?(?:\d{1,3}(?:[.\-]\d{1,3})*|[ivx]{1,5}(?=[.)])|[a-z](?=[.)]))"
    r"\s*(?:장|절|부|단계)?[.):\s\-]+",
    re.IGNORECASE,
)
# Without one of these there is no ordinal.
_COUNTS = re.compile(r"\d|[a-z][.)]", re.IGNORECASE)
_TAGS = re.compile(r"(?:(?:^|\s)#[^\s#]+)+\s*$")
_NUMBERS = re.compile(r"^\d+|\d+$")
_BRACKETS = re.compile(r"[(\[（][^()\[\]（）]*[)\]）]")
_AND = re.compile(r"\s*[&/|,·+]\s*|\s+(?:및|and|와|과)\s+|(?<=[가-힣]{2})[와과]\s+", re.IGNORECASE)
# Without one of these nothing is joined.
_MAY_JOIN = re.compile(r"[&/|,·+및와과]|and", re.IGNORECASE)
# Of these roles the labels are recognised in other words' company.
_LOOSE = frozenset({"definitions", "tradeoffs", "use_cases", "references"})
# Of these also with a slip of the pen: what stands below them makes no card.
_CARDLESS = frozenset({"use_cases", "references"})
# Shorter labels have neighbours that mean something else.
_ENOUGH_JAMO = 8


def role_of(label: str) -> str | None:
    """Give the role that a heading's text names, if it names one.

    A number, tags, and what stands in brackets (`1. 핵심 포인트 (Key point)`) do not count. Of several
    labels in one (`주요 개념 및 용어`) all must name the same role.
    """
    return _role_of(label) if len(label) <= _LONGEST else None


def may_name(label: str, role: str) -> bool:
    """Tell whether a label may name a role that is never read with a slip: one of its spellings is in it."""
    # What stands in brackets, a number and tags are taken out, and may part the spelling.
    return _OUTSIDE.search(label) is not None or _spelt(role).search(fold(label)) is not None


_OUTSIDE = re.compile(r"[#(\[（\d]|[a-z][.)]", re.IGNORECASE)


@cache
def _spelt(role: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(each) for each, its in labels().sections.items() if its == role))


# No label is longer: a heading that is a paragraph need not be searched.
_LONGEST = 120


@lru_cache(maxsize=4096)
def _role_of(label: str) -> str | None:
    bare = _TAGS.sub("", label) if "#" in label else label
    outside = _BRACKETS.sub(" ", bare)
    unnumbered = _ORDINAL.sub("", outside, count=1) if _COUNTS.search(outside) else outside
    for spelling in dict.fromkeys((bare, outside, unnumbered)):
        role = _role(spelling)
        if role:
            return role
    split = _AND.split(unnumbered) if _MAY_JOIN.search(unnumbered) else [unnumbered]
    parts = [part for part in split if fold(part)]
    roles = [_role(part) or _loose(fold(part)) for part in parts]
    known = set(roles) - {None}
    # `주요 개념 및 동작 방식`: what is said first counts, if the other says nothing.
    return roles[0] if len(known) == 1 and (len(set(roles)) == 1 or roles[0] in _LOOSE) else None


def _role(label: str) -> str | None:
    first = _FIRST.search(label)
    if not first or not (first[0].isdecimal() or first[0].casefold()[0] in _beginnings()):
        return None
    folded = fold(label)
    known = labels().sections
    counted = folded[0].isdecimal() or folded[-1].isdecimal()
    numbered = known.get(_NUMBERS.sub("", folded)) if counted else None
    # `정답: 2` is an answer, not the heading of answers.
    return known.get(folded) or (None if numbered == "answers" else numbered)


_FIRST = re.compile(r"[^\W_]")


@cache
def _beginnings() -> frozenset[str]:
    """Give what labels begin with: what begins otherwise need not be folded."""
    return frozenset(each[0] for each in labels().sections)


@lru_cache(maxsize=4096)
def role_told(label: str) -> str | None:
    """Give the role that a heading names, also where it says of what: `SageMaker 주요 개념`."""
    role = role_of(label)
    if role or len(label) > _LONGEST:
        return role
    return next(
        (role for role in ("definitions", "tradeoffs") if subject_told(label, role) is not None), None
    )


def subject_told(label: str, role: str) -> tuple[int, int] | None:
    """Give where a label such as `Lambda 장단점` names its subject.

    Args:
        label: A heading's text.
        role: The role that the label must have.
    """
    part = f"{role}_of"
    if not _words(part).search(label.casefold()):
        return None
    found = next(filter(None, (pattern.match(label) for pattern in _told(part))), None)
    return found.span("subject") if found and fold(found["subject"]) else None


@cache
def _words(part: str) -> re.Pattern[str]:
    """Give the words that such a label must have, in one case: most labels have none of them."""
    return re.compile("|".join(re.escape(word.casefold()) for word in labels().spellings[part]))


@cache
def _told(part: str) -> tuple[re.Pattern[str], ...]:
    known = labels().spellings
    words, of = ("|".join(map(re.escape, known[name])) for name in (part, "of"))
    name = r"(?P<subject>\S.{0,60}?)"
    end = r"[\s:：]*(?:[(\[（][^()\[\]（）]*[)\]）])?[\s:：]*$"
    return (
        re.compile(
            rf"[\W_]*{name}(?:의|'s|’s)?(?:\s*[:：–—\-]\s*|\s+)(?:{words}){end}",
            re.IGNORECASE,
        ),
        re.compile(rf"[\W_]*(?:{words})\s+(?:{of})\s+{name}{end}", re.IGNORECASE),
    )


def _loose(folded: str) -> str | None:
    """Read a label in other words' company (`주요 개념 설명`), or with a slip of the pen (`실전 적융`)."""
    known, (before, after) = labels().sections, _company()
    tries = [folded]
    if folded.endswith(after):
        tries += [folded.removesuffix(word) for word in after if folded.endswith(word)]
    for each in tuple(tries):
        if each.startswith(before):
            tries += [each.removeprefix(word) for word in before if each.startswith(word)]
    for each in tries:
        if known.get(each) in _LOOSE:
            return known[each]
    slips = _slips()
    meant: set[str] = set()
    for each in _with_one_less(folded):
        meant.update(slips.get(each, ()))
    return next(iter(meant)) if len(meant) == 1 and meant <= _CARDLESS else None


@cache
def _company() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the words that may stand before a label, and behind it, in an order that is always the same."""
    parts = labels().parts
    return tuple(sorted(parts["before"])), tuple(sorted(parts["after"]))


@cache
def _slips() -> dict[str, frozenset[str]]:
    """Give the roles by every spelling that lacks one letter.

    A slip is read only if it is near no other role, and near none that makes cards: what merely resembles
    such a label would make false ones, so it is asked about instead.
    """
    found: dict[str, frozenset[str]] = {}
    for label, role in labels().sections.items():
        for slip in _with_one_less(label):
            found[slip] = found.get(slip, frozenset()) | {role}
    return found


def _with_one_less(folded: str) -> list[str]:
    """Give a spelling, and each that lacks one of its letters; a Hangul syllable has two or three."""
    if len(folded) > _longest_label() + 1:
        # Taken apart, a word has no fewer letters.
        return []
    letters = unicodedata.normalize("NFD", folded)
    if not _ENOUGH_JAMO <= len(letters) <= _longest_label() + 1:
        return []
    return [letters, *[letters[:at] + letters[at + 1 :] for at in range(len(letters))]]


@cache
def _longest_label() -> int:
    return max(len(unicodedata.normalize("NFD", label)) for label in labels().sections)

"""What can be the name of something: a term, a subject; and what only looks like one."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from exporter.labels import fold, labels

if TYPE_CHECKING:
    from exporter.markdown import Inline

# What decorates a name: pictures, arrows and bullets before it, a number; punctuation behind it.
BEFORE = re.compile(
    r"(?:[\s\u2022\u25aa\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff·∙◦‣]|\d{1,2}[.)]\s|[\u2460-\u2473]|-(?=[^\s\d>-]))*"
)
_BEHIND = "".join(filter(str.isspace, map(chr, range(0x3001)))) + ":：|·–—-"
_FRAME = re.compile(r"[【〈《]\s*([^【】〈〉《》]+?)\s*[】〉》]")
_VERSUS = re.compile(r"\bvs\b\.?|\bversus\b|\bor\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[?!;。？！]|[.,、，]\s|[.]$")
# A phrase of several words that ends so goes on, or is a sentence; a single word may end in any syllable.
_GOES_ON = re.compile(
    r"(?:다|요|것|점은|경우|때|면|은|는|을|를|이|가|에서|하여|위해|위한|중|고|에|로|하기|니다|의)$"
)
_PROSE = re.compile(
    r"(?:the following|this|these|those|that|it|if|when|one|keep|remember|we|you|i|there|here|so|but|and|for"
    r"|in|on|at|as|to|by|is|are|all|make|be|do|use|also|please|then|because|다음|아래|위|이|그|이것|그것)\b",
    re.IGNORECASE,
)
# `Week 1`, `3단계`: a plain line that begins so is a plan.
_ORDINAL = re.compile(
    r"(?:week|day|step|chapter|part|phase|level|lesson|unit|module|제)?\s*\d+\s*(?:주차|일차|단계|장|회차|번째?|차|교시|st|nd|rd|th)?",
    re.IGNORECASE,
)
_LONGEST, _MOST_WORDS = 45, 6
_SHORTEST_PROSE = 3


def undecorated(name: Inline) -> Inline:
    """Give a name without what decorates it, and not bold."""
    return trimmed(name).without("strong")


def trimmed(name: Inline) -> Inline:
    """Give a name without the number, the pictures and the punctuation around it."""
    framed = _FRAME.fullmatch(name.raw)
    if framed:
        name = name.cut(*framed.span(1))
    begin = BEFORE.match(name.raw)
    bare = name.cut(begin.end() if begin else 0, len(name.raw.rstrip(_BEHIND)))
    return bare if fold(bare.raw) else name


def is_attribute(name: str, *, below: bool = False) -> bool:
    """Tell whether a label says of what aspect of the thing above it speaks: 특징, 용도, Use case, Note.

    Args:
        name: The label.
        below: Whether it stands below a term, or beside another attribute: there words count that are
            terms elsewhere, such as 역할 and Step.
    """
    folded = fold(name)
    known = labels().parts
    one = folded.removesuffix("들")
    if not folded or folded in known["attribute"] or one in known["attribute"]:
        return True
    return below and (folded in known["property"] or one in known["property"])


def is_comparison(name: str) -> bool:
    """Tell whether a heading names two things: `A vs B`."""
    return _VERSUS.search(name) is not None


@cache
def _topics() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = labels().spellings
    ends, glued, begins = (
        "|".join(map(re.escape, known[part])) for part in ("topic", "topic_end", "topic_begin")
    )
    return (
        re.compile(rf"(?:(?:(?<!\w)|(?<=의))(?:{ends})(?:들)?|{glued})\W*$", re.IGNORECASE),
        re.compile(rf"[\W\d_]*(?:{begins})\b", re.IGNORECASE),
    )


def is_topic(name: str) -> bool:
    """Tell whether a heading says what is spoken of and names no term: `왜 필요한가`, `선택 기준`."""
    end, begin = _topics()
    folded = name.strip()
    return bool(
        is_attribute(folded, below=True)
        or is_comparison(folded)
        or _SENTENCE.search(folded)
        or begin.match(folded)
        or end.search(folded[-40:])
    )


def is_short_name(name: str) -> bool:
    """Tell whether plain words before a separator can be a term: few, no sentence, no label."""
    words = name.split()
    if not words or len(name) > _LONGEST or len(words) > _MOST_WORDS or is_attribute(name):
        return False
    if (
        _ORDINAL.fullmatch(name)
        or not any(char.isalpha() for char in name)
        or _SENTENCE.search(name)
        or is_prose(name)
    ):
        return False
    if name.isascii() and len(words) > _SHORTEST_PROSE and sum(word[0].islower() for word in words) > 1:
        return False
    return len(words) < _SHORTEST_PROSE or not _GOES_ON.search(words[-1])


def is_prose(name: str) -> bool:
    """Tell whether words begin as a sentence does: `다음은`, `When you`."""
    first, _, rest = name.strip().partition(" ")
    capitals = len(first) > 1 and first.isascii() and first.isupper()
    return bool(rest) and not capitals and _PROSE.match(name) is not None

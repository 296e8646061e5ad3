"""Which options of a question are right, as far as the note says so without contradicting itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exporter.extract.mcq.key import concluded, is_taken_back, key_of, words_behind
from exporter.extract.mcq.tick import sensible, standing_out
from exporter.labels import alike, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.extract.mcq.draft import Claim, Draft
    from exporter.extract.mcq.line import Line

# Words shorter than this are said by chance.
_TELLING = 2


class Verdict(NamedTuple):
    """What a question says of its own answer.

    Attributes:
        key: The letters of the right options, in the order claimed.
        doubt: Why that is not sure; empty where it is.
        where: The line that says otherwise.
        by: How the key was found: ``answer``, ``mark``, ``text``, ``emphasis``.
    """

    key: tuple[str, ...] = ()
    doubt: str = ""
    where: Line | None = None
    by: str = "answer"


def verdict(draft: Draft) -> Verdict:
    """Say which options are right."""
    claims = [(claim, _key(claim, draft)) for claim in draft.claims]
    if claims:
        first, key = claims[0]
        for claim, other in claims[1:]:
            if set(other) != set(key):
                return Verdict((), f"`{claim.said}` is claimed as well as `{first.said}`", claim.where)
        return _other_end(draft, key) or _weighed(draft, first, key)
    marks = _marked(draft)
    if marks:
        return Verdict(marks, by="mark")
    named = _named(draft)
    if named or draft.answered:
        return Verdict(named, by="text")
    alone = standing_out([lines[0].inline for lines in draft.options])
    return Verdict() if alone is None else Verdict((draft.letters[alone],), by="emphasis")


def _other_end(draft: Draft, key: tuple[str, ...]) -> Verdict | None:
    """Find an explanation that comes to another answer."""
    for line in draft.rationale:
        for said in concluded(line.text):
            if not set(key_of(said, draft.letters)) <= set(key):
                return Verdict((), f"the explanation comes to `{said}`, not to `{', '.join(key)}`", line)
    return None


def _key(claim: Claim, draft: Draft) -> tuple[str, ...]:
    further = draft.further if claim is draft.claims[0] else ()
    return tuple(dict.fromkeys((*claim.letters, *further)))


def _weighed(draft: Draft, claim: Claim, key: tuple[str, ...]) -> Verdict:
    """Weigh the letters against the words behind them, and against marks at the options."""
    marks = _marked(draft)
    if marks and set(marks) != set(key) and not any(line.tick for line in draft.taken):
        said = ", ".join(marks)
        return Verdict((), f"`{claim.said}` is claimed, but `{said}` is marked as right", claim.where)
    if is_taken_back(claim.said):
        return Verdict((), f"`{claim.said}` is called wrong where it stands", claim.where)
    texts = option_texts(draft)
    same = [letter for letter, text in zip(draft.letters, texts, strict=True) if alike(text, claim.said)]
    if same and set(same) != set(key) and len(fold(claim.said)) >= _TELLING:
        # The whole answer is an option's words, which only begin like a letter.
        return Verdict(tuple(same), by="text")
    if len(key) == 1:
        behind = words_behind(claim.said)
        other = [letter for letter, text in zip(draft.letters, texts, strict=True) if alike(text, behind)]
        own = texts[draft.letters.index(key[0])] if key[0] in draft.letters else ""
        if other and not alike(behind, own) and len(fold(behind)) >= _TELLING:
            return Verdict((), f"`{claim.said}` has the words of option `{other[0]}`", claim.where)
    return Verdict(key)


def _marked(draft: Draft) -> tuple[str, ...]:
    if not sensible(draft.ticks) or (draft.owned and any(line.tick for line in draft.taken)):
        return ()
    return tuple(letter for letter, tick in zip(draft.letters, draft.ticks, strict=True) if tick)


def _named(draft: Draft) -> tuple[str, ...]:
    """Find the option that an answer without a letter names by its words."""
    if not draft.unclear:
        return ()
    said = fold(draft.unclear[1].raw)
    texts = [fold(text) for text in option_texts(draft)]
    same = tuple(letter for letter, text in zip(draft.letters, texts, strict=True) if text == said)
    return same if len(same) == 1 and said else ()


def option_texts(draft: Draft) -> Sequence[str]:
    """Give what each option says."""
    # Nearly all options are one line.
    return [
        lines[0].text if len(lines) == 1 else " ".join([line.text for line in lines])
        for lines in draft.options
    ]

"""What marks an option as right or wrong where it stands: a sign before or behind it, or a word."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from exporter.labels import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.markdown import Inline

_RIGHT = "✅|✔\ufe0f?|✓|☑\ufe0f?|⭕\ufe0f?|🟢|👉|🅾\ufe0f?"
_WRONG = "❌|✗|✘|❎|🔴|🚫"
_SIGNS = "".join(each[0] for each in f"{_RIGHT}|{_WRONG}".split("|"))
BEFORE = re.compile(rf"(?:(?P<right>{_RIGHT})|(?P<wrong>{_WRONG}))\s*")


@cache
def _behind() -> re.Pattern[str]:
    known = ("right", "wrong", "voted")
    right, wrong, voted = ("|".join(map(re.escape, labels().spellings[part])) for part in known)
    arrow = r"(?:←|<-+|⬅\ufe0f?|◀|👈|<=)"
    return re.compile(
        rf"""\s*(?:
            (?P<right>{_RIGHT}|{arrow}\s*(?:{right})?|[(\[【]\s*(?:{right}|O|o|○|{_RIGHT})\s*[)\]】]|\*\s*(?:{right})\s*\*|\b(?:{voted}))
          | (?P<wrong>{_WRONG}|{arrow}\s*(?:{wrong})|[(\[【]\s*(?:{wrong}|X|x|×|{_WRONG})\s*[)\]】])
        )[\s!.]*$""",
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _sign() -> re.Pattern[str]:
    """Give what each of these marks has, in one case: most options have none of it."""
    voted = (word.casefold() for word in labels().spellings["voted"])
    return re.compile("|".join(map(re.escape, (*_SIGNS, *"←<⬅◀👈([【*", *voted))))


# No mark is longer.
_LONGEST = 40


def told(said: Inline) -> tuple[bool | None, Inline]:
    """Tell whether an option says of itself that it is right or wrong, and give it without saying so.

    Args:
        said: The option's words.
    """
    begin = max(0, len(said.raw) - _LONGEST)
    found = _behind().search(said.raw, begin) if _sign().search(said.raw[begin:].casefold()) else None
    if not found or not found.start():
        return None, said
    return found["right"] is not None, said.cut(0, found.start())


def sensible(ticks: Sequence[bool | None]) -> bool:
    """Tell whether marks say which options are right: one at least is, and not all are."""
    return 0 < sum(tick is True for tick in ticks) < len(ticks)


def standing_out(options: Sequence[Inline | None]) -> int | None:
    """Give the number of the only option that is bold or highlighted, while no other has a word that is."""
    marked = [_emphasis(option) for option in options]
    whole = [number for number, each in enumerate(marked) if each == "all"]
    return whole[0] if len(whole) == 1 and all(each == "none" for each in marked if each != "all") else None


def _emphasis(inline: Inline | None) -> str:
    runs = [run for run in inline.runs if run.text.strip()] if inline else []
    strong = [run for run in runs if any(mark.tag in {"strong", "mark", "u"} for mark in run.marks)]
    return "all" if runs and len(strong) == len(runs) else "some" if strong else "none"

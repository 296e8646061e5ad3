"""Which directions a card is asked in: configuration, by kind."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ask:
    """Which of a kind's templates make cards. The first of Concept and MCQ always does.

    Attributes:
        name: Concept: Clue → Term.
        whole: Trade-off: pros and cons together. ``auto`` (None) asks a subject with up to
            three points a side whole, and any larger one by sides.
        sides: Trade-off: pros and cons each by itself; None as above.
        which: Trade-off: Clue → Subject.
        recall: MCQ: the stem alone.
    """

    name: bool = False
    whole: bool | None = None
    sides: bool | None = None
    which: bool = False
    recall: bool = False


PRESETS = {
    "lean": Ask(),
    "exam": Ask(name=True, which=True, recall=True),
    "full": Ask(name=True, whole=True, sides=True, which=True, recall=True),
}

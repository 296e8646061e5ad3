"""What was built, tried in the real Anki against what was planned."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked
from exporter.model import face_of
from exporter.verify import Planned, Treatment, Verified, verify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.pipeline.reading import Reading


def verify_decks(
    reading: Reading, deck: bytes, retired: bytes | None, earlier: Sequence[bytes]
) -> Checked[Verified]:
    """Import what was built into the real Anki, and compare what happens with the plan.

    Args:
        reading: What was read.
        deck: The new file.
        retired: The file of the retired cards, if there is one: it is imported after the deck.
        earlier: The files that were exported before.

    Returns:
        What happened to the cards of the deck; what is wrong with either file.

    Raises:
        BackendMissingError: Anki's backend is not installed.
    """
    main = verify(deck, earlier, _planned(reading))
    if retired is None:
        return main
    after = verify(retired, [*earlier, deck], _planned_retired(reading))
    value = replace(main.value, sound=main.value.sound and after.value.sound)
    return Checked(value, tuple(dict.fromkeys((*main.diagnostics, *after.diagnostics))))


def _planned(reading: Reading) -> list[Planned]:
    from exporter.writers.anki.mcq import fits

    said = {
        **{change.id: Treatment.NEW for change in reading.plan.new},
        **{change.id: Treatment.UPDATED for change in (*reading.plan.changed, *reading.plan.revived)},
    }
    planned = []
    for issued in filter(fits, reading.pack.cards):
        before, origin = reading.past.entries.get(issued.id), issued.card.origin
        time = before.stamp.mod if before and before.stamp.hash else None
        treatment = said.get(issued.id, Treatment.UNCHANGED)
        face = face_of(issued.card).text
        planned.append(Planned(issued.guid, treatment, time, origin.note, origin.line, face))
    return planned


def _planned_retired(reading: Reading) -> list[Planned]:
    """Say what the retired deck will do: a card that was told before stays, any other is updated."""
    from exporter.writers.anki.mcq import fits

    planned = []
    for issued in filter(fits, reading.retired.cards if reading.retired else ()):
        before, origin = reading.past.entries[issued.id], issued.card.origin
        told = before.since is not None and before.stamp.mod == issued.changed
        treatment = Treatment.UNCHANGED if told else Treatment.UPDATED
        face = face_of(issued.card).text
        planned.append(Planned(issued.guid, treatment, before.stamp.mod, origin.note, origin.line, face))
    return planned

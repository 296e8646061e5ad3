"""Templates filled in without Anki: exactly what Anki makes of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.model import PRESETS, kind_of
from exporter.render.templates import Templates
from exporter.writers.anki.contents import contents
from exporter.writers.anki.faces import filled
from exporter.writers.anki.markup import sides
from exporter.writers.anki.notetypes import note_types
from tests.real_anki import bring_in, build, collection

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.model import Pack

# What Anki adds for its own reviewer: the answer to a gap, encoded.
_ENCODED = re.compile(r' data-cloze="[^"]*"')


def test_every_card_is_filled_in_as_anki_does(sample: Pack, tmp_path: Path) -> None:
    """Each side of each card of the sample vault, in all directions, is that of the real backend."""
    pack = replace(sample, ask=PRESETS["full"])
    by_guid, comparisons = {issued.guid: issued for issued in pack.cards}, pack.comparisons()
    with collection(tmp_path) as opened:
        bring_in(opened, build(pack), tmp_path)
        for card in map(opened.get_card, sorted(opened.find_cards(""))):
            note = card.note()
            issued = by_guid[note.guid]
            made = note_types()[kind_of(issued.card)]
            both = sides(made, made.templates[0 if made.cloze else card.ord], Templates())
            fields = {**contents(issued, pack, comparisons), "Tags": " ".join(note.tags)}
            gap = card.ord + 1 if made.cloze else None
            shown = card.render_output(browser=False)
            for template, theirs, back in (
                (both.front, shown.question_text, False),
                (both.back, shown.answer_text, True),
            ):
                assert filled(template, fields, gap, back=back) == _ENCODED.sub("", theirs)

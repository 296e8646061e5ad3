"""Templates filled in without Anki: exactly what Anki makes of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exporter.model import PRESETS, kind_of
from exporter.render.templates import Templates
from exporter.writers.anki.contents import contents
from exporter.writers.anki.faces import faces, filled
from exporter.writers.anki.markup import TemplateError, sides
from exporter.writers.anki.notetypes import note_types
from tests.packs import sample_pack
from tests.real_anki import bring_in, build, collection, rendered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.model import IssuedCard, Pack
    from exporter.writers.anki.faces import Face

# What Anki adds for its own reviewer: the answer to a gap, encoded.
_ENCODED = re.compile(r' data-cloze="[^"]*"')


def test_every_card_is_filled_in_as_anki_does(asked_in_full: Pack, tmp_path: Path) -> None:
    """Each side of each card of the sample vault, in all directions, is that of the real backend."""
    pack = asked_in_full
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


@pytest.mark.parametrize("ask", ["lean", "full"])
def test_a_note_makes_the_cards_that_anki_makes_of_it(sample: Pack, tmp_path: Path, ask: str) -> None:
    """Every card of the real backend is given, with its template, number and both sides, and no other."""
    for folder, pack in (("vault", sample), ("made", sample_pack())):
        asked = replace(pack, ask=PRESETS[ask])
        (tmp_path / folder).mkdir()
        with collection(tmp_path / folder) as opened:
            bring_in(opened, build(asked), tmp_path / folder)
            theirs = {
                (card.note_type, card.template, card.number, *map(_plain, (card.front, card.back)))
                for card in rendered(opened)
            }
        ours = {
            (note_types()[kind_of(issued.card)].name, face.template, face.number, face.front, face.back)
            for issued, face in _faces(asked)
        }
        assert ours == theirs


def _plain(side: str) -> str:
    return _ENCODED.sub("", side)


def _faces(pack: Pack) -> Iterator[tuple[IssuedCard, Face]]:
    comparisons = pack.comparisons()
    for issued in pack.cards:
        made = note_types()[kind_of(issued.card)]
        both = {template.name: sides(made, template, Templates()) for template in made.templates}
        fields = contents(issued, pack, comparisons)
        yield from ((issued, face) for face in faces(made, both, fields, issued.deck, issued.tags))


def test_templates_of_the_learner_may_ask_for_what_every_note_has(tmp_path: Path) -> None:
    """The front on the back, deck, template and type stand where a template asks for them."""
    own = tmp_path / "anki" / "concept"
    own.mkdir(parents=True)
    (own / "recall.back.html").write_text("{{FrontSide}}|{{Subdeck}}|{{Card}}|{{Type}}|{{Answer}}", "utf-8")
    pack = sample_pack()
    made = note_types()["concept"]
    both = {template.name: sides(made, template, Templates(tmp_path)) for template in made.templates}
    issued = pack.cards[0]
    [face] = faces(made, both, contents(issued, pack, {}), issued.deck, issued.tags)
    assert face.back.startswith(f"{face.front}|1 개념|Recall|studypack Concept|<div")


@pytest.mark.parametrize(
    "text", ["{{#Term}}{{Prompt}}", "{{Prompt}}{{/Term}}", "{{#Term}}{{^Clue}}{{/Term}}{{/Clue}}"]
)
def test_a_condition_that_does_not_end_is_named(tmp_path: Path, text: str) -> None:
    """What Anki would answer with an error on every card is one before the deck is written."""
    own = tmp_path / "anki" / "concept"
    own.mkdir(parents=True)
    (own / "recall.back.html").write_text(text, "utf-8")
    made = note_types()["concept"]
    with pytest.raises(TemplateError, match=r"recall\.back\.html"):
        sides(made, made.templates[0], Templates(tmp_path))

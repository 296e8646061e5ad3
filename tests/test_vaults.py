"""Whole vaults: every card that a reader counts in them, and no other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from exporter.model import ConceptCard, McqCard, Role, texts_of
from exporter.writers.json.shape import shape
from tests.table import CASES, counted, table
from tests.vaults import pack_of

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.model import Pack


def test_sample_vault_gives_exactly_the_cards_a_reader_counts(sample: Pack) -> None:
    """The sample vault's cards are those of the table written by hand from the notes."""
    assert counted(sample) == table("sample-vault")


def test_sample_vault_has_nothing_to_mend(sample: Pack) -> None:
    """The notes that show how to write notes raise no warning."""
    assert [each for each in sample.diagnostics if each.severity != "info"] == []


def test_further_vault_gives_exactly_the_cards_a_reader_counts(further_vault: Path) -> None:
    """The five notes give 38 cards: 5 key points, 18 definitions, 10 subjects, 5 questions."""
    pack = pack_of(further_vault)
    found = counted(pack)
    for entry in found.values():
        entry["definitions"] = len(entry["definitions"])
        entry.pop("subjects")
    assert found == table("vault-of-five")
    assert len(pack.cards) == 38


def test_further_vault_explains_every_wrong_option(further_vault: Path) -> None:
    """Each wrong option has its rationale, also where the note names it by another name."""
    cards = [issued.card for issued in pack_of(further_vault).cards]
    questions = [card for card in cards if isinstance(card, McqCard)]
    assert all(option.correct or option.rationale for card in questions for option in card.options)
    assert all(card.rationale is None for card in questions)


def test_further_vault_says_that_a_note_was_repaired(further_vault: Path) -> None:
    """The note of garbled text gives its cards, and is named with what was done and what is a guess."""
    pack = pack_of(further_vault)
    said = [(each.rule, each.path) for each in pack.diagnostics if each.severity != "info"]
    assert said[0] == ("note-repaired", "004_d44857390d9baaf0.md")
    assert {rule for rule, _ in said[1:]} <= {"letter-unsure"}
    assert len(said) <= 10


def test_key_points_ask_for_the_situation(sample: Pack, further_vault: Path) -> None:
    """A key point's prompt is the beginning of its sentence, and is no title."""
    for pack in (sample, pack_of(further_vault)):
        points = [
            issued.card
            for issued in pack.cards
            if isinstance(issued.card, ConceptCard)
            and issued.card.role is Role.KEY_POINT
            and issued.card.prompt
        ]
        assert len(points) in (5, 13)
        for card in points:
            assert card.prompt is not None
            assert card.definition.text.startswith(card.prompt.text)
            assert card.prompt.text != card.term.text


def test_no_comment_and_no_markup_reaches_a_card(sample: Pack, sample_vault: Path) -> None:
    """What stands between %% is nobody's business, and plain text holds no Markdown."""
    private = [
        part for path in sample_vault.rglob("*.md") for part in path.read_text("utf-8").split("%%")[1::2]
    ]
    assert private
    for issued in sample.cards:
        for text in texts_of(issued.card):
            assert not any(comment.strip() in text.html for comment in private)
            assert "**" not in text.text
            assert "![[" not in text.html


def test_json_is_what_the_schema_describes(sample: Pack) -> None:
    """The `json` writer's output validates against the schema, and holds every card."""
    schema: dict[str, Any] = json.loads((CASES / "pack.schema.json").read_text("utf-8"))
    shaped = json.loads(json.dumps(shape(sample)))
    jsonschema.validate(shaped, schema)
    assert len(shaped["cards"]) == len(sample.cards)


def test_ids_of_a_pack_are_unique_and_begin_with_the_short_one(sample: Pack) -> None:
    """No two cards share an id, a GUID or a short id."""
    for name in ("id", "guid", "short_id"):
        values = [getattr(issued, name) for issued in sample.cards]
        assert len(set(values)) == len(values)
    assert all(issued.id.startswith(issued.short_id) for issued in sample.cards)


@pytest.mark.parametrize("part", ["training", "training/regularization.md"])
def test_a_part_of_a_vault_gives_the_same_cards(sample: Pack, sample_vault: Path, part: str) -> None:
    """Building a folder or a note of a vault gives its cards the ids they have in the whole."""
    whole = {issued.id: issued.guid for issued in sample.cards if issued.card.origin.note.startswith(part)}
    assert {issued.id: issued.guid for issued in pack_of(sample_vault / part).cards} == whole

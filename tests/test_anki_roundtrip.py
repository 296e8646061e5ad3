"""Decks imported into the real Anki backend: what arrives, and what a second import does to it."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest

from exporter.model import PRESETS, ConceptCard
from tests.packs import reworded, sample_pack, text
from tests.real_anki import BUILT_AT, Imported, bring_in, build, collection, note_type_name, rendered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from anki.collection import Collection
    from anki.notes import NoteId

    from exporter.model import Pack

HOUR = 3600
NOTES_BY_TYPE = {"studypack Concept": 6, "studypack Trade-off": 5, "studypack MCQ": 3, "studypack Cloze": 1}
CARDS_BY_TEMPLATE = {
    "lean": {"Recall": 6, "Whole": 2, "Pros": 2, "Cons": 3, "Choose": 3, "Cloze": 2},
    "exam": {
        "Recall": 6 + 3,
        "Name": 1,
        "Whole": 2,
        "Pros": 2,
        "Cons": 3,
        "Which": 5,
        "Choose": 3,
        "Cloze": 2,
    },
    "full": {
        "Recall": 6 + 3,
        "Name": 1,
        "Whole": 4,
        "Pros": 4,
        "Cons": 5,
        "Which": 5,
        "Choose": 3,
        "Cloze": 2,
    },
}


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Collection]:
    """Give a fresh collection."""
    with collection(tmp_path) as made:
        yield made


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_imports_every_note_with_exactly_its_cards(preset: str, opened: Collection, tmp_path: Path) -> None:
    """Each card becomes one Anki note of its kind, and each way of asking one Anki card."""
    log = bring_in(opened, build(sample_pack(PRESETS[preset])), tmp_path)
    cards = rendered(opened)
    notes = [opened.get_note(note_id) for note_id in opened.find_notes("")]
    assert log == Imported(new=15, updated=0, duplicate=0, conflicting=0)
    assert Counter(map(note_type_name, notes)) == NOTES_BY_TYPE
    assert Counter(card.template for card in cards) == CARDS_BY_TEMPLATE[preset]
    assert all(note.cards() for note in notes)


def test_passes_check_database_and_leaves_no_empty_card(opened: Collection, tmp_path: Path) -> None:
    """Anki finds nothing to repair, no empty card and no card of a note in a wrong place."""
    bring_in(opened, build(sample_pack(PRESETS["full"])), tmp_path)
    before = opened.card_count()
    report, healthy = opened.fix_integrity()
    assert healthy, report
    assert opened.card_count() == before
    assert not opened.get_empty_cards().notes


def test_renders_every_side_from_known_fields(opened: Collection, tmp_path: Path) -> None:
    """No side shows a mustache, a template error or one of this program's own placeholders."""
    bring_in(opened, build(sample_pack(PRESETS["full"])), tmp_path)
    for card in rendered(opened):
        for side in (card.front, card.back):
            assert side.strip()
            for foreign in ("{{", "}}", "[[", "]]", "{unknown", "has a problem"):
                assert foreign not in side, (card.note_type, card.template)


def test_back_repeats_the_question_and_adds_the_answer(opened: Collection, tmp_path: Path) -> None:
    """Whoever flips a card still sees what was asked."""
    bring_in(opened, build(sample_pack(PRESETS["full"])), tmp_path)
    for card in rendered(opened):
        assert 'id="answer"' in card.back
        assert 'id="answer"' not in card.front
        assert len(card.back) > len(card.front)


def test_front_of_a_question_does_not_give_the_key_away(opened: Collection, tmp_path: Path) -> None:
    """On the front of a question every option is marked up alike, and neither title nor tags stand there."""
    bring_in(opened, build(sample_pack(PRESETS["full"])), tmp_path)
    fronts = [card.front for card in rendered(opened) if card.note_type == "studypack MCQ"]
    assert len(fronts) == 6
    for front in fronts:
        options = [line for line in front.splitlines() if "<li" in line]
        tags = [line.split(">", 1)[0] for line in options]
        assert tags == [f'<li class="option o{slot}" data-slot="{slot}"' for slot in "ABCDEFGH"[: len(tags)]]
        for telling in ("options key", "why", "Amazon SageMaker를 이용한", "aws::"):
            assert telling not in front


def test_new_cards_come_in_note_order_in_the_deck_of_their_kind(opened: Collection, tmp_path: Path) -> None:
    """Positions follow the pack, and each kind stands in its own deck below the title."""
    pack = sample_pack()
    bring_in(opened, build(pack), tmp_path)
    due = {
        issued.guid: opened.get_card(opened.find_cards(f"nid:{_note_id(opened, issued.guid)}")[0])
        for issued in pack.cards
    }
    assert [opened.decks.name(due[issued.guid].did) for issued in pack.cards] == [
        issued.deck for issued in pack.cards
    ]
    positions = [due[issued.guid].due for issued in pack.cards]
    assert positions == sorted(positions)
    assert len(set(positions)) == len(positions)


def test_tags_fields_and_media_arrive(opened: Collection, tmp_path: Path) -> None:
    """Tags are Anki's, the sort field is the readable prompt, a picture lies in the media folder."""
    pack = sample_pack()
    bring_in(opened, build(pack), tmp_path)
    note = opened.get_note(_note_id(opened, pack.cards[2].guid))
    assert set(note.tags) == {
        "aws::service::sagemaker",
        "aws::constraint::real-time",
        "aws::아키텍처::고가용성",
    }
    assert opened.db is not None
    assert opened.db.scalar("select sfld from notes where id = ?", note.id) == "Lambda"
    assert note["CardId"] == "k02bcdfghjkm"
    [attachment] = pack.attachments
    assert (tmp_path / "collection.media" / attachment.name).read_bytes() == attachment.content
    assert not opened.media.check().missing


def test_metadata_is_folded_in_the_editor_but_a_card_is_found_by_its_id(
    opened: Collection, tmp_path: Path
) -> None:
    """What the learner writes stands open; what the program needs is folded; the card id can be searched."""
    bring_in(opened, build(sample_pack()), tmp_path)
    concept = opened.models.by_name("studypack Concept")
    assert concept is not None
    folded = {str(field["name"]) for field in concept["flds"] if field["collapsed"]}
    assert folded.isdisjoint({"Prompt", "Answer", "Examples", "Explain"})
    assert folded.issuperset({"Prompt2", "Context", "CardId", "Source", "AskName", "Spare1"})
    assert len(opened.find_notes("CardId:k02*")) == len(opened.find_notes("k02bcdfghjkm")) == 1


def test_equal_packs_give_equal_bytes() -> None:
    """The file depends on the pack and the time of the build alone."""
    assert build(sample_pack()) == build(sample_pack())
    assert build(sample_pack()) != build(sample_pack(), BUILT_AT + 1)


def test_file_is_deflated_and_bears_no_time() -> None:
    """Every entry of the archive is compressed and dated alike."""
    with zipfile.ZipFile(io.BytesIO(build(sample_pack()))) as archive:
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_DEFLATED}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_importing_the_same_build_again_changes_nothing(opened: Collection, tmp_path: Path) -> None:
    """A rebuild at the same time is wholly a duplicate."""
    bring_in(opened, build(sample_pack()), tmp_path)
    again = bring_in(opened, build(sample_pack()), tmp_path)
    assert again == Imported(new=0, updated=0, duplicate=15, conflicting=0)


def test_keeps_schedule_and_flag_when_text_changes(opened: Collection, tmp_path: Path) -> None:
    """A changed definition arrives in the learner's note, and what the learner has done stays."""
    pack = sample_pack()
    bring_in(opened, build(pack), tmp_path)
    note_id = _note_id(opened, pack.cards[2].guid)
    card = opened.get_note(note_id).cards()[0]
    opened.sched.set_due_date([card.id], "40")
    opened.set_user_flag_for_cards(3, [card.id])
    card.load()
    before = (card.due, card.ivl, card.queue, card.type, card.user_flag())

    log = bring_in(opened, build(_redefined(pack, BUILT_AT + HOUR), BUILT_AT + HOUR), tmp_path)
    card.load()
    assert log.new == log.conflicting == 0
    assert "15분까지" in opened.get_note(note_id)["Answer"]
    assert (card.due, card.ivl, card.queue, card.type, card.user_flag()) == before


def test_only_the_changed_card_is_updated_where_the_ledger_knows_times(
    opened: Collection, tmp_path: Path
) -> None:
    """A card whose content was first built earlier keeps that time, so that one change dirties one note."""
    pack = _all_changed_at(sample_pack(), BUILT_AT)
    bring_in(opened, build(pack), tmp_path)
    log = bring_in(opened, build(_redefined(pack, BUILT_AT + HOUR), BUILT_AT + HOUR), tmp_path)
    assert log == Imported(new=0, updated=1, duplicate=14, conflicting=0)


def test_asking_in_another_way_later_adds_cards_and_conflicts_with_nothing(
    opened: Collection, tmp_path: Path
) -> None:
    """Templates are there from the start, so a fuller preset only adds cards."""
    bring_in(opened, build(sample_pack()), tmp_path)
    before = opened.card_count()
    log = bring_in(opened, build(sample_pack(PRESETS["full"]), BUILT_AT + HOUR), tmp_path)
    assert (log.new, log.conflicting) == (0, 0)
    assert opened.card_count() - before == 33 - 18


def test_two_packs_share_the_note_types(opened: Collection, tmp_path: Path) -> None:
    """A second pack with cards of its own brings no second copy of a note type."""
    pack = sample_pack()
    other = replace(pack, cards=tuple(replace(issued, guid=f"other-{issued.guid}") for issued in pack.cards))
    bring_in(opened, build(pack), tmp_path)
    bring_in(opened, build(other, BUILT_AT + HOUR), tmp_path)
    names = [entry.name for entry in opened.models.all_names_and_ids() if entry.name.startswith("studypack")]
    assert sorted(names) == sorted(NOTES_BY_TYPE)


def _note_id(opened: Collection, guid: str) -> NoteId:
    assert opened.db is not None
    found = opened.db.scalar("select id from notes where guid = ?", guid)
    return cast("NoteId", found)


def _redefined(pack: Pack, changed: int) -> Pack:
    card = pack.cards[2].card
    assert isinstance(card, ConceptCard)
    return reworded(
        pack, 2, replace(card, definition=text("서버리스 함수. 한 번에 15분까지 실행된다.")), changed
    )


def _all_changed_at(pack: Pack, time: int) -> Pack:
    return replace(pack, cards=tuple(replace(issued, changed=time) for issued in pack.cards))

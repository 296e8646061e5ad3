"""The note types' fields and templates: permanent once people have decks."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest

from exporter.model import KINDS
from exporter.render.templates import Templates
from exporter.writers.anki.markup import TemplateError, sides, style
from exporter.writers.anki.notetypes import note_types
from exporter.writers.anki.package import model
from tests.vaults import ROOT

GOLDEN = Path(__file__).parents[3] / "golden" / "notetypes.json"


def test_are_those_that_people_already_have() -> None:
    """Names, ids, order and gates equal the golden file; to change it is to break decks in use."""
    now = [asdict(note_type) for note_type in note_types().values()]
    for note_type in now:
        for field in note_type["fields"]:
            del field["open"], field["searched"]
        for template in note_type["templates"]:
            del template["browser"]
    assert json.loads(json.dumps(now)) == json.loads(GOLDEN.read_text("utf-8"))


def test_are_one_for_each_kind_of_card() -> None:
    """Every kind of card has its note type, and no other exists."""
    assert list(note_types()) == list(KINDS.values())


def test_ids_are_unique() -> None:
    """No id is used twice within a note type, nor a note type's id for another."""
    for note_type in note_types().values():
        assert len({field.id for field in note_type.fields}) == len(note_type.fields)
        assert len({template.id for template in note_type.templates}) == len(note_type.templates)
    assert len({note_type.id for note_type in note_types().values()}) == len(note_types())


def test_reach_anki_with_their_ids() -> None:
    """What is written to the file bears the ids of the table, and gates make cards."""
    for note_type in note_types().values():
        written = model(note_type, Templates(), 1).to_json(2, 3)
        assert [field["id"] for field in written["flds"]] == [field.id for field in note_type.fields]
        assert [template["id"] for template in written["tmpls"]] == [
            template.id for template in note_type.templates
        ]
        assert written["mod"] == 1
        for (_, _, needed), template in zip(written["req"], note_type.templates, strict=True):
            names = [note_type.fields[place].name for place in needed]
            assert names == [template.asks or note_type.fields[0].name]


def test_gate_stands_around_the_front_whatever_a_template_says(tmp_path: Path) -> None:
    """A learner's own front cannot make cards that were not asked for."""
    own = tmp_path / "anki" / "concept"
    own.mkdir(parents=True)
    (own / "name.front.html").write_text("{{Clue}}?", "utf-8")
    concept = note_types()["concept"]
    assert (
        sides(concept, concept.templates[1], Templates(tmp_path)).front == "{{#AskName}}{{Clue}}?{{/AskName}}"
    )


@pytest.mark.parametrize(
    ("front", "complaint"),
    [
        ("{{Prompt}} {{Colour}}", "Colour"),
        ("{{Prompt}} [[word colour]]", "colour"),
        ("{{Prompt}} [[colour]]", "colour"),
        ("Prompt", "never shows `Prompt`"),
    ],
)
def test_wrong_template_is_named(front: str, complaint: str, tmp_path: Path) -> None:
    """A learner's template that asks for what does not exist is refused by its name."""
    own = tmp_path / "anki" / "concept"
    own.mkdir(parents=True)
    (own / "recall.front.html").write_text(front, "utf-8")
    concept = note_types()["concept"]
    with pytest.raises(TemplateError, match=complaint) as caught:
        sides(concept, concept.templates[0], Templates(tmp_path))
    assert "recall.front.html" in str(caught.value) or "colour" in str(caught.value)


def test_template_that_contains_itself_is_refused(tmp_path: Path) -> None:
    """A part that asks for itself ends in a message, not in a full stack."""
    own = tmp_path / "anki" / "parts"
    own.mkdir(parents=True)
    (own / "context.html").write_text("[[context]]", "utf-8")
    concept = note_types()["concept"]
    with pytest.raises(TemplateError, match="contains itself"):
        sides(concept, concept.templates[0], Templates(tmp_path))


@pytest.mark.parametrize("kind", sorted(KINDS.values()))
def test_templates_have_no_script_but_their_own_and_colour_nothing_inline(kind: str) -> None:
    """No handler or inline style, none of Anki's tags that misbehave, and no script but the known parts."""
    scripts = {path.read_text("utf-8").strip() for path in (ROOT / "templates/anki/parts").glob("*.html")}
    note_type = note_types()[kind]
    for template in note_type.templates:
        both = sides(note_type, template, Templates())
        for shown in (both.front, both.back):
            side = shown
            for script in scripts:
                side = side.replace(script, "") if script.startswith("<script>") else side
            assert not re.search(r"<script|\bon[a-z]+=|style=|FrontSide|hint:|tts|type:", side), template.name
            assert side.count("<summary") == side.count('<summary class="tappable"')
    assert "url(" not in style(kind, Templates())


def test_no_front_shows_what_may_give_the_answer_away() -> None:
    """Title, tags, source and card id stand on backs alone."""
    for note_type in note_types().values():
        for template in note_type.templates:
            # The id of a card seeds the order of its options; nobody sees it, and it tells nothing.
            front = sides(note_type, template, Templates()).front.replace('data-card="{{CardId}}"', "")
            for telling in ("Title", "Tags", "Source", "CardId", "Explain", "Why", "{{Key}}", "{{Answer}}"):
                assert telling not in front, (note_type.kind, template.name)

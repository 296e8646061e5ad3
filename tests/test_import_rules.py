"""Anki's import rules, as `record` counts on them: builds one after another into a real collection."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exporter.ledger import Ledger
from exporter.ledger.entry import Stamp
from exporter.pipeline.writing import write_all, write_retired
from exporter.writers.base import Job
from exporter.writers.registry import choose
from tests.memory import built, templates
from tests.real_anki import Imported, bring_in, collection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from anki.collection import Collection
    from anki.notes import Note

    from exporter.pipeline.reading import Reading

AT = 1_700_000_000
ONE, TWO = "- **Shard**: the unit of a stream\n", "- **Key**: what chooses the shard of a record\n"
NOTE = f"# Streams\n\n## Key concepts\n\n{ONE}{TWO}"


class Reader:
    """Someone who builds and imports, again and again."""

    def __init__(self, opened: Collection, folder: Path) -> None:
        self.opened = opened
        self.folder = folder
        self.ledger = Ledger()
        self.chosen = [choose("apkg", {})]

    def builds(self, text: str, at: int) -> Imported:
        """Build and import."""
        reading = built({"streams.md": text}, self.ledger, at)
        return self.imports(reading, at)

    def imports(self, reading: Reading, at: int) -> Imported:
        self.ledger = reading.ledger
        (output,) = write_all(reading, self.chosen, Job(at, templates()), lambda *_: None)
        assert output.content
        return bring_in(self.opened, output.content, self.folder)

    def imports_retired(self, text: str, at: int) -> Imported:
        reading = built({"streams.md": text}, self.ledger, at)
        output = write_retired(reading, self.chosen, Job(at, templates()))
        assert output
        assert output.content
        return bring_in(self.opened, output.content, self.folder)

    def note(self, term: str) -> Note:
        (found,) = self.opened.find_notes(f"Term:*{term}*")
        return self.opened.get_note(found)

    def reps(self, term: str) -> int:
        return sum(card.reps for card in self.note(term).cards())


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    """A reader who has imported the two cards and answered both once."""
    with collection(tmp_path) as opened:
        made = Reader(opened, tmp_path)
        assert made.builds(NOTE, AT) == Imported(2, 0, 0, 0)
        opened.db.execute("update cards set type=2, queue=2, reps=1, ivl=9, due=9")
        yield made


def test_an_unchanged_rebuild_changes_nothing(reader: Reader) -> None:
    """Rebuilt a year later nothing is updated; what was edited and tagged in Anki stays."""
    note = reader.note("Shard")
    note["Answer"] += "<b>mine</b>"
    note.add_tag("leech")
    reader.opened.update_note(note)
    assert reader.builds(NOTE, AT + 31_536_000) == Imported(0, 0, 2, 0)
    assert "mine" in reader.note("Shard")["Answer"]
    assert reader.note("Shard").has_tag("leech")


def test_a_changed_note_alone_is_updated_and_keeps_its_schedule(reader: Reader) -> None:
    """One definition is rewritten: that Anki note is updated, and was answered as often as before."""
    assert reader.builds(NOTE.replace("the unit", "the smallest unit"), AT + 60) == Imported(0, 1, 1, 0)
    assert "smallest" in reader.note("Shard")["Answer"]
    assert (reader.reps("Shard"), reader.reps("Key")) == (1, 1)


def test_changes_within_one_second_all_arrive(reader: Reader) -> None:
    """Two builds in the second of the first: each change is newer than the last."""
    assert reader.builds(NOTE.replace("the unit", "the atom"), AT) == Imported(0, 1, 1, 0)
    assert reader.builds(NOTE.replace("the unit", "the quantum"), AT) == Imported(0, 1, 1, 0)
    assert "quantum" in reader.note("Shard")["Answer"]


def test_a_change_of_style_arrives_without_conflict(reader: Reader) -> None:
    """A note type whose hash is another gets a newer time, and its style is replaced in Anki."""
    name = "studypack Concept"
    shipped = reader.opened.models.by_name(name)
    assert shipped
    style = shipped["css"]
    older = {kind: Stamp("older", stamp.mod) for kind, stamp in reader.ledger.note_types.items()}
    shipped["css"] = ".card { color: red }"
    reader.opened.models.update_dict(shipped)
    far = int(shipped["mod"]) + 2_000_000_000
    reader.ledger = replace(reader.ledger, note_types=older)
    assert reader.builds(NOTE, far) == Imported(0, 0, 2, 0)
    again = reader.opened.models.by_name(name)
    assert again
    assert again["css"] == style
    assert len([each for each in reader.opened.models.all_names() if each.startswith(name)]) == 1


def test_a_retired_card_is_told_and_comes_back(reader: Reader) -> None:
    """Its own deck brings date and tag to those who learned it; its return clears both, history and all."""
    one = NOTE.replace(TWO, "")
    assert reader.builds(one, AT + 86_400) == Imported(0, 0, 1, 0)
    assert reader.imports_retired(one, AT + 86_400) == Imported(0, 1, 0, 0)
    assert reader.note("Key")["Retired"] == "2023-11-15"
    assert any(tag.endswith("::retired") for tag in reader.note("Key").tags)
    assert reader.builds(NOTE, AT + 86_400) == Imported(0, 1, 1, 0)
    assert reader.note("Key")["Retired"] == ""
    assert not any(tag.endswith("::retired") for tag in reader.note("Key").tags)
    assert reader.reps("Key") == 1

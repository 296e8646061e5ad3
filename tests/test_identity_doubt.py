"""Where it is not sure who is who, nobody guesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.model import ConceptCard
from tests.memory import built

if TYPE_CHECKING:
    from exporter.pipeline.reading import Reading

SHARD = "the unit of a stream, which takes a thousand records in every second"


def _note(*definitions: str, title: str = "Streams") -> str:
    return f"# {title}\n\n## Key concepts\n\n" + "".join(f"- **{each}\n" for each in definitions)


def _key_point(text: str) -> str:
    return f"# Title\n\n## Key point\n\n{text}\n"


def test_two_that_may_both_be_either_are_held_back() -> None:
    """Two cards alike to two entries, all four much the same: both are errors and neither is issued."""
    old = built({"a.md": _note(f"Shard one**: {SHARD}", f"Shard two**: {SHARD}")})
    new = built({"a.md": _note(f"Shard ten**: {SHARD}", f"Shard six**: {SHARD}")}, old.ledger)
    assert [each.rule for each in new.pack.diagnostics] == ["card-ambiguous"] * 2
    assert new.pack.cards == ()
    assert new.plan.retired == []
    assert {entry.since for entry in new.ledger.entries.values()} == {None}


def test_a_part_of_the_vault_takes_nothing_from_the_rest() -> None:
    """A copy in the part that is built may be the card outside it, moved: it is held back."""
    old = built({"in/a.md": _note("Key**: chooses a shard"), "out/b.md": _note(f"Shard**: {SHARD}")})
    texts = {"in/a.md": _note("Key**: chooses a shard", f"Shard**: {SHARD}"), "out/b.md": "# B"}
    new = built(texts, old.ledger, part="in")
    assert [each.rule for each in new.pack.diagnostics] == ["card-ambiguous"]
    assert len(new.pack.cards) == 1
    assert new.plan.retired == []


def test_a_copy_of_a_broken_note_takes_none_of_its_cards() -> None:
    """While the original cannot be read its copy waits; once it can, the copy's cards are new."""
    note = _note(f"Shard**: {SHARD}", "Key**: chooses a shard")
    old = built({"a.md": note})
    broken = built({"a.md": b"\0", "b.md": note}, old.ledger)
    assert broken.plan.ambiguous == 2
    assert broken.plan.retired == []
    mended = built({"a.md": note, "b.md": note}, broken.ledger)
    before = {issued.guid for issued in old.pack.cards}
    assert {i.guid for i in mended.pack.cards if i.card.origin.note == "a.md"} == before
    assert len(mended.plan.new) == 2


def test_a_renamed_note_that_cannot_be_read_retires_nothing() -> None:
    """A new path without a text may be any note that has gone."""
    old = built({"a.md": _note(f"Shard**: {SHARD}"), "b.md": _note("Key**: chooses a shard")})
    new = built({"renamed.md": b"\0", "b.md": _note("Key**: chooses a shard")}, old.ledger)
    assert new.plan.retired == []
    mended = built(
        {"renamed.md": _note(f"Shard**: {SHARD}"), "b.md": _note("Key**: chooses a shard")}, new.ledger
    )
    assert mended.plan.new == []


def test_another_key_point_does_not_revive_a_retired_one() -> None:
    """A new note at the path of one that retired has a key point of its own."""
    other = {"b.md": _note(f"Shard**: {SHARD}")}
    old = built({"a.md": _key_point("When traffic rises slowly, use step scaling."), **other})
    gone = built(other, old.ledger)
    new = built(
        {"a.md": _key_point("Mehrere Zonen schützen vor dem Ausfall einer einzigen."), **other}, gone.ledger
    )
    assert (len(new.plan.new), len(new.plan.revived)) == (1, 0)


def test_a_key_point_put_in_front_takes_nobodys_place() -> None:
    """A note with an id gets another's text merged in front: both key points keep their GUIDs."""
    one = "When traffic rises slowly, use step scaling with a long warm-up."
    two = "Mehrere Zonen schützen vor dem Ausfall einer einzigen."
    old = built({"a.md": "---\nid: own\n---\n\n" + _key_point(one), "b.md": _key_point(two)})
    both = f"---\nid: own\n---\n\n# Title\n\n## Key point\n\n{two}\n\n## Key point\n\n{one}\n"
    new = built({"a.md": both}, old.ledger)
    said = [{issued.card.origin.line: issued.guid for issued in each.pack.cards} for each in (old, new)]
    assert set(said[0].values()) | set(said[1].values()) == {issued.guid for issued in old.pack.cards}
    assert (len(new.plan.new), len(new.plan.retired)) == (0, 0)


def test_a_namesake_merged_in_front_leaves_the_one_behind_its_reviews() -> None:
    """A term that two notes define in like words; of the one that comes first, a copy cannot be read."""
    mine, other = (
        f"Shard**: {SHARD}",
        "Shard**: the unit of an index, which takes a thousand documents at most",
    )
    old = built({"a.md": _note(mine), "b.md": _note(other, title="Search"), "c.md": _note(other)})
    new = built({"a.md": _note(other, mine), "c.md": b"\0"}, old.ledger)
    assert _guids(new)["a.md", SHARD] == _guids(old)["a.md", SHARD]
    assert _guids(new)["a.md", other[9:]] == _guids(old)["b.md", other[9:]]


def _guids(reading: Reading) -> dict[tuple[str, str], str]:
    """Give the GUIDs of definitions by note and meaning."""
    return {
        (issued.card.origin.note, issued.card.definition.text): issued.guid
        for issued in reading.pack.cards
        if isinstance(issued.card, ConceptCard)
    }


def test_three_key_points_of_merged_notes_are_three_cards() -> None:
    """Key points under equal headings of one note are told apart by what they say."""
    points = ("When it rains, use a roof.", "When it snows, use a shovel.", "When it storms, use a cellar.")
    pack = built({"a.md": "# T\n\n" + "".join(f"## Key point\n\n{each}\n\n" for each in points)}).pack
    assert len(pack.cards) == len({issued.guid for issued in pack.cards}) == 3


def test_a_rewritten_key_point_is_known_by_the_rest_of_its_note() -> None:
    """The key point put in wholly other words keeps its GUID where the other cards are still there."""
    rest = f"\n\n## Key concepts\n\n- **Shard**: {SHARD}\n- **Lag**: how far a replica is behind.\n"
    old = built({"a.md": _key_point("When traffic rises slowly, use step scaling.") + rest})
    new = built(
        {"a.md": _key_point("Mehrere Zonen schützen vor dem Ausfall einer einzigen.") + rest}, old.ledger
    )
    assert _guid(new, "key-point:") == _guid(old, "key-point:")


def test_another_note_at_the_same_path_has_a_key_point_of_its_own() -> None:
    """A note that was overwritten by another one gives its key point to nobody."""
    first = (
        _key_point("When traffic rises slowly, use step scaling.")
        + f"\n\n## Key concepts\n\n- **Shard**: {SHARD}\n"
    )
    second = _key_point("Mehrere Zonen schützen vor dem Ausfall einer einzigen.")
    old = built({"a.md": first})
    new = built(
        {"a.md": second + "\n\n## Key concepts\n\n- **Lag**: how far a replica is behind.\n"}, old.ledger
    )
    assert _guid(new, "key-point:") != _guid(old, "key-point:")
    assert (len(new.plan.new), len(new.plan.retired)) == (2, 2)


def _guid(reading: Reading, slot: str) -> str:
    (found,) = (issued.guid for issued in reading.pack.cards if issued.card.origin.slot == slot)
    return found

"""Ids depend on the note and the slot, and on nothing that moves."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from exporter.identity import first_id, guid, short_ids
from exporter.model import Origin

ORIGIN = Origin("deploy/lambda.md", 12, "definition:콜드스타트")


def test_a_line_is_no_part_of_an_id() -> None:
    """A card keeps its id when lines are added above it."""
    assert first_id(replace(ORIGIN, line=99), None) == first_id(ORIGIN, None)


def test_an_explicit_id_outlives_the_path() -> None:
    """With an `id` property, or a block id, a note may move."""
    moved = replace(ORIGIN, note="elsewhere.md")
    assert first_id(ORIGIN, None) != first_id(moved, None)
    assert first_id(ORIGIN, "my-note") == first_id(moved, "my-note")
    block = replace(ORIGIN, token="cold")  # noqa: S106 - no password
    assert first_id(block, None) == first_id(replace(block, note="elsewhere.md", slot="other"), "any")


def test_an_id_that_was_issued_and_written_down_is_the_id() -> None:
    """A block id that `studypack ids write` put into a note needs no ledger."""
    issued = first_id(ORIGIN, None)
    written = replace(ORIGIN, note="elsewhere.md", slot="other", token=issued)
    assert first_id(written, "any") == issued
    assert first_id(replace(written, token=issued[1:]), None) != issued[1:]


def test_packs_and_kinds_never_share_a_guid() -> None:
    """Two vaults with the same note never meet in Anki, nor does a card that changed its kind."""
    found = {guid(pack, kind, "abc") for pack in ("one", "two") for kind in ("concept", "mcq")}
    assert len(found) == 4


def test_ids_are_what_they_were() -> None:
    """The derivation is frozen: were it to change, every reader would lose their history."""
    assert first_id(ORIGIN, None) == "bdzpcr5cf6p9"
    assert guid("aws", "concept", first_id(ORIGIN, None)) == "dnrtnncjrgq9qd"


@given(st.sets(st.text("bcdf", min_size=12, max_size=12), min_size=1, max_size=40))
def test_short_ids_are_the_shortest_that_tell_apart(ids: set[str]) -> None:
    """Each is a beginning of its id that no other id has, and at least four letters."""
    short = short_ids(sorted(ids))
    for each, beginning in short.items():
        assert each.startswith(beginning)
        assert [other for other in ids if other.startswith(beginning)] == [each]
        assert len(beginning) >= 4
        if len(beginning) > 4:
            assert any(other != each and other.startswith(beginning[:-1]) for other in ids)

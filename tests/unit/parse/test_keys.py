"""Properties count however their names are cased, and slips in them are asked for."""

from __future__ import annotations

import pytest

from exporter.parse.properties import parse_properties
from exporter.source import Source


def parsed(matter: str):  # noqa: ANN201 - what `parse_properties` gives
    return parse_properties(Source("n.md", f"---\n{matter}\n---\n\ntext\n"))


def test_case_does_not_count() -> None:
    """As in Obsidian `Tags` is `tags`; of two that differ in case alone the first counts."""
    assert parsed("Tags: [a]\nCREATED: 2026-01-02").value.tags == ("a",)
    assert parsed("title: one\nTitle: two").value.title == "one"


@pytest.mark.parametrize(
    ("matter", "meant", "place"),
    [
        ("tgas: [a]", "tags", (2, 1)),
        ("x: 1\n'alaises': [a]", "aliases", (3, 2)),
        ("creatd: 2026-01-02", "created", (2, 1)),
        ("titel: 이름", "title", (2, 1)),
        ("updatd: 2026-01-02", "updated", (2, 1)),
    ],
)
def test_a_slip_is_asked_for_at_its_place(matter: str, meant: str, place: tuple[int, int]) -> None:
    """A name that is a letter off says which was meant."""
    (finding,) = parsed(matter).diagnostics
    assert finding.rule == "property-misspelt"
    assert finding.help == f"did you mean `{meant}`?"
    assert finding.position == place


@pytest.mark.parametrize(
    "matter",
    ["data: 3", "rate: 5", "tabs: [a]", "update: weekly", "creatd: soon", "tags: [a]\ntagss: [b]", "it: 1"],
)
def test_ordinary_names_are_left_alone(matter: str) -> None:
    """What is another word, holds another kind of value, or stands beside the right one, is no slip."""
    assert parsed(matter).diagnostics == ()

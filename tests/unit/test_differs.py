"""The same term in two places: what is said of it, and which card is kept."""

from __future__ import annotations

from exporter.assemble.differs import differing
from exporter.assemble.distinct import distinct
from exporter.assemble.pack import NoteCards
from exporter.extract import describe, extract
from exporter.ledger import Ledger
from exporter.parse import parse_note
from exporter.source import Source
from exporter.vault import NoteLinks

LINKS = NoteLinks({}, {})


def cards_of(path: str, text: str) -> NoteCards:
    note = parse_note(Source(path, text)).value
    return NoteCards(describe(note, LINKS), extract(note, LINKS).value)


def findings(*notes: NoteCards) -> list[str]:
    found, doubled = distinct(notes, Ledger())
    said = [*doubled, *differing(each.card for each in found)]
    return [f"{each.rule} {each.path}:{each.position.line if each.position else 0}" for each in said]


def test_names_the_other_place_where_a_term_is_defined_differently() -> None:
    """Two notes that say two things of one term give a finding at the second, whatever the gloss."""
    one = cards_of("a.md", "## 주요개념\n\n- **드리프트(Drift)**: 분포가 바뀐다\n")
    other = cards_of("b.md", "## 주요개념\n\n- **큐**: 줄\n- **드리프트**: 모델이 낡는다\n")
    found, _ = distinct([one, other], Ledger())
    (finding,) = differing(each.card for each in found)
    assert findings(one, other) == ["definition-differs b.md:4"]
    assert "a.md:3" in finding.message


def test_says_nothing_of_equal_definitions_in_two_notes() -> None:
    """What two notes say in the same words, emphasis apart, is no finding."""
    one = cards_of("a.md", "## 주요개념\n\n- **큐**: 줄을 세운다\n")
    other = cards_of("b.md", "## 주요개념\n\n- **큐** - 줄을 **세운다**\n")
    assert findings(one, other) == []


def test_keeps_one_of_two_equal_definitions_of_a_note() -> None:
    """A note that says the same twice, under whatever heading, gives one card."""
    note = cards_of("a.md", "## 주요개념\n\n### 하나\n\n- **큐**: 줄\n\n### 둘\n\n- **큐**: 줄\n")
    found, _ = distinct([note], Ledger())
    assert len(found) == 1
    assert findings(note) == ["card-twice a.md:9"]


def test_keeps_both_of_two_definitions_of_a_note() -> None:
    """A note that says two things of one term gives both cards, and a finding."""
    note = cards_of("a.md", "## 주요개념\n\n### 하나\n\n- **큐**: 줄\n\n### 둘\n\n- **큐**: 통로\n")
    found, _ = distinct([note], Ledger())
    assert len(found) == 2
    assert findings(note) == ["definition-differs a.md:9"]

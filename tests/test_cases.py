"""The case files: what each way of writing gives, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exporter.extract import extract
from exporter.model import Card, ClozeCard, ConceptCard, McqCard, Role, TradeoffCard
from exporter.parse import parse_note
from exporter.source import Source
from exporter.vault import NoteLinks
from tests.fixtures import Case, read, write
from tests.table import CASES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.model import Text

FILES = sorted(CASES.glob("*.md"))


def outcome(text: str) -> str:
    """Give the cards and findings of a note, a few lines each."""
    note = parse_note(Source("note.md", text))
    cards = extract(note.value, NoteLinks({}, {}))
    lines = [line for card in cards.value for line in described(card)]
    for each in (*note.diagnostics, *cards.diagnostics):
        place = each.position
        where = f"{place.line}:{place.column}+{each.width} " if place else ""
        lines.append(f"{each.severity}[{each.rule}] {where}{each.message}")
    return "\n".join(lines)


def described(card: Card) -> Iterator[str]:
    match card:
        case ConceptCard():
            asked = f"{card.prompt.text} ⇒ " if card.prompt else ""
            path = " › ".join(text.text for text in card.origin.context[1:])
            both = " ⇄" if card.role is Role.QUESTION and card.clue else ""
            head = f"{card.role} {f'({path}) ' if path else ''}{asked}{card.term.text}:{both}"
            yield f"{head} {card.definition.html}"
            yield from (f"  example {text.text}" for text in card.examples)
            yield from (f"  explanation {text.html}" for text in (card.explanation,) if text)
            yield from (f"  diagram {diagram!r}" for diagram in card.diagrams)
        case TradeoffCard():
            others = ", ".join(text.text for text in card.alternatives)
            yield f"tradeoff {card.subject.text} vs {others or '-'}"
            yield from (f"  + {text.html}" for text in card.pros)
            yield from (f"  - {text.html}" for text in card.cons)
        case McqCard():
            yield f"mcq {card.stem.html}{_also(card.stem)}"
            for option in card.options:
                why = f"  ({option.rationale.html})" if option.rationale else ""
                said = f"{option.text.html}{_also(option.text)}"
                yield f"  {'*' if option.correct else ' '}{option.label}) {said}{why}"
            yield from (f"  whole {text.html}" for text in (card.rationale,) if text)
        case ClozeCard():
            yield f"cloze {card.text.html}"
            yield f"  filled {card.text.text}"
            yield f"  source {card.text.markdown!r}"
    if card.origin.tags:
        yield f"  #{' #'.join(card.origin.tags)}"
    if card.origin.token:
        yield f"  ^{card.origin.token}"


def _also(text: Text) -> str:
    return "".join(f" / {each.html}" for each in text.translations)


@pytest.mark.parametrize("case", [case for path in FILES for case in read(path)], ids=str)
def test_case(case: Case, request: pytest.FixtureRequest) -> None:
    """A case's input gives the cards and findings that stand below it."""
    if request.config.getoption("rewrite"):
        pytest.skip("rewriting")
    assert outcome(case.given) == case.expected


@pytest.mark.parametrize("case", read(CASES / "prose.md"), ids=str)
def test_what_is_no_study_note_gives_nothing(case: Case) -> None:
    """Prose, templates, lists of links, boards and code give no card and no finding."""
    assert outcome(case.given) == ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_case_file_is_in_shape(path: Path, request: pytest.FixtureRequest) -> None:
    """Every case of a file is read, and with --rewrite its expectation is written anew."""
    cases = read(path)
    assert path.read_text("utf-8").count("\n.\n") == 3 * len(cases)
    if request.config.getoption("rewrite"):
        write(path, [(case, outcome(case.given)) for case in cases])

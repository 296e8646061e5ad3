"""Answers that stand apart from their questions: gathered at the end, by number."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from exporter.extract.mcq.draft import Claim
from exporter.extract.mcq.key import answer_of, key_of
from exporter.extract.mcq.lead import LETTERS, SIGNS
from exporter.extract.mcq.verdict import option_texts
from exporter.labels import fold, labels
from exporter.markdown import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exporter.extract.mcq.draft import Draft
    from exporter.extract.mcq.line import Line
    from exporter.markdown import Block


class Gathered(NamedTuple):
    """One answer of several that stand together.

    Attributes:
        number: Of its question.
        where: The line it stands in.
        said: What it says, from the letter on.
        why: What follows it.
    """

    number: int
    where: Line
    said: str
    why: tuple[Line, ...] = ()


_LETTER = rf"[(\[]?(?:[A-H]{{1,5}}(?![A-Za-z])|[a-h](?![A-Za-z])|[{SIGNS}]|[1-9](?!\d))[)\]]?"
_WORD = r"(?:정답|답|[Aa]nswer)"
_PAIR = re.compile(
    rf"(?:^|(?<=[\s,;/|·(]))(?:(?:문제|문항|Q|No\.?)\s*)?(?P<number>\d{{1,3}})\s*(?:번\s*)?"
    rf"(?:[.)\]:：=–→-]+\s*|번\s*|\s+(?=[A-H{SIGNS}]|{_WORD})|(?=[{SIGNS}]))(?:{_WORD}\s*[:：]?\s*)?"
    rf"(?P<said>{_LETTER}(?:\s*(?:,(?!\s*\d{{1,3}}\s*[.)\]:：=–→-])|/|&|와|과|및|and)\s*{_LETTER})*)"
    rf"(?=$|[\s,;/|·.)\]:：(–-])"
)
_FEWEST = 2


def take(lines: Sequence[Line], *, alone: bool = False) -> tuple[list[Line], list[Gathered]]:
    """Take the gathered answers out of a region.

    Args:
        lines: Of the region.
        alone: Whether the region is there for answers and nothing else.

    Returns:
        The other lines, and the answers.
    """
    for start, line in enumerate(lines):
        claim = answer_of(line.inline) if line.inline else None
        table = line.inline is None and _is_key(line.block)
        if claim is None and not table and not (alone and not start):
            continue
        found, end = _numbered(lines, start if claim or claim is None else start + 1, alone=alone)
        if len(found) >= (1 if alone else _FEWEST) and _are_numbers(found):
            return [*lines[:start], *lines[end:]], found
    return list(lines), []


def _is_key(table: Block) -> bool:
    """Tell whether a table has a column or a row of answers, and no words besides."""
    cells = [cell.text for row in table.children for cell in row.children] if table.kind is Kind.TABLE else []
    known = labels().parts["answer"]
    return any(fold(cell) in known for cell in cells) and all(len(cell) <= _SHORT for cell in cells)


_SHORT = 12


def _are_numbers(found: Sequence[Gathered]) -> bool:
    """Tell whether the numbers rise: they number questions."""
    return all(one.number < other.number for one, other in pairwise(found))


def _numbered(lines: Sequence[Line], start: int, *, alone: bool) -> tuple[list[Gathered], int]:
    """Read numbered answers from a line on, up to the first line that is none."""
    found: list[Gathered] = []
    at = start
    while at < len(lines):
        each = list(_answers(lines[at]))
        if not each and not (found and _explains(lines, at, alone=alone)):
            break
        if each:
            found += each
        else:
            found[-1] = found[-1]._replace(why=(*found[-1].why, lines[at]))
        at += 1
    return found, at


def _explains(lines: Sequence[Line], at: int, *, alone: bool) -> bool:
    """Tell whether a line between gathered answers explains the one above: others follow it."""
    if lines[at].block.kind is Kind.HEADING:
        return False
    return alone or any(any(_answers(line)) for line in lines[at + 1 : at + 4])


def _answers(line: Line) -> Iterator[Gathered]:
    """Give the numbered answers of a line; none where it says something else first."""
    if line.inline is None:
        yield from _of_table(line)
        return
    raw = line.inline.raw
    claim = answer_of(line.inline)
    # The number of a list's item stands outside of its text.
    said = f"{LETTERS.index(line.label) + 1}. {raw}" if line.label else raw
    pairs = list(_PAIR.finditer(said))
    if claim and (not pairs or raw[: pairs[0].start()].strip()):
        said = claim
        pairs = list(_PAIR.finditer(said))
    if not pairs or said[: pairs[0].start()].strip(" \t*_-([|"):
        return
    if len(pairs) == 1:
        yield Gathered(int(pairs[0]["number"]), line, pairs[0]["said"], _rest(line, pairs[0]["said"]))
        return
    for pair in pairs:
        yield Gathered(int(pair["number"]), line, pair["said"])


def _rest(line: Line, said: str) -> tuple[Line, ...]:
    """Give what explains an answer behind it."""
    if not line.inline:
        return ()
    at = line.inline.raw.find(said) + len(said)
    found = _BEHIND.match(line.inline.raw, at)
    rest = line.inline.cut(found.end() if found else at)
    return (line._replace(inline=rest, label=""),) if rest.raw else ()


_BEHIND = re.compile(r"[)\]]?\s*(?:[-–—:：.)]\s*)?")


def _of_table(line: Line) -> Iterator[Gathered]:
    """Read a table that has a number and an answer in each row, or numbers above answers."""
    if line.block.kind is not Kind.TABLE:
        return
    rows = [[cell.text for cell in row.children] for row in line.block.children]
    for row in (*rows, *zip(*rows[:2], strict=False)) if len(rows) == _FEWEST else rows:
        number = _NUMBER.fullmatch(row[0]) if len(row) >= _FEWEST else None
        if number and key_of(row[1], LETTERS):
            yield Gathered(int(number[1]), line, row[1])


_NUMBER = re.compile(r"\D{0,4}(\d{1,3})\D?")


def give(gathered: Iterable[Gathered], drafts: Sequence[Draft]) -> None:
    """Give the answers to their questions: by number, else in order where all are there.

    A question that has an answer of its own gets the other one too: they must not differ.
    """
    answers = {each.number: each for each in gathered}
    offering = [draft for draft in drafts if draft.letters]
    numbers: list[int | None] = [draft.number for draft in offering]
    if not all(numbers) or len(set(numbers)) < len(numbers):
        offering = [draft for draft in offering if not draft.claims]
        if len(offering) != len(answers):
            return
        numbers = [*sorted(answers)]
    for draft, number in zip(offering, numbers, strict=True):
        answer = answers.get(number or 0)
        letters = key_of(answer.said, draft.letters) if answer else ()
        if answer and letters:
            draft.claims.append(Claim(answer.where, letters, answer.said))
            texts = {fold(text) for text in option_texts(draft)}
            draft.rationale += [line for line in answer.why if fold(line.text) not in texts]

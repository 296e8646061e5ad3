"""Tables that hold a question in each row: its stem, its options in columns of their own, its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.extract.mcq.draft import Claim, Draft, Part
from exporter.extract.mcq.key import key_of
from exporter.extract.mcq.lead import LETTERS, letter_in
from exporter.extract.mcq.line import Line
from exporter.labels import fold, labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exporter.markdown import Block

_FEWEST = 2


def of_table(table: Block) -> Iterator[Draft]:
    """Give the questions of a table; none where its head does not name stem, options and answer.

    Args:
        table: The table.
    """
    head, *rows = table.children or (None,)
    columns = _columns(head) if head else None
    if head is None or columns is None:
        return
    for row in rows:
        cells = [Line(row, cell.inline) for cell in row.children]
        if len(cells) == len(head.children):
            yield _draft(cells, columns)


def _columns(head: Block) -> Mapping[str, int] | None:
    """Say which column holds what: the options by letter, ``stem``, ``answer`` and perhaps ``number``."""
    found: dict[str, int] = {}
    for at, cell in enumerate(head.children):
        letter = letter_in(cell.text)
        name = next(
            (part for part in ("stem", "answer", "rationale") if fold(cell.text) in labels().parts[part]), ""
        )
        found.setdefault(letter or name or f"other {at}", at)
    letters = "".join(name for name in found if len(name) == 1)
    whole = len(letters) >= _FEWEST and LETTERS.startswith(letters) and {"stem", "answer"} <= set(found)
    return found if whole else None


def _draft(cells: list[Line], columns: Mapping[str, int]) -> Draft:
    stem, answer = cells[columns["stem"]], cells[columns["answer"]]
    draft = Draft(part=Part.RATIONALE, stem=[stem], style="A")
    for letter, at in columns.items():
        if len(letter) == 1 and cells[at].text:
            draft.letters.append(letter)
            draft.options.append([cells[at]])
            draft.ticks.append(None)
            draft.taken.append(cells[at])
    letters = key_of(answer.text, draft.letters)
    if letters:
        draft.claims.append(Claim(answer, letters, answer.text))
    elif answer.inline:
        draft.unclear = answer, answer.inline
    why = cells[columns["rationale"]] if "rationale" in columns else None
    draft.rationale += [why] if why and why.text else []
    return draft

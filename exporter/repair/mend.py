"""Text that was UTF-8 and was read as another encoding, made right again."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from exporter.repair.choose import Piece, choose
from exporter.repair.language import GAP, Language
from exporter.repair.letters import flat
from exporter.repair.places import places
from exporter.repair.scheme import scheme_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from exporter.repair.edges import Edge

# Below this a restored letter is named to the reader.
SURE = 0.9
# More than this share of doubtful letters, or less sense than this per letter, and nothing is believed.
_DOUBTFUL = 0.25
_SENSELESS = 7.0
_FEW = 12
_LOST = 2.0


@dataclass(frozen=True, slots=True)
class Restored:
    """A character whose bytes were lost in part, and what was put in its place.

    Attributes:
        line: Of the text, from 0.
        start: Of the damaged stretch in that line.
        end: Of it.
        text: What was put there.
        word: The word around it, repaired.
        word_start: Where that begins in the repaired line.
        sure: How likely it is right.
        others: What else it may have been, the likeliest first.
    """

    line: int
    start: int
    end: int
    text: str
    word: str
    word_start: int
    sure: float
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repaired:
    """What came of it.

    Attributes:
        text: Repaired, with the same lines.
        pages: As what the text had been read, the last time first.
        characters: How many characters were damaged.
        restored: Those of them that had lost bytes.
        first: Line and column of the first damaged place, both from 0.
        left: Places that look damaged among healthy text, and were left as they are.
        trusted: Whether the text makes sense now.
    """

    text: str
    pages: tuple[str, ...]
    characters: int
    restored: tuple[Restored, ...]
    first: tuple[int, int] | None
    left: tuple[tuple[int, int], ...]
    trusted: bool

    @property
    def unsure(self) -> list[Restored]:
        """The restored characters of low confidence."""
        return [each for each in self.restored if each.sure < SURE]


def repaired(text: str, notes: Callable[[], Iterable[str]]) -> Repaired | None:
    r"""Repair a suspicious text; None where nothing in it is damaged.

    Args:
        text: As it was decoded, before any normalising: white space may be part of a character.
        notes: Gives healthy texts of the same author, if it comes to choosing; their words are likely.
    """
    lines = text.split("\n")
    scheme = scheme_of(text)
    found = places(lines, scheme)
    if not found.mended and not found.left:
        return None
    if _hopeless(found.mended.values()):
        number = min(found.mended)
        names = tuple(page.name for page in scheme.pages)
        return Repaired(text, names, 0, (), (number, found.mended[number][0].start), (), trusted=False)
    lossy = any(not edge.intact for each in found.mended.values() for edge in each)
    language = Language(notes() if lossy else ()) if found.mended else None
    pieces = _read(lines, found.mended, language, lossy=lossy) if language else {}
    restored = tuple(_restored(lines, pieces))
    mended = list(lines)
    for number, each in pieces.items():
        mended[number] = _joined(lines[number], each)
    whole = "\n".join(mended)
    first = next(((number, pieces[number][0].start) for number in sorted(pieces) if pieces[number]), None)
    trusted = not language or _sensible(restored, [mended[number] for number in pieces], language)
    count = sum(map(len, pieces.values()))
    names = tuple(page.name for page in scheme.pages)
    return Repaired(whole, names, count, restored, first, tuple(found.left.items()), trusted)


def _hopeless(found: Iterable[Sequence[Edge]]) -> bool:
    """Tell whether so much is lost that choosing would be inventing: by the choices a character has."""
    choices = [log(len(edge.choices)) for each in found for edge in each]
    return len(choices) >= _FEW and sum(choices) / len(choices) > _LOST


def _read(
    lines: Sequence[str], mended: Mapping[int, Sequence[Edge]], language: Language, *, lossy: bool
) -> dict[int, list[Piece]]:
    if lossy:
        language.learn(GAP.join(_known(lines[number], each) for number, each in mended.items()))
    return {number: choose(lines[number], mended[number], language) for number in sorted(mended)}


def _known(line: str, found: Sequence[Edge]) -> str:
    """Give what can be read of a line without choosing."""
    parts, at = ["\n"], 0
    for edge in found:
        if edge.start >= at:
            parts += (line[at : edge.start], edge.choices[0] if edge.intact else GAP)
            at = edge.end
    return "".join((*parts, line[at:], "\n"))


def _joined(line: str, pieces: Sequence[Piece]) -> str:
    parts: list[str] = []
    at = 0
    for piece in pieces:
        parts += (line[at : piece.start], piece.text)
        at = piece.end
    return "".join((*parts, line[at:]))


def _restored(lines: Sequence[str], pieces: Mapping[int, Sequence[Piece]]) -> Iterable[Restored]:
    for number, each in pieces.items():
        words = _words(lines[number], each)
        for piece in each:
            if not piece.intact:
                others = tuple(text or " " for text, _ in piece.odds)
                yield Restored(
                    number, piece.start, piece.end, piece.text, *words[piece.start], piece.sure, others
                )


def _words(line: str, pieces: Sequence[Piece]) -> dict[int, tuple[str, int]]:
    """Give the repaired word that each piece stands in, and its place, by the piece's start."""
    starts, at = {}, 0
    parts: list[str] = []
    length = 0
    for piece in pieces:
        between = line[at : piece.start]
        starts[piece.start] = length + len(between)
        parts += (between, piece.text)
        length += len(between) + len(piece.text)
        at = piece.end
    joined = "".join((*parts, line[at:]))
    bounds = [0, *(index + 1 for index, letter in enumerate(joined) if letter.isspace()), len(joined) + 1]
    found, bound = {}, 0
    for start, place in starts.items():
        while bounds[bound + 1] <= place:
            bound += 1
        found[start] = (joined[bounds[bound] : bounds[bound + 1] - 1], bounds[bound])
    return found


def _sensible(restored: Sequence[Restored], lines: Sequence[str], language: Language) -> bool:
    """Tell whether the repaired lines read as Korean does, and few of the letters are doubtful."""
    if not restored:
        # Valid UTF-8 does not come about by accident.
        return True
    doubtful = sum(each.sure < SURE for each in restored)
    if len(restored) >= _FEW and doubtful > len(restored) * _DOUBTFUL:
        return False
    costs = []
    for line in lines:
        before = "\n"
        for letter in line:
            if "가" <= letter <= "힣":
                costs.append(language.cost(before, letter))
            before = (before + flat(letter))[-5:]
        if len(costs) > _SAMPLE:
            break
    return len(costs) < _SHORT or sum(costs) / len(costs) < _SENSELESS


_SAMPLE = 1000
# Fewer letters may be names.
_SHORT = 60

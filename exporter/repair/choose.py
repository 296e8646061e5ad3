"""Chooses, along a line, what each damaged stretch was: the most likely path, and how sure it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from exporter.repair.language import OWN_ORDER
from exporter.repair.letters import flat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.repair.edges import Edge
    from exporter.repair.language import Language

# So many readings are followed at a time, and none that is so much less likely than the best.
_BEAM = 24
_FAR = 12.0
# A letter is more likely damaged than it is right, in the midst of damage.
_AS_IS = 4.0
# A cluster of doubtful letters is settled after so many of them, even if no sure ones part it.
_LONGEST = 40
# Letters depend on each other more than the model knows: it is surer than it should be.
_HUMBLE = 0.7
_CONTEXT = OWN_ORDER - 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A damaged stretch of a line, and what it is taken for.

    Attributes:
        start: Where it begins in the line.
        end: Where it ends.
        text: What it is taken for.
        intact: Whether no byte of it was lost.
        odds: How likely other readings are, the likeliest first; empty where there is no other.
        sure: How likely this one is.
    """

    start: int
    end: int
    text: str
    intact: bool
    odds: tuple[tuple[str, float], ...] = ()
    sure: float = 1.0


class _Path(NamedTuple):
    """One reading of a line up to a place.

    Attributes:
        cost: Negative logarithm of its probability, since the last settled place.
        before: The last letters, as the language sees them.
        steps: What was chosen since then: start, end, text, intact.
    """

    cost: float
    before: str
    steps: tuple[tuple[int, int, str, bool], ...]


def choose(line: str, found: Sequence[Edge], language: Language) -> list[Piece]:
    """Choose a reading.

    Args:
        line: As it stands.
        found: What may be damaged in it, by start.
        language: What is expected.
    """
    return _Choosing(line, found, language).read()


class _Choosing:
    def __init__(self, line: str, found: Sequence[Edge], language: Language) -> None:
        self.line = line
        self.language = language
        self.edges: dict[int, list[Edge]] = defaultdict(list)
        for edge in found:
            self.edges[edge.start].append(edge)
        self.pieces: list[Piece] = []

    def read(self) -> list[Piece]:
        at, tail = 0, "\n"
        for start in sorted(self.edges):
            if start < at:
                continue
            edges = self.edges[start]
            tail = (tail + self.line[at:start])[-_CONTEXT:]
            if len(edges) == 1 and edges[0].intact:
                edge = edges[0]
                self.pieces.append(Piece(start, edge.end, edge.choices[0], intact=True))
                at, tail = edge.end, (tail + edge.choices[0])[-_CONTEXT:]
            else:
                at, tail = self._in_doubt(start, flat(tail))
        return self.pieces

    def _in_doubt(self, start: int, before: str) -> tuple[int, str]:
        """Follow all readings from a place on until they agree; give that place and what stands before it."""
        paths = {start: [_Path(0.0, before, ())]}
        for at in range(start, len(self.line)):
            here = paths.pop(at, None)
            if here is None:
                continue
            if not paths and at > start:
                here = self._settled(here)
                if len(here) == 1 and not here[0].steps:
                    return at, here[0].before
            for after, path in self._steps(at, here, doubtful=bool(paths)):
                paths.setdefault(after, []).append(path)
            paths = {after: _best(each) for after, each in paths.items()}
        last = paths.get(len(self.line), [])
        ended = [path._replace(cost=path.cost + self.language.cost(path.before, "\n")) for path in last]
        self._settle(_best(ended))
        return len(self.line), ""

    def _steps(self, at: int, here: Sequence[_Path], *, doubtful: bool) -> list[tuple[int, _Path]]:
        edges = self.edges.get(at, ())
        found: list[tuple[int, _Path]] = []
        # Where there is one reading only, what it costs is of no matter.
        free = doubtful or len(here) > 1 or len(edges) > 1 or any(len(edge.choices) > 1 for edge in edges)
        alone = not edges or (all(edge.end == at + 1 for edge in edges) and self._in_latin(at))
        free = free or (alone and bool(edges))
        for path in here:
            for edge in edges:
                for choice in edge.choices:
                    cost = path.cost + (self.language.cost(path.before, choice) if free else 0)
                    before = (path.before + flat(choice))[-_CONTEXT:]
                    step = (at, edge.end, choice, edge.intact)
                    found.append((edge.end, _Path(cost, before, (*path.steps, step))))
            if alone:
                character = self.line[at]
                cost = path.cost + (self.language.cost(path.before, character) if free else 0)
                cost += _AS_IS if edges else 0
                found.append((at + 1, _Path(cost, (path.before + flat(character))[-_CONTEXT:], path.steps)))
        return found

    def _in_latin(self, at: int) -> bool:
        """Tell whether a lone letter stands beside others of its alphabet, and so may be right as it is."""
        return any(each.isascii() and each.isalpha() for each in self.line[max(at - 1, 0) : at + 2])

    def _settled(self, here: list[_Path]) -> list[_Path]:
        """Write down what all readings that are left agree on, or what is too long in doubt."""
        if len(here) == 1:
            self._settle(here)
            return [here[0]._replace(cost=0.0, steps=())]
        if all(path.before == here[0].before for path in here):
            self._settle(here)
            return [_Path(0.0, here[0].before, ())]
        if len(here[0].steps) > _LONGEST:
            self._settle(here)
            return [_Path(0.0, min(here).before, ())]
        return here

    def _settle(self, paths: Sequence[_Path]) -> None:
        if not paths:
            return
        best = min(paths)
        weights = [exp(_HUMBLE * (best.cost - path.cost)) for path in paths]
        whole = sum(weights)
        chances: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for path, weight in zip(paths, weights, strict=True):
            for start, end, text, _ in path.steps:
                chances[start][f"{end} {text}"] += weight / whole
        for start, end, text, intact in best.steps:
            sure = chances[start].pop(f"{end} {text}")
            others = sorted(
                ((key.partition(" ")[2], chance) for key, chance in chances[start].items()),
                key=lambda each: -each[1],
            )
            self.pieces.append(Piece(start, end, text, intact, tuple(others[:3]), sure))


def _best(paths: list[_Path]) -> list[_Path]:
    if len(paths) == 1:
        return paths
    paths.sort()
    far = paths[0].cost + _FAR
    return [path for path in paths[:_BEAM] if path.cost <= far]

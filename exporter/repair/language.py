"""How likely a letter is after others, in Korean notes."""

from __future__ import annotations

import lzma
import struct
from array import array
from bisect import bisect_left
from functools import cache
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from exporter.repair.letters import SYMBOL, flat
from exporter.repair.plausible import symbols

if TYPE_CHECKING:
    from collections.abc import Iterable

# How many letters of context count: in the table, and in the vault's own notes.
ORDER = 5
OWN_ORDER = 6
# How many occurrences in the notes outweigh what is known without them, by length of the sequence.
_DOUBT = (0.0, 300_000.0, 30_000.0, 1000.0, 60.0, 10.0, 4.0)
_RARE = 5
# What stands between texts that do not touch.
GAP = "\0"


class _Order(NamedTuple):
    """The sequences of one length.

    Attributes:
        keys: The sequences as numbers, sorted.
        share: Of each, how much of its context it takes.
        rest: Of each, how much it leaves to shorter ones as a context.
    """

    keys: array[int]
    share: bytes
    rest: bytes


@cache
def _table() -> tuple[dict[str, int], tuple[_Order, ...]]:
    content = lzma.decompress(Path(__file__).with_name("korean.xz").read_bytes())
    head, letters = struct.unpack_from("<II", content)
    at = 8 + head
    alphabet = content[at : at + letters].decode()
    at += letters
    orders = []
    for _ in range(ORDER):
        (count,) = struct.unpack_from("<I", content, at)
        at += 4
        raw = bytearray(8 * count)
        for plane in range(8):
            raw[plane::8] = content[at : at + count]
            at += count
        keys = array("Q", bytes(raw))
        orders.append(_Order(keys, content[at : at + count], content[at + count : at + 2 * count]))
        at += 2 * count
    return {letter: number for number, letter in enumerate(alphabet, 1)}, tuple(orders)


_SHARES = tuple(exp(-step / 16) for step in range(256))


class Language:
    """What is expected of a text, from the table and from notes that are given."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._numbers, self._orders = _table()
        self._floor = 1 / 11172
        self._counts: dict[str, int] = {}
        self._contexts: dict[str, int] = {}
        self._symbols: dict[str, int] = {}
        self._all_symbols = 0
        self._known: dict[str, float] = {}
        for text in texts:
            self.learn(text)

    def learn(self, text: str) -> None:
        """Count a text.

        Args:
            text: Its parts that do not touch are parted by `GAP`.
        """
        seen = GAP.join(flat(part) for part in text.split(GAP))
        counts, contexts = self._counts, self._contexts
        for part in seen.split(GAP):
            for order in range(1, OWN_ORDER + 1):
                for at in range(len(part) - order + 1):
                    gram = part[at : at + order]
                    counts[gram] = counts.get(gram, 0) + 1
                    context = gram[:-1]
                    contexts[context] = contexts.get(context, 0) + 1
        for character, kind in zip(text, seen, strict=True):
            if kind == SYMBOL:
                self._symbols[character] = self._symbols.get(character, 0) + 1
                self._all_symbols += 1
        self._known.clear()

    def cost(self, before: str, character: str) -> float:
        """Say how little a character is expected: the negative logarithm of its probability.

        Args:
            before: The last letters before it, `flat`.
            character: As it would stand in the note.
        """
        kind = flat(character)
        gram = before[-OWN_ORDER + 1 :] + kind
        known = self._known.get(gram)
        if known is None:
            known = self._known[gram] = -log(self._share(gram))
        return known + self._cost_of_symbol(character) if kind == SYMBOL else known

    def _share(self, gram: str) -> float:
        share = self._share_in_table(gram[-ORDER:])
        for length in range(1, len(gram) + 1):
            tail = gram[-length:]
            seen = self._contexts.get(tail[:-1], 0)
            if not seen:
                break
            doubt = _DOUBT[length]
            share = (self._counts.get(tail, 0) + doubt * share) / (seen + doubt)
        return share

    def _share_in_table(self, gram: str) -> float:
        share = self._floor
        numbers = self._numbers
        last = numbers.get(gram[-1], 0)
        key, context, shift = last, 0, 0
        for length in range(1, len(gram) + 1):
            order = self._orders[length - 1]
            if length > 1:
                number = numbers.get(gram[-length], 0)
                if not number:
                    break
                context |= number << shift
                shift += 12
                key |= number << shift
                above = self._orders[length - 2]
                at = bisect_left(above.keys, context)
                if at == len(above.keys) or above.keys[at] != context:
                    break
                share *= _SHARES[above.rest[at]]
            at = bisect_left(order.keys, key)
            if at < len(order.keys) and order.keys[at] == key:
                share += _SHARES[order.share[at]]
        return share

    def _cost_of_symbol(self, character: str) -> float:
        ranks = symbols()
        usual = 1 / (10 + ranks.get(character, 3000)) / 5
        seen = self._symbols.get(character, 0)
        return -log((seen + _RARE * usual) / (self._all_symbols + _RARE))

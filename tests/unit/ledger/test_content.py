"""A card is packed as the standard library would pack it."""

from __future__ import annotations

import zlib
from base64 import b85encode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exporter.ledger.base85 import encoded
from exporter.ledger.content import deflated


@given(st.binary(max_size=600))
@example(b"\xff" * 64)
def test_base_85_is_that_of_the_standard_library(content: bytes) -> None:
    """Only the way there is another."""
    assert encoded(content) == b85encode(content).decode()


@pytest.mark.parametrize("step", [1, 2, 3])
def test_any_word_has_its_digits(step: int) -> None:
    """Words around every power of two and every multiple of a power of 85."""
    around = [2**power for power in range(32)] + [85**power * step for power in range(5)]
    words = [word + off for word in around for off in (-1, 0, 1) if 0 <= word + off < 2**32]
    content = b"".join(word.to_bytes(4) for word in (*words, 2**32 - 1))
    assert encoded(content) == b85encode(content).decode()


SOME_TEXT = st.lists(st.sampled_from(["카나리", "배포", "the ", '","', "<li>", "</li>", "aaaa", "[", "7"]))


@given(SOME_TEXT, st.integers(1, 40))
def test_a_small_window_changes_nothing(words: list[str], times: int) -> None:
    """Short or long, a text is compressed as `zlib.compress` would."""
    flat = ("".join(words) * times).encode()
    assert deflated(flat) == zlib.compress(flat, 9)


@pytest.mark.parametrize("length", [0, 1, 3795, 3796, 3797, 4096, 40_000])
def test_at_the_border_of_the_window_too(length: int) -> None:
    """Where the small window is just wide enough, and where it is not."""
    flat = bytes(number * number % 251 for number in range(length))
    assert deflated(flat) == zlib.compress(flat, 9)

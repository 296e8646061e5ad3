"""Bytes become the same text whatever they were saved as, and garbage is no text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.vault.decode import decode
from tests.garbled import garbled

KOREAN = "# 콜드 스타트\n\n지연이 들쭉날쭉한 경우 미리 데워 둔다. 😀 → ─ 끝.\n"


@pytest.mark.parametrize(
    "content",
    [
        KOREAN.encode(),
        KOREAN.encode("utf-8-sig"),
        KOREAN.encode("utf-16"),
        KOREAN.encode("utf-16-le"),
        KOREAN.encode("utf-16-be"),
        KOREAN.replace(" ", "\xa0").encode(),
        KOREAN.replace("지", "\u200b지\u200d").replace("#", "\ufeff#").encode(),
        KOREAN.replace("\n", "\r\n").encode(),
        KOREAN.replace("\n", "\r").encode(),
        unicodedata.normalize("NFD", KOREAN).encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "le", "be", "nbsp", "zero-width", "crlf", "cr", "nfd"],
)
def test_every_way_of_saving_gives_the_same_text(content: bytes) -> None:
    """Encoding, byte order mark, line ends and decomposed Hangul leave no trace in the text."""
    source = decode("n.md", content).value
    assert source is not None
    assert source.text == KOREAN


def test_cp949_is_read_and_reported() -> None:
    """Windows' old Korean encoding is understood, and the author is told."""
    checked = decode("n.md", "# 콜드 스타트\n\n미리 데워 둔다.\n".encode("cp949"))
    assert checked.value is not None
    assert checked.value.text.startswith("# 콜드 스타트")
    assert [each.rule for each in checked.diagnostics] == ["note-decoded"]


@pytest.mark.parametrize("page", ["cp1252", "cp1254", "latin-1", "mac_roman"])
def test_garbled_korean_is_repaired_whatever_the_code_page(page: str) -> None:
    """UTF-8 that was read as another encoding is repaired, and the author is told where."""
    checked = decode("n.md", garbled(KOREAN, page).encode())
    assert checked.value is not None
    assert checked.value.text == KOREAN
    (finding,) = checked.diagnostics
    assert finding.rule == "note-repaired"
    assert finding.position is not None
    assert finding.position.line == 1


def test_letters_that_are_guessed_are_named_at_their_place() -> None:
    """Each doubtful word points into the file as it is, with what else it may be."""
    content = garbled(KOREAN + "\n쏠, 끗, 젝\n", "cp1254", dropped=True).replace("\n", "\r\n").encode()
    checked = decode("n.md", content)
    assert checked.value is not None
    first, *others = checked.diagnostics
    assert first.rule == "note-repaired"
    assert {each.rule for each in others} == {"letter-unsure"}
    assert {each.position.line for each in others if each.position} >= {5}
    lines = content.decode().split("\r\n")
    for each in others:
        assert each.position
        assert each.excerpt == lines[each.position.line - 1]


def test_a_mainly_english_note_that_lost_its_korean_is_refused() -> None:
    """Nobody can tell what stood there, and garbage is no card's text."""
    english = "# Cold start\n\nA new environment is made before the first request. " * 20
    ruined = "".join(char for char in KOREAN.encode().decode("latin-1") if not "\x80" <= char < "\xa0")
    (finding,) = decode("n.md", (english + ruined).encode()).diagnostics
    assert finding.rule == "note-damaged"


def test_garbage_that_is_no_damaged_note_is_left_and_named() -> None:
    """A few garbled letters among healthy ones stay, and are pointed at."""
    checked = decode("n.md", "그는 “hi” 했다. ì•ˆë…\n\n정상 문장이 이어진다.\n".encode())
    assert checked.value is not None
    assert [each.rule for each in checked.diagnostics] == ["garbage-left"]


def test_what_is_beyond_repair_is_refused() -> None:
    """Where too many bytes are gone nothing is guessed."""
    (finding,) = decode("n.md", garbled(KOREAN * 5, "latin-1", dropped=True).encode()).diagnostics
    assert finding.rule == "note-damaged"


@pytest.mark.parametrize(
    "text",
    [
        "L'été, à la crèche, Noël arriva: «œuvre» déjà vue, où ça… naïve façade.",
        "Çığlık atan çocuğun şarkısı: İstanbul'da güneşli öğle, ağaçlar.",
        "Größe, Übermut, ähnliche Maße — «so» und „anders“ – fünf Straßen.",
        "한글 노트 — “따옴표”, 화살표 ←→↑↓, 표 ┌──┬──┐ │ └──┴──┘, ✅ ⚠️ 💡 100 µs ± 3 ×",
        "日本語のノート、中文笔记，Ελληνικά, кириллица, العربية",
    ],
)
def test_healthy_text_of_any_language_is_no_garbage(text: str) -> None:
    """Accents, arrows and other scripts are not mistaken for damage."""
    checked = decode("n.md", (text * 5).encode())
    assert checked.value is not None
    assert checked.diagnostics == ()


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xfe\xd8", bytes(range(128, 256))])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    """A picture that is called a note is reported and stops nothing."""
    checked = decode("n.md", content)
    assert checked.value is None
    assert [each.rule for each in checked.diagnostics] == ["note-unreadable"]


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_note_is_reported(content: bytes) -> None:
    """Nothing is in it, and that is said."""
    checked = decode("n.md", content)
    assert [each.rule for each in checked.diagnostics] == ["note-empty"]
    assert checked.value is not None


def test_a_family_of_joined_emoji_stays_together() -> None:
    """A joiner is taken out of words, not out of pictures."""
    source = decode("n.md", "가\u200d족 👨\u200d👩\u200d👧\n".encode()).value
    assert source is not None
    assert source.text == "가족 👨\u200d👩\u200d👧\n"


@given(
    st.text(
        alphabet=st.characters(
            # Controls are no letters of any text, but they are in garbled ones.
            exclude_characters="\0\xa0\u202f\u200b\u2060\ufeff\u200c\u200d"
            + "".join(map(chr, range(0x80, 0xA0))),
            exclude_categories=["Cs"],
        )
    )
)
def test_utf8_is_never_changed_but_normalised(text: str) -> None:
    """Any text saved as UTF-8 comes back in NFC with plain line ends, unless it is damaged."""
    checked = decode("n.md", text.encode("utf-8", "ignore"))
    source, said = checked.value, {each.rule for each in checked.diagnostics}
    if source is not None and text.strip() and "note-repaired" not in said:
        kept = text.encode("utf-8", "ignore").decode().replace("\r\n", "\n").replace("\r", "\n")
        assert source.text == unicodedata.normalize("NFC", kept)

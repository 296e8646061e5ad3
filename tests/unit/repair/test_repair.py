"""Garbled text is made right, healthy text is left alone, and what is not sure is said."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.repair import repair
from tests.garbled import garbled
from tests.vaults import ROOT

PAGES = ("cp1252", "cp1254", "latin-1", "mac_roman")
NOTES = [path.read_text("utf-8") for path in sorted((ROOT / "notes").rglob("*.md"))]
PIECE = """## 🎯 배포 전략

새 버전을 조금씩 내보내면 위험이 줄어든다 → 문제가 생기면 되돌린다 — 빠르게.

```
┌──────┐
│ 시작 │
└──────┘
```

- “카나리” 배포 ✅
- • 새 버전의 `설정` 값…"""


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "before", [(), *((each,) for each in PAGES)], ids=lambda each: "".join(each) or "once"
)
def test_what_lost_no_byte_is_right_in_every_character(page: str, before: tuple[str, ...]) -> None:
    """Whatever the page, once or twice: each character comes back."""
    for note in (PIECE, *NOTES[::5]):
        repaired = repair(garbled(note, page, *before))
        assert repaired is not None
        assert repaired.text == note
        assert repaired.trusted
        assert repaired.restored == ()


@pytest.mark.parametrize(
    ("pages", "folded", "least"),
    [
        (("cp1252",), False, 0.975),
        (("cp1254",), False, 0.975),
        (("cp1252",), True, 0.97),
        (("cp1252", "cp1252"), False, 0.98),
    ],
)
def test_most_of_what_was_lost_comes_back(pages: tuple[str, ...], least: float, *, folded: bool) -> None:
    """Without any other note to learn from, nearly all letters that lost bytes are chosen right."""
    lost = wrong = 0
    for note in NOTES[::3]:
        repaired = repair(garbled(note, *pages, dropped=True, folded=folded))
        assert repaired is not None
        assert repaired.trusted
        assert repaired.text.count("\n") == note.count("\n")
        lost += len(repaired.restored)
        pairs = zip(note.split("\n"), repaired.text.split("\n"), strict=True)
        wrong += sum(
            sum(a != b for a, b in zip(old, new, strict=False)) if len(old) == len(new) else 3
            for old, new in pairs
        )
    assert lost > 500
    assert 1 - wrong / lost >= least


def test_the_authors_other_notes_tell_what_is_likely() -> None:
    """A rare word that stands in another note is found again."""
    word = "쟁끝굣"
    text = f"오늘은 {word} 이야기를 하고, 내일도 {word} 이야기를 한다."
    repaired = repair(garbled(text, "cp1254", dropped=True), lambda: [f"그 {word} 이야기다.\n" * 20])
    assert repaired is not None
    assert repaired.text == text


def test_what_is_not_sure_is_said() -> None:
    """A letter for which nothing speaks is named, with what else it may be."""
    repaired = repair(garbled("정답은 다음과 같다.\n쏠, 끗, 팎, 젝, 녘", "cp1254", dropped=True))
    assert repaired is not None
    assert repaired.unsure
    for each in repaired.unsure:
        assert each.line == 1
        assert each.others
        assert each.text in each.word


def test_what_makes_no_sense_is_not_trusted() -> None:
    """Letters that no Korean would write in a row are not believed, nor is what lost nearly everything."""
    nonsense = "쀍뎰퓰뷃 쫗쩱뢎 켭튶쌮 릧퀝뾫 " * 8
    repaired = repair(garbled(nonsense, "cp1252", dropped=True))
    assert repaired is not None
    assert not repaired.trusted
    repaired = repair(garbled(NOTES[0], "latin-1", dropped=True))
    assert repaired is not None
    assert not repaired.trusted


@pytest.mark.parametrize(
    "pages", [("cp1252",), ("cp1254",), ("mac_roman",), ("latin-1",), ("cp1252", "cp1252")]
)
@pytest.mark.parametrize("dropped", [False, True])
def test_a_garbled_piece_in_a_healthy_note(pages: tuple[str, ...], *, dropped: bool) -> None:
    """Only the garbled paragraphs change: names, quotes and examples of garbage around them stay."""
    if pages == ("latin-1",) and dropped:
        pytest.skip("too little is left")
    before = "# 건강한 노트\n\nMüller는 “훌륭한” 사람 — 그렇다. `ì•ˆë…•`이라고 쓴다.\n\n"
    after = "\n\n끝 문단은 멀쩡하다. ê와 é도 그대로다.\n\n```\ní•œê¸€ â€™\n```\n"
    repaired = repair(before + garbled(PIECE, *pages, dropped=dropped) + after)
    assert repaired is not None
    assert repaired.text == before + PIECE + after


@pytest.mark.parametrize(
    "text",
    ["It’s a “test” — really… → ✅ done 🎯", "It’s fine.", "Café São Paulo, naïve — Müller", "20 °C — ok"],
)
@pytest.mark.parametrize("pages", [("cp1252",), ("mac_roman",), ("cp1252", "cp1252")])
def test_english_with_garbled_signs(text: str, pages: tuple[str, ...]) -> None:
    """A note without Hangul is repaired where its bytes are valid UTF-8."""
    repaired = repair(garbled(text, *pages))
    assert repaired is not None
    assert repaired.text == text


HEALTHY = [
    "한글 노트에 Müller와 Éric, naïve façade, São Paulo, Dvořák, Łódź가 나옵니다.",
    "“따옴표”와 ‘작은따옴표’ — 대시 – 그리고 … 말줄임",
    "수식 α ≤ β × 3 ± 0.5 µs ≈ ∞ √2 ∑ ∂ ∇",
    "😀 🎯 ✅ ⚠️ 👨‍👩‍👧 → ← ↑ ↓ ⇒",
    "┌──┬──┐\n│가│나│\n└──┴──┘",
    "| é | è | ê | ë | ì | í | î | ï |\n|---|---|---|---|---|---|---|---|",
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
    "글자가 `ì•ˆë…•`처럼 보이면 인코딩이 깨진 것이다.",
    "```\ní•œê¸€ â€™ ðŸŽ¯\n```\n\n위와 같이 깨진다.",
    "안녕이 “ì•ˆë…•”으로 보이면 깨진 것이다.",
    "The text `â€™` and `Ã©` are what garbage looks like.",
    "L'été, à la crèche, Noël: «œuvre» déjà vue, où ça… être “fenêtre” ê í.",
    "Çığlık atan çocuğun şarkısı: İstanbul'da güneşli öğle, ağaçlar. Ğ “ş”",
    "Tiếng Việt: Đường phố Hà Nội rất đông, những người bán hàng rong…",
    "Größe, Übermut, ähnliche Maße — «so» und „anders“ – fünf Straßen. Ä“ Ü„",
    "IRMÃ” NÃO “CORAÇÃO” É Ã—",
    "日本語のノート、中文笔记，Ελληνικά, кириллица, العربية",
    "£100 €20 ¥30 ©2024 ™ ® § ¶ ° º ª ½ ¼, 20 °C, 5 µm, №5",
    "ê ì í ë ê, Å“ and ŒŠ š Ÿ, 한글 ì í 사이",
]


@pytest.mark.parametrize("text", [*HEALTHY, "\n\n".join(HEALTHY)])
def test_healthy_text_is_not_touched(text: str) -> None:
    """Accents, quotes, signs, drawings and examples of garbage stay as they are, alone and among Korean."""
    for whole in (text, f"{text}\n\n" * 5, f"{text}\n\n한국어 문장입니다.\n"):
        repaired = repair(whole)
        assert repaired is None or repaired.text == whole


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii_is_never_touched(text: str) -> None:
    """There is nothing to repair in ASCII."""
    assert repair(text) is None


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)))
def test_hangul_is_never_touched(text: str) -> None:
    """There is nothing to repair in Hangul."""
    assert repair(text) is None


SUSPECTS = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x80, max_codepoint=0xFF), st.sampled_from("ìíêë•œ€™“”…Ÿğ가 \n`�")
    )
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(SUSPECTS, st.text()))
def test_no_text_raises_and_lines_stay(text: str) -> None:
    """Whatever a text is, it is repaired or left, with as many lines as before."""
    repaired = repair(text)
    if repaired is not None:
        assert repaired.text.count("\n") == text.count("\n")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NOTES), st.sampled_from(PAGES), st.booleans())
def test_what_is_repaired_needs_no_repair(note: str, page: str, dropped: bool) -> None:  # noqa: FBT001
    """Repairing once is enough."""
    repaired = repair(garbled(note, page, dropped=dropped))
    assert repaired is None or not repaired.trusted or repair(repaired.text) is None


def test_time_is_linear() -> None:
    """Twice the damage takes about twice as long, and no length hangs."""
    once = garbled("\n".join(NOTES[:4]), "cp1254", dropped=True)
    repair(once)
    begun = perf_counter()
    repair(once)
    short = perf_counter() - begun
    repair("\n".join([once] * 6))
    assert perf_counter() - begun - short < 6 * short * 3 + 2
    for line in ("ì" * 20_000, "í•œ" * 10_000, "`ì•ˆ` " * 5000, "Ã­â€¢Å“" * 3000, "ê ë ì " * 5000):
        begun = perf_counter()
        repair(line)
        assert perf_counter() - begun < 20

"""The printed cheat-sheet of notes that nobody meant for paper: what is too long, too wide, too high."""

# ruff: noqa: E501 - notes as people write them

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pdfplumber
import pytest

from exporter.press.faces import installed
from exporter.press.fonts import MENDED
from exporter.render.templates import Templates
from exporter.writers.base import Job
from exporter.writers.cheatsheet import writer
from exporter.writers.cheatsheet.options import CheatsheetOptions
from tests.packs import picture
from tests.vaults import pack_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from exporter.diagnostics import Diagnostic

    Print = Callable[..., list[Any]]

MM = 72 / 25.4
TOP, BOTTOM, INNER, OUTER, WIDTH = 13.5 * MM, 285.5 * MM, 16 * MM, 10 * MM, 184 * MM
ID = 5.1  # points: what is smaller stands beside the type area


@pytest.fixture
def said() -> list[Diagnostic]:
    """What the writer has to say about what `prints` prints."""
    return []


@pytest.fixture
def prints(vault: Callable[[dict[str, str | bytes]], Path], said: list[Diagnostic]) -> Print:
    """Print a vault's pages, explanations included."""

    def print_(files: dict[str, str | bytes]) -> list[Any]:
        job = Job(1_763_700_000, Templates())
        written = writer.write(pack_of(vault(files)), CheatsheetOptions("full"), job)
        assert written.value is not None
        said.extend(written.diagnostics)
        return list(pdfplumber.open(io.BytesIO(written.value)).pages)

    return print_


def inside(pages: list[Any]) -> None:
    """Assert that nothing sticks out of the type area or into the other column's way off the page."""
    for page in pages:
        left = INNER if page.page_number % 2 else OUTER
        for char in page.chars:
            if char["top"] > TOP - 1 and char["bottom"] < BOTTOM + 1 and char["size"] > ID:
                assert left - 0.5 <= char["x0"], char
                assert char["x1"] <= left + WIDTH + 0.5, char


def lines(page: Any) -> list[str]:  # noqa: ANN401 - an untyped library's class
    """The lines of the type area."""
    area = page.crop((0, TOP - 1, page.width, BOTTOM + 1))
    return [line for line in (area.extract_text() or "").splitlines() if line.strip()]


LONG = "이 선택지는 아주 길어서 여러 줄에 걸치며 " * 12
WORD = "Supercalifragilisticexpialidocious" * 5
URL = f"https://example.com/{'verylongpath' * 15}"


def question(stem: str, *options: str, why: str = "") -> str:
    """Write a question whose first option is right."""
    listed = "\n".join(f"- {letter}) {option}" for letter, option in zip("ABCDEFGH", options, strict=False))
    return f"## 관련 문제\n\n**Question:** {stem}\n\n{listed}\n\n**정답: A)**\n\n- **Option B** - {why or '아니다'}\n"


def test_long_question_does_not_leave_pages_empty(prints: Print) -> None:
    """A question higher than half a page is broken, and so is its key: no page holds but a title."""
    pages = prints(
        {
            "a.md": "# 노트\n\n## 핵심 포인트\n\n"
            + "긴 상황이 이어지고 " * 40
            + "긴 경우, 나눈다.\n\n## 주요개념\n\n- **말**: "
            + "긴 뜻을 가진 말이며 " * 60
            + "\n\n"
            + question("Long stem with many words. " * 45, *[LONG] * 4, why=LONG * 8)
        }
    )
    inside(pages)
    assert all(len(lines(page)) > 15 for page in pages[:-1])


def test_high_drawing_stands_below_its_heading(prints: Print) -> None:
    """A drawing of any height begins on the page of its heading."""
    for count in (60, 90, 150, 300):
        drawing = "\n".join(f"├─ 항목 {number}" for number in range(count))
        pages = prints(
            {
                "a.md": "# 노트\n\n## 핵심 포인트\n\n그림이 높은 경우, 줄인다.\n\n## 주요개념\n\n- **말**: 뜻\n\n"
                f"## 설명\n\n### 아키텍처 플로우\n\n```\n{drawing}\n```\n"
            }
        )
        first = "".join(char["text"] for char in pages[0].chars)
        assert "항목 0" in first
        whole = "".join(char["text"] for page in pages for char in page.chars)
        assert f"항목 {count - 1}" in whole
        assert len(pages) <= 1 + count // 200


@pytest.mark.parametrize("word", [WORD, URL, "가나다라마바사" * 20, f"`{'x' * 150}`"])
def test_long_words_are_broken(word: str, prints: Print) -> None:
    """A word longer than a column is broken wherever it stands."""
    bullets = f"**{word}** 장점:\n- {word}\n\n**{word}** 단점:\n- 길다 {word}\n\n**둘째** 장점:\n- {word}"
    pages = prints(
        {
            "a.md": f"# {word}\n\n## 핵심 포인트\n\n{word} 긴 경우, {word}.\n\n### 비교\n\n## Trade-offs\n\n{bullets}\n\n"
            f"## 주요개념\n\n- **{word}**: {word}\n- **말**: {word}\n\n{question(word, word, word, why=word)}{question(f'{word} 2', word, word)}"
        }
    )
    inside(pages)
    for page in pages:
        middle = (INNER if page.page_number % 2 else OUTER) + 89.5 * MM
        below = [char for char in page.chars if char["size"] > ID and TOP < char["top"] < BOTTOM]
        rows = sorted({round(char["top"]) for char in below})
        for row in rows:
            ends = [char["x1"] for char in below if round(char["top"]) == row and char["x0"] < middle]
            starts = [char["x0"] for char in below if round(char["top"]) == row and char["x0"] > middle]
            assert not (ends and starts) or max(ends) <= min(starts) + 0.5


def test_wide_tables_keep_to_their_column(prints: Print) -> None:
    """A table of ten columns is as wide as the column it stands in."""
    head = "|" + "|".join(f"열 {number}" for number in range(10)) + "|\n|" + "---|" * 10
    rows = "\n".join(
        f"|{'|'.join(f'값{row}-{at}' for at in range(9))}|EndpointConfiguration|" for row in range(40)
    )
    pages = prints(
        {"a.md": f"# 표\n\n## 핵심 포인트\n\n표가 큰 경우, 줄인다.\n\n## 설명\n\n말.\n\n{head}\n{rows}\n"}
    )
    inside(pages)
    assert "값39-8" in "".join(char["text"] for page in pages for char in page.chars)


def test_code_in_an_option_keeps_its_indentation(prints: Print) -> None:
    """Lines of code stand as far to the right as they are written, whatever hangs around them."""
    code = "  ```python\n  if ready:\n      deploy()\n  stop()\n  ```"
    pages = prints(
        {
            "a.md": "# 코드\n\n"
            + question("무엇인가?", f"\n{code}", "둘")
            + f"\n## 주요개념\n\n- **말**: 뜻\n{code}\n"
        }
    )
    words = pages[0].extract_words()
    starts = {
        line: [word["x0"] for word in words if word["text"] == line] for line in ("if", "deploy()", "stop()")
    }
    assert len(starts["if"]) == 3  # definition, option, key
    for outer, inner, again in zip(*starts.values(), strict=True):
        assert outer == pytest.approx(again, abs=0.1)
        assert inner - outer > 4 * 3


def test_running_head_keeps_to_its_line(prints: Print) -> None:
    """A title that is too long for the head of a page is cut there."""
    title = "아주 긴 제목이 끝없이 이어지는 노트 with a Very Long Title " * 6
    pages = prints(
        {
            "a.md": f"# {title}\n\n"
            + question("Long stem. " * 80, *(f"{LONG} {number}" for number in range(6))) * 3
        }
    )
    assert len(pages) > 1
    for page in pages[1:]:
        heads = {round(char["top"]) for char in page.chars if char["bottom"] < TOP + 1}
        assert len(heads) == 1


def test_text_beside_a_picture_stands_at_its_head(prints: Print) -> None:
    """A term, a letter and the picture that they belong to begin at one height."""
    pages = prints(
        {"a.md": "# 그림\n\n## 주요개념\n\n- **이름**: ![[high.png]]\n", "high.png": picture(200, 1600)}
    )
    (shown,) = pages[0].images
    (term,) = [word for word in pages[0].extract_words() if word["text"] == "이름"]
    assert abs(term["top"] - shown["top"]) < 4 * MM


def test_letters_with_accents_match_their_words(prints: Print, said: list[Diagnostic]) -> None:
    """Accented Latin and Greek, Cyrillic, Hebrew and Arabic come from one font, no wider than they are read."""
    if len(installed((MENDED, "DejaVuSans", "DejaVuSans-Bold"))) < 3:
        pytest.skip("the fonts for it are not installed")
    words = "Poincaré, Łukasiewicz, русский, ελληνική, Việt, עברית, العربية"
    pages = prints({"a.md": f"# 글자\n\n## 주요개념\n\n- **이름**: {words}\n"})
    letters = [char for char in pages[0].chars if char["text"] in "éŁруйήệעת"]
    assert len(letters) > 8
    assert {char["fontname"].partition("+")[2] for char in letters} == {"letters"}
    assert all(char["width"] < 0.75 * char["size"] for char in letters)
    assert said == []


def test_alphabet_that_no_font_has_is_one_finding(prints: Print, said: list[Diagnostic]) -> None:
    """What is missing in a note is said once, however many characters it is."""
    prints({"a.md": "# 글자\n\n## 주요개념\n\n- **이름**: \U000f1234 \U000f1235 \U000f1236\n"})
    (found,) = said
    assert (found.rule, found.path) == ("missing-glyph", "a.md")
    assert "U+F1234" in found.message
    assert "and 2 more: `\U000f1235 \U000f1236`" in found.message


def test_skin_tones_are_not_printed(prints: Print) -> None:
    """An emoji's tone would be a grey square beside it."""
    pages = prints({"a.md": "# 글자\n\n## 주요개념\n\n- **이름**: 좋다 👍🏽\n"})
    printed = "".join(char["text"] for char in pages[0].chars)
    assert "👍" in printed
    assert "🏽" not in printed

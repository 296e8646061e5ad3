"""Lines as they come out of the press: read back from the PDF."""

from __future__ import annotations

import io
import re
import subprocess
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

import pdfplumber
import pytest

from exporter.press.layout import Press, at_work, write_down
from exporter.render.templates import Templates
from exporter.render.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTHS = (22, 27, 34, 45)  # mm
EM = 8.2  # pt, of the stylesheet
MM = 72 / 25.4

PROSE = (
    "점진적 배포(canary deployment)는 새 버전을 일부 사용자에게 먼저 내보내, 문제가 없으면 범위를 3~5배씩 "
    "넓혀 가는 방식이다. <b>오류율</b>이 0.5 %를 넘으면 “자동 되돌리기(rollback)”가 10분 안에 끝나야 한다. "
    "<code>MinCapacity</code>를 2로 두고 가용 영역 세 곳에 나누면, 한 곳이 멈춰도 요청을 받을 수 있다."
)
HELD = (
    "5 GB",
    "99.9 %",
    "1.5 TB",
    "5 %p",
    "$5",
    "₩1,000",
    "2배",
    "2 배",
    "x2",
    "×3",
    "~ 10분",
    "24시간",
    "24-hour",
    "3–5개",
    "3~5 개",
    "세 가지",
    "2026-05-17",
    "5월 17일",
    "p. 7",
    "No. 3",
    "v1.2",
    "3:1",
    "3 : 1",
    "10.0.0.0/16",
    "Multi-AZ",
    "t3.micro",
    "A/B",
    "CI/CD",
    "us-east-1",
    "ml.m5.large",
    "Route 53",
    "Python 3",
    "Amazon S3",
    "MB/s",
    "C++",
    "5</b> GB",
    "(<b>가</b>)는",
    "<code>f()</code>에서",
    "“<b>가</b>”라고",
)
ENGLISH = (
    "SageMaker automatically distributes infrastructure documentation across TensorFlow and Elasticsearch "
    "installations, notwithstanding CloudFormation recommendations concerning Kubernetes orchestration "
    "responsibilities and administrative considerations for CloudFront customization."
)


@pytest.fixture(scope="module")
def press() -> Press:
    return Press("cheatsheet", Templates(), {})


def printed(press: Press, *blocks: str, style: str = "") -> bytes:
    """Set blocks one to a page, so that nothing stands beside anything else."""
    rules = ":root { --head: 6pt } @page { size: 150mm 400mm; @bottom-right { content: none } }"
    rules += "@page :left { @bottom-left { content: none } } body > div { break-after: page }"
    body = "".join(f"<div>{block}</div>" for block in blocks)
    with at_work() as heard:
        document = press.lay_out(f'<html lang="ko"><body>{body}</body></html>', press.style(rules + style))
        pdf = write_down(document)
    assert not heard.messages
    return pdf


def pages(pdf: bytes) -> Iterator[list[list[dict[str, Any]]]]:
    """Give each page's lines: characters on the same baseline, from left to right."""
    for page in pdfplumber.open(io.BytesIO(pdf)).pages:
        # What stands in the margins is no part of it.
        text = [char for char in page.chars if 13 * MM < char["top"] < page.height - 12 * MM]
        chars = sorted(text, key=lambda char: (-round(char["matrix"][5], 1), char["x0"]))
        yield [list(line) for _, line in groupby(chars, key=lambda char: round(char["matrix"][5], 1))]


def said(line: list[dict[str, Any]]) -> str:
    return "".join(char["text"] for char in line).strip()


def bare(fragment: str) -> str:
    return re.sub(r"<[^>]+>", "", fragment)


def block(fragment: str, width: int, lang: str = "ko") -> str:
    return f'<div lang="{lang}" style="width:{width}mm"><p>{typeset(fragment, lang)}</p></div>'


def test_hangul_is_broken_at_spaces_only(press: Press) -> None:
    """At any width, the lines with a space between them are the sentence."""
    made = list(pages(printed(press, *(block(PROSE, width) for width in WIDTHS))))
    assert [" ".join(map(said, page)) for page in made[: len(WIDTHS)]] == [bare(PROSE)] * len(WIDTHS)
    assert len(made[0]) > len(made[-1]) > 3


def test_what_belongs_together_stands_on_one_line(press: Press) -> None:
    """Wherever the line's end comes, it is not within a figure with its unit or within a name."""
    sentences = [(held, f"{'나 ' * shift}{held} 다 라") for held in HELD for shift in range(7)]
    pdf = printed(press, *(block(sentence, 18) for _, sentence in sentences))
    for (held, sentence), page in zip(sentences, pages(pdf), strict=True):
        lines = [said(line) for line in page]
        assert any(bare(held) in line for line in lines), lines
        assert " ".join(lines) == bare(sentence)


def test_no_line_begins_or_ends_with_a_bracket_of_the_next(press: Press) -> None:
    """Closing marks and middle dots begin no line, opening brackets end none."""
    text = "가나(다라) · “<b>마바</b>” 사(<b>아자</b>), [차카]·‘<code>x</code>’ 타 … 파하! 「거너」 – 더러. "
    for page in pages(printed(press, *(block(text * 4, width) for width in (15, 18, 21, 24)))):
        for line in map(said, page):
            assert line[0] not in ")]」”’·,.!–"
            assert line[-1] not in "([「“‘"


def test_hyphens_part_plain_english_words_only(press: Press) -> None:
    """English is hyphenated where asked for, also within Korean, but no name is, and no Hangul."""
    style = "p { hyphens: auto; hyphenate-limit-chars: 6 3 3 }"
    widths = range(20, 44, 2)
    sentences = [(ENGLISH, "en"), (PROSE, "ko")]
    blocks = [block(sentence, width, lang) for sentence, lang in sentences for width in widths]
    ends = []
    for page in pages(printed(press, *blocks, style=style)):
        lines = [said(line) for line in page]
        assert re.sub("[‐-] ", "", " ".join(lines)) in (ENGLISH, bare(PROSE))
        ends += [line for line in lines if line[-1] in "‐-"]
    assert len(ends) > 10
    for end in ends:
        word = re.split(r"[\s(]", end)[-1].rstrip("-‐")
        assert re.fullmatch("[a-z]{3,}", word), word
        assert re.search(rf"\b{word}[a-z]{{3,}}", ENGLISH + PROSE), word


def test_signs_have_an_eighth_of_an_em_beside_hangul(press: Press) -> None:
    """Room stands at the side of Hangul, and none at that of figures and Latin.

    From 0.1 em on, readers of PDF take a gap for a space, and a search for the words fails. With the
    bearings of the letters themselves it is an eighth and more.
    """
    text = "입력→출력 값=정답 정확도=90 둘+셋 원본/사본 A→B 3×4 1=하나 훈련·추론 (가) “나”"
    ((line, *_),) = pages(printed(press, block(text, 110)))
    gaps = {left["text"] + right["text"]: (right["x0"] - left["x1"]) / EM for left, right in pairwise(line)}
    wide = ("력→", "→출", "값=", "=정", "도=", "둘+", "+셋", "본/", "/사", "=하")
    tight = ("=9", "A→", "→B", "3×", "×4", "1=", "련·", "·추", "(가", "가)", "“나", "나”")
    assert {pair: gaps[pair] for pair in wide} == pytest.approx(dict.fromkeys(wide, 0.09), abs=0.02)
    assert {pair: gaps[pair] for pair in tight} == pytest.approx(dict.fromkeys(tight, 0), abs=0.02)


@pytest.mark.parametrize("option", ["-raw", "-layout", "-nopgbrk"])
def test_what_was_written_is_found(press: Press, option: str) -> None:
    """No joiner and no room is in the text of the page, in any order of reading."""
    text = "입력→출력 실시간/배치 A→B 트래픽 분산은 SageMaker로 5 GB, 정확도≥90%이고 3~5배"
    pdf = printed(press, block(text, 110), block("SageMaker documentation", 110, "en"))
    found = subprocess.run(
        ["pdftotext", option, "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    assert text in found
    assert "SageMaker documentation" in found
    assert "\u2060" not in found


def test_hangul_is_never_slanted(press: Press) -> None:
    """Emphasis is bold, not italic."""
    (page,) = pages(printed(press, block("보통 <em>강조</em> <b>굵게</b> emphasis", 110)))
    fonts = {char["text"]: char["fontname"] for line in page for char in line}
    assert fonts["강"] == fonts["굵"] != fonts["보"]
    assert not [font for font in fonts.values() if re.search("Italic|Oblique", font)]

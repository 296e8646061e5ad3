"""The language of a text is told by its letters."""

from __future__ import annotations

import pytest

from exporter.language import language_of


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("카나리 배포", "ko"),
        ("SageMaker 추론 엔드포인트", "ko"),
        ("A canary takes a small share (카나리)", "en"),
        ("エンドポイント", "ja"),
        ("端点", "zh"),
        ("Größe α = 0,5", "en"),
        ("α → β", "und-Grek"),
        ("конечная точка", "und-Cyrl"),
        ("נקודת קצה", "und-Hebr"),
        ("نقطة النهاية", "und-Arab"),
        ("نقطة النهاية AWS", "und-Arab"),
        ("AWS Lambda یا Fargate", "en"),
        ("จุดสิ้นสุด", "und-Thai"),
        ("अंतिम बिंदु", "und-Deva"),
        ("42 → 7", "en"),
    ],
)
def test_language(text: str, lang: str) -> None:
    """Letters decide, a syllable as much as four Latin ones; a script that many share names no language."""
    assert language_of(text) == lang


def test_no_letter() -> None:
    """What has no letter takes the language of what stands around it."""
    assert language_of("→ 42", default="ko") == "ko"

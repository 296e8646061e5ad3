"""Line breaking and language runs."""

from __future__ import annotations

import re
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.render.typeset import JOINER, typeset, typeset_text

_RUN = re.compile(r'</?span(?: lang="(?:ko|en)")?>')
_ALPHABET = st.sampled_from([*"가나다 SageMkr0159.,·/-()<>&\"'“”%~", "한글", "Lambda", " 10 GB", "✅", "\n"])
TEXTS = st.lists(_ALPHABET, max_size=40).map("".join)
TAGS = st.sampled_from(["strong", "code", "em", "li", "p"])


@st.composite
def fragments(draw: st.DrawFn) -> str:
    """Clean HTML: escaped text in balanced elements."""
    pieces = []
    for _ in range(draw(st.integers(0, 6))):
        text = escape(draw(TEXTS), quote=False)
        tag = draw(st.none() | TAGS)
        pieces.append(text if tag is None else f"<{tag}>{text}</{tag}>")
    return "".join(pieces)


def shown(html: str) -> str:
    return html.replace(JOINER, "|")


@given(fragments(), st.sampled_from(["ko", "en", "ja"]))
def test_keeps_the_text(fragment: str, lang: str) -> None:
    """Without word joiners and language runs the fragment is what it was."""
    bare = _RUN.sub("", typeset(fragment, lang).replace(JOINER, ""))
    assert unescape(bare) == unescape(fragment)


@given(fragments(), st.sampled_from(["ko", "en"]))
def test_leaves_code_alone(fragment: str, lang: str) -> None:
    """Nothing is inserted into code."""
    code = re.compile(r"<code>(.*?)</code>", re.DOTALL)
    assert code.findall(typeset(fragment, lang)) == code.findall(fragment)


@given(TEXTS)
def test_escapes_plain_text(text: str) -> None:
    """Plain text comes out as text, whatever it contains."""
    assert unescape(re.sub(r"<[^>]*>", "", typeset_text(text, "ko").replace(JOINER, ""))) == text


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("트래픽 분산", "트|래|픽 분|산"),
        ("<strong>배포</strong>는", "<strong>배|포</strong>|는"),
        ("<code>DB</code>에서", "<code>DB</code>|에|서"),
        ("값<code>x</code>", "값|<code>x</code>"),
        ("15 분", "15 |분"),
        ("3~5 개", "3~|5 |개"),
        ("배포(canary)는", '배|포|(<span lang="en">canary</span>)|는'),
        ("포인트 · 점", "포|인|트 |· 점"),
        ("<p>가</p><p>나</p>", "<p>가</p><p>나</p>"),
        ("A/B 시험", '<span lang="en">A/|B</span> 시|험'),
        ('<img class="math" alt="x" src="y">은', '<img class="math" alt="x" src="y">|은'),
    ],
)
def test_breaks_between_eojeols_only(fragment: str, expected: str) -> None:
    """A word joiner stands wherever a line must not end, also across elements."""
    assert shown(typeset(fragment, "ko")) == expected


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("SageMaker Hosting Services와", "ko", ["SageMaker Hosting Services"]),
        ("ResNet 40%와 EfficientNet 60%", "ko", ["ResNet", "EfficientNet"]),
        ("Python 3.11 기준", "ko", ["Python"]),
        ("R&D와 ml.m5.xlarge", "ko", ["R&D", "ml.m5.xlarge"]),
        ("Use 점진적 배포 here", "en", ["점진적 배포"]),
        ("숫자 15", "ko", []),
    ],
)
def test_tags_runs_of_another_language(text: str, lang: str, expected: list[str]) -> None:
    """Each run of the other script says its language."""
    runs = re.findall(r'<span lang="(?:en|ko)">(.*?)</span>', typeset_text(text, lang).replace(JOINER, ""))
    assert [unescape(run) for run in runs] == expected

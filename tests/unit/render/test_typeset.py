"""Line breaking and language runs."""

from __future__ import annotations

import re
from html import escape, unescape
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.render.typeset import JOINER, typeset, typeset_text

_RUN = re.compile(r'<span (?:lang="(?:ko|en)"|class="room(?:-before|-after)?")>|</span>')
_SIGNS = str.maketrans("“”‘’", "\"\"''")
_ALPHABET = st.sampled_from(
    [
        *"가나다 SageMkr0159.,·/-()<>&\"'“”%~=→+",
        "한글",
        "Lambda",
        " 10 GB",
        "✅",
        "\n",
        " - ",
        "--",
        "...",
        "’",
    ]
)
TEXTS = st.lists(_ALPHABET, max_size=40).map("".join)
TAGS = st.sampled_from(["strong", "code", "em", "li", "p", "a", "kbd"])


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


def bare(html: str) -> str:
    """Give a fragment without joiners and runs, all dashes and quotation marks alike."""
    text = unescape(_RUN.sub("", html.replace(JOINER, ""))).translate(_SIGNS).replace("…", "...")
    return re.sub(r"\s*(?:–|-{1,3})\s*", "-", text)


@given(fragments(), st.sampled_from(["ko", "en", "ja"]))
def test_keeps_the_text(fragment: str, lang: str) -> None:
    """Without word joiners, runs and the signs of a printer the fragment is what it was."""
    assert bare(typeset(fragment, lang)) == bare(fragment)


@given(fragments())
def test_keeps_the_signs_of_other_languages(fragment: str) -> None:
    """Where it is not known which quotation marks a language has, they stay."""
    assert unescape(_RUN.sub("", typeset(fragment, "ja").replace(JOINER, ""))) == unescape(fragment)


@given(fragments(), st.sampled_from(["ko", "en"]))
def test_leaves_code_alone(fragment: str, lang: str) -> None:
    """Nothing is inserted into code, and no sign of it changes."""
    code = re.compile(r"<(?:code|kbd)>(.*?)</(?:code|kbd)>", re.DOTALL)
    assert code.findall(typeset(fragment, lang)) == code.findall(fragment)


def test_joins_no_code_to_code() -> None:
    """Where code follows code, nothing stands between them that could be a joiner."""
    assert typeset("<code>.</code><code>가</code>", "ko") == "<code>.</code><code>가</code>"


@given(TEXTS, TEXTS)
def test_leaves_attributes_preformatted_text_and_math_alone(value: str, text: str) -> None:
    """What a tag says, a drawing and a formula come out as they went in."""
    said, inner = escape(value), escape(text, quote=False)
    whole = (
        f'<a href="https://a.b/?q={said}">',
        f"<pre>{inner}</pre>",
        f'<span class="math inline">{inner}</span>',
    )
    made = typeset(f"가{whole[0]}나</a>다{whole[1]}라{whole[2]}마", "ko")
    assert all(each in made for each in whole)


@given(TEXTS, st.sampled_from(["ko", "en"]))
def test_setting_twice_is_setting_once(text: str, lang: str) -> None:
    """What has been set stays as it is, so that a part of a text may have been set before."""
    once = typeset_text(text, lang)
    assert bare(typeset(once, lang)) == bare(once)
    assert JOINER * 2 not in typeset(once, lang)


@pytest.mark.parametrize(
    "text",
    [
        "점진적 배포(canary)는 5 GB 이상에서 3~5배 빠르다",
        "실시간/배치 추론: 입력→출력",
        "It is Multi-AZ, “fast” – and 5 GB",
    ],
)
def test_what_is_set_is_not_set_again(text: str) -> None:
    """A common sentence comes out of a second pass to the letter."""
    once = typeset_text(text, "ko")
    assert typeset(once, "ko") == once


@given(TEXTS)
def test_escapes_plain_text(text: str) -> None:
    """Plain text comes out as text, whatever it contains."""
    assert bare(re.sub(r"<[^>]*>", "", typeset_text(text, "ko"))) == bare(escape(text, quote=False))


@pytest.mark.parametrize(
    "piece",
    [
        *("가", "A", "1", "1 ", '"', "'", '가"', "가'나", "-", " - ", "--", ".", "a-", "A1-", "1. ", "ab://"),
        *("<b>가</b>", "<b>가", "<code>a</code>", "<img>", "p. ", "한 ", "가=", "→", "&amp;", "\n"),
    ],
)
def test_takes_time_in_proportion(piece: str) -> None:
    """Four times the text takes about four times as long, whatever it repeats."""

    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        taken = []
        for _ in range(3):
            begun = process_time()
            typeset(text, "ko")
            typeset(text, "en")
            taken.append(process_time() - begun)
        return min(taken)

    assert seconds(40_000) < 10 * max(seconds(10_000), 0.01)


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
        ("훈련·추론", "훈|련|·추|론"),
        ("<b>5</b> GB", '<b>5</b> |<span lang="en">GB</span>'),
        ("<code>a;</code>는", "<code>a;</code>|는"),
        ("<b>배</b>포", "<b>배</b>|포"),
        ("비용₩1,000", "비|용|₩1,000"),
        ("2026년 5월 17일", "2026|년 5|월 |17|일"),
        ("2026. 5. 17.", "2026. |5. |17."),
        ("세 가지, 여러 번", "세 |가|지, 여|러 |번"),
        ("버전 3 개념", "버|전 3 개|념"),
        ("S3 문제", '<span lang="en">S3</span> 문|제'),
        ("제 3 장", "제 |3 |장"),
        ("약 10 %, ~ 5 %p", "약 |10 |%, ~ |5 |%p"),
        ("3 : 1, 3 × 4", "3 |: |1, 3 |× |4"),
        ("가 – 나 → 다", "가 |– 나 |→ 다"),
        (
            "충분히 길어서 두 줄이 될 수 있는 문장에 이르면 함",
            "충|분|히 길|어|서 두 |줄|이 될 수 있|는 문|장|에 이|르|면 |함",
        ),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 minutes, 99.9 % and 1.5 TB", "5 |minutes, 99.|9 |% and 1.|5 |TB"),
        ("p. 7, No. 3 and p.7", "p. |7, No. |3 and p.|7"),
        ("on May 17 at 9 AM", "on May |17 at 9 |AM"),
        ("in us-east-1 or Multi-AZ", "in us-|east-|1 or M|u|l|t|i-|AZ"),
        ("a real-time, 24-hour process", "a real-time, 24-|hour process"),
        ("an A/B test at 5 MB/s", "an A/|B test at 5 |MB/|s"),
        ("C++ and t3.micro", "C+|+ and t3.micro"),
        ("use SageMaker or CloudFront", "use S|a|g|e|M|a|k|e|r or C|l|o|u|d|F|r|o|n|t"),
        ("with boto3 and vCPUs", "with b|o|t|o|3 and v|C|P|U|s"),
        ("S3, Route 53", "S3, R|o|u|t|e |53"),
    ],
)
def test_holds_figures_and_names_together(text: str, expected: str) -> None:
    """In English, a figure stays with its unit, and a name is neither broken nor hyphenated."""
    assert shown(typeset_text(text, "en")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"가"와 "나"', "“가”와 “나”"),
        ('그는"가"라고', "그는“가”라고"),
        ("'가'는", "‘가’는"),
        ("그는'가'라고", "그는‘가’라고"),
        ("don't, users' and '90s rock 'n' roll", "don’t, users’ and ’90s rock ‘n’ roll"),
        ("\"'a' b\"", "“‘a’ b”"),
        ('("a"), ["b"]', "(“a”), [“b”]"),
        ('a 24" screen', 'a 24" screen'),
        ('x="1" {"a"}', 'x="1" {"a"}'),
        ('"가","나"', "“가”,“나”"),
        ("이름 - 설명", "이름 – 설명"),
        ("one -- two--three", "one – two – three"),
        ("5 - 3, x - y, f(x) - f(y)", "5 - 3, x - y, f(x) - f(y)"),
        ("add --all or -v - it works", "add --all or -v – it works"),
        ("- 항목 ---- 끝", "- 항목 ---- 끝"),
        ("기다림... 끝....", "기다림… 끝...."),
        ("../a and .../b", "../a and .../b"),
        ("https://a.b/c--d?e='f'... 끝", "https://a.b/c--d?e='f'... 끝"),
    ],
)
def test_sets_the_signs_of_a_printer(text: str, expected: str) -> None:
    """Quotes are curly, dashes long and Korean ellipses one sign, except where they mean something else."""
    for lang, made in (("ko", expected), ("en", expected.replace("…", "..."))):
        assert unescape(_RUN.sub("", typeset_text(text, lang).replace(JOINER, ""))) == made


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ('"<b>가</b>"는', "“<b>가</b>”는"),
        ('<b>"가</b>"는', "<b>“가</b>”는"),
        ("<code>a</code>'s <code>'b'</code>", "<code>a</code>’s <code>'b'</code>"),
        ('<p>"가</p><p>나"</p>', "<p>“가</p><p>나”</p>"),
        ("<code>a</code> - 나", "<code>a</code> – 나"),
    ],
)
def test_signs_see_across_elements(fragment: str, expected: str) -> None:
    """Which way a mark turns is decided by the line, not by the element it stands in."""
    assert _RUN.sub("", typeset(fragment, "ko").replace(JOINER, "")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("입력→출력", '입력<span class="room">→</span>출력'),
        ("정확도=90", '정확도<span class="room-before">=</span>90'),
        ("1+둘", '1<span class="room-after">+</span>둘'),
        ("실시간/배치", '실시간<span class="room">/</span>배치'),
        ("입력 → 출력, x=1, 3×4, 둘×셋, C++와, 훈련·추론", "입력 → 출력, x=1, 3×4, 둘×셋, C++와, 훈련·추론"),
    ],
)
def test_signs_between_words_of_hangul_have_room(text: str, expected: str) -> None:
    """A sign that stands tight has room at the side of Hangul, and none beside figures and Latin."""
    made = re.sub('<span lang="en">(.*?)</span>', r"\1", typeset_text(text, "ko").replace(JOINER, ""))
    assert made == expected

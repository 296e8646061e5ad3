"""Properties that hold for any text whatever."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from time import process_time
from typing import TYPE_CHECKING

import nh3
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from exporter.extract import describe, extract
from exporter.markdown import block_html, parse
from exporter.model import Card, texts_of
from exporter.parse import parse_note
from exporter.source import Source
from exporter.vault import NoteLinks
from exporter.vault.decode import decode
from tests.vaults import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LINKS = NoteLinks({"picture.png": "picture-0123456789.png"}, {})
NOTES = [path.read_text("utf-8") for path in sorted((ROOT / "notes").rglob("*.md"))]

# Pieces that mean something to one of the parsers: they find more than random letters do.
PIECES = st.sampled_from(
    [
        "---",
        "\n",
        "\n\n",
        "#",
        "##",
        "###",
        "-",
        "*",
        ">",
        "`",
        "```",
        "~~~",
        "|",
        "|---|",
        "$",
        "$$",
        "[[",
        "]]",
        "![[",
        "](",
        ")",
        "[^1]",
        "[^1]:",
        "%%",
        "==",
        "^id",
        "<details>",
        "</details>\n",
        "",
        "",
        "",
        "<script>",
        "<textarea>",
        "<!--",
        "-->",
        "<svg",
        "onload=x>",
        "javascript:x",
        "&amp;",
        "\\",
        "**",
        "**정답:",
        "**X",
        "장점**:",
        "**Term**:",
        "A)",
        "B)",
        "1)",
        "①",
        "💡",
        "추가",
        "설명:\n",
        "",
        "",
        "",
        "**Question:**",
        "##",
        "관련_문제",
        "##",
        "주요개념",
        "##",
        "핵심_포인트",
        "경우,",
        "한글",
        "title:",
        "tags:",
        "[a",
        "{b:",
        "c}",
        "é",
        "한",
        "\x00",
        "\r",
        "\t",
    ]
)
MARKDOWN = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=60).map("".join)


def cards_of(text: str) -> tuple[Card, ...]:
    note = parse_note(Source("n.md", text)).value
    describe(note, LINKS)
    return extract(note, LINKS).value


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MARKDOWN)
def test_no_text_raises(text: str) -> None:
    """Whatever a file says, parsing and extracting end, and cards have something to ask and to answer."""
    for card in cards_of(text):
        assert any(each.text for each in texts_of(card))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise(content: bytes) -> None:
    """Whatever bytes a file holds, they are decoded or refused."""
    source = decode("n.md", content).value
    if source is not None:
        cards_of(source.text)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A real note with lines dropped, doubled or swapped."""
    lines = draw(st.sampled_from(NOTES)).split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 2))
        change = draw(st.sampled_from(("drop", "double", "swap", "cut")))
        match change:
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                lines[at], lines[at + 1] = lines[at + 1], lines[at]
            case _:
                lines[at] = lines[at][: len(lines[at]) // 2]
    return "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(mutated())
def test_broken_notes_give_no_wrong_key(text: str) -> None:
    """A damaged note loses cards rather than gain a question whose key the note does not claim."""
    for card in cards_of(text):
        for each in texts_of(card):
            assert each.text or each.html


ALLOWED = {
    "p",
    "strong",
    "em",
    "del",
    "mark",
    "sub",
    "sup",
    "kbd",
    "u",
    "small",
    "code",
    "br",
    "a",
    "span",
    "img",
    "ul",
    "ol",
    "li",
    "pre",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "blockquote",
    "div",
    "hr",
}


@settings(max_examples=300, deadline=None)
@given(MARKDOWN)
def test_html_is_clean(text: str) -> None:
    """An independent cleaner with our list of tags finds nothing to take out of our fragments."""
    html = block_html(parse(Source("n.md", text)), LINKS)
    attributes = {"a": {"href"}, "img": {"src", "alt", "width"}, "ol": {"start"}, "*": {"class"}}
    cleaned = nh3.clean(
        html,
        tags=ALLOWED,
        attributes=attributes,
        url_schemes={"http", "https", "mailto", "obsidian"},
        link_rel=None,
    )
    assert tags_of(cleaned) == tags_of(html)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(sorted(attrs))))


def tags_of(html: str) -> list[tuple[str, tuple[tuple[str, str | None], ...]]]:
    parser = _Tags()
    parser.feed(html)
    return parser.found


def test_a_display_formula_parts_its_paragraph() -> None:
    """Bold that begins before a display formula ends before it, and begins again behind it."""
    html = block_html(parse(Source("n.md", "**a $$x$$ b**\n")), LINKS)
    assert html == (
        r'<p><strong>a </strong></p><div class="math display">\[x\]</div><p><strong> b</strong></p>'
    )


def test_code_that_shows_hostile_html_stays_visible() -> None:
    """A code sample is text: it is shown as written, and runs nowhere."""
    source = Source("n.md", "```html\n<script>alert(1)</script>\n```\n\n`<img src=x onerror=y>`\n")
    html = block_html(parse(source), LINKS)
    seen = re.sub(r"<[^>]+>", "", html)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in seen
    assert "&lt;img src=x onerror=y&gt;" in seen


@settings(max_examples=200, deadline=None)
@given(MARKDOWN)
@example("---<details>#<details>---")
def test_positions_stay_inside_the_note(text: str) -> None:
    """Every block and run knows a place that exists."""
    source = Source("n.md", text)
    stack = list(parse(source))
    while stack:
        block = stack.pop()
        assert 0 <= block.span.start <= block.span.end <= len(text)
        stack += block.children
        for run in block.inline.runs if block.inline else ():
            assert 0 <= run.start <= run.end <= len(text)


def test_notes_nested_beyond_reason_are_read(tmp_path: Path) -> None:
    """A thousand levels of anything are read in time, not refused."""
    assert tmp_path.is_dir()
    for piece in ("> ", "- ", "**", "*a ", "<div>", "[", "![[", "<b>", "<ul><li>"):
        cards_of(piece * 1500 + "x")


def grown(piece: str, before: str = "", after: str = "") -> str:
    return before + piece * (60_000 // len(piece)) + after


QUESTION = "## 문제\n**Question:** "
OPTIONS = "\n\n- A) a\n- B) b\n\n**정답: A**\n\n"
LARGE = {
    "marked words in one line": grown("==a== "),
    "links in one line": grown("[[a]] "),
    "tags in one line": grown("a #b/c "),
    "tags in many lines": grown("a #b\n#c\n\n"),
    "comments in one line": grown("<!--a--> a%%b "),
    "openings of comments in one line": grown("a <!-- ", "%%a%% <!-- a --> "),
    "references to a long footnote": "## 핵심 포인트\n"
    + grown("[^1]")[:30_000]
    + "\n\n[^1]: "
    + "a " * 15_000,
    "embeds in one line": grown("![[a#b]] "),
    "block ids": grown("a ^b\n\n^c\n\n"),
    "unclosed embeds": grown("![["),
    "comments between code": grown("`a` %%b%% "),
    "ticks and a comment": grown("`", after="%%a%%"),
    "definitions in one paragraph": grown("**a**: b\n", "## 주요개념\n"),
    "definitions in one list": grown("- **a**: b\n", "## 주요개념\n"),
    "sides in one paragraph": grown("**X 장점**: a\n**X 단점**: b\n", "## 장단점\n"),
    "points in one paragraph": grown("a\n", "## 장단점\n**X 장점**:\n"),
    "key points": grown("## 핵심 포인트\n느린 경우 x\n### 설명\ny\n"),
    "a stem of many lines": grown("x\n", QUESTION, OPTIONS),
    "an explanation of many lines": grown("x\n", QUESTION + "f?" + OPTIONS),
    "blanks behind an answer's number": grown(" ", QUESTION + "f?" + OPTIONS + "3", "정답"),
    "blanks behind a label": grown(" ", QUESTION + "f?" + OPTIONS + "정답", "\nx"),
    "blanks before options": grown(" ", "# T\n\n", "B) b\n"),
    "an option of many names": grown(
        "Ab Cd ", QUESTION + "f?\n\nA) ", "\nB) b\n\n정답: A\n\n- **EKS** - y\n"
    ),
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE.keys())
def test_large_notes_are_read_in_time(text: str) -> None:
    """However long a note of one construct is, reading takes time in proportion to it."""
    begun = process_time()
    cards_of(text)
    assert process_time() - begun < 5


@pytest.mark.parametrize("depth", [10, 300, 400, 3000])
def test_nested_properties_are_no_trouble(depth: int) -> None:
    """Lists in lists, which no tag and no date is, are left out however deep they go."""
    nested = "[" * depth + "]" * depth
    note = parse_note(Source("n.md", f"---\ntags: [{nested}, aws]\ncreated: {nested}\n---\n\n# T\n"))
    assert note.value.properties.created is None
    assert note.value.properties.tags in {("aws",), ()}

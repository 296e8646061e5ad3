"""Tags in the body are the note's, and what only looks like one is not."""

from __future__ import annotations

import pytest

from exporter.parse import parse_note
from exporter.source import Source


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#하나 말 #aws/ml 말", ("하나", "aws::ml")),
        (
            "말\n- 말 #하나\n- [ ] #둘 말\n> 말 #셋\n\n| a #넷 | b |\n|---|---|\n| c | #다섯 |",
            ("하나", "둘", "셋", "넷", "다섯"),
        ),
        ("## 제목 #하나", ("하나",)),
        ("**#하나** ==말 #둘==", ("하나", "둘")),
        ("#A #a #a/b", ("A", "a::b")),
        ("#2024년 #v1_2-x, #끝.", ("2024년", "v1_2-x", "끝")),
        ("---\ntags: [하나]\n---\n#둘 #하나", ("하나", "둘")),
        ("#1 #12-3 # #fff #a0b1c2 a#b \\#아님", ()),
        ("`#a` [#b](x.md) [[#c]] [[n#d]] https://example.org/#e $#f$ [^1]\n\n```\n#g\n```\n\n    #h\n", ()),
        ("%%#a%% <!-- #b -->", ()),
        ("#제목아님\n#include", ("제목아님", "include")),
    ],
)
def test_tags_of_the_body_are_the_notes(text: str, tags: tuple[str, ...]) -> None:
    """Wherever text runs; not in code, links, figures, colours, comments; the front matter first."""
    assert parse_note(Source("n.md", text)).value.tags == tags


def test_lines_of_tags_leave_no_hole() -> None:
    """What was nothing but tags is gone, blocks and all, and the rest keeps its place."""
    source = Source("n.md", "#a #b\n\n말 하나\n#c\n말 둘\n\n- #d\n\n- 말 #e #f\n")
    paragraph, items = parse_note(source).value.blocks()
    assert paragraph.text == "말 하나 말 둘"
    (item,) = items.children
    assert item.text == "말"
    assert source.slice(item.children[0].inline.span if item.children[0].inline else item.span) == "말"

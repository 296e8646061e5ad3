"""Comments are nobody else's business."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from exporter.markdown import without_private
from exporter.writers.json.shape import shape
from tests.vaults import pack_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Vaults = Callable[[dict[str, str | bytes]], Path]

NOTE = """# 제목 %%SECRET%%

## 핵심 포인트 <!-- SECRET -->

느린 경우, %%SECRET%% 미리 <!-- SECRET --> 데운다.
%% SECRET
SECRET %%

## 설명

- 하나 %%SECRET%%

<!--
SECRET

SECRET
-->

> [!note] 제목 %%SECRET%%
> 글

## 문제
**Question:** 무엇인가? %%SECRET%%
- A) 하나 %%SECRET%%
- B) 둘 <!-- SECRET -->

**정답: B** %%SECRET%%

- **Option A** - 아니다 %%SECRET%%

%%
SECRET
"""


def test_no_comment_leaves_the_vault(vault: Vaults) -> None:
    """Neither the cards' HTML and text nor the Markdown beside them holds a comment, closed or not."""
    pack = pack_of(vault({"n.md": NOTE, "m.md": "## 핵심 포인트\n\n느린 경우, ![[n]]\n"}))
    assert len(pack.cards) == 3
    assert "SECRET" not in json.dumps(shape(pack))


@given(st.lists(st.sampled_from(["%%", "<!--", "-->", "`", "```\n", "\n\n", "a", " ", "> "]), max_size=30))
def test_taking_comments_out_once_is_enough(pieces: list[str]) -> None:
    """Taking comments out never fails, and gives no longer text."""
    text = "".join(pieces)
    assert len(without_private(text)) <= len(text)

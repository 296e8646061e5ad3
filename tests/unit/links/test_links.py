"""Links and embeds lead where Obsidian's do, show what is there, and are reported where nothing is."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporter.extract import extract
from exporter.links import Library, Resolver
from exporter.markdown import block_html, blocks_text
from exporter.model import ConceptCard, McqCard
from exporter.parse import parse_note
from exporter.source import Source
from exporter.vault import Attachments, Vault
from tests.packs import picture
from tests.vaults import pack_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporter.model import Pack, Text

    Vaults = Callable[[dict[str, str | bytes]], Path]

CANARY = """---
aliases: [단계 배포, Gradual rollout]
---
# 카나리 배포

트래픽을 조금씩 옮긴다.

## 절차

1. 5 %만 새 버전으로 보낸다. ^step
2. 지표를 본다.

## Roll back

- 지표가 나빠지면 되돌린다.

| 단계 | 비율 |
|---|---|
| 1 | 5 % |
^shares
"""


def defined(text: str) -> str:
    """A note whose only card's meaning is a text."""
    return f"## 주요개념\n\n- **배포**: {text}\n"


def meaning(pack: Pack, note: str = "note.md") -> Text:
    cards = [issued.card for issued in pack.cards if issued.card.origin.note == note]
    (card,) = cards
    assert isinstance(card, ConceptCard)
    return card.definition


def findings(pack: Pack) -> list[tuple[str, str | None]]:
    return [(each.rule, each.help) for each in pack.diagnostics]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[[Canary]]", "카나리 배포"),
        ("[[canary]]", "카나리 배포"),
        ("[[deep/Canary]]", "카나리 배포"),
        ("[[Canary.md]]", "카나리 배포"),
        ("[[Canary|조금씩]]", "조금씩"),
        ("[[Canary#절차]]", "절차"),
        ("[[Canary#카나리 배포#절차]]", "절차"),
        ("[[Canary#roll back|되돌리기]]", "되돌리기"),
        ("[[Canary#^step]]", "카나리 배포"),
        ("[[Canary#^shares]]", "카나리 배포"),
        ("[[단계 배포]]", "단계 배포"),
        ("[[gradual rollout]]", "gradual rollout"),
        ("[[#주요개념]]", "주요개념"),
        ("[[Blue, green]]", "Blue, green"),
        ("[[v1.2 변경점]]", "v1.2 변경점"),
        (unicodedata.normalize("NFD", "[[v1.2 변경점]]"), "v1.2 변경점"),
        ("[둘](deep/Canary.md)", "둘"),
        ("[둘](Blue,%20green.md)", "둘"),
        ("[둘](<Blue, green.md>)", "둘"),
        ("[[plan.pdf]]", "plan.pdf"),
        ("[[sketch.excalidraw]]", "sketch.excalidraw"),
        ("[집](https://example.org/x.md)", "집"),
        ("[절](#roll-back)", "절"),
    ],
)
def test_links_show_their_words_and_are_sound(vault: Vaults, written: str, shown: str) -> None:
    """A link is its own words, else the heading or the title that it leads to; never an address."""
    files: dict[str, str | bytes] = {
        "note.md": defined(f"곧 {written}"),
        "deep/Canary.md": CANARY,
        "Blue, green.md": "말",
        "v1.2 변경점.md": "말",
        "plan.pdf": b"%PDF",
        "sketch.excalidraw.md": "---\nexcalidraw-plugin: parsed\n---\n# x\n",
    }
    pack = pack_of(vault(files))
    assert meaning(pack).text == f"곧 {shown}"
    assert findings(pack) == []
    assert 'href="deep' not in meaning(pack).html


@pytest.mark.parametrize(
    ("written", "shown", "fix"),
    [
        ("[[Canry]]", "Canry", "did you mean `Canary`?"),
        ("[[Gradul rollout]]", "Gradul rollout", "did you mean `Gradual rollout`?"),
        ("[[아직 없음]]", "아직 없음", None),
        ("[둘](Canry.md)", "둘", "did you mean `Canary`?"),
        ("[[Canary#없는 제목]]", "없는 제목", "mend what stands behind the `#`"),
        ("[[Canary#^none]]", "카나리 배포", "mend what stands behind the `#`"),
        ("[[#없음]]", "없음", "mend what stands behind the `#`"),
    ],
)
def test_broken_links_are_told_with_their_place(
    vault: Vaults, written: str, shown: str, fix: str | None
) -> None:
    """A link to nothing keeps its words, costs no card, and the nearest name is offered."""
    pack = pack_of(vault({"note.md": defined(f"앞 {written} 뒤"), "Canary.md": CANARY}))
    assert meaning(pack).text == f"앞 {shown} 뒤"
    (finding,) = pack.diagnostics
    assert (finding.rule, str(finding.severity), finding.help) == ("link-broken", "info", fix)
    assert finding.position == (3, 13)
    assert finding.width == len(written)


def test_links_in_code_comments_and_front_matter_are_none(vault: Vaults) -> None:
    """What only looks like a link is not followed."""
    text = "---\nup: '[[gone]]'\n---\n" + defined(
        "`[[gone]]` %%[[gone]]%% <!-- [[gone]] -->\n\n```\n[[gone]]\n```"
    )
    assert findings(pack_of(vault({"note.md": text}))) == []


def test_of_equal_names_the_nearest_is_meant(vault: Vaults) -> None:
    """Beside the note first, then by fewest steps; a path picks one."""
    files: dict[str, str | bytes] = {
        "a/note.md": defined("[[Same]] [[b/Same]]"),
        "a/Same.md": "# 곁",
        "b/Same.md": "# 저쪽",
        "c/note.md": defined("[[Same]] ![[p.png]]"),
        "c/d/Same.md": "# 아래",
        "p.png": picture(1, 1),
        "c/e/p.png": picture(2, 1),
    }
    pack = pack_of(vault(files))
    assert meaning(pack, "a/note.md").text == "곁 저쪽"
    assert meaning(pack, "c/note.md").text.startswith("아래")


def test_a_part_of_a_vault_sees_the_notes_around_it(vault: Vaults) -> None:
    """A link out of the folder that is built shows the same words as in the whole, and is not broken."""
    files: dict[str, str | bytes] = {
        "studypack.toml": "ignore = ['old']\n",
        "in/note.md": defined("[[Canary]] [[단계 배포]] [[Old]] ![[Canary#절차]]"),
        "out/Canary.md": CANARY,
        "old/Old.md": "# 옛것",
    }
    root = vault(files)
    part, whole = pack_of(root / "in"), pack_of(root)
    assert meaning(part, "in/note.md") == meaning(whole, "in/note.md")
    assert findings(part) == findings(whole) == []


EMBEDS = {
    "![[Canary#^step]]": "5 %만 새 버전으로 보낸다.",
    "![[단계 배포#^step]]": "5 %만 새 버전으로 보낸다.",
    "![[Canary#절차]]": "<ol><li>5 %만 새 버전으로 보낸다.</li><li>지표를 본다.</li></ol>",
    "![[Canary#^shares]]": "<table><thead><tr><th>단계</th><th>비율</th></tr></thead>"
    "<tbody><tr><td>1</td><td>5 %</td></tr></tbody></table>",
    "말: ![[Canary#절차]] 끝": "<p>말:</p>"
    "<ol><li>5 %만 새 버전으로 보낸다.</li><li>지표를 본다.</li></ol><p>끝</p>",
    "![](deep/Canary.md#절차)": "<ol><li>5 %만 새 버전으로 보낸다.</li><li>지표를 본다.</li></ol>",
}


@pytest.mark.parametrize(("written", "shown"), EMBEDS.items())
def test_embedded_text_stands_where_it_is_embedded(vault: Vaults, written: str, shown: str) -> None:
    """A note, a section or a block is shown in the card's text, and in its plain text as well."""
    pack = pack_of(vault({"note.md": defined(written), "deep/Canary.md": CANARY}))
    assert meaning(pack).html == shown
    assert "5 %" in meaning(pack).text
    assert findings(pack) == []


def test_embedded_cards_are_made_once(vault: Vaults) -> None:
    """What another note defines is its card alone, however often it is embedded."""
    files: dict[str, str | bytes] = {
        "note.md": "## 주요개념\n\n![[other#주요개념]]\n\n## 설명\n\n![[other]]\n",
        "other.md": "## 주요개념\n\n- **대기열**: 일을 세워 둔다\n",
    }
    assert [issued.card.origin.note for issued in pack_of(vault(files)).cards] == ["other.md"]


def test_embedded_pictures_are_those_of_their_own_note(vault: Vaults) -> None:
    """A picture in an embedded section is sought from the note that it stands in."""
    files: dict[str, str | bytes] = {
        "note.md": defined("![[x/other]]"),
        "p.png": picture(3, 1),
        "x/other.md": "![[p.png]] [[near]]",
        "x/p.png": picture(4, 1),
        "x/near.md": "# 가까이",
        "near.md": "# 멀리",
    }
    pack = pack_of(vault(files))
    assert [each.path for each in pack.attachments] == ["x/p.png"]
    assert "가까이" in meaning(pack).html


def test_embeds_without_an_end_are_cut_and_told(vault: Vaults) -> None:
    """Notes that embed each other, themselves, or each other many times over, end in time."""
    files: dict[str, str | bytes] = {
        "note.md": defined("![[a]]"),
        "a.md": "가 ![[b]]\n\n![[b]]",
        "b.md": "나 ![[a]]",
        **{f"n{number}.md": f"# 제{number}\n\n" + f"![[n{number + 1}]]\n\n" * 9 for number in range(200)},
        "n200.md": defined("![[n0]]"),
    }
    pack = pack_of(vault(files))
    assert meaning(pack).text == "가 b b"
    said = {(each.rule, each.path) for each in pack.diagnostics}
    assert {("embed-not-shown", path) for path in ("a.md", "b.md", "n0.md", "n200.md")} <= said
    assert len(meaning(pack, "n200.md").html) < 200_000


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("![[gone.png]]", "attachment-missing"),
        ("![x](gone%20one.png)", "attachment-missing"),
        ("![[gone.pdf]]", "attachment-missing"),
        ("![x](https://example.org/x.png)", "picture-remote"),
        ("![[plan.pdf#page=3]]", "embed-not-shown"),
        ("![[map.canvas]]", "embed-not-shown"),
        ("![[sketch.excalidraw]]", "embed-not-shown"),
        ("![[talk.mp3]]", "embed-not-shown"),
        ("![[board]]", "embed-not-shown"),
        ("![[gone]]", "embed-missing"),
        ("![[Canary#gone]]", "embed-missing"),
        ("![[Canary#^gone]]", "embed-missing"),
    ],
)
def test_what_cannot_be_shown_is_told_with_its_place(vault: Vaults, written: str, rule: str) -> None:
    """The card shows its name; the finding points at the whole embed."""
    files: dict[str, str | bytes] = {
        "note.md": defined(f"말 {written}"),
        "Canary.md": CANARY,
        "board.md": "---\nkanban-plugin: board\n---\n## 할 일\n- [ ] x\n",
        "sketch.excalidraw.md": "x",
        **dict.fromkeys(("plan.pdf", "map.canvas", "talk.mp3"), b"x"),
    }
    pack = pack_of(vault(files))
    (finding,) = pack.diagnostics
    assert finding.rule == rule
    assert finding.position == (3, 13)
    assert finding.width == len(written)
    assert finding.help
    assert meaning(pack).text != "말"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("![[구성 도.png]]", 'alt="구성 도.png"'),
        (unicodedata.normalize("NFD", "![[구성 도.png|300]]"), 'alt="구성 도.png" width="300"'),
        ("![[구성 도.png|300x200]]", 'alt="구성 도.png" width="300"'),
        ("![[구성 도.png|흐름|300]]", 'alt="흐름" width="300"'),
        ("![[구성 도.png|흐름]]", 'alt="흐름"'),
        ("![흐름|300](구성%20도.png)", 'alt="흐름" width="300"'),
        ("![300](구성%20도.png)", 'alt="구성 도.png" width="300"'),
        ("![](<구성 도.png>)", 'alt="구성 도.png"'),
        ("![흐름](../그림/구성%20도.png)", 'alt="흐름"'),
        ("![흐름](/그림/구성%20도.png)", 'alt="흐름"'),
        ('<img src="그림/구성 도.png" alt="흐름" width="120px">', 'alt="흐름" width="120"'),
    ],
)
def test_pictures_are_found_and_sized(vault: Vaults, written: str, shown: str) -> None:
    """By every way of writing a picture, with the words and the width that it gives."""
    pack = pack_of(vault({"글/note.md": defined(written), "그림/구성 도.png": picture(1, 1)}))
    (attachment,) = pack.attachments
    assert meaning(pack, "글/note.md").html == f'<img src="{attachment.name}" {shown}>'
    assert findings(pack) == []


def test_a_picture_in_a_table_keeps_its_width(vault: Vaults) -> None:
    """In a table the bar of an embed or link is escaped."""
    table = "## 설명\n\n| 그림 | 글 |\n|---|---|\n| ![[p.png\\|40]] | [[Canary\\|조금씩]] |\n"
    text = "## 핵심 포인트\n\n느린 경우, 미리 한다.\n\n" + table
    pack = pack_of(vault({"note.md": text, "p.png": picture(1, 1), "Canary.md": CANARY}))
    card = pack.cards[0].card
    assert isinstance(card, ConceptCard)
    assert card.explanation is not None
    assert 'width="40"' in card.explanation.html
    assert "조금씩" in card.explanation.html
    assert findings(pack) == []


def test_a_linked_notes_title_is_no_part_of_a_cards_id(vault: Vaults) -> None:
    """Another note's new heading changes what a card says, and not who it is."""
    note = (
        "## Trade-offs\n\n**[[Canary]] 장점**:\n- 안전하다\n\n"
        "## 문제\n**Question:** What is [[Canary]]?\n- A) a\n- B) b\n\n**Answer: B**\n"
        + defined("[[Canary]]")
    )
    root = vault({"note.md": note, "Canary.md": "# 카나리 배포"})
    before = {issued.id: issued.card.origin.slot for issued in pack_of(root).cards}
    (root / "Canary.md").write_text("# 조금씩 옮기기", "utf-8")
    after = pack_of(root)
    assert {issued.id: issued.card.origin.slot for issued in after.cards} == before
    assert any(
        "조금씩 옮기기" in issued.card.stem.text for issued in after.cards if isinstance(issued.card, McqCard)
    )


PIECES = st.sampled_from(
    [
        "![[",
        "[[",
        "]]",
        "![](",
        "](",
        ")",
        "a",
        "b",
        "c",
        "#",
        "#h",
        "# h\n",
        "^i\n",
        "#^i",
        "|",
        "\n\n",
        "- ",
        "> ",
        "*",
        "x",
        "![[a]]",
        "![[b#h]]",
        "![[c#^i]] ",
        "![[#h]]",
        "[[a]]",
        "## 주요개념\n\n- **용어**: ",
        "| a |\n|---|\n| ",
        "`",
    ]
)
TEXTS = st.lists(st.lists(PIECES, max_size=25).map("".join), min_size=3, max_size=3)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_whatever_notes_embed_the_cards_end(texts: list[str]) -> None:
    """Any tangle of notes is followed to an end, and every finding has a place that exists."""
    sources = {f"{name}.md": Source(f"{name}.md", text) for name, text in zip("abc", texts, strict=True)}
    notes = [parse_note(source).value for source in sources.values()]
    vault = Vault(Path(), ".", tuple(sources), {}, dict.fromkeys(sources, Path()))
    resolver = Resolver(Library(vault, notes), Attachments({}))
    for note in notes:
        links = resolver.follow(note)
        extract(note, links.value)
        blocks = tuple(note.blocks())
        assert len(block_html(blocks, links.value)) < 1_000_000
        assert isinstance(blocks_text(blocks, links.value), str)
        for finding in links.diagnostics:
            assert finding.position is not None
            assert finding.position.line <= len(note.source.line_starts)

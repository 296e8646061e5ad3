"""Notes that would harm whoever studies them: nothing of theirs is run, fetched or hides a card."""

# ruff: noqa: E501 - attacks as they come

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

import nh3
import pytest

from exporter.model import PRESETS
from exporter.writers.anki.contents import contents
from tests.chromium import Chromium
from tests.packs import picture
from tests.real_anki import bring_in, build, collection, page, rendered
from tests.test_properties import ALLOWED
from tests.vaults import pack_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from exporter.model import Pack

    Write = Callable[[dict[str, str | bytes]], Path]

# Each would set `pwned`, call home to `evil.example`, or hide the card.
ATTACKS = [
    "<script>window.pwned = 1</script>",
    "<script src=//evil.example/x.js></script>",
    "<img src=x onerror='window.pwned = 1'>",
    "<img src=//evil.example/x.png>",
    "<svg onload='window.pwned = 1'><image href='http://evil.example/x'/></svg>",
    "<svg><style><img src=x onerror=window.pwned=1></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.pwned=1>",
    "<iframe src='javascript:parent.pwned=1'></iframe><object data='http://evil.example/'></object>",
    "<a href='javascript:window.pwned=1'>a</a> [b](javascript:window.pwned=1) [c](JaVa&#10;Script:window.pwned=1) <javascript:window.pwned=1>",
    "[d](data:text/html,<script>top.pwned=1</script>) [e](vbscript:x) [f](file:///etc/passwd)",
    "![g](http://evil.example/x.png) ![h](data:image/svg+xml,<svg/onload=window.pwned=1>) ![[http://evil.example/y.png]]",
    "<style>.sp, .card, body { display: none !important }</style>",
    "<style>@import url(http://evil.example/x.css); * { background: url(http://evil.example/y) }</style>",
    "<link rel=stylesheet href=http://evil.example/x.css><meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "<base href=http://evil.example/><form action=http://evil.example/><button autofocus onfocus=window.pwned=1>x</button></form>",
    "<div style='position:fixed;inset:0;background:#fff;z-index:9'>cover</div>",
    "<div class='sp toggle second foot card'>classes</div><p hidden>hidden</p>",
    "</div></div></details></section><plaintext>",
    "<textarea><title><noscript><xmp>",
    "<!-- --><!--><script>window.pwned=1</script><!-- -->",
    "<details ontoggle='window.pwned=1' open><summary>s</summary>d</details>",
    "<p id=answer name=qa>id</p><input name=body>",
    "`<script>window.pwned = 1</script>` and `</script><img src=x onerror=window.pwned=1>` and `-->`",
    "{{Key}} {{#Key}}x{{/Key}} {{^Answer}} {{FrontSide}} {{c1::gap}} {{cloze:Text}} {{=<% %>=}}",
    "[[part]] ]] [[word answer]] [[foot]] [[../../etc/passwd]] [sound:http://evil.example/x.mp3] [anki:tts lang=en_US]x[/anki:tts] [latex]\\input{/etc/passwd}[/latex] [$]x[/$]",
    "==a</mark><script>window.pwned=1</script>== **b<img src=x onerror=window.pwned=1>**",
    "$</span><script>window.pwned=1</script>$ and $\\href{javascript:window.pwned=1}{x}$",
    "\u202ereversed \ufeffbom \u2028line",
    "&lt;script&gt;window.pwned=1&lt;/script&gt; &#60;img src=x onerror=window.pwned=1&#62;",
]

NOTE = """\
---
tags: ["x\\" onload=window.pwned=1", "<script>", "a"]
---

# Title {attack}

## Key point

When something is hostile, {attack} keep what is said.

## Explanation

Explained {attack}

```html
<script>window.pwned = 1</script> </script> --> <!-- {{{{Key}}}} {{{{c1::x}}}} ]]
```

| a | b |
|---|---|
| {cell} | kept |

## Key concepts

- **Term {number}**: meaning kept {attack}
  - nested {attack}

## Trade-offs

**Cache pros**:
- fast {attack}

**Cache cons**:
- stale {attack}

## Questions

**Question:** Which one stays? {attack}

- A) First {attack}
- B) Second {attack}

**Answer: A**

- A: because {attack}
- B: not so {attack}

## Gaps #flashcards

The ==gap== is kept {attack}
"""

TAGS = ALLOWED | {"b", "i"}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width"},
    "ol": {"start"},
    "th": {"scope"},
    "*": {"class", "lang", "dir"},
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A vault of attacks, each in every place of a note."""
    folder = tmp_path_factory.mktemp("hostile") / "vault"
    folder.mkdir()
    for number, attack in enumerate(ATTACKS):
        text = NOTE.format(attack=attack, number=number, cell=attack.replace("|", ""))
        (folder / f"{number:02}.md").write_text(text, "utf-8")
    return pack_of(folder, PRESETS["full"])


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    """One browser for all."""
    with Chromium() as started:
        yield started


def fields_of(pack: Pack) -> dict[str, str]:
    """Give every field of every card that is HTML."""
    comparisons = pack.comparisons()
    return {
        f"{issued.card.origin.note} {issued.id} {name}": value
        for issued in pack.cards
        for name, value in contents(issued, pack, comparisons).items()
        if value and name not in {"CardId", "Key", "Pinned", "Retired", "Source"}
    }


def test_a_cleaner_finds_nothing_to_remove(hostile: Pack) -> None:
    """Every field of every card is what an independent cleaner leaves of it."""
    kept = fields_of(hostile)
    assert len(kept) > 20 * len(ATTACKS)
    for where, field in kept.items():
        cleaned = nh3.clean(
            field,
            tags=TAGS,
            attributes=ATTRIBUTES,
            url_schemes={"http", "https", "mailto", "obsidian"},
            link_rel=None,
        )
        assert as_browsers_read(cleaned) == as_browsers_read(field), where


def as_browsers_read(fragment: str) -> str:
    """Bring the ways in which a sign and an attribute can be written to one."""
    tags = re.sub(r"<(\w+)((?:\s[^<>]*?)?)\s*/?>", _sorted, fragment)
    return html.unescape(tags.replace("\xa0", " "))


def _sorted(tag: re.Match[str]) -> str:
    attributes = sorted(re.findall(r'([\w-]+)="([^"]*)"', tag[2]))
    return f"<{tag[1]} {attributes}>"


def test_no_file_of_the_deck_is_hostile(hostile: Pack) -> None:
    """No remote address but in links, no script but the shipped one, no media that nobody gave."""
    for where, field in fields_of(hostile).items():
        for address in re.findall(r'src="([^"]*)"', field):
            assert not re.match(r"[a-z]+:|//", address), where
        assert not re.search(r"<(?!/?[a-z0-9]+[\s>])", field), where
        assert "[sound:" not in field, where
        assert "[anki:" not in field, where
        assert "[latex]" not in field, where
    with zipfile.ZipFile(io.BytesIO(build(hostile))) as archive:
        assert json.loads(archive.read("media")) == {}


def test_what_was_written_can_still_be_read(hostile: Pack, tmp_path: Path) -> None:
    """Every card shows its own words, and code shows the attack as it is written."""
    with collection(tmp_path) as opened:
        bring_in(opened, build(hostile), tmp_path)
        cards = rendered(opened)
    plain = [html.unescape(re.sub(r"<[^>]*>", "", card.back)) for card in cards]
    code = "<script>window.pwned = 1</script> </script> --> <!-- {{Key}} {{c1::x}} ]]"
    assert sum(code in each for each in plain) == len(ATTACKS)
    assert len(cards) >= 5 * len(ATTACKS)
    assert {issued.card.origin.note for issued in hostile.cards} == set(hostile.notes)
    for name in ("Which one stays?", "Cache", "Term", "First", "because", "fast", "nested", "gap"):
        assert sum(name in each for each in plain) >= len(ATTACKS), name


def test_no_card_runs_or_fetches_anything(hostile: Pack, tmp_path: Path, browser: Chromium) -> None:
    """In a real browser no script of a note runs, no request leaves, and every card can be seen."""
    with collection(tmp_path) as opened:
        bring_in(opened, build(hostile), tmp_path)
        cards = rendered(opened)
    browser.send("Network.enable")
    path = tmp_path / "card.html"
    for card in cards:
        # Both sides on one page: what one of them leaves open would swallow the other.
        both = f"<section>{card.front}</section><section>{card.back}</section>"
        path.write_text(page(card, both, night=False), "utf-8")
        browser.open(path, 400)
        told = json.loads(browser.run(LOOK))
        assert {**told, "scripts": 0} == {"pwned": False, "covered": 0, "shown": 2, "scripts": 0}, both
        assert told["scripts"] == both.count("<script>") <= 4
        asked = [
            event["params"]["request"]["url"]
            for event in browser.events
            if event["method"] == "Network.requestWillBeSent"
        ]
        assert asked == [path.resolve().as_uri()]
    browser.send("Network.disable")


# Everything is unfolded and every link that is no web address pressed; what hides the card lies over its first words.
LOOK = r"""
(async () => {
  document.querySelectorAll("details").forEach(fold => { fold.open = true });
  for (const link of document.querySelectorAll("a")) {
    if (!/^(https?|mailto|obsidian):/.test(link.getAttribute("href"))) link.click();
  }
  await new Promise(done => setTimeout(done, 20));
  const shown = [...document.querySelectorAll("#qa > section > .sp")];
  const isCovered = card => {
    const texts = document.createTreeWalker(card, NodeFilter.SHOW_TEXT, node =>
      node.data.trim() && node.parentElement.getClientRects().length ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
    const range = document.createRange();
    range.selectNodeContents(texts.nextNode());
    card.scrollIntoView();
    const place = range.getClientRects()[0];
    return !card.contains(document.elementFromPoint(place.left + 1, place.top + place.height / 2));
  };
  return JSON.stringify({
    pwned: "pwned" in window, covered: shown.filter(isCovered).length, scripts: document.scripts.length,
    shown: shown.filter(card => card.getBoundingClientRect().width > 200 && card.offsetHeight > 20).length,
  });
})()
"""


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="90"><circle r="3"/>{}</svg>'
)
SHOWS = "## Key concepts\n\n- **Term**: what ![[{}|the drawing]] shows\n"


def test_a_drawing_that_runs_or_loads_arrives_without(vault: Write) -> None:
    """Its script and its addresses are left out, a finding says so, and the file keeps its place."""
    bad = SVG.format("<script>window.pwned=1</script><image href='http://evil.example/x.png'/>")
    pack = pack_of(vault({"a.md": SHOWS.format("bad.svg"), "bad.svg": bad}))
    assert [(each.rule, each.path, each.position.line) for each in pack.diagnostics if each.position] == [
        ("attachment-unsafe", "a.md", 3)
    ]
    (drawing,) = pack.attachments
    assert b"evil" not in drawing.content
    assert b"pwned" not in drawing.content
    assert b"circle" in drawing.content


@pytest.mark.parametrize("content", [b"", b"<!doctype html><p>not found</p>", b"\x89PNG\r\n\x1a\n"])
def test_a_file_that_is_no_picture_is_said_and_described(vault: Write, content: bytes) -> None:
    """The card shows the description instead of a broken picture."""
    pack = pack_of(
        vault(
            {"a.md": "## Key concepts\n\n- **Term**: what ![the scheme](bad.png) shows\n", "bad.png": content}
        )
    )
    assert [each.rule for each in pack.diagnostics] == ["attachment-broken"]
    assert pack.attachments == ()
    assert any('<span class="missing">the scheme</span>' in field for field in fields_of(pack).values())


def test_healthy_pictures_are_no_finding(vault: Write) -> None:
    """A plain drawing and a photograph arrive as they are."""
    plain = SVG.format("").encode()
    pack = pack_of(
        vault(
            {
                "a.md": SHOWS.format("a.svg") + "- **Photo**: ![[b.png]] at night\n",
                "a.svg": plain,
                "b.png": picture(),
            }
        )
    )
    assert pack.diagnostics == ()
    assert sorted(each.content for each in pack.attachments) == sorted([plain, picture()])

"""Pictures on their way into the real Anki."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.packs import picture
from tests.real_anki import BUILT_AT, bring_in, build, collection, rendered
from tests.vaults import pack_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from exporter.model import Pack

    Write = Callable[[dict[str, str | bytes]], Path]

SHOWS = "## Key concepts\n\n- **{}**: what ![[{}]] shows\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="3"/></svg>'
LONG = "에이다블유에스 아키텍처 구성도 최종본 " * 4


def media_of(content: bytes) -> dict[str, bytes]:
    """Give the media of a deck file by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(place) for place, name in json.loads(archive.read("media")).items()}


def timeless(pack: Pack) -> Pack:
    """Let the time of the build be that of every card."""
    return replace(pack, cards=tuple(replace(issued, changed=None) for issued in pack.cards))


def shown(folder: Path) -> set[str]:
    """Give what the cards of a collection show: each must lie in its media folder."""
    with collection(folder) as opened:
        sources = {name for card in rendered(opened) for name in re.findall(r'src="([^"]*)"', card.back)}
        report = opened.media.check()
    assert list(report.missing) == []
    return sources


@pytest.mark.parametrize(
    "name",
    [
        "plain.png",
        "그림 1 (최종).png",
        unicodedata.normalize("NFD", "구성도.png"),
        f"{LONG}.png",
        "a%20b#c & 'd' {{c1::e}}.png",
        "_underlined.png",
        "日本語 · émoji 👩‍👩‍👧.PNG",
    ],
)
def test_a_name_of_any_kind_arrives(name: str, vault: Write, tmp_path: Path) -> None:
    """Anki finds the file under the name that the card has, and the name is NFC and short enough."""
    pack = pack_of(vault({"a.md": SHOWS.format("Term", name), name: picture()}))
    assert pack.diagnostics == ()
    with collection(tmp_path) as opened:
        bring_in(opened, build(pack), tmp_path)
    (source,) = shown(tmp_path)
    assert unicodedata.is_normalized("NFC", source)
    assert len(source.encode()) <= 120
    assert (tmp_path / "collection.media" / source).read_bytes() == picture()


def test_files_of_one_name_in_two_folders_are_two(vault: Write, tmp_path: Path) -> None:
    """Each note shows the picture of its own folder; one that is the same in both travels once."""
    one, two = picture(2, 2), picture(3, 3)
    pack = pack_of(
        vault(
            {
                "a/a.md": SHOWS.format("One", "p.png") + "- **Same**: what ![[same.png]] shows\n",
                "a/p.png": one,
                "a/same.png": picture(),
                "b/b.md": SHOWS.format("Two", "p.png") + "- **Equal**: that ![[same.png]] is shown\n",
                "b/p.png": two,
                "b/same.png": picture(),
            }
        )
    )
    media = media_of(build(pack))
    assert sorted(media.values()) == sorted([one, two, picture()])
    with collection(tmp_path) as opened:
        bring_in(opened, build(pack), tmp_path)
        backs = {word: card.back for card in rendered(opened) for word in ("One", "Two") if word in card.back}
    for word, content in (("One", one), ("Two", two)):
        (name,) = re.findall(r'src="([^"]*)"', backs[word])
        assert media[name] == content


def test_what_no_card_shows_is_left_out(vault: Write) -> None:
    """Neither a file that no note names, nor one that stands where no card is made of."""
    notes = {
        "a.md": SHOWS.format("Term", "used.svg"),
        "b.md": "# Diary\n\nToday I drew ![[diary.png]].\n",
        "used.svg": SVG,
        "diary.png": picture(2, 2),
        "lonely.png": picture(3, 3),
    }
    assert list(media_of(build(pack_of(vault(notes)))).values()) == [SVG.encode()]


def test_a_changed_picture_arrives_and_the_review_stays(vault: Write, tmp_path: Path) -> None:
    """Under its old name Anki would ignore it; the card is updated, and no other is touched."""
    notes = {"a.md": SHOWS.format("Term", "p.png") + "- **Other**: something without a picture\n"}
    before, after = (
        timeless(pack_of(vault({**notes, "p.png": content}))) for content in (picture(2, 2), picture(3, 3))
    )
    assert [card.guid for card in before.cards] == [card.guid for card in after.cards]
    with collection(tmp_path) as opened:
        bring_in(opened, build(before), tmp_path)
        done = bring_in(opened, build(after, BUILT_AT + 60), tmp_path)
        assert (done.new, done.conflicting) == (0, 0)
    (source,) = shown(tmp_path)
    assert (tmp_path / "collection.media" / source).read_bytes() == picture(3, 3)


def test_files_whose_ending_lies(vault: Write) -> None:
    """What is called a picture and is none is left out and named; a JPEG called PNG is a picture."""
    notes: dict[str, str | bytes] = {
        "a.md": SHOWS.format("Term", "bad.png") + "- **Other**: what ![[empty.svg]] shows\n",
        "bad.png": b"%PDF-1.7",
        "empty.svg": "",
    }
    pack = pack_of(vault(notes))
    assert [each.rule for each in pack.diagnostics] == ["attachment-broken", "attachment-broken"]
    assert media_of(build(pack)) == {}

"""A sheet that was set in parts, on several cores, or taken from the cache, is the sheet."""

from __future__ import annotations

import io
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pdfplumber
import pikepdf
import pytest

from exporter.cache import Store
from exporter.model import ConceptCard, McqCard
from exporter.render.templates import Templates
from exporter.writers.base import Job
from exporter.writers.cheatsheet import printing, setting, writer
from exporter.writers.cheatsheet.options import CheatsheetOptions
from exporter.writers.cheatsheet.parting import LARGE, runs
from tests.bilingual import bilingual_pack
from tests.packs import sample_pack, text
from tests.test_cheatsheet_layouts import references
from tests.test_cheatsheet_pages import BUILT_AT, Printed, moved, repeated
from tests.test_cheatsheet_structure import (  # noqa: F401 - they are asked of these sheets as well
    test_everything_that_is_drawn_is_content_or_ornament,
    test_fonts_can_be_read_aloud,
    test_headings_descend_step_by_step,
    test_links_are_described_and_in_the_tree,
    test_lists_are_made_of_items,
    test_tables_have_heads,
    test_the_tree_and_the_pages_agree,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.model import Pack

NOTES = LARGE + 4


def reworded(pack: Pack, note: str) -> Pack:
    """The same pack, a definition of a note in other words."""
    cards = list(pack.cards)
    at = next(
        index
        for index, one in enumerate(cards)
        if one.card.origin.note == note
        and isinstance(one.card, ConceptCard)
        and one.card.role == "definition"
    )
    card = cards[at].card
    assert isinstance(card, ConceptCard)
    cards[at] = replace(cards[at], card=replace(card, definition=text("달라진 뜻")))
    return replace(pack, cards=tuple(cards))


def with_another(pack: Pack) -> Pack:
    """The same pack with a further note in its midst, with a question of its own."""
    path, new = pack.chapters[0].notes[9], "09a.md"
    cards = [moved(one, new, 99) for one in pack.cards if one.card.origin.note == path]
    cards = [replace(one, short_id=f"x{number}") for number, one in enumerate(cards)]
    at = next(index for index, one in enumerate(pack.cards) if one.card.origin.note > path)
    notes = sorted([*pack.notes.values(), replace(pack.notes[path], path=new)], key=lambda note: note.path)
    return replace(
        pack,
        notes={note.path: note for note in notes},
        cards=(*pack.cards[:at], *cards, *pack.cards[at:]),
        chapters=(replace(pack.chapters[0], notes=tuple(note.path for note in notes)),),
    )


def printed(
    pack: Pack,
    cache: Store | None = None,
    jobs: int = 1,
    at: int = BUILT_AT,
    **options: Any,  # noqa: ANN401
) -> bytes:
    made = writer.write(pack, CheatsheetOptions(jobs=jobs, **options), Job(at, Templates(), cache=cache))
    assert made.value is not None
    assert made.diagnostics == ()
    return made.value


def opened(pack: Pack, content: bytes) -> Printed:
    result = replace(writer_result(), value=content)
    return Printed(pack, result, pdfplumber.open(io.BytesIO(content)).pages)


def writer_result() -> Any:  # noqa: ANN401 - a result without anything
    from exporter.diagnostics import Checked

    return Checked(b"", ())


@pytest.fixture(scope="module")
def pack() -> Pack:
    return repeated(sample_pack(), NOTES)


@pytest.fixture(scope="module")
def cold(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Store]:
    """The large pack, printed with an empty cache, and the cache."""
    store = Store(tmp_path_factory.mktemp("cache"))
    return printed(pack, store, jobs=2), store


@pytest.fixture(scope="module")
def pdf(cold: tuple[bytes, Store]) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(cold[0])) as opened_file:
        yield opened_file


class Setting:
    """Counts the parts that are set, contents and glossary apart."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times = 0
        before = setting.set_part

        def counted(press: Any, copy: Any) -> Any:  # noqa: ANN401 - passed on
            self.times += 'class="chapter ' in copy.html
            return before(press, copy)

        monkeypatch.setattr(setting, "set_part", counted)


def test_no_part_is_set_again_for_the_time(
    pack: Pack, cold: tuple[bytes, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day later the same pack is bound of the same parts, and says when that was."""
    setting_ = Setting(monkeypatch)
    later = printed(pack, cold[1], at=BUILT_AT + 86_400)
    assert setting_.times == 0
    assert later == printed(pack, at=BUILT_AT + 86_400)
    with pikepdf.open(io.BytesIO(cold[0])) as first, pikepdf.open(io.BytesIO(later)) as second:
        assert str(first.docinfo["/CreationDate"]) < str(second.docinfo["/CreationDate"])
        assert str(second.docinfo["/ModDate"])[2:10] in second.Root.Metadata.read_bytes().decode().replace(
            "-", ""
        )


def test_the_seams_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chapters set by themselves stand on the same pages, in the same places, as those set in one piece."""
    pack = bilingual_pack()
    parts = opened(pack, printed(pack, glossary="yes"))
    monkeypatch.setattr(printing, "divisible", lambda _: False)
    whole = opened(pack, printed(pack, glossary="yes"))
    assert len(pack.chapters) > 1
    assert len(parts.pages) == len(whole.pages)
    for one, other in zip(parts.pages, whole.pages, strict=True):
        places = [
            Counter(
                (char["text"], round(char["x0"]), round(char["top"]))
                for char in page.chars
                if char["text"].strip()
            )
            for page in (one, other)
        ]
        assert sum((places[0] - places[1]).values()) <= len(one.chars) / 100  # by rounding
    outlines, targets = [], []
    for sheet in (parts, whole):
        with pikepdf.open(io.BytesIO(sheet.content)) as file, file.open_outline() as outline:
            outlines.append([(line.title, [each.title for each in line.children]) for line in outline.root])
            targets.append(
                [
                    [
                        str(each.get("/Dest", each.get("/A", {}).get("/URI", "")))
                        for each in page.get("/Annots", [])
                    ]
                    for page in file.pages
                ]
            )
    assert outlines[0] == outlines[1]
    assert targets[0] == targets[1]


def test_page_numbers_are_right(pack: Pack, cold: tuple[bytes, Store]) -> None:
    """Every printed page number is that of the page on which its target stands; so is every folio."""
    sheet = opened(pack, cold[0])
    found = references(sheet)
    assert len(found) > 2 * NOTES
    assert [each for each in found if each.number != each.target] == []
    for number, page in enumerate(sheet.pages, 1):
        folio = page.crop((0, page.height - 11.5 * 72 / 25.4, page.width, page.height)).extract_text()
        assert folio == f"{number} / {len(sheet.pages)}"
        chars = page.crop((0, page.height - 11.5 * 72 / 25.4, page.width, page.height)).chars
        margin = 10 * 72 / 25.4
        edge = page.width - chars[-1]["x1"] if number % 2 else chars[0]["x0"]
        assert edge == pytest.approx(margin, abs=0.5)


def test_every_name_leads_somewhere(pdf: pikepdf.Pdf) -> None:
    """Each link within the file has a target, and each line of the outline a page."""
    flat = list(pdf.Root.Names.Dests.Names)
    names = [str(each) for each in flat[::2]]
    assert names == sorted(names, key=str.encode)
    pages = {page.objgen for page in pdf.pages}
    assert {place[0].objgen for place in flat[1::2]} <= pages
    wanted = {str(each.Dest) for page in pdf.pages for each in page.get("/Annots", []) if "/Dest" in each}
    assert wanted <= set(names)
    with pdf.open_outline() as outline:
        titles = [line.title for line in outline.root]
        assert len(outline.root[0].children) >= NOTES
    assert len(titles) == 1 + bool("glossary" in names)


def test_processes_and_cache_change_no_byte(pack: Pack, cold: tuple[bytes, Store], monkeypatch: Any) -> None:  # noqa: ANN401
    """With one process or two, from the cache or from nothing, the file is the same."""
    content, store = cold
    counted = Setting(monkeypatch)
    assert printed(pack, store) == content
    assert counted.times == 0
    assert printed(pack) == content
    assert counted.times >= 3


def test_an_edit_sets_its_part_alone(pack: Pack, cold: tuple[bytes, Store], monkeypatch: Any) -> None:  # noqa: ANN401
    """After a change of words in one note one part is set anew, and the file is as if made from nothing."""
    _, store = cold
    edited = reworded(pack, "03.md")
    counted = Setting(monkeypatch)
    again = printed(edited, store)
    assert counted.times == 1
    assert again == printed(edited, jobs=2)


def test_a_new_note_moves_no_other(pack: Pack, cold: tuple[bytes, Store], monkeypatch: Any) -> None:  # noqa: ANN401
    """A note that is put in, with a question, disturbs the parts beside it alone; all are counted anew."""
    another = with_another(pack)
    counted = Setting(monkeypatch)
    again = printed(another, cold[1])
    assert 1 <= counted.times <= 3
    assert again == printed(another, jobs=2)
    with pikepdf.open(io.BytesIO(again)) as file, file.open_outline() as outline:
        titles = [line.title.split()[0] for line in outline.root[0].children if line.title[0].isdigit()]
    assert titles == [str(number) for number in range(1, NOTES + 2)]
    sheet = opened(another, again)
    assert [each for each in references(sheet) if each.number != each.target] == []
    shown = ["".join(char["text"] for char in group) for page in sheet.pages for group in badges(page)]
    questions = sum(isinstance(one.card, McqCard) for one in another.cards)
    assert Counter(shown) == Counter(str(number) for number in range(1, questions + 1) for _ in range(2))


def badges(page: Any) -> list[list[Any]]:  # noqa: ANN401 - untyped library
    """The numbers of questions on a page: white figures, those of one number side by side."""
    found: list[list[Any]] = []
    for char in page.chars:
        if char["non_stroking_color"] == (1.0, 1.0, 1.0) and char["text"].isdigit():
            last = found[-1][-1] if found else None
            if last and abs(last["top"] - char["top"]) < 0.1 and abs(last["x1"] - char["x0"]) < 0.5:
                found[-1].append(char)
            else:
                found.append([char])
    return found


def test_damage_is_mended(pack: Pack, cold: tuple[bytes, Store]) -> None:
    """Whatever happens to what is kept, the file is the same."""
    content, store = cold
    for number, path in enumerate(sorted(store.folder.rglob("*"))):
        if path.is_file() and number % 3:
            kept = path.read_bytes()
            path.write_bytes(kept[: len(kept) // 2] if number % 2 else kept[:-1] + b"!")
    assert printed(pack, store, jobs=2) == content
    assert printed(pack, store) == content


def test_two_builds_at_once_make_the_same(tmp_path: Path) -> None:
    """Builds that share an empty cache do not disturb each other."""
    pack = bilingual_pack()
    expected = printed(pack)
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda _: subprocess_build(pack, tmp_path), range(2)))
    assert made == [expected, expected]


def subprocess_build(pack: Pack, folder: Path) -> bytes:
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(1) as pool:
        return pool.submit(printed, pack, Store(folder), 2).result(timeout=300)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_put_in_moves_only_seams_beside_it(seed: int) -> None:
    """Most runs of a sequence stay as they are when one name is added or taken away."""
    names = [f"{seed} {number}" for number in range(300)]
    before = set(runs(names, str, lambda _: 1, 5, 12))
    assert [name for run in runs(names, str, lambda _: 1, 5, 12) for name in run] == names
    assert all(len(run) <= 12 for run in before)
    assert sum(len(run) < 5 for run in before) <= 1
    at = seed * 14
    changed = [[*names[:at], "new", *names[at:]], names[:at] + names[at + 1 :]]
    for each in changed:
        assert len(before - set(runs(each, str, lambda _: 1, 5, 12))) <= 9

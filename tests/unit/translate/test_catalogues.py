"""Catalogues: read, written, brought up to date."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.translate.catalogue import (
    Catalogue,
    CatalogueEntry,
    new_header,
    read_catalogue,
    write_catalogue,
)
from exporter.translate.found import Wanted
from exporter.translate.merge import merged

_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters='\n"\\'),
    min_size=1,
    max_size=120,
).filter(
    lambda text: text.strip() == text and "\r" not in text and "\x85" not in text and "\u2028" not in text
)
_CONTEXT = st.sampled_from(["a1 definition", "a1 pro", "b2 pro", "b2 term", "n title"])
HEADER = new_header("en", "Pack", 0)


def _entries() -> st.SearchStrategy[list[CatalogueEntry]]:
    entry = st.builds(
        CatalogueEntry,
        context=_CONTEXT,
        source=_TEXT,
        target=st.one_of(st.just(""), _TEXT),
        fuzzy=st.booleans(),
        previous=_TEXT,
        comments=st.sampled_from([(), ("checked",), ("say it softly",)]),
        places=st.sampled_from([(("notes/한글 이름.md", 3),), (("a.md", 12),)]),
    )
    plain = entry.map(
        lambda each: each if each.fuzzy and each.target else replace(each, fuzzy=False, previous="")
    )
    return st.lists(plain, max_size=6, unique_by=lambda each: each.key)


def _catalogue(entries: list[CatalogueEntry]) -> Catalogue:
    return Catalogue("en", {each.key: each for each in entries}, {}, HEADER, "en.po")


@settings(deadline=None)
@given(_entries())
def test_a_catalogue_that_is_written_and_read_is_the_same(entries: list[CatalogueEntry]) -> None:
    """Nothing of it is lost, and writing it again gives the same bytes."""
    written = write_catalogue(_catalogue(entries))
    read = read_catalogue(written, "en", "en.po").value
    assert read is not None
    assert [replace(each, line=0) for each in read.entries.values()] == entries
    assert write_catalogue(read) == written


def test_what_other_programs_wrote_is_kept() -> None:
    """Fields and comments at the head that only Poedit knows survive, and so do a translator's comments."""
    content = (
        b"# Kim <kim@example.org>, 2026.\n#, fuzzy\n"
        b'msgid ""\nmsgstr ""\n"Language: en\\n"\n"X-Generator: Poedit 3.4\\n"\n'
        b'"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        b'#. a hint\n#: a.md:1\n#, fuzzy, no-wrap\n#| msgid ""\n#| "old \\n"\n#| "text"\n'
        b'msgctxt "a1 definition"\n'
        b'msgid "new text"\nmsgstr "translated"\n\n'
        b'#~ msgctxt "gone term"\n#~| msgid "older"\n#~ msgid "text"\n#~ msgstr "said"\n'
    )
    read = read_catalogue(content, "en", "en.po").value
    assert read is not None
    (entry,) = read.entries.values()
    assert (entry.fuzzy, entry.previous, entry.flags) == (True, "old \ntext", ("no-wrap",))
    assert [each.target for each in read.obsolete.values()] == ["said"]
    again = write_catalogue(read)
    assert b"X-Generator: Poedit 3.4" in again
    assert again.startswith(b"# Kim <kim@example.org>, 2026.\n")
    assert read_catalogue(again, "en", "en.po").value == replace(
        read,
        entries={entry.key: replace(entry, line=again[: again.index(b'msgid "new text"')].count(b"\n") + 1)},
        obsolete={
            key: replace(each, line=again[: again.index(b"#~ msgid")].count(b"\n") + 1)
            for key, each in read.obsolete.items()
        },
    )


def test_a_catalogue_that_cannot_be_read_is_said_to_be() -> None:
    """Merge marks, missing quotes and what is no catalogue at all are a finding, and nothing is raised."""
    for content in (
        b'msgid "a\nmsgstr "b"\n',
        b'<<<<<<< ours\nmsgid "a"\n',
        b"\xff\xfe\x00",
        b'msgstr "b"\n"c"',
    ):
        read = read_catalogue(content, "en", "locale/en.po")
        if read.value is None:
            assert [each.rule for each in read.diagnostics] == ["catalogue-invalid"]
    assert read_catalogue(b"<<<<<<< ours\n", "en", "x").value is None


def wanted(context: str, source: str) -> Wanted:
    return Wanted(context, source, "a.md", 1, "")


@given(
    _entries(),
    st.lists(
        st.tuples(_CONTEXT, st.one_of(_TEXT, st.sampled_from(["same", "sane", "other words"]))),
        max_size=8,
        unique=True,
    ),
    st.data(),
)
def test_no_translation_is_lost_or_passed_on_unmarked(
    entries: list[CatalogueEntry], texts: list[tuple[str, str]], data: st.DataObject
) -> None:
    """What somebody has written is in the new catalogue, and where the text is another one it is fuzzy."""
    kept = (
        data.draw(st.lists(st.sampled_from([each.key for each in entries]), unique=True)) if entries else []
    )
    now = [wanted(*key) for key in dict.fromkeys((*kept, *texts))]
    old = _catalogue(entries)
    new = merged(old, now)
    assert list(new.entries) == [each.key for each in now]
    said = {each.target for each in (*new.entries.values(), *new.obsolete.values())}
    assert {each.target for each in entries if each.target} <= said
    sound = {(each.source, each.target) for each in entries if not each.fuzzy}
    sound |= {(each.previous, each.target) for each in entries if each.fuzzy}
    for entry in new.entries.values():
        if entry.target and not entry.fuzzy:
            assert (entry.source, entry.target) in sound
    assert merged(new, now) == replace(new, obsolete=new.obsolete)


def test_a_changed_text_is_fuzzy_with_the_text_it_had() -> None:
    """The one text of a role hands its translation on; of several, the most alike does."""
    old = _catalogue(
        [
            CatalogueEntry("a1 definition", "배치로 처리한다", "process in batches"),
            CatalogueEntry("a1 pro", "요금이 저렴함", "cheap"),
            CatalogueEntry("a1 pro", "관리가 쉬움", "easy to manage"),
        ]
    )
    now = [
        wanted("a1 definition", "한 번에 모아 처리"),
        wanted("a1 pro", "관리가 아주 쉬움"),
        wanted("a1 pro", "요금이 저렴함"),
    ]
    new = [(each.target, each.fuzzy, each.previous) for each in merged(old, now).entries.values()]
    assert new == [
        ("process in batches", True, "배치로 처리한다"),
        ("easy to manage", True, "관리가 쉬움"),
        ("cheap", False, ""),
    ]


def test_a_text_said_again_is_found_again() -> None:
    """What was out of use, what moved to another card, and what the note says again needs no second look."""
    gone = merged(_catalogue([CatalogueEntry("a1 pro", "빠름", "fast")]), [])
    assert gone.entries == {}
    moved = merged(gone, [wanted("b2 pro", "빠름")])
    assert [(each.target, each.fuzzy) for each in moved.entries.values()] == [("fast", False)]
    changed = merged(_catalogue([CatalogueEntry("a1 pro", "빠름", "fast")]), [wanted("a1 pro", "매우 빠름")])
    back = merged(changed, [wanted("a1 pro", "빠름")])
    assert [(each.target, each.fuzzy) for each in back.entries.values()] == [("fast", False)]

"""Every rule is raised by a case, and not by one that is like it and healthy."""

from __future__ import annotations

import ast
import shutil
from typing import TYPE_CHECKING

import pytest

from exporter.config import read_config
from exporter.diagnostics import Checked, Rule, Severity, rules
from exporter.ledger import FILE, Ledger, read_ledger, write_ledger
from exporter.pipeline.reading import read_pack
from exporter.pipeline.verifying import verify_decks
from exporter.pipeline.writing import write_all
from exporter.press.findings import findings
from exporter.press.needs import missing
from exporter.render.templates import Templates
from exporter.vault import open_vault
from exporter.writers.base import Job
from exporter.writers.registry import choose
from tests.memory import built
from tests.packs import sample_pack
from tests.test_verify import NOTE, Author, altered, rules_of
from tests.vaults import ROOT, quietly

if TYPE_CHECKING:
    from pathlib import Path

SHOWN = [rule for rule in rules().values() if rule.example]
PICTURE = next((ROOT / "notes" / "attachments").rglob("*.png"))
KOREAN = "# 추론\n\n## 주요개념\n\n- **지연**: 요청에서 응답까지 걸리는 시간이고 짧을수록 좋다\n"
PAIR = "## Key concepts\n\n- **{}**: {text}\n- **{}**: {text}\n"
SHARD = "the unit of a stream, which takes a thousand records in every second"


def raised(folder: Path, name: str, text: str) -> dict[str, str]:
    """Give the severities by rule that a file raises: in its vault, and in the deck made of it."""
    vault = folder / "vault"
    shutil.rmtree(vault, ignore_errors=True)
    vault.mkdir()
    (vault / name).write_text(text, "utf-8")
    (vault / "other.md").write_text("Another note.\n", "utf-8")
    shutil.copyfile(PICTURE, vault / "picture.png")
    config = read_config(vault)
    found = list(config.diagnostics)
    if not found:
        job = Job(0, Templates())
        reading = read_pack(open_vault(vault, vault), config.value, Checked(Ledger()), job, quietly)
        (deck,) = write_all(reading, [choose("apkg", {})], job, quietly)
        found += (*reading.pack.diagnostics, *deck.diagnostics)
    return {each.rule: each.severity for each in found if name.endswith(".md") or each.path == name}


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.name)
def test_an_example_raises_its_rule_and_mended_raises_nothing(rule: Rule, tmp_path: Path) -> None:
    """What `explain` shows is so: the first text raises the rule, the second no error and no warning."""
    assert rule.name in raised(tmp_path, rule.file, rule.example.lstrip("\n"))
    left = raised(tmp_path, rule.file, rule.mended.lstrip("\n"))
    assert rule.name not in left
    assert {severity for severity in left.values() if severity != Severity.INFO} == set()


@pytest.mark.parametrize(
    ("rule", "bad"),
    [
        ("note-unreadable", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("note-decoded", KOREAN.encode("cp949")),
        ("note-repaired", KOREAN.encode().decode("latin-1").encode()),
    ],
)
def test_bytes_that_are_no_healthy_utf8(rule: str, bad: bytes) -> None:
    """The same words in other bytes raise the rule, and in UTF-8 they do not."""
    assert rule in {each.rule for each in built({"a.md": bad, "b.md": NOTE}).pack.diagnostics}
    assert built({"a.md": KOREAN.encode(), "b.md": NOTE}).pack.diagnostics == ()


def test_who_is_who() -> None:
    """Two alike are in doubt where one is not; a copied note is one where a new one is not."""
    one = built({"a.md": PAIR.format("Shard one", "Shard two", text=SHARD)})
    doubt = built({"a.md": PAIR.format("Shard ten", "Shard six", text=SHARD)}, one.ledger)
    assert {each.rule for each in doubt.pack.diagnostics} == {"card-ambiguous"}
    sure = built({"a.md": PAIR.format("Shard one", "Shard two", text=f"{SHARD} alone")}, one.ledger)
    assert sure.pack.diagnostics == ()
    copied = built({"a.md": NOTE, "b.md": NOTE}, built({"a.md": NOTE}).ledger)
    assert {each.rule for each in copied.pack.diagnostics} == {"note-copied"}
    assert built({"a.md": NOTE, "b.md": KOREAN}, built({"a.md": NOTE}).ledger).pack.diagnostics == ()


def test_namesakes_in_one_note() -> None:
    """Namesakes are told apart by where they stand and what they ask, as long as anything differs."""
    same, other = "- **Epoch**: one pass over the data\n", "- **Batch**: the samples of one step\n"
    doubled = built({"a.md": "## Key concepts\n\n" + 4 * same})
    assert {each.rule for each in doubled.pack.diagnostics} == {"card-twice"}
    assert built({"a.md": "## Key concepts\n\n" + same + other}).pack.diagnostics == ()


def test_ledgers(tmp_path: Path) -> None:
    """A ledger that is no text, one with a broken line, and the healthy one that both were."""
    healthy = write_ledger(built({"a.md": NOTE}).ledger)
    for rule, content in (
        ("ledger-unreadable", bytes(range(256)) * 50),
        ("ledger-damaged", healthy[:-40]),
        (None, healthy),
    ):
        (tmp_path / FILE).write_bytes(content)
        assert [each.rule for each in read_ledger(tmp_path / FILE).diagnostics] == ([rule] if rule else [])


def test_what_the_layout_engine_says() -> None:
    """A complaint is a warning, and silence is none."""
    said = findings(["Ignored `colour: red` at 3:5, unknown property."], sample_pack())
    assert [each.rule for each in said] == ["print-warning"]
    assert list(findings([], sample_pack())) == []


def test_a_slow_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without HarfBuzz's subset library an info says so, and with it nothing does."""
    from exporter.press import layout

    for quick in (True, False):
        monkeypatch.setattr(layout, "subsets_quickly", lambda quick=quick: quick)
        assert ("pdf-slow-library" in {each.rule for each in missing()}) is not quick


def test_a_collection_that_needs_repair(tmp_path: Path) -> None:
    """A card whose place among the new ones cannot be is found; the deck as written is not."""
    author = Author(tmp_path / "vault")
    author.write(NOTE)
    reading, deck = author.read()
    broken = altered(deck, lambda db: db.execute("update cards set due = 2000000000"))
    assert rules_of(verify_decks(reading, broken, None, [])) == {"verify-database"}
    assert rules_of(verify_decks(reading, deck, None, [])) == set()


# Rules whose case stands with what they are about: the test that raises it, and one that must not.
ELSEWHERE = {
    "attachment-broken": ("test_hostile_cards.py", "a_file_that_is_no_picture", "healthy_pictures"),
    "attachment-unsafe": ("test_hostile_cards.py", "a_drawing_that_runs_or_loads", "healthy_pictures"),
    "bad-template": ("unit/writers/anki/test_writer.py", "wrong_template_of", "restyle_one_kind"),
    "pdf-library-missing": ("test_cheatsheet_pages.py", "missing_library_is", "progress_reaches"),
    "missing-glyph": ("test_cheatsheet_pages.py", "missing_glyph_is", "pages_load_nothing"),
    "card-too-long": ("test_flashcard_sheets.py", "what_is_too_long", "what_fits_small"),
    "nothing-to-print": ("test_flashcard_sheets.py", "nothing_to_print", "cards_are_chosen"),
    "picture-not-drawn": ("test_cheatsheet_hostile.py", "a_picture_that_cannot", "healthy_pictures"),
    "page-fit": ("test_cheatsheet_papers.py", "a_note_that_never_fits", "what_fits_is_not"),
    "page-overflow": ("unit/press/test_inspect.py", "what_sticks_out_is", "healthy_pages"),
    "page-empty": ("unit/press/test_inspect.py", "an_empty_page", "healthy_pages"),
    "column-empty": ("unit/press/test_inspect.py", "an_empty_column", "healthy_pages"),
    "math-not-drawn": ("unit/writers/cheatsheet/test_compose.py", "undrawable_math", "every_card_stands"),
    "exam-empty": (
        "unit/writers/exam/test_selection.py",
        "a_filter_that_leaves_nothing",
        "a_pack_without_questions",
    ),
    "exam-tag-unused": ("unit/writers/exam/test_selection.py", "a_tag_beside_others", "a_filter_that"),
    "id-not-written": ("test_inscribe.py", "what_has_no_place", "only_ids_are_added"),
    "note-damaged": ("unit/vault/test_decode.py", "what_is_beyond_repair", "healthy_text_of_any"),
    "letter-unsure": ("unit/vault/test_decode.py", "letters_that_are_guessed", "garbled_korean_is_repaired"),
    "garbage-left": ("unit/vault/test_decode.py", "garbage_that_is_no", "healthy_text_of_any"),
    "note-empty": ("unit/vault/test_decode.py", "an_empty_note", "every_way_of_saving"),
    "note-too-large": ("unit/vault/test_folder.py", "what_is_no_note", "a_kept_damaged_note"),
    "notes-left-out": ("unit/vault/test_obsidian.py", "leave_notes_out", "leave_nothing_out"),
    "catalogue-invalid": ("unit/translate/test_catalogues.py", "cannot_be_read", "written_and_read"),
    "translations-incomplete": ("test_translated_cards.py", "a_catalogue_wins", "one_language_alone"),
    "translation-missing": ("unit/translate/test_check.py", "what_differs", "said_in_another_way"),
    "translation-fuzzy": ("unit/translate/test_check.py", "a_fuzzy_translation", "said_in_another_way"),
    "translation-markup": ("unit/translate/test_check.py", "what_differs", "said_in_another_way"),
    "translation-number": ("unit/translate/test_check.py", "what_differs", "said_in_another_way"),
    "translation-name": ("unit/translate/test_check.py", "what_differs", "said_in_another_way"),
    "translation-unpaired": ("test_translated_cards.py", "without_counterpart", "makes_no_cards"),
    "verify-refused": ("test_verify.py", "a_file_that_anki_refuses", "a_first_build"),
    "verify-earlier-refused": ("test_verify.py", "an_earlier_file_that", "an_older_file"),
    "verify-conflict": ("test_verify.py", "a_deck_with_other_fields", "a_rebuild_touches"),
    "verify-note-type-doubled": ("test_verify.py", "a_deck_with_other_fields", "a_rebuild_touches"),
    "verify-unplanned": ("test_verify.py", "a_lost_ledger", "edits_are_imported"),
    "verify-stale": ("test_verify.py", "a_ledger_older", "an_older_file"),
    "verify-empty-card": ("test_verify.py", "a_note_without_cards", "a_first_build"),
    "verify-card-emptied": ("test_verify.py", "a_card_that_is_asked", "edits_are_imported"),
    "verify-media-missing": ("test_verify.py", "a_picture_that", "a_first_build"),
}


def test_every_rule_has_a_case() -> None:
    """A rule is shown by an example that is run, or raised in this module, or in the test named here."""
    here = (ROOT / "tests" / "test_rules.py").read_text("utf-8").partition("ELSEWHERE = {")[0]
    shown = {rule.name for rule in SHOWN}
    raised_here = {name for name in rules() if f'"{name}"' in here}
    assert set(rules()) - shown - raised_here == set(ELSEWHERE)


@pytest.mark.parametrize("rule", ELSEWHERE)
def test_the_case_elsewhere_is_there(rule: str) -> None:
    """The test that raises a rule names it, and the one that must not stands in the same file."""
    path, raises, quiet = ELSEWHERE[rule]
    text = (ROOT / "tests" / path).read_text("utf-8")
    names = [node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    assert f'"{rule}"' in text or f"|{rule}|" in text
    for part in (raises, quiet):
        assert [name for name in names if name.startswith(f"test_{part}") or f"_{part}" in name], part

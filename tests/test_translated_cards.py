"""Cards in two languages: what they say, which comes first, and that no front gives its answer away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from exporter.mask import phrases
from exporter.model import ConceptCard, McqCard, TradeoffCard, face_of, kind_of, texts_of
from exporter.writers.anki.contents import contents
from tests.chromium import Chromium
from tests.real_anki import bring_in, build, collection, page, rendered
from tests.vaults import pack_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from exporter.model import Pack

    Write = Callable[[dict[str, str | bytes]], Path]

PO = "locale/en/LC_MESSAGES/studypack.po"
HANGUL = re.compile("[가-힣]")
TAG = re.compile(r"<[^>]+>")
NOTE = """# 엔드포인트

## 핵심 포인트

트래픽이 몰리는 경우, 엔드포인트를 미리 늘린다.

## 주요개념

- **점진적 배포(canary deployment)**: 새 버전에 트래픽의 일부만 먼저 보내는 방식
- **Amazon SQS**: 메시지를 잠시 담아 두는 대기열

## 관련 문제

**Question:** Which service queues messages?

- A) Amazon SQS
- B) Write a queue of your own

**정답: A)**
"""


def english_of(pack: Pack) -> dict[str, str]:
    """Give for each text of a pack its English."""
    found = {}
    for issued in pack.cards:
        for text in texts_of(issued.card):
            english = text.said_in("en")
            if english is not None:
                found[text.text] = english.text
    return found


def catalogue(messages: Mapping[tuple[str, str], str], flags: str = "") -> str:
    """Write a catalogue."""
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    return head + "".join(
        f'{flags}msgctxt "{context}"\nmsgid "{source}"\nmsgstr "{target}"\n\n'
        for (context, source), target in messages.items()
    )


def ids_of(pack: Pack) -> dict[str, str]:
    return {face_of(issued.card).text: issued.id for issued in pack.cards}


def test_the_sample_vault_says_everything_twice(sample: Pack) -> None:
    """Each card of the sample vault has all its sentences in both languages."""
    for issued in sample.cards:
        for text in texts_of(issued.card):
            if HANGUL.search(text.text) and text is not getattr(issued.card, "clue", None):
                assert text.lang == "en" or text.said_in("en"), text.text
        if isinstance(issued.card, McqCard):
            assert {issued.card.stem.lang, *(each.lang for each in issued.card.stem.translations)} == {
                "ko",
                "en",
            }


def test_questions_come_in_english_first_and_the_rest_as_noted(sample: Pack) -> None:
    """By default the exam's language leads on questions only."""
    for issued in sample.cards:
        if isinstance(issued.card, McqCard):
            assert issued.card.stem.lang == "en"
        elif isinstance(issued.card, ConceptCard) and HANGUL.search(issued.card.definition.text):
            assert issued.card.definition.lang == "ko"


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_one_language_alone(sample_vault: Path, tmp_path: Path, lang: str) -> None:
    """With one language nothing is said in the other, and no second field is filled."""
    import shutil

    vault = shutil.copytree(sample_vault, tmp_path / "notes")
    settings = (vault / "studypack.toml").read_text("utf-8")
    (vault / "studypack.toml").write_text(settings.replace('["ko", "en"]', f'["{lang}"]'), "utf-8")
    pack = pack_of(vault)
    for issued in pack.cards:
        fields = contents(issued, pack, pack.comparisons())
        assert not [name for name, value in fields.items() if name.endswith("2") and value]
        if lang == "en":
            words = {
                name: TAG.sub(" ", value)
                for name, value in fields.items()
                if name not in {"Diagram", "Explain"}
            }
            assert not [name for name, value in words.items() if HANGUL.search(value)], words


def test_no_front_gives_its_answer_away(asked_in_full: Pack, tmp_path: Path) -> None:
    """What asks for a name shows none of its forms, in neither language, folded text included."""
    pack = asked_in_full
    names = {
        issued.id: (issued.card.term if isinstance(issued.card, ConceptCard) else issued.card.subject).names
        for issued in pack.cards
        if isinstance(issued.card, ConceptCard | TradeoffCard)
    }
    with collection(tmp_path) as opened:
        bring_in(opened, build(pack), tmp_path)
        asked = 0
        for card in rendered(opened):
            if card.template not in {"Name", "Which"}:
                continue
            asked += 1
            (id_,) = re.findall(r'<code class="id">(\w+)</code>', card.back)
            front = TAG.sub(" ", card.front).casefold()
            for form in (form for name in names[id_] for form in phrases(name)):
                assert not re.search(rf"(?<![a-z가-힣]){re.escape(form.casefold())}(?![a-z])", front), (
                    form,
                    front,
                )
        assert asked > 50


def test_a_catalogue_wins_and_what_it_lacks_is_said(vault: Write) -> None:
    """Translated texts have their English, others are counted; the names of services want none."""
    ids = ids_of(pack_of(vault({"a.md": NOTE})))
    term = "점진적 배포(canary deployment)"
    po = catalogue({(f"{ids[term]} term", term): "canary deployment"})
    pack = pack_of(vault({"a.md": NOTE, PO: po}))
    assert english_of(pack)[term] == "canary deployment"
    (said,) = [each for each in pack.diagnostics if each.rule == "translations-incomplete"]
    assert said.message.startswith("5 texts are not translated")
    assert ids_of(pack) == ids


def test_a_broken_translation_is_not_used(vault: Write) -> None:
    """One that lacks the code of its text is left out and named; a whole one is used and not named."""
    note = "## 주요개념\n\n- **별칭**: `Alias`로 부르는 이름\n"
    (id_,) = ids_of(pack_of(vault({"a.md": note}))).values()
    key = (f"{id_} definition", "`Alias`로 부르는 이름")
    for target, rules in (("a name", {"translation-markup"}), ("a name called by `Alias`", set[str]())):
        po = catalogue({key: target, (f"{id_} term", "별칭"): "alias"})
        pack = pack_of(vault({"a.md": note, PO: po}))
        assert {each.rule for each in pack.diagnostics} - {"translations-incomplete"} == rules
        assert (
            "`Alias`로 부르는 이름"
            in {t.markdown for i in pack.cards for t in texts_of(i.card) if t.translations}
        ) is not bool(rules)


def test_a_fuzzy_translation_is_marked_or_left_out(vault: Write) -> None:
    """It is shown with a sign, or not at all."""
    note = "## 주요개념\n\n- **별칭**: 함수를 부르는 다른 이름\n"
    (id_,) = ids_of(pack_of(vault({"a.md": note}))).values()
    po = catalogue({(f"{id_} definition", "함수를 부르는 다른 이름"): "another name"}, "#, fuzzy\n")
    for setting, shown in (("true", ["≈ another name"]), ("false", [])):
        files = {
            "a.md": note,
            PO: po,
            "studypack.toml": f"fuzzy = {setting}\n",
        }
        (issued,) = pack_of(vault(dict(files))).cards
        assert isinstance(issued.card, ConceptCard)
        assert [TAG.sub("", each.html) for each in issued.card.definition.translations] == shown


def test_a_question_leads_in_the_exams_language_only_as_a_whole(vault: Write) -> None:
    """A question half of which is translated is asked as it was noted, one that is translated in English."""
    note = "## 관련 문제\n\n**문제:** 무엇을 쓰는가?\n\n- A) 대기열\n- B) 표\n\n**정답: A)**\n"
    (id_,) = ids_of(pack_of(vault({"a.md": note}))).values()
    said = {(f"{id_} stem", "무엇을 쓰는가?"): "What is used?", (f"{id_} option", "대기열"): "A queue"}
    whole = {**said, (f"{id_} option", "표"): "A table"}
    for messages, lang in ((said, "ko"), (whole, "en")):
        (issued,) = pack_of(vault({"a.md": note, PO: catalogue(messages)})).cards
        assert isinstance(issued.card, McqCard)
        assert {issued.card.stem.lang, *(each.text.lang for each in issued.card.options)} == {lang}


def test_a_bilingual_note_makes_no_cards_of_its_own(vault: Write) -> None:
    """`a.en.md` beside `a.md` gives the cards of that note their English, and changes none of their ids."""
    english = (
        NOTE.replace(
            "트래픽이 몰리는 경우, 엔드포인트를 미리 늘린다.",
            "When traffic surges, scale the endpoint ahead.",
        )
        .replace("점진적 배포(canary deployment)", "Canary deployment")
        .replace(
            "새 버전에 트래픽의 일부만 먼저 보내는 방식",
            "sends a part of the traffic to the new version first",
        )
        .replace("메시지를 잠시 담아 두는 대기열", "a queue that holds messages for a while")
    )
    alone = pack_of(vault({"a.md": NOTE}))
    pack = pack_of(vault({"a.md": NOTE, "a.en.md": english}))
    assert ids_of(pack) == ids_of(alone)
    assert english_of(pack)["새 버전에 트래픽의 일부만 먼저 보내는 방식"].startswith("sends a part")
    assert not [each for each in pack.diagnostics if each.rule == "translation-unpaired"]


def test_a_part_of_a_bilingual_note_without_counterpart_is_named(vault: Write) -> None:
    """Two definitions for one leave the one that no name pairs, and it is said which."""
    one = "## 주요개념\n\n- **별칭(alias)**: 다른 이름\n"
    two = "## Key concepts\n\n- **Alias**: another name\n- **Version**: a state that stays\n"
    pack = pack_of(vault({"a.md": one, "a.en.md": two}))
    assert [each.rule for each in pack.diagnostics if each.rule == "translation-unpaired"] == [
        "translation-unpaired"
    ]
    assert english_of(pack)["다른 이름"] == "another name"
    assert [kind_of(each.card) for each in pack.cards] == ["concept"]


def test_one_tap_shows_the_other_language_and_nothing_before_it(asked_in_full: Pack, tmp_path: Path) -> None:
    """Each side shows one language until its one toggle is opened, and then every text in both."""
    shown = "getComputedStyle(each).display !== 'none' && each.closest('details:not([open])') === null"
    count = f"[...document.querySelectorAll('.second, .said')].filter(each => {shown}).length"
    with collection(tmp_path) as opened, Chromium() as browser:
        bring_in(opened, build(asked_in_full), tmp_path)
        seen: set[str] = set()
        for card in rendered(opened):
            if card.template in seen:
                continue
            for side in (card.front, card.back):
                path = tmp_path / "card.html"
                path.write_text(page(card, side, night=False), "utf-8")
                browser.open(path, 360)
                if not browser.run("document.querySelectorAll('.sp > .toggle').length"):
                    continue
                seen.add(card.template)
                assert browser.run("document.querySelectorAll('.sp > .toggle').length") == 1
                assert browser.run(count) == 0
                browser.run("document.querySelectorAll('details').forEach(each => { each.open = true })")
                assert (
                    browser.run(count)
                    == browser.run("document.querySelectorAll('.second, .said').length")
                    > 0
                )
        assert seen == {"Recall", "Name", "Whole", "Pros", "Cons", "Which", "Choose", "Cloze"}

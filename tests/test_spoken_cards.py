"""What Anki reads aloud: nothing, unless asked; then the answer, in its language's voice, on the back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.model import PRESETS, ConceptCard, McqCard, Text
from tests.packs import reworded, sample_pack, text
from tests.real_anki import bring_in, build, collection

if TYPE_CHECKING:
    from pathlib import Path

    from anki.sound import TTSTag

    from exporter.model import Pack

HOSTILE = "첫째 [anki:tts lang=en_US]wrong[/anki:tts] [sound:x.mp3] &amp; {{Stem}} ]"


def heard(pack: Pack, folder: Path) -> dict[str, tuple[list[TTSTag], list[TTSTag]]]:
    """Import a pack; give what each card has read aloud on front and back, by id and template."""
    with collection(folder) as opened:
        bring_in(opened, build(pack), folder)
        found = {}
        for number in opened.find_cards(""):
            card = opened.get_card(number)
            shown = card.render_output()
            found[f"{card.note()['CardId']} {card.template()['name']}"] = (
                list(shown.question_av_tags),
                list(shown.answer_av_tags),
            )
        return found


def test_silent_by_default(tmp_path: Path) -> None:
    """Nobody is read to who has not asked."""
    assert not any(front or back for front, back in heard(sample_pack(PRESETS["full"]), tmp_path).values())


def test_answers_are_heard_in_their_languages(tmp_path: Path) -> None:
    """Each language that is asked for and there has a voice; fronts stay silent; the rest is not read."""
    pack = sample_pack(PRESETS["full"])
    number, card = next(
        (number, issued.card)
        for number, issued in enumerate(pack.cards)
        if isinstance(issued.card, ConceptCard)
    )
    said = Text("", "배포한다", "배포한다", "ko", (text("Deploys it", "en"),))
    pack = replace(reworded(pack, number, replace(card, definition=said)), speak=("ko", "en-GB", "ja"))
    found = heard(pack, tmp_path)
    assert not any(front for front, _ in found.values())
    (voices,) = [back for name, (_, back) in found.items() if name == f"{pack.cards[number].id} Recall"]
    assert [(tag.lang, tag.field_text) for tag in voices] == [
        ("ko_KR", "배포한다."),
        ("en_GB", "Deploys it."),
    ]


def test_the_key_is_heard_of_a_question(tmp_path: Path) -> None:
    """Of a question's options only the right ones are read."""
    pack = replace(sample_pack(PRESETS["full"]), speak=("ko", "en"))
    found = heard(pack, tmp_path)
    for issued in pack.cards:
        if isinstance(issued.card, McqCard) and f"{issued.id} Choose" in found:
            _, back = found[f"{issued.id} Choose"]
            words = " ".join(tag.field_text for tag in back)
            right = [option.text.text for option in issued.card.options if option.correct]
            assert all(text.rstrip(".") in words for text in right if "[" not in text)


def test_what_is_read_is_no_directive(tmp_path: Path) -> None:
    """An answer that holds Anki's own syntax is read as it stands, and starts nothing else."""
    pack = replace(sample_pack(PRESETS["full"]), speak=("ko",))
    number, card = next(
        (number, issued.card)
        for number, issued in enumerate(pack.cards)
        if isinstance(issued.card, ConceptCard)
    )
    found = heard(reworded(pack, number, replace(card, definition=text(HOSTILE))), tmp_path)
    (voices,) = [back for name, (_, back) in found.items() if name == f"{pack.cards[number].id} Recall"]
    (voice,) = voices
    assert "wrong" in voice.field_text
    assert voice.field_text.startswith("첫째 (anki:tts")
    assert "&" in voice.field_text
    assert "amp" not in voice.field_text

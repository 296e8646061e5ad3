"""Which language a text is in, told by its letters."""

from __future__ import annotations

import re

_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]")
_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z]")

# A Hangul syllable says as much as several Latin letters, and Korean notes on technical subjects
# are full of English names: this many letters weigh one syllable.
_LETTERS_A_SYLLABLE = 4


def language_of(text: str, default: str = "en") -> str:
    """Give the main language of a text.

    Args:
        text: Plain text.
        default: What a text without any letter is taken for.

    Returns:
        ``ko``, ``ja``, ``zh`` or ``en`` (any Latin script), BCP 47.
    """
    if text.isascii():
        return "en" if _LATIN.search(text) else default
    hangul = len(_HANGUL.findall(text))
    latin = len(_LATIN.findall(text))
    if hangul and hangul * _LETTERS_A_SYLLABLE >= latin:
        return "ko"
    if _KANA.search(text):
        return "ja"
    han = len(_HAN.findall(text))
    if han and han * _LETTERS_A_SYLLABLE >= latin:
        return "zh"
    return "en" if latin or not hangul else "ko"

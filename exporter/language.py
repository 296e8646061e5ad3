"""Which language a text is in, told by its letters."""

from __future__ import annotations

import re

_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]+")
# Texts, which `re` makes patterns of when a text wants them; those of large sets take long to make.
_KANA = "[\u3040-\u30ff]+"
_HAN = "[\u4e00-\u9fff]+"
_LATIN = re.compile("[A-Za-z]")
_LATIN_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
# Several languages share each of these scripts: their name is all that letters tell.
_SCRIPTS = {
    "und-Grek": "[\u0370-\u03ff\u1f00-\u1fff]+",
    "und-Cyrl": "[\u0400-\u052f]+",
    "und-Hebr": "[\u0590-\u05ff\ufb1d-\ufb4f]+",
    "und-Arab": "[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+",
    "und-Deva": "[\u0900-\u097f]+",
    "und-Thai": "[\u0e00-\u0e7f]+",
}
_ANY_SCRIPT = "|".join(_SCRIPTS.values())

# A Hangul syllable says as much as several Latin letters, and Korean notes on technical subjects
# are full of English names: this many letters weigh one syllable.
_LETTERS_A_SYLLABLE = 4


def language_of(text: str, default: str = "en") -> str:
    """Give the main language of a text.

    Args:
        text: Plain text.
        default: What a text without any letter is taken for.

    Returns:
        ``ko``, ``ja``, ``zh``, ``en`` (any Latin script), or a script without a language, such as
        ``und-Arab``; BCP 47.
    """
    if text.isascii():
        return "en" if _LATIN.search(text) else default
    ascii_part = text.encode("ascii", "ignore")
    latin = len(ascii_part) - len(ascii_part.translate(None, _LATIN_LETTERS))
    hangul = 0
    for word in _HANGUL.finditer(text):
        hangul += word.end() - word.start()
        # Most often the first word tells.
        if hangul * _LETTERS_A_SYLLABLE >= latin:
            return "ko"
    if re.search(_KANA, text):
        return "ja"
    han = _count(_HAN, text)
    if han and han * _LETTERS_A_SYLLABLE >= latin:
        return "zh"
    if hangul:
        return "en" if latin else "ko"
    return _script_of(text, latin) or ("en" if latin else default)


def _script_of(text: str, latin: int) -> str | None:
    """Give the script of most letters of a text, where it is another one than Latin."""
    if not re.search(_ANY_SCRIPT, text):
        return None
    counted = {tag: _count(letters, text) for tag, letters in _SCRIPTS.items()}
    most = max(counted, key=lambda tag: counted[tag])
    return most if counted[most] > latin else None


def _count(letters: str, text: str) -> int:
    """Count the letters of one kind in a text; the pattern finds whole words, for there are fewer."""
    return len("".join(re.findall(letters, text)))

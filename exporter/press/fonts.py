"""Which fonts the sheet asks for: lists by preference, of what systems have; none is shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.press.names import font_url

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# One family for both scripts: its Latin was drawn for its Hangul. The sheet's measures were tried
# with the first; the others have nearly its widths.
TEXT = (
    "NanumBarunGothic",
    "Pretendard",
    "Apple SD Gothic Neo",
    "Noto Sans KR",
    "Noto Sans CJK KR",
    "NanumGothic",
    "Malgun Gothic",
)
# Hangul of exactly two cells and box drawing of one: only the first has both.
MONO = ("D2Coding", "D2Coding ligature", "Sarasa Mono K", "NanumGothicCoding", "Menlo", "DejaVu Sans Mono")
SYMBOLS = ("Symbola", "Apple Symbols", "Segoe UI Symbol", "DejaVu Sans")

# What the first choice draws badly, with faces that draw it well: its hyphen is as long as a minus, its
# en dash shorter than that and amid a square, its `<` a bracket, the backslash of every Nanum font a won
# sign, Cyrillic as wide as Hangul; letters with accents are not there at all and would come from whatever
# font the system finds first. A face has every character that it is named for: WeasyPrint looks no further.
MENDED = "NanumBarunGothic"
_SIGNS = "U+22, U+2D, U+3C, U+3E, U+2013"
_ACCENTS = "U+C0-D6, U+D8-F6, U+F8-24F, U+1E00-1EF9, U+386-390, U+3AA-3B0, U+3C2, U+3CA-3CE, U+1F00-1F15"
_LETTERS = f"U+5C, {_ACCENTS}, U+400-4FF, U+5D0-5EA, U+621-63A, U+641-652"
# PostScript name, family on the page, weight, characters.
SIGNS = (
    ("NanumSquareR", "signs", "normal", _SIGNS),
    ("NanumSquareB", "signs", "bold", _SIGNS),
    ("DejaVuSans", "letters", "normal", _LETTERS),
    ("DejaVuSans-Bold", "letters", "bold", _LETTERS),
)


def family_list(own: str, preferred: Sequence[str], generic: str) -> str:
    """Make the value of a ``font-family``.

    Args:
        own: A family that the reader prefers, or several with commas; may be empty.
        preferred: The built-in choice.
        generic: Such as ``sans-serif``.
    """
    named = [name.strip() for name in own.split(",") if name.strip()]
    quoted = [_quoted(name) for name in dict.fromkeys((*named, *preferred, *SYMBOLS))]
    return ", ".join((*quoted, generic))


def _quoted(name: str) -> str:
    escaped = "".join(char if char.isalnum() or char in " -_." else f"\\{ord(char):x} " for char in name)
    return f'"{escaped}"'


def font_rules(font: str, mono: str, mending: Mapping[str, object]) -> str:
    """Make the stylesheet that names the fonts.

    Args:
        font: The reader's own choice for text, or nothing.
        mono: The reader's own choice for code, or nothing.
        mending: Those of the faces in `SIGNS` that are installed.
    """
    signs = [] if font else [sign for sign in SIGNS if sign[0] in mending]
    faces = [
        f'@font-face {{ font-family: "{family}"; font-weight: {weight};'
        f" src: url({font_url(face)}); unicode-range: {characters} }}\n"
        for face, family, weight, characters in signs
    ]
    own = ", ".join((*dict.fromkeys(family for _, family, _, _ in signs), font))
    text, code = family_list(own, TEXT, "sans-serif"), family_list(mono, (*MONO, *TEXT), "monospace")
    return "".join((*faces, f":root {{ --text: {text}; --mono: {code} }}\n"))

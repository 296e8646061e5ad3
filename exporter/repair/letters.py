"""Letters as the language model sees them: Hangul and punctuation as they are, the rest by kind."""

from __future__ import annotations

# What stands for all of its kind. None of them is told from another of its kind by the model.
LATIN, DIGIT, SYMBOL = "a", "0", "※"
_OWN = frozenset(" \n.,:;!?()[]{}<>'\"`*/-_=+|#%&~@$^\\")


def flat(text: str) -> str:
    """Give a text letter by letter as the model sees it; the length stays.

    Args:
        text: Any text.
    """
    return text.translate(_FLAT)


class _Flat(dict[int, str]):
    """Fills itself as letters turn up."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if "가" <= letter <= "힣" or letter in _OWN:
            kind = letter
        elif letter.isspace():
            kind = "\n" if letter in "\r\x85\u2028\u2029" else " "
        elif letter.isalpha():
            kind = LATIN
        elif letter.isdigit():
            kind = DIGIT
        else:
            kind = SYMBOL
        self[code] = kind
        return kind


_FLAT = _Flat()

"""Where no line may end: within an eojeol, between a figure and its unit, inside of names."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

JOINER = "\u2060"
OBJECT = "\ufffc"  # stands for a picture within a line, and for the signs of code
HANGUL = "가-힣ᄀ-ᇿ㄰-㆏"

_CLOSING = re.escape(")]}」』》〉”’\"'%‰°℃…") + OBJECT
_OPENING = re.escape("([{「『《〈“‘\"'…$₩€£¥#@") + OBJECT
_SPACE = "[ \\n\\t]"
_DOTS = "·∙・"
_RELATIONS = "=×÷<>≤≥≈≠±"
_ARROWS = "→←↔⇒⇐⇔↑↓"

_OTHERS = "0-9A-Za-z_²³¹ªµºÀ-ÖØ-öø-ɏͰ-ӿ぀-ヿ一-鿿"  # letters of other scripts
_TWO = re.compile(f"[{HANGUL}]{{2}}")
# Where an eojeol goes on in another script, or behind a bracket.
_INTO_HANGUL = re.compile(f"[{_OTHERS}{_CLOSING}](?=[{HANGUL}])")
_OUT_OF_HANGUL = re.compile(f"[{HANGUL}](?=[{_OTHERS}{_OPENING}])")

# No line begins with a middle dot, a dash or an arrow, nor with a sign that Hangul stands before.
_SIGN_BEHIND = re.compile(
    rf"[{_DOTS}–—{_ARROWS}](?<=[^{JOINER}].)|[~∼+/&{_RELATIONS}](?<=[{HANGUL}].)", re.DOTALL
)
# The name before a figure or an abbreviation: `Route 53`, `Amazon S3`.
_NAME = re.compile(
    rf"[A-Z](?<![A-Za-z0-9].)[A-Za-z0-9]{{0,23}}{_SPACE}(?=(?:[0-9]{{1,3}}|[A-Z][A-Z0-9]{{0,2}})(?![A-Za-z0-9]))"
)
# A code with figures: `us-east-1`.
_CODE = re.compile(r"(?<![A-Za-z0-9-])[A-Za-z]{1,12}(?:-[A-Za-z0-9]{1,12}){1,4}(?![A-Za-z0-9-])")
# At the end of a text, a line of its own for so few letters would look lost.
_RUNT, _COMPANION, _LONG = 3, 6, 24


def joints(line: str) -> list[int]:
    """Find the places in a line at which it must not be broken, though it otherwise would be.

    Args:
        line: Running text, elements of a line taken together.

    Returns:
        Indices of the characters that stay with the one before them, ascending. Between two letters
        of Hangul nothing is said, for there it is always so.
    """
    found = {match.start() for match in _SIGN_BEHIND.finditer(line)}
    for held in (_held_spaces(), _held_signs(), _NAME, _INTO_HANGUL, _OUT_OF_HANGUL):
        found.update([match.end() for match in held.finditer(line)])
    if "-" in line:
        for code in _CODE.finditer(line):
            if any(map(str.isdecimal, code[0])):
                found.update(at for at in range(*code.span()) if line[at - 1] == "-")
    last, companion = _runt(line)
    if last and companion not in found:
        found.add(last)
    return sorted(found)


def parts_eojeol(line: str, at: int) -> bool:
    """Tell whether a place lies between two letters of Hangul."""
    return at > 0 and _TWO.match(line, at - 1) is not None


def _runt(line: str) -> tuple[int, int]:
    """Find where the last word begins that is too short to stand alone, and the word before it."""
    if len(line) < _LONG:
        return 0, 0
    end = len(line.rstrip())
    last = line.rfind(" ", 0, end) + 1
    companion = line.rfind(" ", 0, last - 1) + 1 if last else 0
    short = 0 < end - last <= _RUNT and companion > 0 and last - companion <= _COMPANION
    return (last, companion) if short and line[last] != JOINER else (0, 0)


@cache
def _held_spaces() -> re.Pattern[str]:
    """Give the spaces at which no line ends."""
    table = tomllib.loads(Path(__file__).with_name("units.toml").read_text("utf-8"))
    counter = _counter(table["counters"], table["particles"])
    held = (
        rf"(?<=[0-9].)(?<![A-Za-z][0-9].)(?=(?:{'|'.join(table['units'])})(?![A-Za-z0-9])|{counter})",
        r"(?<=[0-9].)(?=[-~∼–×x*/:=+] ?[0-9])",
        r"(?<=[0-9] [-~∼–×x*/:=+].)(?=[0-9])",
        r"(?<=[0-9][월시분].)(?=[0-9])",
        r"(?<=[0-9]\..)(?=[0-9]{1,2}\.(?![0-9]))",  # 2026. 5. 17.
        rf"(?<=[{_last(table['numerals'])}].)(?:{_behind(table['numerals'])})(?={counter})",
        rf"(?=[0-9])(?:{_behind(table['before'])})",
    )
    return re.compile(f"{_SPACE}(?:{'|'.join(held)})", re.DOTALL)


def _counter(counters: list[str], particles: str) -> str:
    longest_first = sorted(set(counters), key=len, reverse=True)
    return f"(?:{'|'.join(longest_first)})(?:[{particles}]|(?![{HANGUL}]))"


def _last(words: list[str]) -> str:
    return re.escape("".join({word[-1] for word in words}))


def _behind(words: list[str]) -> str:
    """Make a pattern for what stands behind one of some whole words and a space."""
    by_length: dict[int, list[str]] = {}
    for word in words:
        by_length.setdefault(len(word), []).append(re.escape(word))
    return "|".join(rf"(?<=(?<!\w)(?:{'|'.join(same)}).)" for same in by_length.values())


@cache
def _held_signs() -> re.Pattern[str]:
    """Give the signs after which no line ends."""
    per = r"(?:s|h|min|sec|hr|day|초|분|시간|일|주|월|년|개|건|명|회|대)"
    held = (
        rf"[-‐](?<=[\w%].)(?=[A-Z0-9{HANGUL}])|-(?<=[0-9].)(?=[a-z])",  # Multi-AZ, GPT-4, 24-hour
        rf"–(?<=[0-9%{HANGUL}].)(?=[0-9])",
        r"[~∼](?=\w)",
        r"/(?<=[A-Z0-9].)(?=[A-Z0-9]{1,4}(?![A-Za-z0-9]))",  # A/B, CI/CD
        rf"/(?<=\w.)(?={per}(?![A-Za-z{HANGUL}]))",  # km/h
        rf"[{_RELATIONS}](?<=\S.)(?=\w)",
        rf"\+(?=[+#])|\+(?<=[+0-9].)(?=[{HANGUL}])|#(?<=[A-Z].)(?=[{HANGUL}])",  # C++와, 10+개
        r"\.(?<=\w.)(?=[0-9])",  # p.7, v1.2
    )
    return re.compile("|".join(held))

"""Line breaking by eojeol and the language of every run: one pass over a fragment's text.

WeasyPrint knows no ``word-break: keep-all`` and breaks Hangul at every syllable, and it
hyphenates only what says its language. A word joiner (U+2060) between two characters keeps them on
one line and stays out of the text layer of the PDF, so that search and copying are unaffected.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

JOINER = "\u2060"

_HANGUL = "가-힣ᄀ-ᇿ㄰-㆏"
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_OBJECT = "\ufffc"  # stands for a picture within a line
_CLOSING = re.escape(")]}」』》〉”’\"'%…") + _OBJECT
_OPENING = re.escape("([{「『《〈“‘\"'…") + _OBJECT
_DOTS = "·∙・"
_UNITS = (
    "[KMGTP]i?B(?:ps)?|[kMGT]?bps|[kMG]?Hz|ms|vCPUs?|GPUs?|CPUs?|%|°C|"
    "seconds?|minutes?|hours?|days?|months?|years?|"
    "개월|개|명|분|초|시간|일|주|년|배|건|회|원|대|가지|단계|번|쪽"
)

_GLUE = re.compile(
    "|".join(
        (
            rf"(?<=[\w{_CLOSING}])(?=[{_HANGUL}])",  # within an eojeol, and before a particle
            rf"(?<=[{_HANGUL}])(?=[\w{_OPENING}])",
            rf"(?<=.)(?=[{_DOTS}])",  # no middle dot begins a line
            r"(?<=\d[-~∼–])(?=\d)",  # ranges
            r"(?<=[A-Z]/)(?=[A-Z0-9]{1,4}\b)",  # A/B, CI/CD
            rf"(?<=\d )(?=(?:{_UNITS})(?![A-Za-z]))",  # a figure and its unit
        )
    )
)
_WORD = rf"[0-9]*[{_LATIN}][0-9{_LATIN}]*"
_FIGURE = rf"[0-9]+(?![0-9{_LATIN}])(?![.,]?[0-9]* ?[{_HANGUL}%])"  # of a name: `Python 3`, not `ResNet 40%`
_LATIN_RUN = re.compile(rf"(?<![0-9{_LATIN}]){_WORD}(?:(?: ?[-–./+&'’:,_@#] ?| )(?:{_WORD}|{_FIGURE}))*")
_HANGUL_RUN = re.compile(rf"[{_HANGUL}]+(?:[ ,·]? ?[{_HANGUL}]+)*")

_TAG = re.compile(r"(<[^>]+>)")
_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_LANG = re.compile(r"""\slang=["']([^"']+)["']""")
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "cite",
        "code",
        "del",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "var",
        "wbr",
    ]
)
_VOID = frozenset(["area", "br", "col", "embed", "hr", "img", "input", "wbr"])
_VERBATIM = frozenset(["pre", "code", "kbd", "samp", "svg", "math"])
_REACH = 8


@dataclass(slots=True)
class _Line:
    """What has been set so far.

    Attributes:
        out: The pieces.
        tail: The last characters of the running line, as they stand in the source.
        after_text: How many pieces there were after the last character.
        open: Open elements, outermost first: name, language, and where its text stays as it is,
            the piece with which that begins.
    """

    lang: str
    out: list[str] = field(default_factory=list)
    tail: str = ""
    after_text: int = 0
    open: list[tuple[str, str, int | None]] = field(default_factory=list)

    @property
    def here(self) -> tuple[str, int | None]:
        """Language of the place, and where its verbatim element begins, if it is in one."""
        return self.open[-1][1:] if self.open else (self.lang, None)

    def tag(self, tag: str) -> None:
        """Take a tag."""
        self.out.append(tag)
        named = _TAG_NAME.match(tag)
        if named is None:
            return
        name = named[1].lower()
        if name == "img":
            self.advance(_OBJECT)
        elif name not in _INLINE:
            self.tail = ""
        if tag.startswith("</"):
            self._close(name)
        elif name not in _VOID and not tag.endswith("/>"):
            lang, verbatim = self.here
            own = _LANG.search(tag)
            if verbatim is None and (name in _VERBATIM or 'class="math' in tag):
                verbatim = len(self.out) - 1
            self.open.append((name, own[1] if own else lang, verbatim))

    def _close(self, name: str) -> None:
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index][0] == name:
                del self.open[index:]
                return

    def text(self, escaped: str) -> None:
        """Take the text between two tags."""
        raw = html.unescape(escaped)
        lang, verbatim = self.here
        line = self.tail + raw[:_REACH]
        joins = bool(self.tail) and _GLUE.match(line, len(self.tail)) is not None
        if verbatim is None:
            self.out.append(_set(raw, lang, joins=joins))
        else:
            if joins and self.after_text <= verbatim:
                self.out[verbatim] = JOINER + self.out[verbatim]
            self.out.append(escaped)
        self.advance(raw)

    def advance(self, raw: str) -> None:
        """Remember what the next character will stand beside."""
        self.tail = (self.tail + raw)[-_REACH:]
        self.after_text = len(self.out)


def _set(raw: str, lang: str, *, joins: bool) -> str:
    glue = {match.start() for match in _GLUE.finditer(raw)}
    if joins:
        glue.add(0)
    cjk = lang.partition("-")[0] in {"ko", "ja", "zh"}
    runs, run_lang = (_LATIN_RUN, "en") if cjk else (_HANGUL_RUN, "ko")
    pieces: list[str] = []
    at = 0
    for run in runs.finditer(raw):
        pieces.append(_glued(raw, at, run.start(), glue))
        inside = _glued(raw, run.start(), run.end(), glue - {run.start(), run.end()})
        pieces.append(f'<span lang="{run_lang}">{inside}</span>')
        at = run.end()
    pieces.append(_glued(raw, at, len(raw), glue))
    return "".join(pieces)


def _glued(raw: str, start: int, end: int, glue: set[int]) -> str:
    pieces: list[str] = []
    at = start
    for place in sorted(place for place in glue if start <= place <= end):
        pieces += (html.escape(raw[at:place], quote=False), JOINER)
        at = place
    pieces.append(html.escape(raw[at:end], quote=False))
    return "".join(pieces)


def typeset(fragment: str, lang: str) -> str:
    """Prepare clean HTML for print: keep eojeols together and tag runs of another language.

    Code, preformatted text and math stay as they are; what follows them in the same eojeol is
    joined to them.

    Args:
        fragment: Clean HTML: every ``<`` begins a tag and every ``>`` ends one.
        lang: Main language of the text, BCP 47.

    Returns:
        The fragment, which without word joiners and ``<span lang>`` has the same text.
    """
    line = _Line(lang)
    for index, token in enumerate(_TAG.split(fragment)):
        if index % 2:
            line.tag(token)
        elif token:
            line.text(token)
    return "".join(line.out)


def typeset_text(text: str, lang: str) -> str:
    """Prepare plain text: escaped, then as `typeset`."""
    return typeset(html.escape(text, quote=False), lang)

"""The lines of a fragment: where they begin and end, what on them is text and what stays as it is."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from exporter.render.typeset.joining import JOINER, OBJECT, joints, parts_eojeol
from exporter.render.typeset.punctuation import signs
from exporter.render.typeset.runs import SIGNS, set_run

_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_LANG = re.compile(r"""\slang=["']([^"']+)["']""")
_SET = re.compile(r'class="(?:math\b|room(?:-before|-after)?")')
_INLINE = re.compile("a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var|wbr")
_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "wbr"})
_VERBATIM = frozenset({"pre", "code", "kbd", "samp", "svg", "math"})
_LANGUAGES = frozenset({"ko", "en"})  # whose quotation marks are known
_REACH = 12
_NO_LETTER = re.compile(r"\W")


@dataclass(slots=True)
class _Part:
    """Text between two tags of a line.

    Attributes:
        index: Which piece of the output it is.
        text: As read; of what stays as it is, what its neighbours see of it.
        lang: Its language.
        verbatim: Whether it stays as it is.
    """

    index: int
    text: str
    lang: str
    verbatim: bool

    def takes(self, sign: str) -> bool:
        """Whether a sign of a printer may stand here.

        Korean fonts draw an ellipsis halfway up, as Korean has it; three stops are as good in English.
        """
        lang = self.lang.partition("-")[0]
        return not self.verbatim and lang in _LANGUAGES and (sign != "…" or lang == "ko")


@dataclass(slots=True)
class Setter:
    """What has been set so far.

    Attributes:
        lang: Main language of the text.
        out: The pieces; text stands for itself until its line ends.
        line: Parts of the running line.
        open: Open elements, outermost first: name, language, whether its text stays as it is.
    """

    lang: str
    out: list[str] = field(default_factory=list)
    line: list[_Part] = field(default_factory=list)
    open: list[tuple[str, str, bool]] = field(default_factory=list)

    @property
    def here(self) -> tuple[str, bool]:
        """Language of the place, and whether its text stays as it is."""
        return self.open[-1][1:] if self.open else (self.lang, False)

    def tag(self, tag: str) -> None:
        """Take a tag."""
        named = _TAG_NAME.match(tag)
        name = named[1].lower() if named else "span"
        if name == "img":
            self.line.append(_Part(len(self.out), OBJECT, self.here[0], verbatim=True))
        elif not _INLINE.fullmatch(name):
            self.finish()
        self.out.append(tag)
        if tag.startswith("</"):
            self._close(name)
        elif named and name not in _VOID and not tag.endswith("/>"):
            lang, verbatim = self.here
            own = _LANG.search(tag)
            verbatim = verbatim or name in _VERBATIM or _SET.search(tag) is not None
            self.open.append((name, own[1] if own else lang, verbatim))

    def _close(self, name: str) -> None:
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index][0] == name:
                del self.open[index:]
                return

    def text(self, escaped: str) -> None:
        """Take the text between two tags."""
        lang, verbatim = self.here
        raw = html.unescape(escaped)
        self.line.append(_Part(len(self.out), _seen(raw) if verbatim else raw, lang, verbatim))
        self.out.append(escaped)

    def finish(self) -> None:
        """Set the running line."""
        parts, self.line = self.line, []
        if all(part.verbatim for part in parts):
            return
        whole = _punctuated(parts)
        places = joints(whole)
        at = first = 0
        for number, part in enumerate(parts):
            end = at + len(part.text)
            last = first
            while last < len(places) and places[last] < end:
                last += 1
            own = places[first:last]
            if not part.verbatim:
                if own[:1] != [at] and parts_eojeol(whole, at):
                    own.insert(0, at)
                self.out[part.index] = set_run(whole, at, end, part.lang, own)
            elif own[:1] == [at] and number:
                self._join(parts[number - 1])
            at, first = end, last

    def _join(self, before: _Part) -> None:
        """Keep what stays as it is with what stands before it; nothing is put into code."""
        if not before.verbatim or self.out[before.index].startswith("<"):
            self.out[before.index] += JOINER


def _seen(raw: str) -> str:
    """Give what the neighbours of code see of it: letters, and objects for signs."""
    if raw in SIGNS:  # has got its room already
        return raw
    short = raw if len(raw) <= 2 * _REACH else raw[:_REACH] + raw[-_REACH:]
    return _NO_LETTER.sub(OBJECT, short)


def _punctuated(parts: list[_Part]) -> str:
    """Set the signs of a line's parts, and give its text."""
    whole = "".join([part.text for part in parts])
    found = signs(whole)
    if not found:
        return whole
    found.reverse()
    at = 0
    for part in parts:
        end = at + len(part.text)
        pieces: list[str] = []
        done = at
        while found and found[-1][0] < end:
            start, stop, sign = found.pop()
            # What begins in one element and ends in another is left.
            if at <= start and stop <= end and part.takes(sign):
                pieces += (whole[done:start], sign)
                done = stop
        part.text = "".join((*pieces, whole[done:end]))
        at = end
    return "".join([part.text for part in parts])

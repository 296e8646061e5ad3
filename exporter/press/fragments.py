"""Texts of the pack made fit for the page: math drawn, pictures found, long code left out, runs set."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup

from exporter.diagnostics import Diagnostic
from exporter.labels import labels
from exporter.press.diagram import ROOM, Diagram, lay_out
from exporter.press.names import attachment_url
from exporter.render.math import set_math
from exporter.render.typeset import typeset, typeset_text

if TYPE_CHECKING:
    from exporter.model import Text

LONG_CODE = 12

_IMAGE = re.compile(r'<img\s[^>]*?src="([^"]*)"[^>]*>')
_ALT = re.compile(r'\balt="([^"]*)"')
_LOCAL_LINK = re.compile(r'(<a\b[^>]*?)\shref="#[^"]*"')
_CODE = re.compile(r'<pre class="code">.*?</pre>', re.DOTALL)
_DRAWING = re.compile(r'<pre class="diagram">(.*?)</pre>', re.DOTALL)
_GAP = re.compile(r"\{\{c\d+::(.*?)(?:::.*?)?\}\}", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_ENDS = (".", "?", "!", "。", "？", "！")
# A font of outlines has one hand for all; the tone would stand beside it as a grey square.
_SKIN_TONES = re.compile("[\U0001f3fb-\U0001f3ff]")
_BLOCK = re.compile(r"<(?:p|ul|ol|table|pre|blockquote|div|hr|section)\b")
# Symbols and emoji with which notes decorate their headings; arrows and letters stay.
_ORNAMENT = re.compile("^(?:[\\s\u2300-\u23ff\u2460-\u27bf\u2900-\u2bff\ufe0f\u200d\U0001f000-\U0001faff])+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text ready to print.

    Attributes:
        main: Markup for the page.
        lang: Main language.
        plain: Without markup, for the outline.
        blocks: Whether it consists of paragraphs, lists and the like.
        seconds: The same in other languages.
    """

    main: Markup
    lang: str
    plain: str = ""
    blocks: bool = False
    seconds: tuple[Phrase, ...] = ()

    @property
    def html(self) -> Markup:
        """The text, and below it or behind it what it says in other languages."""
        whole = self.main
        blocks = self.blocks or any(each.blocks for each in self.seconds)
        name = Markup("div") if blocks else Markup("span")
        # A sentence begins on a line of its own; a name stands behind the other one.
        between = Markup("<br/>") if not blocks and self.plain.endswith(_ENDS) else Markup(" ")
        for each in self.seconds:
            whole += Markup('{}<{} class="second" lang="{}">{}</{}>').format(
                between, name, each.lang, each.main, name
            )
        return whole


@dataclass(slots=True)
class Fragments:
    """Makes phrases and remembers what went wrong.

    Attributes:
        attachments: Names of the pack's attachments.
        languages: In which the program's own words are printed.
        column: Width of a column, less the padding of boxes, in points.
        page: Width of the type area, likewise.
        exact: Whether the monospaced font keeps to its cells, see `lay_out`.
        note: Path of the note whose texts are being set.
        diagnostics: What was found.
        longest_code: In lines; longer code gives way to a hint.
        room: Height of the type area, in mm.
        scale: At which the page is printed.
    """

    attachments: frozenset[str]
    languages: tuple[str, ...]
    column: float
    page: float
    exact: bool = True
    note: str | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    longest_code: int = LONG_CODE
    room: float = ROOM
    scale: float = 1.0

    def phrase(self, text: Text) -> Phrase:
        """Set a text of the pack in all its languages."""
        return Phrase(
            Markup(self.fragment(text.html, text.lang)),  # noqa: S704 - clean by the model's contract
            text.lang,
            text.text,
            blocks=_BLOCK.match(text.html) is not None,
            seconds=tuple(map(self.phrase, text.translations)),
        )

    def heading(self, text: Text) -> Phrase:
        """Set a heading: without the emoji before it."""
        plain = _ORNAMENT.sub("", text.text)
        if not plain or plain == text.text:
            return self.phrase(text)
        bare = self.fragment(_ORNAMENT.sub("", text.html), text.lang)
        seconds = tuple(map(self.heading, text.translations))
        return Phrase(Markup(bare), text.lang, plain, seconds=seconds)  # noqa: S704 - clean by the model's contract

    def filled(self, text: Text, extra: Text | None) -> Phrase:
        """Set a text with gaps, each filled and underlined, and what its back adds."""
        whole = self.fragment(_GAP.sub(r'<u class="filled">\1</u>', text.html), text.lang)
        if extra is not None:
            whole += f' <span lang="{extra.lang}">{self.fragment(extra.html, extra.lang)}</span>'
        others = {each.lang: each for each in extra.translations} if extra else {}
        return Phrase(
            Markup(whole),  # noqa: S704 - clean by the model's contract
            text.lang,
            _GAP.sub(r"\1", text.text),
            _BLOCK.match(text.html) is not None,
            tuple(self.filled(each, others.get(each.lang)) for each in text.translations),
        )

    def diagram(self, drawing: str) -> Diagram:
        """Set a text drawing."""
        return self._laid_out(drawing, self.page)

    def fragment(self, fragment: str, lang: str) -> str:
        """Set a clean fragment."""
        drawn, failed = set_math(fragment)
        for tex in failed:
            self._report("math-not-drawn", f"cannot draw the formula `{tex}`")
        drawn = _IMAGE.sub(self._image, drawn)
        drawn = _LOCAL_LINK.sub(r"\1", drawn)
        drawn = _CODE.sub(self._code, drawn)
        drawn = _DRAWING.sub(self._drawing, drawn)
        return typeset(_SKIN_TONES.sub("", drawn), lang)

    def _image(self, found: re.Match[str]) -> str:
        name = html.unescape(found[1])
        if name.startswith("data:image/svg+xml;base64,"):
            return found[0]
        if name in self.attachments:
            return found[0].replace(f'src="{found[1]}"', f'src="{html.escape(attachment_url(name))}"')
        alt = _ALT.search(found[0])
        return f'<span class="no-image">{alt[1] if alt else ""}</span>'

    def _code(self, found: re.Match[str]) -> str:
        count = len(_TAG.sub("", found[0]).strip("\n").split("\n"))
        if count <= self.longest_code:
            return found[0]
        words = labels().words("code_left_out", self.languages)
        said = " · ".join(
            f'<span lang="{lang}">{typeset_text(word.format(count=count), lang)}</span>'
            for lang, word in words.items()
        )
        return f'<p class="left-out">{said}</p>'

    def _drawing(self, found: re.Match[str]) -> str:
        made = self._laid_out(html.unescape(found[1]), self.column)
        return f'<pre class="diagram" style="font-size:{made.size}pt">{made.html}</pre>'

    def _laid_out(self, drawing: str, page: float) -> Diagram:
        return lay_out(drawing, self.column, page, exact=self.exact, room=self.room, scale=self.scale)

    def _report(self, rule: str, message: str) -> None:
        found = Diagnostic(rule, message, path=self.note)
        if found not in self.diagnostics:
            self.diagnostics.append(found)

"""What explains a question: a rationale for each option, and one for the whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exporter.diagnostics import Diagnostic, at
from exporter.extract.mcq.line import blocks_of, option_of
from exporter.extract.mcq.names import letters_in, option_named
from exporter.markdown import Block, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exporter.extract.mcq.line import Line
    from exporter.extract.texts import Texts
    from exporter.markdown import Inline
    from exporter.model import Text

# Between the name and what is said of it.
_SEPARATOR = re.compile(r"\s*(?:[:：=]|→|[-–—](?=\s))\s*")
_PLAIN_NAME = re.compile(r"(?P<name>[^\n]{1,80}?)\s*(?:[:：]\s+|\s[-–—]\s+)(?=\S)")


@dataclass(slots=True)
class Rationales:
    """What has been sorted so far.

    Attributes:
        by_letter: Blocks by the option's letter.
        general: Lines that speak of the question as a whole.
        diagnostics: What was found wrong.
    """

    by_letter: dict[str, list[Block]] = field(default_factory=dict)
    general: list[Line] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def of(self, letter: str, texts: Texts) -> Text | None:
        """Give an option's rationale."""
        blocks = self.by_letter.get(letter)
        return texts.blocks(blocks) if blocks else None

    def whole(self, texts: Texts) -> Text | None:
        """Give the rationale of the question as a whole."""
        blocks = blocks_of(self.general)
        return texts.blocks(blocks) if blocks else None


def sort(lines: Sequence[Line], options: Mapping[str, str], texts: Texts) -> Rationales:
    """Sort the lines behind the answer: those of an option, and those of the whole.

    Args:
        lines: In source order.
        options: Plain text by letter.
        texts: Makes the texts.
    """
    found = Rationales()
    current: tuple[str, ...] = ()
    for line in lines:
        named = _named(line, options)
        if named is None:
            # A further line of the item that spoke of an option still speaks of it.
            belongs = current and line.inline and not line.item and line.parent
            if belongs and line.inline:
                _add(found, current, line.inline, line.rest)
            else:
                current = ()
                found.general.append(line)
            continue
        current, rest = named
        if current:
            _add(found, current, rest, line.rest)
        else:
            found.general.append(line)
            found.diagnostics.append(_unmatched(line, texts))
    return found


def _add(found: Rationales, letters: tuple[str, ...], inline: Inline, rest: tuple[Block, ...]) -> None:
    for letter in letters:
        blocks = found.by_letter.setdefault(letter, [])
        if inline.raw:
            blocks.append(Block(Kind.PARAGRAPH, inline.span, inline))
        blocks.extend(rest)


def _named(line: Line, options: Mapping[str, str]) -> tuple[tuple[str, ...], Inline] | None:
    """Read which options a line speaks of.

    Returns:
        Their letters, and what is said; no letters where a name fits no option; None where the
        line names nothing.
    """
    inline = line.inline
    if inline is None:
        return None
    lead = inline.strong_lead()
    if lead:
        name = inline.raw[:lead].rstrip(" :：-–—")
        separator = _SEPARATOR.match(inline.raw, lead)
        letters = _letters(name, options)
        said = separator is not None or inline.raw[:lead].rstrip().endswith((":", "："))
        if letters or (said and line.item):
            return letters, inline.cut(separator.end() if separator else lead)
        return None
    option = option_of(line)
    if option and option.letter in options:
        return (option.letter,), option.rest
    plain = _PLAIN_NAME.match(inline.raw)
    letters = _letters(plain["name"], options) if plain else ()
    return (letters, inline.cut(plain.end())) if plain and letters else None


def _letters(name: str, options: Mapping[str, str]) -> tuple[str, ...]:
    letters = letters_in(name)
    if letters and set(letters) <= set(options):
        return letters
    named = option_named(name, options)
    return (named,) if named else ()


def _unmatched(line: Line, texts: Texts) -> Diagnostic:
    inline = line.inline
    span = inline.cut(0, inline.strong_lead()).span if inline else line.block.span
    name = texts.source.slice(span).strip("*: ")
    message = f"`{name}` is none of the options, so what it explains joins the general rationale"
    fix = "name the option by its letter, as in `**Option A** - …`"
    return at(texts.source, span, "rationale-without-option", message, fix=fix)

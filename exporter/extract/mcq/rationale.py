"""What explains a question: a rationale for each option, and one for the whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from exporter.diagnostics import Diagnostic, at
from exporter.extract.mcq.lead import letter_of, option_of
from exporter.extract.mcq.line import blocks_of
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
# `A) name`, and `A)와 C)는 …`: there the letters stand in a sentence.
_LETTERED = re.compile(r"[(\[]?(?P<letter>[A-Z])[)\].:：]\s*(?P<name>\S.*)", re.DOTALL)
_SEVERAL = re.compile(
    r"[(\[]?[A-Z1-9][)\].]?(?:와|과|및|은|는|이|가|도|만)(?=\s)|[(\[]?[A-Z1-9][)\].]?\s*[,/&·]\s*[(\[]?[A-Z1-9][)\].]"
)
# `2번은 …`: a sentence about one option.
_ABOUT = re.compile(r"[\W_]*(?:[(\[]?(?P<letter>[①-⑳]|[1-9](?=번)|[A-H])[)\]]?(?:번)?)(?:은|는)\s+(?=\S)")
# Whether it is right, before what is said of it.
_VERDICT = re.compile(r"[(\[]\s*[OXox○×✓✗✔✘⭕❌]\s*[)\]]\s*[:：–-]?\s*|(?:⭕|❌|✅|✔|✗|✘)\s*[:：–-]?\s*")
_LETTER_BEHIND = re.compile(r"[(\[](?P<letter>[A-H])[)\]]$")
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

    def put_first(self, letter: str, blocks: Sequence[Block]) -> None:
        """Add what stands below an option itself."""
        if blocks:
            self.by_letter[letter] = [*blocks, *self.by_letter.get(letter, ())]

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
    alone = False
    for line in lines:
        named = _named(line, options)
        if named is None and current and _goes_on(line, alone=alone):
            _add(found, current, blocks_of([line]))
        elif named is None:
            current = ()
            found.general.append(line)
        elif named.letters:
            current = named.letters
            # Behind a name on a line of its own, all that follows speaks of it.
            alone = not named.said.raw and not line.rest
            _add(found, current, (*_as_blocks(named.said), *line.rest))
        else:
            current = ()
            found.general.append(line)
            found.diagnostics.append(_unmatched(line, texts))
    return found


def _goes_on(line: Line, *, alone: bool) -> bool:
    """Tell whether a line without a name still speaks of the option named last."""
    if line.block.kind is Kind.HEADING:
        return False
    return alone or bool(line.inline and line.parent and not line.item)


def _as_blocks(inline: Inline) -> tuple[Block, ...]:
    return (Block(Kind.PARAGRAPH, inline.span, inline),) if inline.raw else ()


def _add(found: Rationales, letters: tuple[str, ...], blocks: tuple[Block, ...]) -> None:
    for letter in letters:
        found.by_letter.setdefault(letter, []).extend(blocks)


class _Named(NamedTuple):
    """A line that names options.

    Attributes:
        letters: Theirs; none where the name fits no option.
        said: What is said of them.
    """

    letters: tuple[str, ...]
    said: Inline


def _named(line: Line, options: Mapping[str, str]) -> _Named | None:
    """Read which options a line speaks of; None where it names nothing."""
    inline = line.inline
    if inline is None:
        return None
    lead = len(inline.raw) if line.block.kind is Kind.HEADING else inline.strong_lead()
    if lead:
        name = inline.raw[:lead].rstrip(" :：-–—")
        separator = _SEPARATOR.match(inline.raw, lead)
        letters = _letters(name, options)
        said = separator is not None or inline.raw[:lead].rstrip().endswith((":", "："))
        if letters or (said and line.item):
            return _Named(letters, inline.cut(separator.end() if separator else lead))
        return None
    about = _ABOUT.match(inline.raw)
    if about and letter_of(about["letter"]) in options:
        return _Named((letter_of(about["letter"]),), inline.cut(about.end()))
    option = option_of(line)
    if option and option.letter in options and not _SEVERAL.match(inline.raw):
        verdict = _VERDICT.match(option.rest.raw)
        return _Named((option.letter,), option.rest.cut(verdict.end()) if verdict else option.rest)
    plain = _PLAIN_NAME.match(inline.raw)
    letters = _letters(plain["name"], options) if plain else ()
    return _Named(letters, inline.cut(plain.end())) if plain and letters else None


def _letters(name: str, options: Mapping[str, str]) -> tuple[str, ...]:
    letters = letters_in(name)
    if letters:
        return letters if set(letters) <= set(options) else ()
    lettered = _LETTERED.fullmatch(name)
    if lettered and lettered["letter"] in options:
        # The letter counts, unless the words are another option's.
        meant = option_named(lettered["name"], options)
        return (lettered["letter"],) if meant in {None, lettered["letter"]} else ()
    named = option_named(name, options)
    if named:
        return (named,)
    # `k-means (C)`: the letter says which is meant, whatever the name is short for.
    behind = _LETTER_BEHIND.search(name)
    return (behind["letter"],) if behind and behind["letter"] in options else ()


def _unmatched(line: Line, texts: Texts) -> Diagnostic:
    inline = line.inline
    span = inline.cut(0, inline.strong_lead()).span if inline else line.block.span
    name = texts.source.slice(span).strip("*: ")
    message = f"`{name}` is none of the options, so what it explains joins the general rationale"
    fix = "name the option by its letter, as in `**Option A** - …`"
    return at(texts.source, span, "rationale-without-option", message, fix=fix)

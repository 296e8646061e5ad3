"""Edits of a vault of which it is known, line by line, what became of what."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

_LETTER = re.compile(r"[A-Za-z가-힣]")
DEFINITION = re.compile(r"- \*\*(?P<target>.+?)\*\*: (?P<meaning>.+?)(?P<tail> \^[\w-]+)?$")
_SUBJECT = re.compile(r"\*\*(?P<target>.+) (?P<side>장점|단점|pros|cons)\*\*:")
_STEM = re.compile(r"\*\*Question:\*\* (?P<target>.+)$")
_OPTION = re.compile(r"- (?P<letter>[A-H])\) (?P<text>.+)$")
_WORDS = re.findall(
    r"\S+",
    "가끔 길게 서버 요청을 나누어 저장하며 비용과 지연을 함께 살핀다 whenever traffic rises slowly "
    "keep spare capacity across zones and measure it again next quarter",
)


class Line(NamedTuple):
    """A line of a note.

    Attributes:
        uid: Of this line, wherever it goes and whatever becomes of its words.
        text: What it says.
    """

    uid: int
    text: str


Vault = dict[str, list[Line]]
_uids = count()


def lines_of(text: str) -> list[Line]:
    """Give the lines of a text that nobody has seen before."""
    return [Line(next(_uids), line) for line in text.split("\n")]


def texts_of(vault: Vault) -> dict[str, str | bytes]:
    """Write the notes."""
    return {path: "\n".join(line.text for line in lines) for path, lines in vault.items()}


def _typo(random: Random, text: str) -> str:
    """Mistype one to three letters."""
    for _ in range(random.randint(1, 3)):
        places = [at for at, char in enumerate(text) if _LETTER.match(char)]
        if not places:
            return text
        at = random.choice(places)
        letter = random.choice("abcdefghijklmnopqrstuvwxyz가나다라마바사아자차카타파하")
        text = text[:at] + random.choice((letter, letter + text[at], "")) + text[at + 1 :]
    return text


def _some(random: Random, vault: Vault, pattern: re.Pattern[str]) -> tuple[str, int, re.Match[str]]:
    """Choose a line that looks so."""
    return random.choice(
        [
            (path, at, found)
            for path, lines in vault.items()
            for at, line in enumerate(lines)
            if (found := pattern.match(line.text))
        ]
    )


def _say(vault: Vault, path: str, at: int, text: str) -> None:
    vault[path][at] = vault[path][at]._replace(text=text)


def _words(random: Random) -> str:
    return " ".join(random.sample(_WORDS, random.randint(5, 12)))


def _put(found: re.Match[str], group: str, text: str) -> str:
    return found.string[: found.start(group)] + text + found.string[found.end(group) :]


def mistype_term(random: Random, vault: Vault) -> None:
    path, at, found = _some(random, vault, DEFINITION)
    _say(vault, path, at, _put(found, "target", _typo(random, found["target"]) or found["target"]))


def mistype_stem(random: Random, vault: Vault) -> None:
    path, at, found = _some(random, vault, _STEM)
    _say(vault, path, at, _put(found, "target", _typo(random, found["target"])))


def mistype_subject(random: Random, vault: Vault) -> None:
    path, _, found = _some(random, vault, _SUBJECT)
    new = _typo(random, found["target"]) or found["target"]
    for at, line in enumerate(vault[path]):
        side = _SUBJECT.match(line.text)
        if side and side["target"] == found["target"]:
            _say(vault, path, at, _put(side, "target", new))


def mistype_anywhere(random: Random, vault: Vault) -> None:
    path, at, found = _some(random, vault, re.compile(r"(?P<target>[^\W_-][^`$*\[\]]+)$"))
    _say(vault, path, at, _put(found, "target", _typo(random, found["target"])))


def add_clause(random: Random, vault: Vault) -> None:
    pattern, group = random.choice(((DEFINITION, "meaning"), (_STEM, "target")))
    path, at, found = _some(random, vault, pattern)
    _say(vault, path, at, _put(found, group, f"{found[group]}, {_words(random)}"))


def rewrite_definition(random: Random, vault: Vault) -> None:
    path, at, found = _some(random, vault, DEFINITION)
    _say(vault, path, at, _put(found, "meaning", _words(random)))


def reorder_options(random: Random, vault: Vault) -> None:
    path = random.choice([path for path, lines in vault.items() if any(map(_option, lines))])
    places = [at for at, line in enumerate(vault[path]) if _option(line)]
    options = [_OPTION.match(vault[path][at].text) for at in places]
    shuffled = random.sample(options, len(options))
    new_letter = {}
    for at, here, coming in zip(places, options, shuffled, strict=True):
        assert here
        assert coming
        _say(vault, path, at, f"- {here['letter']}) {coming['text']}")
        new_letter[coming["letter"]] = here["letter"]
    for at, line in enumerate(vault[path]):
        if line.text.startswith(("**정답:", "**Answer:", "- **Option ")):
            head, colon, rest = re.split(r"(:|Option)", line.text, maxsplit=1)
            moved = re.sub(r"(?<![A-Za-z])[A-H](?=[,)*])", lambda one: new_letter.get(one[0], one[0]), rest)
            _say(vault, path, at, head + colon + moved)


def _option(line: Line) -> re.Match[str] | None:
    return _OPTION.match(line.text)


def _parts(lines: list[Line]) -> tuple[list[Line], list[list[Line]]]:
    """Part a note into its head and its sections."""
    starts, fenced = [], False
    for at, line in enumerate(lines):
        fenced ^= line.text.startswith("```")
        if line.text.startswith("## ") and not fenced:
            starts.append(at)
    sections = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return lines[: starts[0]], sections


def reorder_sections(random: Random, vault: Vault) -> None:
    path = random.choice(list(vault))
    head, sections = _parts(vault[path])
    random.shuffle(sections)
    blank = lines_of("")
    vault[path] = [*head, *(line for section in sections for line in [*section, *blank])]


def rename(random: Random, vault: Vault) -> None:
    path = random.choice(list(vault))
    folder = path.rpartition("/")[0]
    vault[f"{folder}/{'-'.join(random.sample(_WORDS, 2))}.md".lstrip("/")] = vault.pop(path)


def move(random: Random, vault: Vault) -> None:
    path = random.choice(list(vault))
    vault[f"{random.choice(('archive', 'data/2026', '인프라'))}/{path.rpartition('/')[2]}"] = vault.pop(path)


def retitle(random: Random, vault: Vault) -> None:
    path, at, _ = _some(random, vault, re.compile("# "))
    _say(vault, path, at, f"# {_words(random)}")


def merge(random: Random, vault: Vault) -> None:
    one, other = random.sample(list(vault), 2)
    head, sections = _parts(vault[one])
    _, further = _parts(vault.pop(other))
    blank = lines_of("")
    both = random.choice(([*sections, *further], [*further, *sections]))
    vault[one] = [*head, *(line for section in both for line in [*section, *blank])]


def split(random: Random, vault: Vault) -> None:
    path = random.choice(list(vault))
    head, sections = _parts(vault[path])
    going = random.sample(range(len(sections)), random.randint(1, len(sections) - 1))
    kept = [section for at, section in enumerate(sections) if at not in going]
    vault[path] = [*head, *(line for section in kept for line in section)]
    new = [*lines_of(f"# {_words(random)}\n"), *(line for at in going for line in sections[at])]
    vault[path.removesuffix(".md") + " 2.md"] = new


def add_property(random: Random, vault: Vault) -> None:
    path = random.choice([path for path, lines in vault.items() if lines[0].text == "---"])
    vault[path][1:1] = lines_of(f"id: own-{random.randrange(10**6)}")


def add_block_id(random: Random, vault: Vault) -> None:
    pattern = random.choice((DEFINITION, _STEM, re.compile(r"[^\W_].*[.다]$")))
    path, at, found = _some(random, vault, pattern)
    if " ^" not in found.string:
        _say(vault, path, at, f"{found.string} ^own-{random.randrange(10**6)}")


EDITS: tuple[Callable[[Random, Vault], None], ...] = (
    mistype_term,
    mistype_stem,
    mistype_subject,
    mistype_anywhere,
    add_clause,
    rewrite_definition,
    reorder_options,
    reorder_sections,
    rename,
    move,
    retitle,
    merge,
    split,
    add_property,
    add_block_id,
)

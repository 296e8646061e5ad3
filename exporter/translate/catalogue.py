"""A gettext catalogue: read and written by Babel, so that every translator's program works with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic
from exporter.source import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from babel.messages.catalog import Catalog, Message

Key = tuple[str, str]

FUZZY = "fuzzy"
_NOT_KEPT = frozenset({FUZZY, "python-format", "python-brace-format"})
# A comment of the translator's: what looks wrong with this translation is right.
CHECKED = "checked"
_PREVIOUS = re.compile(r"^\|\s*(?:msgid\s*)?(?P<string>\".*\")?$")
# Previous texts of what is out of use: nobody needs them, and Babel stumbles over them.
_OLD_PREVIOUS = re.compile(rb"^[ \t]*#~\|.*$", re.MULTILINE)
_PLACE = re.compile(r" on \d+$")
_HEADER = """# Translations of {pack} into {language}, for studypack.
# This file is kept by `studypack translate update`; translations are yours."""
_WIDTH = 79


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A message.

    Attributes:
        context: Id of a card or note, and the role of the text in it.
        source: What the note says, inline Markdown.
        target: What it says in the catalogue's language; empty where nobody has said it yet.
        fuzzy: Whether the note has changed since: somebody must look at it.
        previous: What the note said when it was translated, where that is known and another text.
        comments: The translator's own.
        about: What the program says of it to the translator.
        places: Notes and lines.
        flags: All but ``fuzzy``.
        line: In the file, from 1.
    """

    context: str
    source: str
    target: str = ""
    fuzzy: bool = False
    previous: str = ""
    comments: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    places: tuple[tuple[str, int], ...] = ()
    flags: tuple[str, ...] = ()
    line: int = 0

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.context, self.source


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translations of a pack into one language.

    Attributes:
        lang: BCP 47; empty for the template.
        entries: In use, in order.
        obsolete: Out of use, kept for the day on which they are needed again.
        header: The comment at the head, and the fields below it; empty for a new one.
        path: In the vault.
    """

    lang: str
    entries: Mapping[Key, CatalogueEntry] = field(default_factory=dict)
    obsolete: Mapping[Key, CatalogueEntry] = field(default_factory=dict)
    header: tuple[tuple[str, str], ...] = ()
    path: str = ""


def read_catalogue(content: bytes, lang: str, path: str) -> Checked[Catalogue | None]:
    """Read a catalogue; None where it cannot be read.

    Args:
        content: Of the file.
        lang: Its language, BCP 47.
        path: In the vault.
    """
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import PoFileError, PoFileParser

    read = Catalog(locale=lang.replace("-", "_"), header_comment="", fuzzy=False)
    try:
        lines = _OLD_PREVIOUS.sub(b"", content.removeprefix(b"\xef\xbb\xbf")).splitlines()
        PoFileParser(read, abort_invalid=True).parse(lines)
    except PoFileError as error:
        place = Position(error.lineno + 1, 1)
        reason = _PLACE.sub("", str(error)).partition("\n")[0]
        return Checked(None, (_invalid(path, reason, place, error.line),))
    except (ValueError, LookupError, IndexError, AttributeError) as error:
        # Babel stumbles over what is no catalogue at all in its own ways.
        return Checked(None, (_invalid(path, str(error) or type(error).__name__, None, None),))
    entries = {each.key: each for each in map(_entry, filter(_is_message, read))}
    obsolete = {each.key: each for each in map(_entry, read.obsolete.values())}
    return Checked(Catalogue(lang, entries, obsolete, _header(content), path))


def _invalid(path: str, reason: str, place: Position | None, line: str | None) -> Diagnostic:
    fix = "mend it in a translator's program such as Poedit, or take it from a backup"
    message = f"this catalogue cannot be read: {reason[:1].lower()}{reason[1:]}"
    return Diagnostic("catalogue-invalid", message, path, place, excerpt=line, help=fix)


def _is_message(message: Message) -> bool:
    """Tell a message from the head of the file."""
    return bool(message.id)


def _entry(message: Message) -> CatalogueEntry:
    previous = [found["string"] for each in message.user_comments if (found := _PREVIOUS.match(each))]
    comments = tuple(each for each in message.user_comments if not _PREVIOUS.match(each))
    # A message with a plural is none of ours; its first form is as good as any.
    source = message.id if isinstance(message.id, str) else message.id[0]
    target = message.string if isinstance(message.string, str) else (message.string or ("",))[0]
    return CatalogueEntry(
        message.context or "",
        source,
        target or "",
        FUZZY in message.flags,
        _joined(each for each in previous if each),
        comments,
        tuple(message.auto_comments),
        tuple((name, line or 0) for name, line in message.locations),
        tuple(sorted(flag for flag in message.flags if flag and flag not in _NOT_KEPT)),
        message.lineno or 0,
    )


def _joined(strings: Iterable[str]) -> str:
    from babel.messages.pofile import denormalize

    return denormalize("\n".join(['""', *strings]))


def _header(content: bytes) -> tuple[tuple[str, str], ...]:
    """Give the head of a file: its comment under an empty name, then its fields, all as they stand there.

    Babel keeps the fields that it knows; those of other programs must not be lost.
    """
    head = content.decode("utf-8", "replace").lstrip("\ufeff").replace("\r\n", "\n")
    block = re.match(r'((?:#.*\n)*)msgid ""\s*\nmsgstr ((?:[ \t]*".*"[ \t]*(?:\n|$))+)', head)
    if block is None:
        return ()
    fields = _joined(line.strip() for line in block[2].strip().split("\n"))
    named = [(name, value.strip()) for name, colon, value in map(_parted, fields.split("\n")) if colon]
    comment = "\n".join(line for line in block[1].rstrip("\n").split("\n") if not line.startswith("#,"))
    return (("", comment), *named)


def _parted(line: str) -> tuple[str, str, str]:
    return line.partition(":")


def new_header(lang: str, pack: str, built_at: int) -> tuple[tuple[str, str], ...]:
    """Give the head of a new catalogue.

    Args:
        lang: BCP 47; empty for the template.
        pack: What the pack is called.
        built_at: Seconds since the epoch.
    """
    language = lang or "…"
    made = datetime.fromtimestamp(built_at, UTC).strftime("%Y-%m-%d %H:%M+0000")
    return (
        ("", _HEADER.format(pack=pack, language=language)),
        ("Project-Id-Version", pack),
        ("POT-Creation-Date", made),
        *((("Language", lang.replace("-", "_")),) if lang else ()),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Generated-By", "studypack"),
    )


def write_catalogue(catalogue: Catalogue) -> bytes:
    """Write a catalogue.

    Args:
        catalogue: With a header.
    """
    parts = [_written_header(catalogue.header)]
    parts += [part for entry in catalogue.entries.values() for part in _written(entry)]
    parts += [part for entry in catalogue.obsolete.values() for part in _written(entry, obsolete=True)]
    return ("".join(parts).rstrip("\n") + "\n").encode()


def _written_header(header: tuple[tuple[str, str], ...]) -> str:
    from babel.messages.pofile import normalize

    (_, comment), *fields = header
    # It is written in UTF-8, whatever it was.
    lines = "".join(
        f"{name}: {'text/plain; charset=UTF-8' if name.casefold() == 'content-type' else value}\n"
        for name, value in fields
    )
    return f'{comment}\nmsgid ""\nmsgstr {normalize(lines, width=0)}\n\n'


def _written(entry: CatalogueEntry, *, obsolete: bool = False) -> Iterator[str]:
    from babel.messages.pofile import generate_po, normalize

    previous = normalize(entry.previous, width=_WIDTH).split("\n") if entry.previous and entry.fuzzy else []
    for line in generate_po(_alone(entry, obsolete=obsolete), omit_header=True, width=_WIDTH):
        if previous and not line.startswith("#"):
            # Babel wraps the previous text as if it were a comment, and breaks its quotes.
            yield f"#| msgid {previous[0]}\n" + "".join(f"#| {each}\n" for each in previous[1:])
            previous = []
        yield line


def _alone(entry: CatalogueEntry, *, obsolete: bool) -> Catalog:
    """Make a catalogue of one message."""
    from babel.messages.catalog import Catalog, Message

    message = Message(
        entry.source,
        entry.target,
        locations=() if obsolete else entry.places,
        auto_comments=() if obsolete else entry.about,
        user_comments=entry.comments,
        context=entry.context or None,
    )
    # Babel takes braces and percent signs for those of Python; a note is no format.
    message.flags = {*entry.flags, *((FUZZY,) if entry.fuzzy else ())}
    alone = Catalog(fuzzy=False)
    if obsolete:
        alone.obsolete[entry.key] = message
    else:
        alone[entry.source] = message
    return alone

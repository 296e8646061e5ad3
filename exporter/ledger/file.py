"""``studypack.lock``: a JSON object a line, sorted, so that people can read it and git can merge it."""

from __future__ import annotations

import json
from io import BytesIO
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from exporter.diagnostics import Checked, Diagnostic
from exporter.ledger.entry import Entry, Ledger, Stamp
from exporter.ledger.gaps import IssuedGap
from exporter.source import Position

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "studypack.lock"
_FORMAT, _VERSION = "studypack-ledger", 1


def write_ledger(ledger: Ledger) -> bytes:
    """Give the file's content: the head, the note types, then the cards by id."""
    # Line by line: that of a hundred thousand cards has a hundred megabytes, and as text three times as many.
    content = BytesIO()
    content.writelines(f"{line}\n".encode() for line in _lines(ledger))
    return content.getvalue()


def _lines(ledger: Ledger) -> Iterator[str]:
    yield _json({"format": _FORMAT, "version": _VERSION, "pack": ledger.pack})
    for kind, stamp in sorted(ledger.note_types.items()):
        yield _json({"note_type": kind, "hash": stamp.hash, "mod": stamp.mod})
    for _, entry in sorted(ledger.entries.items()):
        yield _line(entry)


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _line(entry: Entry) -> str:
    """Write an entry, text by text: a table of each would only be taken apart again."""
    explicit = "" if entry.explicit is None else f'"explicit":{_json(entry.explicit)},'
    since = "" if entry.since is None else f'"since":{entry.since},'
    shapes = [[gap.number, gap.text, *(gap.around or ())] for gap in entry.gaps]
    gaps = f'"gaps":{_json(shapes)},' if shapes else ""
    return (
        f'{{"id":{_json(entry.id)},"guid":{_json(entry.guid)},"kind":{_json(entry.kind)},'
        f'"note":{_json(entry.note)},"slot":{_json(entry.slot)},{explicit}'
        f'"hash":{_json(entry.stamp.hash)},"mod":{entry.stamp.mod},"deck":{_json(entry.deck)},'
        f'"face":{_json(entry.face)},"body":{_json(entry.body)},{since}{gaps}'
        f'"content":{_json(entry.content)}}}'
    )


def read_ledger(path: Path) -> Checked[Ledger]:
    """Read a ledger. A lost or broken one never stops a build: what can be read counts.

    Of two lines for one card, as a merge may leave them, the later time counts.

    Args:
        path: The file.
    """
    try:
        content = BytesIO(path.read_bytes())
    except FileNotFoundError:
        return Checked(Ledger())
    except OSError as error:
        message = f"the ledger cannot be read: {error.strerror or error}"
        return Checked(Ledger(), (Diagnostic("ledger-unreadable", message, path.name, help=_RESTORE),))
    reader = _Reader()
    broken: list[Diagnostic] = []
    read = 0
    for number, raw in enumerate(content, 1):
        line = raw.decode("utf-8", "replace")
        if not line.strip() or line.startswith(_MERGE_MARKS):
            continue
        try:
            # Only by its number can a line name half a letter, which no file can hold.
            reader.take(_checked(json.loads(line), numbered="\\u" in line))
            read += 1
        except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError):
            message = "this line of the ledger cannot be read: its card is known by its place alone"
            place = Position(number, 1)
            broken.append(Diagnostic("ledger-damaged", message, path.name, place, help=_RESTORE))
    if broken and not read:
        message = "the ledger cannot be read: nothing in it is a ledger's line"
        return Checked(Ledger(), (Diagnostic("ledger-unreadable", message, path.name, help=_RESTORE),))
    return Checked(Ledger(reader.pack, reader.entries, reader.note_types), tuple(broken))


_RESTORE = "bring back the last committed version of the file"


_MERGE_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


def _checked(shape: object, *, numbered: bool) -> dict[str, Any]:
    """Let pass what can be written again: a table of texts that are text, and times that are times.

    Raises:
        TypeError: It is no such table.
        ValueError: A text is none, or a time is beyond every calendar.
    """
    if not isinstance(shape, dict):
        raise TypeError
    for key, value in shape.items():
        if isinstance(value, str):
            if numbered:
                value.encode()
        elif key == "gaps":
            _gaps(value)
        elif value is not None and (key not in _NUMBERS or not 0 <= int(value) <= _LAST_DAY):
            raise ValueError(key)
    return shape


_NUMBERS = ("version", "mod", "since")
_LAST_DAY = 253_402_214_400  # in the year 9999


class _Reader:
    """What has been read so far."""

    def __init__(self) -> None:
        self.pack: str | None = None
        self.entries: dict[str, Entry] = {}
        self.note_types: dict[str, Stamp] = {}
        self.guids: dict[str, str] = {}
        self.same: dict[str, str] = {}

    def take(self, shape: dict[str, Any]) -> None:
        """Take one line; of two for the same thing the later counts."""
        if "format" in shape:
            self.pack = self.pack or shape.get("pack")
        elif "note_type" in shape:
            kind, stamp = str(shape["note_type"]), Stamp(str(shape["hash"]), int(shape["mod"]))
            if kind not in self.note_types or self.note_types[kind].mod < stamp.mod:
                self.note_types[kind] = stamp
        else:
            entry = _entry(shape, self.same)
            if self.guids.setdefault(entry.guid, entry.id) != entry.id and entry.guid:
                raise ValueError(entry.guid)
            if entry.id not in self.entries or self.entries[entry.id].stamp.mod < entry.stamp.mod:
                self.entries[entry.id] = entry


_TEXTS = itemgetter("id", "guid", "kind", "note", "slot", "deck", "face", "body")


def _entry(shape: dict[str, Any], same: dict[str, str]) -> Entry:
    """Read an entry; what stands in many is held once."""
    texts = _TEXTS(shape)
    if not all(isinstance(text, str) for text in texts):
        raise TypeError(texts)
    id_, guid, kind, note, slot, deck, face, body = texts
    explicit, since = shape.get("explicit"), shape.get("since")
    return Entry(
        id_,
        guid,
        same.setdefault(kind, kind),
        same.setdefault(note, note),
        slot,
        None if explicit is None else str(explicit),
        Stamp(str(shape["hash"]), int(shape["mod"])),
        same.setdefault(deck, deck),
        face,
        body,
        None if since is None else int(since),
        str(shape.get("content", "")),
        _gaps(shape["gaps"]) if "gaps" in shape else (),
    )


def _gaps(shape: Any) -> tuple[IssuedGap, ...]:  # noqa: ANN401 - what a file holds
    """Read the gaps of a text: number, what each hides and, while it is there, what stands around it.

    Raises:
        TypeError: One of them is something else.
        ValueError: One of them has no number, a text that is none, or not its two sides.
    """
    found = []
    for number, *texts in shape:
        text, *around = map(_text, texts)
        if len(around) not in {0, 2} or not 0 < int(number) <= _LAST_GAP:
            raise ValueError(number)
        found.append(IssuedGap(int(number), text, (around[0], around[1]) if around else None))
    return tuple(found)


_LAST_GAP = 1_000_000


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    value.encode()
    return value

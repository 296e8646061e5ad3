"""Finds writers by name: the entry points of the group ``exporter.writers``, built-in or not."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from exporter.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.metadata import EntryPoint

    from exporter.writers.base import Writer

GROUP = "exporter.writers"


class UnknownWriterError(Exception):
    """No writer of that name, or no such option, or one that does not load; the message says which."""


class BrokenWriterError(UnknownWriterError):
    """The writer does not load."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A writer with the options to use.

    Attributes:
        name: Of the entry point.
        writer: The writer.
        options: Its own dataclass.
    """

    name: str
    writer: Writer
    options: Any

    @property
    def is_built_in(self) -> bool:
        """Whether it comes with the program, and so changes only with it."""
        return type(self.writer).__module__.startswith("exporter.")

    def file_name(self, pack: str) -> str:
        """Give the name of the file for a pack's name."""
        suffix = f"-{self.writer.suffix}" if self.writer.suffix else ""
        return f"{pack}{suffix}.{self.writer.extension}"


def writers() -> dict[str, EntryPoint]:
    """List the installed writers by name; none is loaded.

    Raises:
        UnknownWriterError: Two packages bring a writer of the same name.
    """
    from importlib.metadata import entry_points

    found: dict[str, EntryPoint] = {}
    for entry in entry_points(group=GROUP):
        known = found.setdefault(entry.name, entry)
        if known.value != entry.value:
            message = (
                f"two writers are called `{entry.name}`: {known.value} and {entry.value}; remove one of them"
            )
            raise UnknownWriterError(message)
    return dict(sorted(found.items()))


def misnamed(names: Iterable[str]) -> tuple[str, str] | None:
    """Find a name that is no writer's and nearly one's; give both.

    A name that is like none may be that of a writer which is installed elsewhere.

    Args:
        names: As the user gave them.
    """
    installed = writers()
    pairs = ((name, nearest(name, installed)) for name in names if name not in installed)
    return next(((name, meant) for name, meant in pairs if meant), None)


def choose(name: str, given: Mapping[str, Any]) -> Chosen:
    """Load a writer.

    Args:
        name: Of the writer.
        given: Options by name; texts from the command line are turned into the option's own type.

    Raises:
        UnknownWriterError: No such writer or option.
    """
    installed = writers()
    if name not in installed:
        message = f"no writer is called `{name}`; installed are {', '.join(installed)}"
        raise UnknownWriterError(_suggest(message, name, installed))
    try:
        writer: Writer = installed[name].load()
    except (ImportError, AttributeError) as error:
        message = f"the writer `{name}` ({installed[name].value}) does not load: {error}"
        raise BrokenWriterError(message) from error
    known = {field.name: field for field in fields(writer.options)}
    values: dict[str, Any] = {}
    for key, value in given.items():
        if key not in known:
            listed = ", ".join(known) or "none"
            raise UnknownWriterError(
                _suggest(f"`{name}` has no option `{key}`; it takes {listed}", key, known)
            )
        values[key] = _typed(name, key, value, known[key].default)
    try:
        return Chosen(name, writer, writer.options(**values))
    except ValueError as error:
        message = f"`{name}`: {error}"
        raise UnknownWriterError(message) from error


_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def _typed(writer: str, key: str, value: Any, default: object) -> object:  # noqa: ANN401 - from TOML or the shell
    """Turn an option's value into the type of its default."""
    kind = type(default)
    if default is None or isinstance(value, kind):
        return value
    try:
        if isinstance(default, bool):
            return _TRUTH[str(value).casefold()]
        if isinstance(default, tuple):
            return (
                tuple(part.strip() for part in value.split(",")) if isinstance(value, str) else tuple(value)
            )
        if isinstance(default, int | float | str):
            return type(default)(value)
    except (KeyError, TypeError, ValueError) as error:
        message = f"`{writer}.{key}` must be {_article(kind)}, not `{value}`"
        raise UnknownWriterError(message) from error
    return value


def _article(kind: type) -> str:
    return {bool: "true or false", int: "a whole number", float: "a number", tuple: "a list"}.get(
        kind, "a text"
    )


def _suggest(message: str, name: str, known: Mapping[str, object]) -> str:
    near = nearest(name, known)
    return f"{message}; did you mean `{near}`?" if near else message

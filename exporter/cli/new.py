"""``studypack new``."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import typer

from exporter.cli.clock import today
from exporter.cli.opening import Opened, opened
from exporter.cli.options import Exit
from exporter.cli.terminal import fail
from exporter.export import create
from exporter.report.findings import shown_path
from exporter.scaffold import filled, main_language, note_path, unnamed
from exporter.vault import left_out

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.render.templates import Templates

_FOLDER = "note"
_DEFAULT = "ko"


def run(name: str, place: Path, lang: str | None) -> Exit:
    """Write a new note from the template, and print where it is.

    Args:
        name: Path of the note below the place; empty for a name that is free.
        place: A vault, or a folder in one.
        lang: Of the template; by default that of most notes there.
    """
    if place.is_file():
        fail(f"`{place}` is a note, not a folder", "name the vault: `studypack new NAME VAULT`")
        return Exit.USAGE
    source = opened(place)
    if source is None:
        return Exit.USAGE
    folder, templates = place.resolve(), source.job(0).templates
    try:
        template, lang = _template(source, templates, lang)
        path = folder / (note_path(name) if name else _free(folder, unnamed(lang)))
        _refuse(source, path)
        text = filled(template, path.stem, today())
    except (ValueError, UnicodeDecodeError) as error:
        fail(str(error))
        return Exit.USAGE
    try:
        create(path, text.encode())
    except FileExistsError:
        fail(f"`{shown_path(path)}` is already there, and was left as it is", "give the note another name")
        return Exit.USAGE
    except OSError as error:
        fail(f"`{shown_path(path)}` cannot be written: {error.strerror or error}")
        return Exit.FINDINGS
    typer.echo(shown_path(path))
    return Exit.FINE


def _template(source: Opened, templates: Templates, lang: str | None) -> tuple[str, str]:
    """Give the template's text and language.

    Raises:
        ValueError: There is none of that language.
    """
    there = templates.names(_FOLDER)
    known = [name.removesuffix(".md") for name in there if name.endswith(".md")]
    wanted = lang or _usual(source, known)
    if wanted not in known:
        message = f"there is no template of a note in `{wanted}`; there is {', '.join(known)}"
        raise ValueError(message)
    return templates.read(f"{_FOLDER}/{wanted}.md"), wanted


def _usual(source: Opened, known: list[str]) -> str:
    """Give the language that is configured first, else that of most notes, if there is a template in it."""
    wanted = next(iter(source.config.languages), None) or main_language(source.vault)
    return wanted if wanted in known else _DEFAULT


def _free(folder: Path, name: str) -> str:
    names = (f"{name}.md" if number == 1 else f"{name} {number}.md" for number in count(1))
    return next(each for each in names if not (folder / each).exists())


def _refuse(source: Opened, path: Path) -> None:
    """Refuse a place where the note would not be read, or where another system sees another note.

    Raises:
        ValueError: Says why.
    """
    root = source.vault.root
    if not path.parent.resolve().is_relative_to(root.resolve()):
        message = f"`{shown_path(path)}` lies outside the vault"
        raise ValueError(message)
    inside = path.relative_to(root).as_posix()
    if left_out(inside, source.ignored):
        message = f"`{inside}` would not be read: studypack.toml ignores it"
        raise ValueError(message)
    like = next((each for each in source.vault.notes if each.casefold() == inside.casefold()), None)
    if like and like != inside:
        message = f"`{like}` is there already, and some systems take the two names for one"
        raise ValueError(message)

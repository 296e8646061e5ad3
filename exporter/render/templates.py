"""The one place that finds a template: the user's folder, the package, the checkout."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from exporter.program import shipped_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from jinja2 import Environment


class BrokenTemplateError(Exception):
    """A template, most likely the user's own, cannot be read or filled in; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Templates:
    """Finds templates; what it has read of one it does not read again, so a build has the same throughout.

    Attributes:
        user_folder: Where the user's own lie, laid out like the shipped ones; they win.
    """

    user_folder: Path | None = None
    _texts: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where to look, in order."""
        own = () if self.user_folder is None else (self.user_folder,)
        return (*own, shipped_folder())

    def read(self, name: str) -> str:
        """Give a template's text.

        Args:
            name: Path below the templates folder, such as ``anki/style.css``.

        Raises:
            FileNotFoundError: None of the folders has it.
        """
        if name not in self._texts:
            self._texts[name] = self._read(name)
        return self._texts[name]

    def _read(self, name: str) -> str:
        for folder in self.folders:
            path = folder / name
            if path.is_file():
                return path.read_text("utf-8")
        raise FileNotFoundError(name)

    def names(self, folder: str) -> list[str]:
        """List the files of a folder below the templates folders, each name once.

        Args:
            folder: Such as ``note``.
        """
        places = (path / folder for path in self.folders)
        return sorted({file.name for place in places if place.is_dir() for file in place.iterdir()})

    def page(self, name: str, values: Mapping[str, Any]) -> str:
        """Fill in a template of a whole page.

        Args:
            name: Path below the templates folder.
            values: What it names.

        Raises:
            BrokenTemplateError: It is missing, is no UTF-8, or does not hold together.
        """
        from jinja2 import TemplateError

        try:
            return self.environment().get_template(name).render(values)
        except (TemplateError, UnicodeDecodeError) as error:
            message = f"`{name}` cannot be filled in: {error}"
            raise BrokenTemplateError(message) from error

    def environment(self, filters: Mapping[str, Callable[..., Any]] | None = None) -> Environment:
        """Make a Jinja2 environment over the folders: HTML-escaping, undefined names are errors.

        Args:
            filters: Further filters by name.
        """
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        made = Environment(
            loader=FileSystemLoader(self.folders, encoding="utf-8"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        made.filters.update(filters or {})
        return made

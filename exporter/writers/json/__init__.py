"""The ``json`` writer: the whole pack, as ``pack.schema.json`` describes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked

if TYPE_CHECKING:
    from exporter.model import Pack
    from exporter.writers.base import Job


@dataclass(frozen=True, slots=True)
class Options:
    """The writer takes no options."""


class JsonWriter:
    """Writes a pack as JSON, for other programs."""

    extension = "json"
    suffix = ""
    summary = "the whole pack as JSON, for other programs"
    options = Options

    def write(self, pack: Pack, options: Options, job: Job) -> Checked[bytes | None]:  # noqa: ARG002 - contract
        """Write: UTF-8, two spaces of indent, keys in the schema's order."""
        import json

        from exporter.writers.json.shape import shape

        return Checked((json.dumps(shape(pack), ensure_ascii=False, indent=2) + "\n").encode())


writer = JsonWriter()

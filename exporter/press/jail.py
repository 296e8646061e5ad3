"""What a page may load: the pack's attachments and files beside the templates, nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from weasyprint.urls import URLFetcher, URLFetcherResponse

from exporter.pictures import harmless
from exporter.press import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


_BITMAP = re.compile(r"image/(?!svg)", re.IGNORECASE)


class Jail(URLFetcher):  # type: ignore[misc]  # the library has no types
    """Fetches what a page may load and refuses the rest: no network, no file of the reader's.

    Attributes:
        attachments: Content by flat name.
        fonts: Files of installed fonts by name.
        folders: Where stylesheets may find their own fonts and pictures.
    """

    def __init__(
        self, attachments: Mapping[str, bytes], fonts: Mapping[str, Path], folders: Iterable[Path]
    ) -> None:
        """Say what there is.

        Args:
            attachments: Content by flat name.
            fonts: Files of installed fonts by name.
            folders: The writer's template folders.
        """
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self.attachments = attachments
        self.fonts = fonts
        self.folders = tuple(folder.resolve() for folder in folders)

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401 - untyped library
        """Fetch one resource.

        Raises:
            ValueError: The page may not load it; WeasyPrint leaves it out and logs that.
        """
        parts = urlsplit(url)
        match parts.scheme:
            case names.ATTACHMENT if (name := unquote(parts.path)) in self.attachments:
                return URLFetcherResponse(url, harmless(self.attachments[name]))
            case names.FONT if parts.path in self.fonts:
                return URLFetcherResponse(url, self.fonts[parts.path].read_bytes())
            case "file" if not parts.netloc:
                return URLFetcherResponse(url, self._file(parts.path))
            case "data" if _BITMAP.match(parts.path):
                return URLFetcherResponse(url, harmless(super().fetch(url, headers).read()))
            case "data":
                return super().fetch(url, headers)
            case _:
                msg = f"a page may not load {url}"
                raise ValueError(msg)

    def _file(self, path: str) -> bytes:
        # Resolved first, so that neither `..` nor a link leads out.
        file = Path(url2pathname(path)).resolve()
        if not any(file.is_relative_to(folder) for folder in self.folders):
            msg = f"a page may not load the file {path}"
            raise ValueError(msg)
        return file.read_bytes()

"""Serves one page to this computer's browser and tells it of each new version; nothing else is answered."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADDRESS = "127.0.0.1"
# By which a browser finds this server. Another name that leads here is used to spy.
_NAMES = (_ADDRESS, "localhost")
# Seconds after which a browser that has gone is noticed.
_BREATH = 15.0


@dataclass(slots=True)
class Site:
    """The page as it is now; those who wait hear of the next one.

    Attributes:
        content: The page.
    """

    content: bytes = b""
    _changed: Condition = field(default_factory=Condition)
    _ended: bool = False

    @property
    def version(self) -> str:
        """What tells this page from others."""
        return sha256(self.content).hexdigest()[:16]

    def put(self, content: bytes) -> None:
        """Exchange the page."""
        with self._changed:
            self.content = content
            self._changed.notify_all()

    def end(self) -> None:
        """Let nobody wait any longer."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def versions(self) -> Iterator[str | None]:
        """Give the version now and each new one, and None now and then while there is none."""
        last = None
        while not self._ended:
            with self._changed:
                if self.version == last and not self._ended:
                    self._changed.wait(_BREATH)
                now, last = self.version if self.version != last else None, self.version
            if not self._ended:
                yield now


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    # Another program's port must not be shared with it.
    allow_reuse_port = False

    def __init__(self, port: int, site: Site) -> None:
        self.site = site
        super().__init__((_ADDRESS, port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a browser may go in the middle of an answer."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "studypack"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 60
    _shielding: ClassVar = {
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }

    def parse_request(self) -> bool:
        """Refuse, before anything is done, whoever asks for another host or in another way than to read."""
        if not super().parse_request():
            return False
        port = self.server.server_address[1]
        if self.headers.get_all("Host") not in [[f"{name}:{port}"] for name in _NAMES]:
            self._refuse(HTTPStatus.FORBIDDEN)
            return False
        if self.command != "GET":
            self._refuse(HTTPStatus.METHOD_NOT_ALLOWED, Allow="GET")
            return False
        return True

    def do_GET(self) -> None:
        """Answer."""
        if self.path == "/":
            self._answer(HTTPStatus.OK, "text/html; charset=utf-8", self.server.site.content)
        elif self.path == "/version":
            self._answer(HTTPStatus.OK, "text/plain", self.server.site.version.encode())
        elif self.path == "/changes":
            self._tell()
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def _tell(self) -> None:
        """Send the version, and each new one as it comes."""
        self._head(HTTPStatus.OK, "text/event-stream")
        self.close_connection = True
        try:
            for version in self.server.site.versions():
                self.wfile.write(f"data: {version}\n\n".encode() if version else b":\n\n")
                self.wfile.flush()
        except OSError:
            # The browser has gone.
            return

    def _refuse(self, status: HTTPStatus, **more: str) -> None:
        self.close_connection = True
        self._answer(status, "text/plain", status.phrase.encode(), **more)

    def _answer(self, status: HTTPStatus, kind: str, content: bytes, **more: str) -> None:
        self._head(status, kind, **{"Content-Length": str(len(content))}, **more)
        if self.command != "HEAD":
            self.wfile.write(content)

    def _head(self, status: HTTPStatus, kind: str, **more: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, **self._shielding, **more}.items():
            self.send_header(name, value)
        if self.close_connection or kind == "text/event-stream":
            self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing: the terminal is for findings."""


@contextmanager
def serving(site: Site, port: int) -> Iterator[str]:
    """Serve a page until the context ends; give its address.

    Args:
        site: The page.
        port: At which; 0 for one that is free.

    Raises:
        OSError: The port is taken, or not for us.
    """
    server = _Server(port, site)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield f"http://{_ADDRESS}:{server.server_address[1]}/"
    finally:
        site.end()
        server.shutdown()
        server.server_close()
        thread.join()

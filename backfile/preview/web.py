"""The web server of the preview: for the person at this machine alone, and for nobody else's pages."""

from __future__ import annotations

import html
import re
import shutil
import socketserver
import sys
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from backfile.errors import errors_in
from backfile.preview.editions import Newsstand
from backfile.preview.shelf import look_up, media_type

LOOPBACK = "127.0.0.1"
# Another site can point its own name at this machine and would then read the preview as its own pages: such a name
# still shows in `Host`.
_OWN_NAMES = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d+)?", re.IGNORECASE)
_EVENTS = "/.backfile/events"
_SCRIPT = "/.backfile/reload.js"
_SCRIPT_FILE = Path(__file__).with_name("reload.js")
_HEARTBEAT = 10.0  # seconds; the only way to learn that a browser has gone
_NEXT_PORTS = 20
_NOTHING_HERE = b"<!doctype html><html lang=en><title>Nothing here</title><body><p>There is no page at this address."


class PreviewServer(ThreadingHTTPServer):
    """Serves an output folder on the loopback interface, one thread for each connection."""

    daemon_threads = True
    block_on_close = False
    # On Windows this would let two servers have one port.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, port: int, output: Path, stand: Newsstand, say: Callable[[str], None]) -> None:
        self.output = output
        self.stand = stand
        self.say = say
        super().__init__((LOOPBACK, port), _Answer)

    @property
    def address(self) -> str:
        """Where a browser finds the home page."""
        return f"http://{LOOPBACK}:{self.server_address[1]}/"

    def server_bind(self) -> None:
        """As in the base class, which would ask the name service who we are, and may have to wait for its answer."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - the base class has it so
        """A browser that goes away is no fault; anything else is said, and the next request is answered."""
        del request, client_address
        fault = sys.exception() if sys.version_info >= (3, 12) else sys.exc_info()[1]
        if not isinstance(fault, ConnectionError | TimeoutError):
            self.say(f"preview: a request could not be answered: {type(fault).__name__}: {fault}")


def open_server(port: int, output: Path, stand: Newsstand, say: Callable[[str], None]) -> PreviewServer:
    """A server on the wanted port, or on one of the next if it is taken, or on any that is free."""
    for candidate in [*range(port, min(port + _NEXT_PORTS, 65536)), 0]:
        try:
            server = PreviewServer(candidate, output, stand, say)
        except OSError:
            continue
        if port not in {0, server.server_port}:
            say(f"port {port} is taken, so this is port {server.server_port}")
        return server
    raise OSError(f"no free port on {LOOPBACK}")


class _Answer(BaseHTTPRequestHandler):
    """One connection. HTTP/1.1 without Nagle's algorithm: that one costs 40 ms a page."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 120
    server_version = "Backfile"
    sys_version = ""

    def do_GET(self) -> None:
        if not _OWN_NAMES.fullmatch(self.headers.get("Host", "")):
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
            return
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # what follows is no request, and nobody here reads it
        address = urlsplit(self.path)
        if address.path == _EVENTS:
            self._tell_news(parse_qs(address.query).get("seen", [""])[0])
        elif address.path == _SCRIPT:
            self._send(_SCRIPT_FILE.read_bytes(), "text/javascript; charset=utf-8")
        else:
            self._send_page(address.path, f"?{address.query}" if address.query else "")

    do_HEAD = do_GET  # noqa: N815 - the base class looks for these names

    def do_POST(self) -> None:
        self._refuse(HTTPStatus.METHOD_NOT_ALLOWED)

    do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_POST  # noqa: N815 - likewise

    def _send_page(self, path: str, query: str) -> None:
        found = look_up(self.server.output, path)
        if found is None:
            self._send_nothing_here()
        elif found.file is None:
            self._start(HTTPStatus.FOUND, {"Location": found.moved_to + query, "Content-Length": "0"})
        elif found.file.suffix == ".html":
            self._send(self._with_script(found.file.read_bytes()), media_type(found.file))
        else:
            self._send_file(found.file)

    def _send_nothing_here(self) -> None:
        found = look_up(self.server.output, "/404.html")
        page = found.file.read_bytes() if found and found.file else _NOTHING_HERE
        page = self._with_script(page, missing=True)
        self._send(page, "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)

    def _with_script(self, page: bytes, *, missing: bool = False) -> bytes:
        """The page with the script that reloads it: on its way out only, so that no file ever holds it."""
        number = html.escape(self.server.stand.latest.number)
        flag = " data-missing" if missing else ""
        script = f'<script src="{_SCRIPT}" data-build="{number}"{flag}></script>'.encode()
        at = page.lower().rfind(b"</body>")
        return page + script if at < 0 else page[:at] + script + page[at:]

    def _send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._start(status, {"Content-Type": kind, "Content-Length": str(len(body))})
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_file(self, file: Path) -> None:
        with file.open("rb") as source:
            size = source.seek(0, 2)
            source.seek(0)
            self._start(HTTPStatus.OK, {"Content-Type": media_type(file), "Content-Length": str(size)})
            if self.command != "HEAD":
                shutil.copyfileobj(source, self.wfile)

    def _tell_news(self, seen: str) -> None:
        """Server-sent events: the latest edition at once if the page has not seen it, or if it has faults to show."""
        self.close_connection = True
        self._start(HTTPStatus.OK, {"Content-Type": "text/event-stream", "Connection": "close"})
        if self.command == "HEAD":
            return
        stand = self.server.stand
        if errors_in(stand.latest.rebuilt.problems):
            seen = ""
        while not stand.closed:
            edition = stand.wait_for_news(seen, _HEARTBEAT)
            self.wfile.write(f"data: {edition.as_json()}\n\n".encode() if edition else b": still here\n\n")
            seen = edition.number if edition else seen

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True
        body = f"{status.value} {status.phrase}\n".encode()
        headers = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(body)), "Connection": "close"}
        self._start(status, {**headers, "Allow": "GET, HEAD"})
        if self.command != "HEAD":
            self.wfile.write(body)

    def _start(self, status: HTTPStatus, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the base class has it so
        """Nothing: the terminal is for builds and their faults."""

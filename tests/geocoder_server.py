"""A geocoder on this machine that answers as a test wishes: well, slowly, wrongly or not at all."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tourplanner.core.model.network import Provider

Reply = Callable[[BaseHTTPRequestHandler], None]
MADISON_STREET = "515 Ashtabula Street, Pasadena, California 91104, United States"


class GeocoderServer:
    """Gives the replies in ``replies`` in turn, the last one again and again."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.replies: list[Reply] = [places()]
        self.paths: list[str] = []
        self.agents: list[str] = []
        self.closing = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                number = len(server.paths)
                server.paths.append(self.path)
                server.agents.append(self.headers.get("User-Agent", ""))
                self.closing = server.closing  # type: ignore[attr-defined]
                # The other side goes away while this one still writes: that is what is tried.
                with contextlib.suppress(OSError):
                    server.replies[min(number, len(server.replies) - 1)](self)

            def do_CONNECT(self) -> None:
                server.paths.append(f"CONNECT {self.path}")
                self.send_error(403)

            def log_message(self, *_: Any) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if tls is not None:
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True)
            self._http.handle_error = lambda *_: None  # type: ignore[method-assign]
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,))
        self._thread.start()
        self.host = f"127.0.0.1:{self._http.server_port}"

    def provider(self, code: str = "nominatim", **more: Any) -> Provider:
        """Give it as a provider of the program, with no pace unless one is named."""
        facts = {"pace_s": 0.0, "scheme": "http", **more}
        names = {"nominatim": "OpenStreetMap", "census": "US Census"}
        return Provider(code, names.get(code, code.title()), self.host, "© nobody", **facts)

    def queries(self) -> list[str]:
        """Give the addresses that were asked for."""
        told = [parse_qs(urlsplit(path).query) for path in self.paths]
        return [(one.get("q") or one.get("address") or [""])[0] for one in told]

    def close(self) -> None:
        """Let go of whoever waits, and end."""
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@contextlib.contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[GeocoderServer]:
    """Run one for a while; over HTTPS with ``tls``."""
    server = GeocoderServer(tls)
    try:
        yield server
    finally:
        server.close()


def place(
    lat: object = "34.158760", lon: object = "-118.139800", rank: int = 30, **more: Any
) -> dict[str, Any]:
    """Give one place as OpenStreetMap does."""
    return {"lat": lat, "lon": lon, "display_name": MADISON_STREET, "place_rank": rank, **more}


def places(*found: dict[str, Any]) -> Reply:
    """Answer with places; without any, the one of Madison Elementary."""
    return text(json.dumps(list(found) or [place()]))


def nothing() -> Reply:
    """Answer that no place is known."""
    return text("[]")


def text(
    body: str | bytes, status: int = 200, kind: str = "application/json", **headers: str
) -> Reply:
    """Answer with a text; underscores in the names of headers stand for dashes."""
    data = body.encode() if isinstance(body, str) else body

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Type": kind, **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return reply


def silence(handler: Any) -> None:
    """Take the request and say nothing."""
    handler.closing.wait(10)


def trickle(handler: Any) -> None:
    """Send a good head, then a byte now and then, for ever."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.closing.wait(0.02):
        handler.wfile.write(b" ")


def endless(handler: Any) -> None:
    """Send a gigabyte and more."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.closing.is_set():
        handler.wfile.write(b"[" * 65_536)


def reset(handler: Any) -> None:
    """Hang up hard, before the first word."""
    now = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, now)
    handler.connection.close()


def cut_off(handler: Any) -> None:
    """Hang up in the middle of a good answer."""
    body = json.dumps([place()]).encode()
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[:-20])

"""Web servers of vendors, each at an address of this machine to itself, as 127.0.0.7: a host of its own."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic, sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGE = """<!doctype html><html lang=en><head><title>Reader | Vendor</title></head><body><main><h1>Reader</h1>
<p>Reader is a program for the early grades. It is used in class and at home, in small groups and alone, and
every teacher sees how far each student has come. <a href="/research">Research</a></p></main></body></html>"""


@dataclass
class Vendors:
    """The web servers of some vendors, and what they were asked for.

    Attributes:
        places: host and port of each.
        asked: when, which of them, and for which path.
    """

    places: list[str] = field(default_factory=list)
    asked: list[tuple[float, int, str]] = field(default_factory=list)

    @property
    def allowed(self) -> list[str]:
        """The options that let a run reach them."""
        return [word for place in self.places for word in ("--allow-host", place)]

    def pages(self) -> Counter[tuple[int, str]]:
        """How often each page was asked for."""
        return Counter((vendor, path) for _, vendor, path in self.asked)


@contextmanager
def serving() -> Iterator[Callable[..., Vendors]]:
    """Start so many vendors' servers; each answers later than the one before it."""
    with ExitStack() as stack:

        def start(number: int, later: float = 0.0) -> Vendors:
            vendors = Vendors()
            for index in range(number):
                server = _server(vendors, index, later * index)
                stack.callback(server.server_close)
                stack.callback(server.shutdown)
                threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
                vendors.places.append(f"127.0.0.{2 + index}:{server.server_port}")
            return vendors

        yield start


def _server(vendors: Vendors, index: int, delay: float) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            vendors.asked.append((monotonic(), index, self.path))
            sleep(delay)
            body = PAGE.encode()
            self.send_response(404 if self.path == "/robots.txt" else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer((f"127.0.0.{2 + index}", 0), Handler)
    server.daemon_threads = True
    return server

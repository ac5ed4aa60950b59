"""Web servers of vendors, each at an address of this machine to itself, as 127.0.0.7: a host of its own."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
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
        go_on: what the last of them waits for, where it is held.
    """

    places: list[str] = field(default_factory=list)
    asked: list[tuple[float, int, str]] = field(default_factory=list)
    go_on: threading.Event = field(default_factory=threading.Event)

    @property
    def allowed(self) -> list[str]:
        """The options that let a run reach them."""
        return [word for place in self.places for word in ("--allow-host", place)]

    def pages(self) -> Counter[tuple[int, str]]:
        """How often each page was asked for."""
        return Counter((vendor, path) for _, vendor, path in self.asked)

    def pauses(self, since: int = 0) -> list[list[float]]:
        """The seconds between two requests to each of them; the first `since` requests left out."""
        times: list[list[float]] = [[] for _ in self.places]
        for at, vendor, _ in self.asked[since:]:
            times[vendor].append(at)
        return [[later - earlier for earlier, later in pairwise(each)] for each in times]

    def check_pace(self, per_second: float, since: int = 0) -> None:
        """Make sure that nobody was hurried, as far as servers can tell that note some requests late.

        A late note shortens a pause now and then, and lengthens the one before it. A run that hurries
        halves the time that all take together, or shortens a pause of every vendor.
        """
        usual = 1 / per_second
        pauses = [pause for each in self.pauses(since) for pause in each]
        assert sum(pauses) > 0.75 * usual * len(pauses), pauses
        assert len([pause for pause in pauses if pause < usual / 2]) < len(self.places), pauses


@contextmanager
def serving() -> Iterator[Callable[..., Vendors]]:
    """Start so many vendors' servers; each answers later than the one before it.

    Where the last is held, it gives no page before `go_on` is set: no run over them all ends before that.
    """
    with ExitStack() as stack:

        def start(number: int, later: float = 0.0, *, held: bool = False) -> Vendors:
            vendors = Vendors()
            stack.callback(vendors.go_on.set)
            for index in range(number):
                server = _server(vendors, index, later * index, held=held and index == number - 1)
                stack.callback(server.server_close)
                stack.callback(server.shutdown)
                threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
                vendors.places.append(f"127.0.0.{2 + index}:{server.server_port}")
            return vendors

        yield start


def _server(vendors: Vendors, index: int, delay: float, *, held: bool) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            vendors.asked.append((monotonic(), index, self.path))
            sleep(delay)
            if held and self.path != "/robots.txt":
                vendors.go_on.wait(60)
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

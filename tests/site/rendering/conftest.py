"""A browser, a site for it to read, and a listener that it must never reach."""

from __future__ import annotations

import asyncio
import gc
import socket
import socketserver
import threading
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.site.fetching.fetcher import Fetcher
from edscreen.site.fetching.settings import FetchSettings, parse_allowed_host
from edscreen.site.rendering.source import BrowserSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from edscreen.site.fetched import Fetched


@dataclass
class Site:
    """A site on loopback: pages by path, each its text, or status, headers and body."""

    port: int = 0
    pages: dict[str, str | tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: dict[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"


@dataclass
class Forbidden:
    """Listens on loopback, on IPv4 and IPv6, for streams and datagrams: nothing may arrive."""

    port: int = 0
    arrived: list[str] = field(default_factory=list)


@pytest.fixture
def site() -> Iterator[Site]:
    """A site of which each test writes the pages."""
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            made.asked.append(self.path)
            made.agents[self.path] = self.headers["User-Agent"]
            page = made.pages.get(self.path, (404, {"Content-Type": "text/plain"}, b"none"))
            if isinstance(page, str):
                page = (200, {"Content-Type": "text/html; charset=utf-8"}, page.encode())
            status, headers, body = page
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            # Some tests hang up in the middle.
            with suppress(ConnectionError):
                self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield made
        server.shutdown()
        thread.join()


@pytest.fixture
def forbidden() -> Iterator[Forbidden]:
    """What stands for a service on the user's own computer or network."""
    made = Forbidden()

    class Stream(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(2)
            try:
                data = self.request.recv(1000)
            except OSError:
                data = b""
            made.arrived.append(data.split(b"\r\n")[0].decode("latin-1") or "a connection without a word")
            body = b"secret"
            head = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nConnection: close\r\n"
            self.request.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)

    class Datagram(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            made.arrived.append("a datagram")

    with ExitStack() as stack:
        for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
            for base, handler in (
                (socketserver.ThreadingTCPServer, Stream),
                (socketserver.ThreadingUDPServer, Datagram),
            ):
                kind: Any = type("Listener", (base,), {"address_family": family, "daemon_threads": True})
                server = stack.enter_context(kind((address, made.port), handler))
                made.port = server.server_address[1]
                thread = threading.Thread(target=server.serve_forever, args=(0.05,))
                thread.start()
                stack.callback(thread.join)
                stack.callback(server.shutdown)
        yield made


@pytest.fixture
def render(
    browser: None,  # noqa: ARG001 - it skips
    site: Site,
    caplog: pytest.LogCaptureFixture,
) -> Callable[..., Fetched]:
    """Render a page of the site; whatever happens, nothing is left behind that Python complains of."""

    def rendered(path: str = "/", *, allow: tuple[str, ...] = (), **settings: Any) -> Fetched:
        page = asyncio.run(_render(site.url(path), (site.host, *allow), settings))
        gc.collect()
        assert [record.getMessage() for record in caplog.records if record.name == "asyncio"] == []
        return page

    return rendered


@pytest.fixture
def render_with_picture(browser: None, site: Site) -> Callable[[], list[bytes | None]]:  # noqa: ARG001 - as above
    """Render the site's home page with a picture, and ask for that picture twice."""

    async def both() -> list[bytes | None]:
        about = FetchSettings(allow_hosts=(parse_allowed_host(site.host),))
        async with Fetcher(about) as fetcher:
            source = BrowserSource(fetcher, about, screenshots=True)
            page = await source.fetch(site.url())
            return [source.take_screenshot(page), source.take_screenshot(page)]

    return lambda: asyncio.run(both())


async def _render(url: str, hosts: tuple[str, ...], settings: dict[str, Any]) -> Fetched:
    about = FetchSettings(
        allow_hosts=tuple(parse_allowed_host(host) for host in hosts), requests_per_second=1_000
    )
    async with Fetcher(about) as fetcher:
        return await BrowserSource(fetcher, about, **settings).fetch(
            url, is_own=lambda host: host == "127.0.0.1"
        )

"""Real servers on this computer that note what they are asked, and a fetcher that may reach them."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from edscreen.site.fetching.fetcher import Fetcher
from edscreen.site.fetching.settings import FetchSettings, Limits, parse_allowed_host
from edscreen.site.fetching.wire import Wire, open_wire

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Iterator

    from edscreen.site.fetched import Fetched

    Reply: TypeAlias = bytes | Iterable[bytes] | None

PUBLIC = {"198.41.0.4", "199.9.14.201", "2620:4f:8000::1"}

QUICK = Limits(page_seconds=3, connect_seconds=2, robots_seconds=2, retry_seconds=0.05)


@dataclass(frozen=True)
class Asked:
    """A request as the server saw it."""

    path: str
    headers: dict[str, str]
    at: float
    host: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "host", self.headers.get("host", ""))


def page(body: bytes | str = b"<p>hello</p>", status: int = 200, **headers: str) -> bytes:
    """Write an answer; `_` in a header's name stands for `-`."""
    raw = body.encode() if isinstance(body, str) else body
    fields = {"Content-Type": "text/html", "Content-Length": str(len(raw))}
    fields |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status} Status\r\n{head}\r\n".encode() + raw


class Server:
    """A server on the loopback that plays what a test wants."""

    def __init__(
        self,
        answer: Callable[[Asked], Reply],
        *,
        tls: ssl.SSLContext | None = None,
        host: str = "127.0.0.1",
        robots: Reply = None,
    ) -> None:
        self.asked: list[Asked] = []
        self.accepted = 0
        self.open = 0
        self._answer = answer
        self._robots = page(b"", 404) if robots is None else robots
        self._tls = tls
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.create_server((host, 0), family=family, backlog=512)
        self.port: int = self._socket.getsockname()[1]
        self.place = f"[{host}]:{self.port}" if ":" in host else f"{host}:{self.port}"
        self.url = f"{'https' if tls else 'http'}://{self.place}"
        threading.Thread(target=self._serve, daemon=True).start()

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def pages(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.path != "/robots.txt"]

    def close(self) -> None:
        self._socket.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self.accepted += 1
                threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        self.open += 1
        with connection, suppress(OSError):
            if self._tls:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection:
                while (head := _head(connection)) and self._reply(connection, head):
                    pass
        self.open -= 1

    def _reply(self, connection: socket.socket, head: bytes) -> bool:
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines if line)}
        asked = Asked(first.split()[1], headers, time.monotonic())
        self.asked.append(asked)
        reply = self._robots if asked.path == "/robots.txt" else self._answer(asked)
        if reply is None:
            return False
        for part in [reply] if isinstance(reply, bytes) else reply:
            connection.sendall(part)
        return isinstance(reply, bytes)


def _head(connection: socket.socket) -> bytes:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = connection.recv(1)
        if not byte:
            return b""
        head += byte
    return head


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Start servers: `serve(answer)`, where `answer` gives bytes, pieces of them, or None to hang up.

    A reply in pieces ends with the connection. `robots` is what /robots.txt answers, else 404.
    """
    started: list[Server] = []

    def start(answer: Callable[[Asked], Reply] | Reply = b"", **options: Any) -> Server:
        reply = answer if callable(answer) else lambda _: answer or page()
        started.append(Server(reply, **options))
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture(name="page")
def page_fixture() -> Callable[..., bytes]:
    """Write an answer: `page(body, status, header_name=value)`."""
    return page


@pytest.fixture
def settings() -> Callable[..., FetchSettings]:
    """Give settings under which these servers, and no others, may be reached, at 100 requests a second."""

    def give(*servers: Server | str, **changes: Any) -> FetchSettings:
        places = [server if isinstance(server, str) else server.place for server in servers]
        hosts = tuple(parse_allowed_host(place) for place in places)
        usual = FetchSettings(allow_hosts=hosts, requests_per_second=100.0, limits=QUICK)
        return replace(usual, **changes)

    return give


@pytest.fixture
def fetch() -> Callable[..., Fetched]:
    """Fetch one page with a fetcher of its own."""

    def one(settings: FetchSettings, url: str, *, within: float | None = None, **options: Any) -> Fetched:
        async def run() -> Fetched:
            until = None if within is None else asyncio.get_running_loop().time() + within
            async with Fetcher(settings) as fetcher:
                return await fetcher.fetch(url, until=until, **options)

        return asyncio.run(run())

    return one


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note every connection that is tried, and lead those to a public address to this computer."""
    tried: list[str] = []

    async def open_noted(ip: str, port: int, most: int) -> Wire:
        tried.append(ip)
        inner = "127.0.0.1" if ip in PUBLIC else ip
        return await open_wire(inner, port, most)

    monkeypatch.setattr("edscreen.site.fetching.guard.open_wire", open_noted)
    return tried


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Let names lead where a test says, each lookup to the next of the answers; gives the lookups made."""

    def lead(**answers: list[list[str]]) -> list[str]:
        lookups: list[str] = []

        def look_up(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
            lookups.append(host)
            answer = answers[host.split(".", maxsplit=1)[0]]
            now = answer.pop(0) if len(answer) > 1 else answer[0]
            return [(socket.AF_UNSPEC, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in now]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        return lookups

    return lead

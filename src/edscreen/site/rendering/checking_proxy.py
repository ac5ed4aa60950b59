"""The only way out of the browser: a proxy in this process that checks every address as the fetcher does.

The browser looks up no name itself and makes no connection but to this proxy, whatever a script asks for:
pages, pictures, `fetch`, web sockets, workers, redirects. So a name that answers differently the second
time, or a loopback address in any spelling, meets the same guard as a page that is fetched.
"""

from __future__ import annotations

import asyncio
import base64
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from edscreen.site.fetching.authorities import trusted_authorities
from edscreen.site.fetching.guard import GuardedBackend, OpenBackend
from edscreen.site.fetching.targets import read_target
from edscreen.site.problems import Unreadable
from edscreen.site.rendering.forwarding import LONGEST_HEAD, AnswerHead, Request, read_request

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from edscreen.site.fetching.resolving import Resolver
    from edscreen.site.fetching.settings import Proxy
    from edscreen.site.fetching.targets import Gate
    from edscreen.site.fetching.wire import Wire

MOST_RECEIVED: Final = 64 * 2**20
"""Bytes that a page may bring over the network, everything it loads counted in."""
MOST_SENT: Final = 4 * 2**20
"""Bytes that a page may send."""
MOST_CONNECTIONS: Final = 1_000
"""Connections that a page may ask for."""

_CONNECT_SECONDS: Final = 10
_HEAD_SECONDS: Final = 30
_PIECE: Final = 64 * 2**10
_ESTABLISHED: Final = b"HTTP/1.1 200 Connection established\r\n\r\n"
_REFUSED: Final = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class CheckingProxy:
    """A proxy on this computer, for one page in one browser.

    Args:
        gate: says which hosts the user opened; all others must be public.
        resolver: looks names up.
        upstream: the user's own proxy, which then checks addresses in edscreen's place; None for none.

    Attributes:
        exceeded: what the page used up, as a clause; None where it kept within its limits.
    """

    def __init__(self, gate: Gate, resolver: Resolver, upstream: Proxy | None = None) -> None:
        self.exceeded: str | None = None
        self._gate = gate
        self._resolver = resolver
        self._upstream = upstream
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._connections = self._received = self._sent = 0

    async def start(self) -> int:
        """Begin to listen, on loopback only; return the port."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0, limit=LONGEST_HEAD)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def close(self) -> None:
        """Stop listening and cut every connection."""
        if self._server:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _count(self, *, connections: int = 0, received: int = 0, sent: int = 0) -> None:
        self._connections += connections
        self._received += received
        self._sent += sent
        if self._received > MOST_RECEIVED:
            self.exceeded = f"the page loads more than {MOST_RECEIVED // 2**20} MiB"
        elif self._sent > MOST_SENT:
            self.exceeded = f"the page sends more than {MOST_SENT // 2**20} MiB"
        elif self._connections > MOST_CONNECTIONS:
            self.exceeded = f"the page asks for more than {MOST_CONNECTIONS:,} connections"
        if self.exceeded:
            raise Unreadable("too_large", self.exceeded)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # asyncio would make the task itself, and in Python 3.11 complain of one that is cancelled.
        task = asyncio.ensure_future(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            # A connection that fails is closed: the browser makes of it what it makes of any other.
            with suppress(OSError, EOFError, asyncio.LimitOverrunError, Unreadable):
                await self._answer(reader, writer)
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(_HEAD_SECONDS):
            head = await reader.readuntil(b"\r\n\r\n")
        try:
            self._count(connections=1)
            request = read_request(head[:-4])
            self._gate.check(request.target)
            wire = await self._dial(request)
        except Unreadable:
            writer.write(_REFUSED)
            await writer.drain()
            return
        try:
            if request.is_tunnel:
                writer.write(_ESTABLISHED)
                await _first_of(self._upload(reader, wire), self._download(wire, writer))
            else:
                await self._forward(request, reader, writer, wire)
        finally:
            await wire.aclose()

    async def _forward(
        self, request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, wire: Wire
    ) -> None:
        """Pass on one request and its answer, then close: the browser's next one may be for another host."""
        if self._upstream is None:
            await wire.write(request.head(request.target.resource))
        else:
            await wire.write(request.head(request.target.url, *_credentials(self._upstream)))
        left = request.length
        while left > 0 and (data := await reader.read(min(left, _PIECE))):
            left -= len(data)
            self._count(sent=len(data))
            await wire.write(data)
        await _first_of(_until_hung_up(reader), self._download(wire, writer, AnswerHead()))

    async def _upload(self, reader: asyncio.StreamReader, wire: Wire) -> None:
        while data := await reader.read(_PIECE):
            self._count(sent=len(data))
            await wire.write(data)

    async def _download(
        self, wire: Wire, writer: asyncio.StreamWriter, expected: AnswerHead | None = None
    ) -> None:
        while data := await wire.read(_PIECE):
            self._count(received=len(data))
            if expected:
                found = expected.feed(data)
                if found is None:
                    continue
                data, expected = found, None
            writer.write(data)
            await writer.drain()

    async def _dial(self, request: Request) -> Wire:
        target = request.target
        if self._upstream is None:
            backend = GuardedBackend(self._gate, self._resolver, MOST_RECEIVED)
            return await backend.connect_tcp(target.host.strip("[]"), target.port, _CONNECT_SECONDS)
        proxy = read_target(self._upstream.url)
        host = proxy.host.strip("[]")
        wire = await OpenBackend(self._resolver, MOST_RECEIVED).connect_tcp(
            host, proxy.port, _CONNECT_SECONDS
        )
        try:
            if proxy.scheme == "https":
                await wire.start_tls(trusted_authorities(), host, _CONNECT_SECONDS)
            if request.is_tunnel:
                await _ask_for_tunnel(wire, request, self._upstream)
        except BaseException:
            await wire.aclose()
            raise
        return wire


async def _ask_for_tunnel(wire: Wire, request: Request, upstream: Proxy) -> None:
    place = f"{request.target.host}:{request.target.port}"
    lines = [f"CONNECT {place} HTTP/1.1".encode("ascii"), f"Host: {place}".encode("ascii")]
    await wire.write(b"\r\n".join([*lines, *_credentials(upstream), b"", b""]))
    answer = AnswerHead()
    async with asyncio.timeout(_CONNECT_SECONDS):
        while data := await wire.read(_PIECE):
            if head := answer.feed(data):
                if head.partition(b" ")[2].startswith(b"200"):
                    return
                break
    raise Unreadable("connect", "the proxy did not make the connection")


def _credentials(upstream: Proxy) -> list[bytes]:
    if upstream.user is None:
        return []
    return [b"Proxy-Authorization: Basic " + base64.b64encode(b":".join(upstream.user))]


async def _until_hung_up(reader: asyncio.StreamReader) -> None:
    """Wait until the browser closes its side; what else it sends has no place here."""
    await reader.read(1)


async def _first_of(*ways: Coroutine[None, None, None]) -> None:
    """Run both ways until one ends, then stop the other."""
    tasks = [asyncio.ensure_future(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    for outcome in ended:
        if isinstance(outcome, Exception):
            raise outcome

"""One question to a server, and its answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import httpcore

from edscreen.site.fetching.bodies import Inflater, content_encoding
from edscreen.site.fetching.targets import USUAL_PORT
from edscreen.site.fetching.wire import NoConnection
from edscreen.site.problems import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from edscreen.site.fetching.targets import Target
    from edscreen.site.fetching.wire import Backend
    from edscreen.site.problems import Problem

# A redirect's text is read only where that is cheaper than a new connection.
_WORTH_DRAINING = 16 * 1024

# Chunks of one byte each cost a server nothing and the reader much.
_MOST_FRAMING = 128 * 1024

_BREAKS = (httpcore.NetworkError, httpcore.ProtocolError)
_NO_WEB_SERVER = "the site does not answer as a web server does"

Headers = tuple[tuple[str, str], ...]


class Unread(Unreadable):
    """An answer that began and could not be read.

    Attributes:
        head: its status and headers; None where not even they came.
    """

    def __init__(self, problem: Problem, detail: str | None, head: Answer | None) -> None:
        super().__init__(problem, detail)
        self.head = head


Connection: TypeAlias = httpcore.AsyncHTTPConnection | httpcore.AsyncConnectionPool


class Broken(Exception):
    """The connection broke after the question was sent: asking again may help.

    Attributes:
        detail: what happened, a clause.
    """

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Caps:
    """What one answer may hold.

    Attributes:
        raw_bytes: most bytes of the body over the wire.
        bytes: most bytes of it once inflated.
        cut: whether a longer body is cut off there; else it is a problem.
    """

    raw_bytes: int
    bytes: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    Attributes:
        status: HTTP status.
        headers: names in lower case, in the order received.
        raw: the body as it came over the wire; empty for redirects.
        body: the body, inflated.
    """

    status: int
    headers: Headers
    raw: bytes = b""
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """Return the first header of that name, given in lower case."""
        return next((value for key, value in self.headers if key == name), None)

    @property
    def location(self) -> str | None:
        """Where a redirect leads; None where the answer is none."""
        return self.header("location") if self.status in {301, 302, 303, 307, 308} else None


class Line:
    """The line to one server: a connection that is kept between questions.

    Args:
        target: any address on that server.
        backend: what connects.
        dial: makes a connection of httpcore's, or its pool that leads through a proxy; not connected yet.
    """

    def __init__(self, target: Target, backend: Backend, dial: Callable[[], Connection]) -> None:
        self._scheme = target.scheme.encode("ascii")
        self._host = target.host.strip("[]").encode("ascii")
        self._port = None if target.port == USUAL_PORT[target.scheme] else target.port
        self._authority = target.authority.encode("ascii")
        self._backend = backend
        self._dial = dial
        self._connection: Connection | None = None
        self._head: Answer | None = None
        self._used = False

    async def aclose(self) -> None:
        """Hang up."""
        if self._connection is not None:
            await self._connection.aclose()
            self._connection = None

    @property
    def sent_at(self) -> float | None:
        """When the last question left, in the event loop's time."""
        return self._backend.wire.sent_at if self._backend.wire else None

    @property
    def _received(self) -> int:
        return self._backend.wire.received if self._backend.wire else 0

    async def ask(
        self,
        target: Target,
        headers: Sequence[tuple[bytes, bytes]],
        caps: Caps,
        seconds: float,
        connect_seconds: float,
    ) -> Answer:
        """Ask for one address.

        Raises:
            Broken: the connection broke.
            Unreadable: there is no answer to read, for any other reason; NoConnection: nothing was asked.
        """
        self._head = None
        if self._backend.wire is not None:
            self._backend.wire.received = 0
        request = httpcore.Request(
            "GET",
            httpcore.URL(
                scheme=self._scheme, host=self._host, port=self._port, target=target.resource.encode("ascii")
            ),
            headers=[(b"Host", self._authority), *headers],
            extensions={"timeout": {"connect": connect_seconds}},
        )
        try:
            async with asyncio.timeout(seconds):
                return await self._asked(request, caps)
        except TimeoutError:
            if self._received or self._head:
                detail = "the answer was still coming when its time was up"
                raise Unread("too_slow", detail, self._head) from None
            raise Unread("timeout", "no answer came", None) from None
        except _BREAKS as fault:
            # What does not fit on a connection used before may be the rest of an answer longer than it said.
            if self._used or (self._backend.wire is not None and self._backend.wire.hung_up):
                some = self._received or self._head
                when = "in the middle of its answer" if some else "without an answer"
                raise Broken(f"the site cut the connection {when}") from fault
            raise Unreadable("connect", _NO_WEB_SERVER) from fault
        except httpcore.ProxyError as fault:
            raise NoConnection("connect", "the proxy did not make the connection") from fault

    async def _asked(self, request: httpcore.Request, caps: Caps) -> Answer:
        connection = await self._usable_connection()
        response = await connection.handle_async_request(request)
        answer = None
        try:
            headers = tuple((_text(name).lower(), _text(value)) for name, value in response.headers)
            self._head = answer = _answer(response.status, headers)
            if answer.location is not None:
                if int(_length(answer) or _WORTH_DRAINING) < _WORTH_DRAINING:
                    await self._with_body(response, answer, Caps(_WORTH_DRAINING, _WORTH_DRAINING, cut=True))
                return answer
            return await self._with_body(response, answer, caps)
        except (Unreadable, *_BREAKS) as fault:
            # The status of an error or a redirect says enough without its text.
            if answer is not None and answer.status >= 300:
                return answer
            if isinstance(fault, Unreadable):
                raise Unread(fault.problem, fault.detail, answer) from None
            raise
        finally:
            await response.aclose()

    async def _usable_connection(self) -> Connection:
        known = self._connection
        if isinstance(known, httpcore.AsyncHTTPConnection) and (known.is_closed() or known.has_expired()):
            await self.aclose()
        self._used = self._connection is not None
        if self._connection is None:
            self._connection = self._dial()
        return self._connection

    async def _with_body(self, response: httpcore.Response, answer: Answer, caps: Caps) -> Answer:
        if not caps.cut and int(_length(answer) or 0) > caps.raw_bytes:
            raise Unreadable("too_large", "the page is larger than the limit")
        encoding = content_encoding(value for name, value in answer.headers if name == "content-encoding")
        inflater = Inflater(encoding, caps.bytes, cut=caps.cut)
        raw: list[bytes] = []
        size = 0
        wire = self._backend.wire
        if wire is not None:
            wire.allow(2 * caps.raw_bytes + _MOST_FRAMING)
        assert isinstance(response.stream, AsyncIterable)  # noqa: S101 - the pool is an asynchronous one
        async for part in response.stream:
            size += len(part)
            if size > caps.raw_bytes:
                raise Unreadable("too_large", "the page is larger than the limit")
            if self._received > 2 * size + _MOST_FRAMING:
                raise Unreadable("too_large", "the page is sent in crumbs, most of it padding")
            inflater.feed(part)
            raw.append(part)
            if inflater.full:
                break
        return Answer(answer.status, answer.headers, b"".join(raw), inflater.finish())


def _answer(status: int, headers: Headers) -> Answer:
    if status < 200:  # 101: it speaks something else from now on
        raise Unreadable("connect", _NO_WEB_SERVER)
    return Answer(status, headers)


def _length(answer: Answer) -> str | None:
    """Return the length that the answer gives for its body, in digits; None where it gives none."""
    length = answer.header("content-length")
    return length[:18] if length and length.isdecimal() else None


def _text(raw: bytes) -> str:
    """Decode a header: UTF-8 where it is that, else the standard's Latin-1, which takes any byte."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")

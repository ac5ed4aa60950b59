"""A connection as httpcore wants it, counting what comes in.

Own code over asyncio's transports in place of httpcore's own backend: that one cannot say how much has
come, whether the other side hung up, or when the request left, and spends a cancel scope on every read.
"""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING, Any

import httpcore

from edscreen.site.problems import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_BUFFERED = 256 * 1024
_HEAD_PIECE = 8 * 1024

# OpenSSL's verification results (X509_V_ERR_*) that people meet.
_CERTIFICATE_FAULTS = {
    9: "the certificate is not valid yet",
    10: "the certificate has expired",
    18: "the certificate is signed by the site itself",
    19: "the certificate is signed by an authority that is not trusted here",
    20: "the certificate is signed by an authority that is not known here",
    21: "the certificate cannot be traced to an authority that is trusted here",
    62: "the certificate is for another name",
    64: "the certificate is for another address",
}


class NoConnection(Unreadable):
    """Nothing was asked, because no connection came about."""


class _Incoming(asyncio.Protocol):
    """What has come in and was not read yet."""

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.ended = False
        self.transport: asyncio.Transport | None = None
        self._paused = False
        self._reader: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - what a stream connection gives
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if len(self.buffer) > _MOST_BUFFERED and self.transport and not self._paused:
            self._paused = True
            self.transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        self.ended = True
        self._wake()
        return False

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - however it was lost
        self.ended = True
        self._wake()

    async def take(self, most: int) -> bytes:
        """Return up to `most` bytes as soon as there are any; none once the other side has ended."""
        if not self.buffer and not self.ended:
            self._reader = asyncio.get_running_loop().create_future()
            try:
                await self._reader
            finally:
                self._reader = None
        data = bytes(self.buffer[:most])
        del self.buffer[:most]
        if self._paused and not self.buffer and self.transport and not self.transport.is_closing():
            self._paused = False
            self.transport.resume_reading()
        return data

    def _wake(self) -> None:
        if self._reader and not self._reader.done():
            self._reader.set_result(None)


class Wire(httpcore.AsyncNetworkStream):
    """One connection to one internet address.

    Timeouts given to its methods are not used: the time of a whole page is bounded from outside, that of
    making a connection by `deadline`.

    Args:
        incoming: the connection made.
        most: most bytes that may come in answer to one request, until `allow` says otherwise.
    """

    def __init__(self, incoming: _Incoming, most: int) -> None:
        self._incoming = incoming
        self._most_at_first = most
        self._most = most
        self._in_head = True
        self.received = 0
        """Bytes that came since the last request was sent, or since its answer's head was there."""
        self.sent_at: float | None = None
        """When the last request was sent, in the event loop's time."""
        self.deadline: float | None = None
        """Until when the connection must have been made, encryption included."""

    @property
    def hung_up(self) -> bool:
        """Whether the other side has ended the connection."""
        return self._incoming.ended

    def allow(self, most: int) -> None:
        """Let that many bytes come in answer to the present request, now that its head is there."""
        self._most = most
        self._in_head = False
        self.received = 0

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002, ASYNC109
        """Return what has come, waiting for something to."""
        # Small pieces while the head comes, so that what is counted is the head and not what follows it.
        data = await self._incoming.take(min(max_bytes, _HEAD_PIECE) if self._in_head else max_bytes)
        self.received += len(data)
        if self.received > self._most:
            raise Unreadable("too_large", "the site sends headers or padding without end")
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002, ASYNC109
        """Send a request."""
        transport = self._incoming.transport
        if not buffer:
            return
        if transport is None or transport.is_closing():
            raise httpcore.WriteError("the connection is closed")
        # A request is a few hundred bytes: there is nothing to wait for.
        transport.write(buffer)
        self._most = self._most_at_first
        self._in_head = True
        self.received = 0
        self.sent_at = asyncio.get_running_loop().time()

    async def aclose(self) -> None:
        """Hang up at once."""
        if self._incoming.transport is not None:
            self._incoming.transport.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109
    ) -> Wire:
        """Encrypt, `server_hostname` being whom the certificate must be for.

        Raises:
            NoConnection: `tls` or `timeout`.
        """
        loop = asyncio.get_running_loop()
        incoming = self._incoming
        if incoming.transport is None or incoming.buffer:
            await self.aclose()
            raise NoConnection("tls", "the site speaks before it is asked to encrypt")
        try:
            async with asyncio.timeout_at(self.deadline):
                incoming.transport = await loop.start_tls(
                    incoming.transport, incoming, ssl_context, server_hostname=server_hostname
                )
        except ssl.SSLCertVerificationError as fault:
            detail = _CERTIFICATE_FAULTS.get(fault.verify_code, fault.verify_message)
            raise await self._no_tls(detail) from fault
        except ssl.SSLError as fault:
            raise await self._no_tls("no encrypted connection could be agreed on") from fault
        except TimeoutError as fault:
            await self.aclose()
            raise NoConnection("timeout", "no encrypted connection came about in time") from fault
        except OSError as fault:
            raise await self._no_tls("the connection was cut while encryption was being agreed on") from fault
        if incoming.transport is None:
            raise await self._no_tls("the connection was cut while encryption was being agreed on")
        return self

    async def _no_tls(self, detail: str) -> NoConnection:
        await self.aclose()
        return NoConnection("tls", detail)

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore asks of a connection."""
        if info == "ssl_object" and self._incoming.transport is not None:
            return self._incoming.transport.get_extra_info("ssl_object")
        # httpcore asks before it uses a connection again: one with something to read, be it the end or an
        # answer to no question, must not be used.
        if info == "is_readable":
            return self._incoming.ended or bool(self._incoming.buffer)
        return None


async def open_wire(ip: str, port: int, most: int) -> Wire:
    """Connect to an internet address.

    Raises:
        OSError: where that fails.
    """
    loop = asyncio.get_running_loop()
    _, incoming = await loop.create_connection(_Incoming, ip, port)
    return Wire(incoming, most)


class Backend(httpcore.AsyncNetworkBackend):
    """What httpcore connects with: the last gate before the network.

    One for each server, so that the server's connection can be asked what came over it.
    """

    def __init__(self) -> None:
        self.wire: Wire | None = None
        """The connection made last."""

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: nothing is asked of this computer's own services."""
        raise NoConnection("blocked_address", f"{path} is no internet address")

    async def sleep(self, seconds: float) -> None:
        """Wait, where httpcore repeats by itself; it is not asked to."""
        await asyncio.sleep(seconds)

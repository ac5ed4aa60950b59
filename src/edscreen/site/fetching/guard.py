"""Connecting to the address that was checked, and to no other.

A name is looked up once for a connection; if one answer of several is not public, none is used; the
connection goes to an address that was among the answers. httpcore encrypts afterwards, with the name from
the address bar, so certificates stay bound to the name. Redirects, retries, robots.txt and new connections
all pass here, because there is no other way to the network.

Limits: this does not replace a firewall, and a public server may pass requests on to where it likes.
"""

from __future__ import annotations

import asyncio
import errno
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from edscreen.site.fetching.addresses import literal_address
from edscreen.site.fetching.wire import Backend, NoConnection, Wire, open_wire
from edscreen.site.problems import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edscreen.site.fetching.addresses import IPAddress
    from edscreen.site.fetching.resolving import Resolver
    from edscreen.site.fetching.targets import Gate

MOST_ADDRESSES = 4
"""How many addresses of one name are tried."""


class GuardedBackend(Backend):
    """Connects to public addresses, and to those that the user opened.

    Args:
        gate: says which hosts the user opened.
        resolver: looks names up.
        head_bytes: most bytes of an answer's head.
    """

    def __init__(self, gate: Gate, resolver: Resolver, head_bytes: int) -> None:
        super().__init__()
        self._gate = gate
        self._resolver = resolver
        self._head_bytes = head_bytes

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> Wire:
        """Connect to a name or an address, if it may be.

        Raises:
            NoConnection: with the reason.
        """
        deadline = None if timeout is None else asyncio.get_running_loop().time() + timeout
        try:
            async with asyncio.timeout_at(deadline):
                ips = await self._checked(host, port)
        except TimeoutError:
            raise NoConnection("dns", f"{host} could not be looked up in time") from None
        except Unreadable as refused:
            raise NoConnection(refused.problem, refused.detail) from None
        self.wire = await _connect(ips, port, deadline, self._head_bytes)
        return self.wire

    async def _checked(self, host: str, port: int) -> list[IPAddress]:
        host = f"[{host}]" if ":" in host else host
        ip = literal_address(host)
        ips = [ip] if ip else await self._resolver.look_up(host, port)
        if not self._gate.opens(host, port):
            for answer in ips:
                self._gate.check_ip(answer, None if ip else host)
        return _alternating(ips)[:MOST_ADDRESSES]


class OpenBackend(Backend):
    """Connects to the user's proxy, wherever that is: it checks addresses in edscreen's place."""

    def __init__(self, resolver: Resolver, head_bytes: int) -> None:
        super().__init__()
        self._resolver = resolver
        self._head_bytes = head_bytes

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> Wire:
        """Connect to the proxy.

        Raises:
            NoConnection: it cannot be reached.
        """
        deadline = None if timeout is None else asyncio.get_running_loop().time() + timeout
        try:
            async with asyncio.timeout_at(deadline):
                ips = await self._resolver.look_up(host, port)
            self.wire = await _connect(_alternating(ips)[:MOST_ADDRESSES], port, deadline, self._head_bytes)
        except (Unreadable, TimeoutError):
            raise NoConnection("connect", f"the proxy {host}:{port} cannot be reached") from None
        return self.wire


def _alternating(ips: list[IPAddress]) -> list[IPAddress]:
    """Return the addresses with the two families taking turns: one may not work from here at all."""
    first = [ip for ip in ips if ip.version == ips[0].version]
    second = [ip for ip in ips if ip.version != ips[0].version]
    return [ip for pair in zip_longest(first, second) for ip in pair if ip is not None]


async def _connect(ips: list[IPAddress], port: int, deadline: float | None, head_bytes: int) -> Wire:
    """Connect to the first address that answers, giving each an equal share of the time left."""
    now = asyncio.get_running_loop().time
    fault: OSError | None = None
    for tried, ip in enumerate(ips):
        share = None if deadline is None else (deadline - now()) / (len(ips) - tried)
        try:
            async with asyncio.timeout(share):
                wire = await open_wire(str(ip), port, head_bytes)
                wire.deadline = deadline
                return wire
        except OSError as failure:  # TimeoutError is one
            fault = failure
    if isinstance(fault, TimeoutError):
        raise NoConnection("timeout", "no connection came about in time")
    if isinstance(fault, ConnectionRefusedError):
        raise NoConnection("connect", "the connection was refused")
    if fault is not None and fault.errno in {errno.EMFILE, errno.ENFILE}:
        raise NoConnection("connect", "this computer has too many connections open already")
    raise NoConnection("connect", "there is no way to the site from here")

"""Making connections: who may be called, over which line, and asking again where that helps."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

import httpcore

from edscreen.site.fetching.asking import Broken, Line
from edscreen.site.fetching.authorities import trusted_authorities
from edscreen.site.fetching.guard import GuardedBackend, OpenBackend
from edscreen.site.fetching.manners import Lanes, jittered, pause_before_repeating
from edscreen.site.fetching.resolving import Resolver
from edscreen.site.fetching.settings import parse_proxy
from edscreen.site.fetching.targets import Gate
from edscreen.site.fetching.wire import NoConnection
from edscreen.site.problems import Unreadable

if TYPE_CHECKING:
    import ssl
    from collections.abc import Sequence

    from edscreen.site.fetching.asking import Answer, Caps
    from edscreen.site.fetching.manners import Lane
    from edscreen.site.fetching.settings import FetchSettings, Proxy
    from edscreen.site.fetching.targets import Target

_KEEP_ALIVE_SECONDS = 15


class Clock:
    """The time that a page has left.

    Args:
        seconds: for all its requests together, on the network; waiting for one's turn is not counted.
        until: when the time for the whole site is up, in the event loop's time; None for never.
    """

    def __init__(self, seconds: float, until: float | None) -> None:
        self.left = seconds
        self.until = until

    def allows(self, pause: float) -> bool:
        """Tell whether the site's time lasts longer than a pause, in seconds."""
        return self.until is None or asyncio.get_running_loop().time() + pause < self.until


class Switchboard:
    """All lines of a run.

    Args:
        settings: how sites are fetched.

    Raises:
        ValueError: where the proxy cannot be read.
    """

    def __init__(self, settings: FetchSettings) -> None:
        self.gate = Gate(settings.allow_hosts)
        self.proxy = parse_proxy(settings.proxy) if settings.proxy else None
        self.lanes = Lanes()
        self._limits = settings.limits
        self._resolver = Resolver()
        self._tls: ssl.SSLContext | None = None

    async def ask(
        self,
        target: Target,
        lane: Lane,
        headers: Sequence[tuple[bytes, bytes]],
        caps: Caps,
        *,
        pause: float,
        clock: Clock,
    ) -> Answer:
        """Ask for one address, in turn, and again where the answer or its absence may pass.

        Raises:
            Unreadable: there is no answer to read.
        """
        attempt = 0
        while True:
            fault = answer = None
            try:
                async with lane.turn(pause):
                    answer = await self._ask_once(target, lane, headers, caps, clock)
            except Broken as broken:
                fault = broken
            wait: float | None = None
            if answer is not None:
                wait = pause_before_repeating(answer, attempt, self._limits)
            elif attempt < self._limits.retries:
                wait = jittered(attempt, self._limits)
            if wait is None or not clock.allows(wait):
                if answer is not None:
                    return answer
                raise Unreadable("connect", fault.detail if fault else None)
            lane.rest(wait)
            attempt += 1

    async def aclose(self) -> None:
        """Hang up everywhere."""
        await self.lanes.aclose()
        self._resolver.close()
        await asyncio.sleep(0)  # a connection is closed in the event loop's next round

    async def _ask_once(
        self,
        target: Target,
        lane: Lane,
        headers: Sequence[tuple[bytes, bytes]],
        caps: Caps,
        clock: Clock,
    ) -> Answer:
        line = lane.lines.get(target.origin)
        if line is None:
            line = lane.lines[target.origin] = self._line(target)
        now = asyncio.get_running_loop().time
        begun = now()
        try:
            answer = await line.ask(target, headers, caps, clock.left, self._limits.connect_seconds)
        finally:
            clock.left -= now() - begun
        if answer.status == 407 and self.proxy:
            raise NoConnection("connect", "the proxy asks for a name and a password")
        return answer

    def _line(self, target: Target) -> Line:
        tls = self._tls_context() if target.scheme == "https" else None
        if self.proxy is not None:
            return self._line_through(self.proxy, target, tls)
        backend = GuardedBackend(self.gate, self._resolver, self._limits.head_bytes)
        host = target.host.strip("[]").encode("ascii")
        origin = httpcore.Origin(target.scheme.encode("ascii"), host, target.port)
        dial = partial(
            httpcore.AsyncHTTPConnection,
            origin,
            ssl_context=tls,
            keepalive_expiry=_KEEP_ALIVE_SECONDS,
            network_backend=backend,
        )
        return Line(target, backend, dial)

    def _line_through(self, proxy: Proxy, target: Target, tls: ssl.SSLContext | None) -> Line:
        backend = OpenBackend(self._resolver, self._limits.head_bytes)
        dial = partial(
            httpcore.AsyncHTTPProxy,
            proxy.url,
            proxy_auth=proxy.user,
            proxy_ssl_context=self._tls_context() if proxy.url.startswith("https:") else None,
            ssl_context=tls,
            max_connections=1,
            keepalive_expiry=_KEEP_ALIVE_SECONDS,
            network_backend=backend,
        )
        return Line(target, backend, dial)

    def _tls_context(self) -> ssl.SSLContext:
        """Return the one context of the run."""
        if self._tls is None:
            self._tls = trusted_authorities()
        return self._tls

"""Fetching robots.txt, once a host and run, and what it means where that fails (RFC 9309, 2.3.1)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from edscreen.site.fetching.asking import Caps
from edscreen.site.fetching.lines import Clock
from edscreen.site.fetching.robots import Robots, RobotsKept, parse_robots
from edscreen.site.fetching.settings import MOST_REDIRECTS
from edscreen.site.fetching.targets import join, read_target
from edscreen.site.fetching.wire import NoConnection
from edscreen.site.problems import Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.site.fetching.asking import Answer
    from edscreen.site.fetching.lines import Switchboard
    from edscreen.site.fetching.manners import Lane
    from edscreen.site.fetching.settings import Limits
    from edscreen.site.fetching.targets import Target

# Reading one of the full length takes a third of a second; a short one is read at once.
_LONG = 32 * 1024


class RobotsReader:
    """Knows what every site visited in this run asks.

    2xx is read; 3xx is followed up to five times, to other hosts too; 4xx, and more redirects than that,
    mean that all is allowed; 5xx and failures after the connection stood mean that nothing is. Where no
    connection came about, the host's pages cannot be reached either, and that is the reason to give.

    Args:
        board: makes the connections.
        limits: the user's limits.
        headers: headers of every request.
        pause: seconds between two requests to a host.
    """

    def __init__(
        self, board: Switchboard, limits: Limits, headers: Sequence[tuple[bytes, bytes]], pause: float
    ) -> None:
        self._board = board
        self._limits = limits
        self._headers = headers
        self._pause = pause
        self._kept = RobotsKept()

    async def of(self, target: Target, lane: Lane, until: float | None) -> Robots:
        """Return what the site of an address asks.

        Args:
            target: the address.
            lane: the lane to its host, held by the caller.
            until: when the time for the whole site is up, in the event loop's time.

        Raises:
            NoConnection: the host itself cannot be reached.
        """
        async with lane.robots:
            robots = self._kept.find(target.origin)
            if robots is None:
                origins: list[str] = []
                robots = await self._fetch(target, Clock(self._limits.robots_seconds, until), origins)
                # Mostly http leads to https, whose robots.txt need not be fetched again then.
                for origin in origins if robots.unavailable is None else origins[:1]:
                    self._kept.keep(origin, robots)
        return robots

    async def _fetch(self, target: Target, clock: Clock, origins: list[str]) -> Robots:
        """Fetch and read a robots.txt, and add the sites whose robots.txt it is to `origins`."""
        place = read_target(f"{target.origin}/robots.txt")
        for hop in range(MOST_REDIRECTS + 1):
            if place.resource == "/robots.txt" and place.origin not in origins:
                origins.append(place.origin)
            try:
                answer = await self._ask(place, clock)
                if answer.location is None:
                    return await self._read(answer)
                place = read_target(join(place, answer.location))
            except Unreadable as fault:
                if isinstance(fault, NoConnection) and hop == 0:
                    raise
                return Robots(unavailable=f"{place.origin}/robots.txt: {fault.detail}")
        del origins[1:]
        return Robots()

    async def _ask(self, place: Target, clock: Clock) -> Answer:
        caps = Caps(self._limits.raw_bytes, self._limits.robots_bytes, cut=True)
        self._board.gate.check(place)
        with self._board.lanes.lane(place.host) as lane:
            return await self._board.ask(place, lane, self._headers, caps, pause=self._pause, clock=clock)

    async def _read(self, answer: Answer) -> Robots:
        if answer.status >= 500:
            return Robots(unavailable=f"robots.txt was answered with status {answer.status}")
        if not 200 <= answer.status < 300:
            return Robots()
        if len(answer.body) < _LONG:
            return parse_robots(answer.body, self._limits)
        return await asyncio.to_thread(parse_robots, answer.body, self._limits)

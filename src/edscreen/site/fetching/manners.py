"""Manners towards a host: one request at a time, a pause between two, and patience when asked for it.

By host, not by registrable domain: a host is what a robots.txt speaks for and what its keeper sees in the
log, and sites of many owners may share a domain and a machine that cannot be told from outside.
"""

from __future__ import annotations

import asyncio
import random
import re
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from edscreen.site.fetching.asking import Answer, Line
    from edscreen.site.fetching.settings import Limits

# What a network's jitter may take off a pause as the other side sees it.
_MARGIN = 0.01

_IDLE_SECONDS = 3.0
_MOST_IDLE = 512
_REPEATED = frozenset({429, 500, 502, 503, 504, 520, 521, 522, 523, 524})

# An answer that carries one of these is a check for humans: asking again would only harden it.
_CHALLENGES = frozenset(
    {"cf-mitigated", "x-vercel-mitigated", "x-amzn-waf-action", "x-datadome", "x-kasada", "x-sucuri-block"}
)


class Lane:
    """The way to one host.

    Attributes:
        lines: connections to its servers, by origin.
        robots: held while one of its robots.txt is fetched, so that it is fetched once.
    """

    def __init__(self) -> None:
        self.lines: dict[str, Line] = {}
        self.robots = asyncio.Lock()
        self.users = 0
        self.idle_since = 0.0
        self._turn = asyncio.Lock()
        self._free_at = 0.0

    @asynccontextmanager
    async def turn(self, pause: float) -> AsyncIterator[None]:
        """Wait for one's turn; the next one begins `pause` seconds after this one's request has left."""
        now = asyncio.get_running_loop().time
        async with self._turn:
            # Only who holds the turn can put off the next one, so it is waited for once.
            await asyncio.sleep(max(0.0, self._free_at - now()))
            begun = now()
            try:
                yield
            finally:
                left_at = max([begun, *(line.sent_at or 0.0 for line in self.lines.values())])
                self._free_at = max(self._free_at, left_at + pause + _MARGIN)

    def rest(self, seconds: float) -> None:
        """Let nobody ask before so many seconds have passed."""
        self._free_at = max(self._free_at, asyncio.get_running_loop().time() + seconds)

    def may_be_forgotten(self, now: float) -> bool:
        """Tell whether nobody uses the lane and no pause is owed."""
        return not self.users and now >= self._free_at


class Lanes:
    """The lanes in use; those that stand idle are closed and forgotten, so that memory stays bounded."""

    def __init__(self) -> None:
        self._lanes: dict[str, Lane] = {}

    @contextmanager
    def lane(self, host: str) -> Iterator[Lane]:
        """Give the lane to a host; it stays as long as it is held."""
        lane = self._lanes.setdefault(host, Lane())
        lane.users += 1
        try:
            yield lane
        finally:
            lane.users -= 1
            lane.idle_since = asyncio.get_running_loop().time()

    async def tidy(self) -> None:
        """Every second, hang up where nobody has asked anything for a while."""
        while True:
            await asyncio.sleep(1)
            now = asyncio.get_running_loop().time()
            idle = [
                (lane.idle_since, host) for host, lane in self._lanes.items() if lane.may_be_forgotten(now)
            ]
            idle.sort()
            surplus = len(idle) - _MOST_IDLE
            for place, (since, host) in enumerate(idle):
                if place >= surplus and now - since < _IDLE_SECONDS:
                    break
                # While another was hung up on, somebody may have come.
                if self._lanes[host].may_be_forgotten(now):
                    await self._hang_up(self._lanes.pop(host))

    async def aclose(self) -> None:
        """Hang up everywhere."""
        while self._lanes:
            await self._hang_up(self._lanes.popitem()[1])

    @staticmethod
    async def _hang_up(lane: Lane) -> None:
        for line in lane.lines.values():
            await line.aclose()


def pause_before_repeating(answer: Answer, attempt: int, limits: Limits) -> float | None:
    """Say how long to wait before asking again, in seconds; None where asking again is no use.

    Args:
        answer: what was answered.
        attempt: how often it was asked before this answer, from 0.
        limits: the user's limits.
    """
    if answer.status not in _REPEATED or attempt >= limits.retries:
        return None
    if any(name in _CHALLENGES for name, _ in answer.headers):
        return None
    asked = retry_after(answer)
    if asked is not None and asked > limits.longest_retry_after:
        return None
    return jittered(attempt, limits) if asked is None else asked


def jittered(attempt: int, limits: Limits) -> float:
    """Return a pause that doubles with every attempt, and differs so that not all come back at once."""
    pause: float = limits.retry_seconds * 2**attempt
    return pause * random.uniform(0.5, 1.5)  # noqa: S311 - no secret


def retry_after(answer: Answer) -> float | None:
    """Return the seconds that `Retry-After` asks for, from either form (RFC 9110, 10.2.3); None for none."""
    text = (answer.header("retry-after") or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text)
    try:
        then = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())

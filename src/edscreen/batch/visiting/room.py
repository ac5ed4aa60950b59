"""How many sites a worker reads at once: as many as it keeps up with."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

MOST_BEHIND = 2.0
"""Seconds of work that may wait for a worker, or be on their way to it, when one more site is begun."""

ARRIVES_WITHIN = 3.0
"""Seconds in which a site that answers sends its first page; one that has not by then is dead or slow."""

_LOOK_AGAIN = 0.05  # seconds


class Room:
    """The places of one worker, in the event loop that fetches.

    A page that waits until its worker has time for it uses up the time of its site, as if the site were slow.
    So a site is begun only if the worker comes to its first page soon. The pages of the sites begun last are
    on their way and count as if they were there: else a worker that has nothing to do for a moment would be
    given more than it can do. What waits for a dead or slow host counts for nothing, so that however many of
    these there are, the worker has the others.
    """

    def __init__(self, most: int, seconds_behind: Callable[[int], float]) -> None:
        """Begin with nobody.

        Args:
            most: sites that may be read at once.
            seconds_behind: after how many seconds the worker would come to what it is given after so many
                pages that are on their way; none once it has died, as then whoever waits may go.
        """
        self._most = most
        self._seconds_behind = seconds_behind
        self._taken = 0
        self._next = asyncio.Lock()
        self._on_their_way: dict[int, float] = {}

    @asynccontextmanager
    async def place(self, item: int) -> AsyncIterator[None]:
        """Wait until the site of this item may be begun, whoever came first; hold a place for it."""
        async with self._next:
            while not self._is_free():  # noqa: ASYNC110 - time alone may make room: no event tells of it
                await asyncio.sleep(_LOOK_AGAIN)
            self._taken += 1
            self._on_their_way[item] = monotonic()
        try:
            yield
        finally:
            self._taken -= 1
            self.came(item)

    def came(self, item: int) -> None:
        """Take note that a page of this item's site is there, or that none will come."""
        self._on_their_way.pop(item, None)

    def _is_free(self) -> bool:
        long_ago = monotonic() - ARRIVES_WITHIN
        while self._on_their_way and next(iter(self._on_their_way.values())) < long_ago:
            del self._on_their_way[next(iter(self._on_their_way))]
        return self._taken < self._most and self._seconds_behind(len(self._on_their_way)) <= MOST_BEHIND

"""How many sites a worker reads at once: as many as it and the fetching process keep up with."""

from __future__ import annotations

import asyncio
from typing import Self

FIRST = 64
"""Sites that are begun with."""

PROMPT, LATE = 0.3, 1.5
"""Seconds after which a page is answered for: below the first there is room for one site more, beyond the
second for one less."""


class Room:
    """The places of one worker, in the event loop that fetches.

    A page that waits until its worker has time for it uses up the time of its site, as if the site were slow.
    So it is watched how long pages wait: a slow or busy computer reads few sites at once, and none too late.

    Attributes:
        size: how many sites may be read at once now.
    """

    def __init__(self, most: int) -> None:
        """Begin with few places; there are never more than `most`."""
        self.size = min(FIRST, most)
        self._most = most
        self._free = asyncio.Semaphore(self.size)
        self._too_many = 0

    async def __aenter__(self) -> Self:
        await self._free.acquire()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._give_back()

    def answered_for(self, seconds: float) -> None:
        """Take note of how long a worker took to ask for more after it was given something."""
        if seconds < PROMPT and self.size < self._most:
            self.size += 1
            self._give_back()
        elif seconds > LATE and self.size > 1:
            self.size -= 1
            self._too_many += 1

    def _give_back(self) -> None:
        if self._too_many:
            self._too_many -= 1
        else:
            self._free.release()

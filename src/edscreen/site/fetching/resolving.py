"""Looking names up without letting one that hangs hold up anything else."""

from __future__ import annotations

import asyncio
import queue
import socket
import threading
from ipaddress import ip_address
from typing import TYPE_CHECKING

from edscreen.site.problems import Unreadable

if TYPE_CHECKING:
    from edscreen.site.fetching.addresses import IPAddress

_Job = tuple[str, int, asyncio.AbstractEventLoop, "asyncio.Future[list[IPAddress]]"]

MOST_THREADS = 64


class Resolver:
    """Looks names up in threads of its own.

    asyncio's own threads would do but for one thing: the program waits for them before it ends, and a
    lookup cannot be stopped. These are daemons, and no more than `MOST_THREADS`: names that hang make
    others wait, each no longer than its own deadline.
    """

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._threads = 0
        self._idle = 0

    async def look_up(self, host: str, port: int) -> list[IPAddress]:
        """Return every internet address of `host`, in the order to try them, each once.

        Raises:
            Unreadable: `dns`, where the name has none.
        """
        loop = asyncio.get_running_loop()
        found: asyncio.Future[list[IPAddress]] = loop.create_future()
        with self._lock:
            self._jobs.put((host, port, loop, found))
            if self._jobs.qsize() > self._idle and self._threads < MOST_THREADS:
                self._threads += 1
                threading.Thread(target=self._work, name="edscreen-dns", daemon=True).start()
        return await found

    def close(self) -> None:
        """Let the threads end, each when its lookup does."""
        for _ in range(self._threads):
            self._jobs.put(None)

    def _work(self) -> None:
        while True:
            with self._lock:
                self._idle += 1
            job = self._jobs.get()
            with self._lock:
                self._idle -= 1
            if job is None:
                return
            host, port, loop, found = job
            if found.cancelled():
                continue
            answer = _look_up(host, port)
            try:
                loop.call_soon_threadsafe(_hand_over, found, answer)
            except RuntimeError:  # the run ended meanwhile
                return


def _look_up(host: str, port: int) -> list[IPAddress] | Unreadable:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        # An answer with a scope (fe80::1%eth0) is on the local link; the address alone says so too.
        ips = [ip_address(str(place[0]).partition("%")[0]) for *_, place in answers]
    except (OSError, UnicodeError, ValueError):
        ips = []
    return list(dict.fromkeys(ips)) or Unreadable("dns", f"no address is known for {host}")


def _hand_over(found: asyncio.Future[list[IPAddress]], answer: list[IPAddress] | Unreadable) -> None:
    if found.done():
        return
    if isinstance(answer, Unreadable):
        found.set_exception(answer)
    else:
        found.set_result(answer)

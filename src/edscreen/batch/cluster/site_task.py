"""What a worker of a cluster does where sites are visited: it reads pages that the run's machine fetches."""

from __future__ import annotations

import asyncio
import pickle
import weakref
from collections import deque
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from edscreen.batch.cluster.task import made
from edscreen.batch.visiting.site_worker import SiteWorker

if TYPE_CHECKING:
    from edscreen.batch.cluster.task import Orders

LONGEST_WAIT = 5.0
"""Seconds that whoever asks for messages waits for some at most, before it is told that there are none."""


class SiteTask:
    """Screens items in a thread of its own, as a worker process does on the run's own machine.

    It lives in a worker of the cluster as an actor of Dask, which drops it with the run that asked for it,
    however that ends; then the thread ends, too. Messages come and go several at a time, each pickled, and so
    are several together: Dask would pack lists element by element.
    """

    def __init__(self, orders: bytes) -> None:
        """Make what screens.

        Args:
            orders: the `Orders`, pickled.

        Raises:
            RestsOnOther: what this worker reads from its own disk is not what the run rests on.
        """
        asked: Orders = pickle.loads(orders)  # noqa: S301 - of whoever may run programs here anyway
        assert asked.visits  # noqa: S101 - who visits no sites submits `screen`
        self._line = _Line()
        site_worker = SiteWorker(made(asked), asked.job, asked.visits, self._line)
        Thread(target=_serve, args=(site_worker, self._line), name="edscreen", daemon=True).start()
        weakref.finalize(self, self._line.hear, None)

    async def give(self, messages: bytes) -> None:
        """Take messages to the worker."""
        for each in pickle.loads(messages):  # noqa: S301
            self._line.hear(each)

    async def take(self) -> bytes:
        """Give the messages of the worker; where there are none, wait for some, but not for ever.

        Raises:
            EOFError: there will be none any more.
        """
        return pickle.dumps(await self._line.said())


class _Line:
    """Takes the place of a pipe between the thread that screens and the event loop of Dask."""

    def __init__(self) -> None:
        self._incoming: SimpleQueue[bytes | None] = SimpleQueue()
        self._outgoing: deque[bytes] = deque()
        self._is_cut = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_news = asyncio.Event()

    def send(self, message: object) -> None:
        """In the thread: send a message."""
        self._outgoing.append(pickle.dumps(message))
        self._tell()

    def recv(self) -> Any:
        """In the thread: wait for a message.

        Raises:
            EOFError: nobody will send any more.
        """
        if (message := self._incoming.get()) is None:
            raise EOFError
        return pickle.loads(message)  # noqa: S301 - of whoever may run programs here anyway

    def cut(self) -> None:
        """In the thread: end this."""
        self._is_cut = True
        self._tell()

    def hear(self, message: bytes | None) -> None:
        """In the event loop: hand a message to the thread; None is the last one."""
        self._incoming.put(message)

    async def said(self) -> list[bytes]:
        """In the event loop: take what the thread has sent, see `SiteTask.take`."""
        self._loop = asyncio.get_running_loop()
        self._is_news.clear()
        if not self._outgoing and not self._is_cut:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_news.wait(), LONGEST_WAIT)
        is_cut = self._is_cut
        said = [self._outgoing.popleft() for _ in range(len(self._outgoing))]
        if is_cut and not said:
            raise EOFError
        return said

    def _tell(self) -> None:
        if self._loop:
            with suppress(RuntimeError):  # it has ended, and with it whoever listened
                self._loop.call_soon_threadsafe(self._is_news.set)


def _serve(site_worker: SiteWorker, line: _Line) -> None:
    try:
        asyncio.run(site_worker.serve())
    finally:
        line.cut()

"""Worker processes on this machine.

Each has a pipe of its own. The pools of the standard library and of pebble share one among all workers, and
the lock on it dies with whoever is killed while holding it: the others then wait for ever (measured with
pebble 5.1: workers killed one after the other, as where memory is short, ended or held up every run).
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import wait
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from edscreen.batch.foundations import foundations, what_differs
from edscreen.batch.runner import Lost, Stillborn, changed_meanwhile
from edscreen.batch.work import Worker, leave_interrupts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from multiprocessing.connection import Connection

    from edscreen.batch.items import Item
    from edscreen.batch.runner import Returned
    from edscreen.batch.screened import Screened
    from edscreen.batch.work import Job

CHUNK_TIME_LIMIT = 120.0
"""Seconds that a chunk may take: thousands of times what judging it takes, so that what hangs ends."""

_AHEAD = 2  # chunks that wait for each worker, so that none is idle while a result is recorded

_LOOK_AGAIN = 0.5  # seconds; Windows heeds no Ctrl-C while one waits without an end


class LocalRunner:
    """Does the work in other processes, so that what kills or hangs one costs its chunk and no more."""

    def __init__(
        self,
        job: Job,
        workers: int,
        *,
        rests_on: Mapping[str, str] | None = None,
        time_limit: float = CHUNK_TIME_LIMIT,
    ) -> None:
        """Start so many workers.

        Args:
            job: what they have to know.
            workers: how many there are.
            rests_on: what the run rests on, see `foundations`; a worker that is started later, and finds
                something else on the disk, ends the run. None where nothing is recorded.
            time_limit: seconds that a chunk may take.
        """
        self._job = job
        self._rests_on = rests_on
        self._time_limit = time_limit
        self._again: deque[Sequence[Item]] = deque()
        self._stillborn = Stillborn("screen")
        self._workers = [_Process(job) for _ in range(workers)]

    def results(self, chunks: Iterable[Sequence[Item]]) -> Iterator[Returned]:
        """Yield what came of each chunk, in the order in which they are done.

        Raises:
            RunnerLost: worker after worker dies before it is ready to work, or one would answer other
                questions than the run asks.
        """
        source = iter(chunks)
        while True:
            self._hand_out(source)
            if not any(each.given for each in self._workers):
                return
            yield from self._next()

    def stop(self) -> None:
        """End the workers, at once."""
        for each in self._workers:
            each.kill()
        for each in self._workers:
            each.close()

    def _hand_out(self, source: Iterator[Sequence[Item]]) -> None:
        while True:
            freest = min(self._workers, key=lambda each: len(each.given))
            if len(freest.given) > _AHEAD:
                return
            chunk = self._again.popleft() if self._again else next(source, None)
            if chunk is None:
                return
            freest.give(chunk)

    def _next(self) -> Iterator[Returned]:
        """Wait for results and deaths, and end what takes too long."""
        by_connection = {each.connection: each for each in self._workers}
        for connection in wait(by_connection, _LOOK_AGAIN):
            worker = by_connection[connection]  # type: ignore[index]
            try:
                result = worker.take()
            except (EOFError, OSError):
                yield from self._replaced(worker, "the process that screened it died")
            else:
                if isinstance(result, dict):
                    self._check(result)
                else:
                    yield result
        for worker in self._workers:
            if worker.has_taken > self._time_limit:
                yield from self._replaced(worker, f"screening it took more than {self._time_limit:g} seconds")

    def _check(self, rests_on: dict[str, str]) -> None:
        """Make sure that a worker that has begun rests on what the run rests on."""
        if self._rests_on and (differs := what_differs(rests_on, self._rests_on)):
            raise changed_meanwhile(differs)

    def _replaced(self, worker: _Process, why: str) -> Iterator[Lost]:
        """Start another worker in the place of one that died or hangs; only what it was at is to blame."""
        worker.kill()
        worker.close()
        self._stillborn.count(was_ready=worker.is_ready)
        begun = worker.given.popleft() if worker.is_ready and worker.given else None
        self._again.extend(worker.given)
        self._workers[self._workers.index(worker)] = _Process(self._job)
        if begun:
            yield Lost(begun, why)


class _Process:
    """A worker as the process that records sees it.

    Attributes:
        connection: what its results come by.
        given: the chunks that it has, the one that it is at first.
        is_ready: whether it has read what it needs, so that it works.
    """

    def __init__(self, job: Job) -> None:
        """Start it."""
        spawn = get_context("spawn")
        self.connection: Connection[Any, Any]
        self.connection, there = spawn.Pipe()
        self.given: deque[Sequence[Item]] = deque()
        self.is_ready = False
        self._since = monotonic()
        self._to_send: SimpleQueue[Sequence[Item] | None] = SimpleQueue()
        self._sender = Thread(target=self._send_all, daemon=True)
        self._process = spawn.Process(target=_work, args=(job, there), daemon=True)
        self._process.start()
        there.close()
        self._sender.start()

    @property
    def has_taken(self) -> float:
        """Seconds that it has been at what it is at."""
        return monotonic() - self._since if self.given and self.is_ready else 0.0

    def give(self, chunk: Sequence[Item]) -> None:
        """Have a chunk screened."""
        if not self.given:
            self._since = monotonic()
        self.given.append(chunk)
        self._to_send.put(chunk)

    def take(self) -> list[Screened] | dict[str, str]:
        """Take what it sent: what came of its first chunk; before that, what it rests on.

        Raises:
            EOFError, OSError: it has died.
        """
        sent: list[Screened] | dict[str, str] = self.connection.recv()
        self._since = monotonic()
        if self.is_ready:
            self.given.popleft()
        self.is_ready = True
        return sent

    def kill(self) -> None:
        """End it."""
        self._process.kill()

    def close(self) -> None:
        """Let go of it, once it was killed."""
        self._process.join()
        self._to_send.put(None)
        self._sender.join()
        self.connection.close()

    def _send_all(self) -> None:
        """Send on a thread of its own: a worker that hangs takes nothing in, and yet has to be found out."""
        with suppress(OSError):  # it has died, and whoever waits for its results is told
            while (chunk := self._to_send.get()) is not None:
                self.connection.send(chunk)


def _work(job: Job, connection: Connection[Any, Any]) -> None:
    leave_interrupts()
    worker = Worker(job)
    connection.send(foundations(job, worker.grounds))
    chunks: SimpleQueue[Sequence[Item] | None] = SimpleQueue()

    def listen() -> None:
        """Take chunks on a thread of its own: two that send to each other would wait for ever."""
        with suppress(EOFError, OSError):
            while True:
                chunks.put(connection.recv())
        chunks.put(None)

    Thread(target=listen, daemon=True).start()
    with suppress(OSError):  # the first process has died
        while (chunk := chunks.get()) is not None:
            connection.send(worker.screen(chunk))

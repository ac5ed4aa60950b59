"""Worker processes on this machine."""

from __future__ import annotations

import signal
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING

from pebble import ProcessExpired, ProcessPool

from edscreen.batch.runner import Lost, RunnerLost
from edscreen.batch.work import Worker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from edscreen.batch.items import Item
    from edscreen.batch.runner import Returned
    from edscreen.batch.screened import Screened
    from edscreen.batch.work import Job

CHUNK_TIME_LIMIT = 120.0
"""Seconds that a chunk may take: thousands of times what judging it takes, so that what hangs ends."""

_AHEAD = 2  # chunks that wait for each worker, so that none is idle while a result is recorded

_LOOK_AGAIN = 0.5  # seconds; Windows heeds no Ctrl-C while one waits without an end

_MOST_BROKEN = 3  # so often is the pool replaced without any result in between


class LocalRunner:
    """Does the work in other processes, so that what kills or hangs one costs its chunk and no more."""

    def __init__(self, job: Job, workers: int, time_limit: float = CHUNK_TIME_LIMIT) -> None:
        """Prepare so many workers; they are started with the first chunk.

        Args:
            job: what they have to know.
            workers: how many there are.
            time_limit: seconds that a chunk may take.
        """
        self._job = job
        self._time_limit = time_limit
        self._workers = workers
        self._pool = self._new_pool()
        self._waiting: dict[Future[list[Screened]], Sequence[Item]] = {}
        self._broken = 0

    def results(self, chunks: Iterable[Sequence[Item]]) -> Iterator[Returned]:
        """Yield what came of each chunk, in the order in which they are done.

        Raises:
            RunnerLost: worker after worker dies before it has done anything.
        """
        source = iter(chunks)
        while True:
            while len(self._waiting) < self._workers * (1 + _AHEAD) and (chunk := next(source, None)):
                self._hand_out(chunk)
            if not self._waiting:
                return
            for future in wait(self._waiting, _LOOK_AGAIN, FIRST_COMPLETED).done:
                if isinstance(future.exception(), BrokenProcessPool):
                    self._begin_anew()
                    break
                self._broken = 0
                yield self._returned(future, self._waiting.pop(future))

    def _hand_out(self, chunk: Sequence[Item]) -> None:
        try:
            future = self._pool.schedule(_screen, args=(chunk,), timeout=self._time_limit)
        except RuntimeError:  # the pool has broken meanwhile
            self._begin_anew()
            self._hand_out(chunk)
        else:
            self._waiting[future] = chunk

    def _begin_anew(self) -> None:
        """Replace a pool that broke because workers died that had begun nothing; no item is to blame."""
        self._broken += 1
        if self._broken > _MOST_BROKEN:
            raise RunnerLost(
                "the processes that screen die one after the other, as they do where memory is short; what"
                " was recorded is kept: go on with --resume, and fewer --workers"
            )
        had = self._waiting
        self._waiting = {each: had[each] for each in had if each.done() and not each.exception()}
        self.stop()
        self._pool = self._new_pool()
        for future, chunk in had.items():
            if future not in self._waiting:
                self._hand_out(chunk)

    def _new_pool(self) -> ProcessPool:
        spawn = get_context("spawn")
        return ProcessPool(self._workers, initializer=_begin, initargs=(self._job,), context=spawn)

    def _returned(self, future: Future[list[Screened]], chunk: Sequence[Item]) -> Returned:
        try:
            return future.result()
        except ProcessExpired:
            return Lost(chunk, "the process that screened it died")
        except TimeoutError:
            return Lost(chunk, f"screening it took more than {self._time_limit:g} seconds")

    def stop(self) -> None:
        """End the workers, at once."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


_worker: Worker


def _begin(job: Job) -> None:
    global _worker  # noqa: PLW0603 - a process has one, made once, as all its chunks need it
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C reaches every process; the first one ends the others
    _worker = Worker(job)


def _screen(items: Sequence[Item]) -> list[Screened]:
    return _worker.screen(items)

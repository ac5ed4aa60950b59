"""Worker processes on this machine."""

from __future__ import annotations

import signal
from concurrent.futures import FIRST_COMPLETED, wait
from multiprocessing import get_context
from typing import TYPE_CHECKING

from pebble import ProcessExpired, ProcessPool

from edscreen.batch.runner import Lost
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


class LocalRunner:
    """Does the work in other processes, so that what kills or hangs one costs its chunk and no more."""

    def __init__(self, job: Job, workers: int, time_limit: float = CHUNK_TIME_LIMIT) -> None:
        """Prepare so many workers; they are started with the first chunk.

        Args:
            job: what they have to know.
            workers: how many there are.
            time_limit: seconds that a chunk may take.
        """
        self._time_limit = time_limit
        self._workers = workers
        spawn = get_context("spawn")
        self._pool = ProcessPool(workers, initializer=_begin, initargs=(job,), context=spawn)

    def results(self, chunks: Iterable[Sequence[Item]]) -> Iterator[Returned]:
        """Yield what came of each chunk, in the order in which they are done."""
        waiting: dict[Future[list[Screened]], Sequence[Item]] = {}
        source = iter(chunks)
        while True:
            while len(waiting) < self._workers * (1 + _AHEAD) and (chunk := next(source, None)):
                waiting[self._pool.schedule(_screen, args=(chunk,), timeout=self._time_limit)] = chunk
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                yield self._returned(future, waiting.pop(future))

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

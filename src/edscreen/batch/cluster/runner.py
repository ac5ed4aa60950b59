"""Workers of a Dask cluster, on this machine or on others."""

from __future__ import annotations

import pickle
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from time import monotonic
from typing import TYPE_CHECKING

from edscreen.batch.cluster.at_work import at_work
from edscreen.batch.cluster.cluster import ANSWER_LIMIT, Cluster
from edscreen.batch.cluster.task import Orders, screen
from edscreen.batch.local import CHUNK_TIME_LIMIT
from edscreen.batch.runner import Lost

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from distributed import Future

    from edscreen.batch.items import Item
    from edscreen.batch.runner import Returned
    from edscreen.batch.screened import Screened
    from edscreen.batch.work import Job

_AHEAD = 2  # chunks that wait for each thread of the cluster, so that none is idle while a result is recorded

_LOOK_AGAIN = 2.0


@dataclass(eq=False, slots=True)
class _HandedOut:
    """A chunk that the cluster has.

    Attributes:
        chunk: its items.
        future: what its result comes by; nobody else holds it, so it is dropped where it was read.
        since: when it was handed out; it may wait for long then, where the cluster has other work.
    """

    chunk: Sequence[Item]
    future: Future[bytes]
    since: float = field(default_factory=monotonic)


class ClusterRunner:
    """Does the work on a Dask cluster.

    Few chunks are with the cluster at once, and each result is dropped there when it was read here: results
    live in the memory of the worker that made them, and with a worker that dies all that it still holds is
    made again.
    """

    def __init__(
        self,
        job: Job,
        rests_on: Mapping[str, str],
        *,
        scheduler: str | None,
        workers: int,
        told: Callable[[str], object],
    ) -> None:
        """Join the cluster, or start one.

        Args:
            job: what the workers have to know.
            rests_on: what the run rests on; a worker that rests on something else is refused.
            scheduler: the scheduler's address; None for a cluster of the run's own on this machine.
            workers: the processes of a cluster of the run's own.
            told: is told, in sentences, what people should know of the cluster.

        Raises:
            ClusterNotUsable: that fails.
        """
        self._orders = pickle.dumps(Orders(job, rests_on, str(Path.cwd())))
        self._cluster = Cluster(scheduler, workers, told)
        self._client = self._cluster.client
        self._done: Queue[object] = Queue()
        self._out: dict[object, _HandedOut] = {}
        self._processes = 1
        self._threads = 1
        self._look_next = monotonic()

    def results(self, chunks: Iterable[Sequence[Item]]) -> Iterator[Returned]:
        """Yield what came of each chunk, in the order in which they are done.

        Raises:
            ClusterNotUsable: the cluster was lost, or a worker rests on something else.
        """
        source = iter(chunks)
        chunk: Sequence[Item] | None = None
        while True:
            if monotonic() >= self._look_next:
                yield from self._look()
            while (chunk := chunk or next(source, None)) and len(self._out) < self._most(chunk):
                self._hand_out(chunk)
                chunk = None
            if not self._out:
                return
            with suppress(Empty):
                key = self._done.get(timeout=_LOOK_AGAIN)
                if handed_out := self._out.pop(key, None):
                    yield self._returned(handed_out)

    def stop(self) -> None:
        """Drop what the cluster still has, and leave it; one of the run's own ends at once."""
        with suppress(Exception):  # a cluster that was lost has nothing to be dropped
            self._client.cancel([each.future for each in self._out.values()], force=True)
        self._out.clear()
        self._cluster.leave()

    def _most(self, chunk: Sequence[Item]) -> int:
        """How many chunks the cluster may have once it is given this one.

        What waits behind an item that kills its worker may be lost with it, so items that are tried alone
        wait behind none.
        """
        return self._processes if len(chunk) == 1 else self._threads * (1 + _AHEAD)

    def _hand_out(self, chunk: Sequence[Item]) -> None:
        future = self._client.submit(screen, self._orders, pickle.dumps(chunk), pure=False, retries=0)
        self._out[future.key] = _HandedOut(chunk, future)
        future.add_done_callback(lambda done: self._done.put(done.key))

    def _returned(self, handed_out: _HandedOut) -> Returned:
        from distributed import KilledWorker

        try:
            packed = handed_out.future.result(ANSWER_LIMIT)
        except KilledWorker:
            return Lost(handed_out.chunk, "the process that screened it died")
        except Exception as error:
            if refusal := self._cluster.refusal(error):
                raise refusal from None
            raise
        else:
            screened: list[Screened] = pickle.loads(packed)  # noqa: S301 - the cluster runs our programs anyway
            return screened
        finally:
            handed_out.future.release()

    def _look(self) -> Iterator[Lost]:
        """Count the cluster's workers, and end what takes too long."""
        self._look_next = monotonic() + _LOOK_AGAIN
        threads = self._cluster.threads()
        self._processes, self._threads = max(len(threads), 1), max(sum(threads.values()), 1)
        if all(monotonic() - each.since < CHUNK_TIME_LIMIT for each in self._out.values()):
            return
        for worker, runs, waits in self._cluster.ask(self._client.run_on_scheduler, at_work):
            is_ours = runs.keys() <= self._out.keys()  # what others run there is not to be ended
            too_long = {key for key, seconds in runs.items() if seconds > CHUNK_TIME_LIMIT}
            if is_ours and too_long:
                yield from self._end(worker, [*runs, *waits], too_long)

    def _end(self, worker: str, given: Iterable[object], too_long: Container[object]) -> Iterator[Lost]:
        """End a worker that hangs, and take back what it had; only what it is at is to blame."""
        had = [each for key in given if (each := self._out.pop(key, None))]
        self._client.cancel([each.future for each in had], force=True)
        self._cluster.end(worker)
        for each in had:
            each.future.release()
            if each.future.key in too_long:
                yield Lost(each.chunk, f"screening it took more than {CHUNK_TIME_LIMIT:.0f} seconds")
            else:
                self._hand_out(each.chunk)

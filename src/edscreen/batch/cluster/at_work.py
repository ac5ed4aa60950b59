"""What the workers of a cluster are at, as its scheduler knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dask.typing import Key
    from distributed import Scheduler
    from distributed.scheduler import WorkerState


class AtWork(NamedTuple):
    """What one worker has been given and has not done yet, whoever gave it.

    Attributes:
        worker: its address.
        runs: the seconds for which it has been at each task, by the task's key. Of a worker that has said
            nothing since it began, as one that hangs in a regular expression, it is not known which it is at;
            then all that it has, and the seconds for which it has been silent.
        waits: the keys of what it has not begun.
    """

    worker: str
    runs: dict[Key, float]
    waits: list[Key]


def at_work(dask_scheduler: Scheduler) -> list[AtWork]:
    """Say what each worker is at, as it has told the scheduler, which it does every second or so.

    This runs in the scheduler: a worker that hangs answers nothing.
    """
    from distributed.metrics import time

    now = time()
    return [_at_work(worker, now - worker.last_seen) for worker in dask_scheduler.workers.values()]


def _at_work(worker: WorkerState, silent: float) -> AtWork:
    told = {task.key: ran + silent for task, ran in worker.executing.items() if task in worker.processing}
    given = [task.key for task in worker.processing]
    runs = told or dict.fromkeys(given, silent)
    return AtWork(worker.address, runs, [key for key in given if key not in runs])

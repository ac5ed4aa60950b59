"""What a worker of a cluster does with a chunk; it may stand on another machine, with other files."""

from __future__ import annotations

import os
import pickle
import socket
from contextlib import chdir, nullcontext
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from edscreen.batch.foundations import foundations, what_differs
from edscreen.batch.work import Worker, leave_interrupts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from edscreen.batch.screened import Screened
    from edscreen.batch.work import Job, Visits


class Orders(NamedTuple):
    """All that the workers of a cluster have to know of a run.

    Attributes:
        job: what any worker has to know.
        rests_on: what the run rests on, see `foundations`.
        folder: the folder in which edscreen was started; paths are relative to it.
        visits: how vendors' sites are read; None where they are not.
    """

    job: Job
    rests_on: Mapping[str, str]
    folder: str
    visits: Visits | None = None


class RestsOnOther(Exception):
    """A worker would answer other questions than the run asks; the message says where and which."""


class _Kept:
    """The worker of the last run that this process worked for, so that it is made once a run.

    Attributes:
        orders: what it was made from; another run's, or the same run's after a rule has changed, differ.
    """

    def __init__(self) -> None:
        self.orders = b""
        self.worker: Worker | None = None
        self.lock = Lock()


_kept = _Kept()

_one_at_a_time = Lock()  # a process has one current folder


def screen(orders: bytes, items: bytes) -> bytes:
    """Screen a chunk.

    What comes and goes is pickled here: Dask would pack lists element by element, and orders and items would
    be unpickled by the scheduler.

    Returns:
        The list of `Screened`, pickled.

    Raises:
        RestsOnOther: what this worker reads from its own disk is not what the run rests on.
    """
    with _kept.lock:  # a worker with several threads still screens one chunk at a time
        if _kept.worker is None or _kept.orders != orders:
            _kept.worker = None
            _kept.worker = made(pickle.loads(orders))  # noqa: S301 - of whoever may run programs here anyway
            _kept.orders = orders
        screened: list[Screened] = _kept.worker.screen(pickle.loads(items))  # noqa: S301
        return pickle.dumps(screened)


def dask_setup(_worker: object) -> None:
    """Begin a process of a run's own cluster, by Dask: Ctrl-C is left to the one that ends it."""
    leave_interrupts()


def made(orders: Orders) -> Worker:
    """Make what screens on this machine as the run asks for it.

    Raises:
        RestsOnOther: what is read from this machine's own disk is not what the run rests on.
    """
    with _one_at_a_time, chdir(orders.folder) if os.path.isdir(orders.folder) else nullcontext():  # noqa: PTH112
        worker = Worker(orders.job)
        here = foundations(orders.job, worker.grounds)
    if differs := what_differs(here, orders.rests_on):
        raise RestsOnOther(
            f"a worker on {socket.gethostname()} differs from this machine in {differs}: install the same"
            " edscreen there, put the same files at the same paths, and start the worker anew"
        )
    return worker

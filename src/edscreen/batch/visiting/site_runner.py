"""Worker processes that read sites, and the one event loop that fetches for them all."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from queue import Empty, Queue
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from anyio.from_thread import start_blocking_portal

from edscreen.batch.runner import Lost
from edscreen.batch.visiting.desk import Answered, Asked, IsScreened, ToKeep, ToScreen
from edscreen.batch.visiting.fetched_once import FetchedOnce
from edscreen.batch.visiting.site_worker import work
from edscreen.screening.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractAsyncContextManager
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from edscreen.batch.items import Item
    from edscreen.batch.runner import Returned
    from edscreen.batch.screened import Screened
    from edscreen.batch.work import Job, Visits
    from edscreen.site.visit import PageSource

ITEM_TIME_LIMIT = 900.0
"""Seconds that an item may take: far more than its site and its sources are given, and its turn to come."""

_LOOK_AGAIN = 5.0


@dataclass(eq=False, slots=True)
class _Process:
    """One worker, what it is sent and what it has begun."""

    process: SpawnProcess
    connection: Connection[Any, Any]
    begun: dict[int, tuple[Item, float]] = field(default_factory=dict)
    turns: dict[int, asyncio.Event] = field(default_factory=dict)
    sending: Lock = field(default_factory=Lock)

    def send(self, message: object) -> None:
        with self.sending, suppress(OSError, ValueError):  # it may have died; whoever listens to it knows
            self.connection.send(message)


class SiteRunner:
    """Screens items whose vendors' sites are visited."""

    def __init__(
        self,
        job: Job,
        visits: Visits,
        workers: int,
        fetching: AbstractAsyncContextManager[PageSource],
        *,
        rendered: Callable[[PageSource], PageSource] | None = None,
        keep: Callable[[ToKeep], None] | None = None,
    ) -> None:
        """Start the workers and the event loop that fetches.

        Args:
            job: what the workers have to know.
            visits: how they read sites.
            workers: how many there are.
            fetching: opens what pages come from, in the event loop.
            rendered: makes of it what the pages of sites come from, where their scripts are run; the sources
                that profiles name are read as they are sent.
            keep: keeps the pages of visits, from several threads; None where nobody asked for that.
        """
        self._job = job
        self._visits = visits
        self._stack = ExitStack()
        self._portal = self._stack.enter_context(start_blocking_portal())
        pages = self._stack.enter_context(self._portal.wrap_async_context_manager(fetching))
        folder = self._stack.enter_context(TemporaryDirectory(prefix="edscreen-", ignore_cleanup_errors=True))
        self._sources = FetchedOnce(pages, _made(folder, "sent"))
        self._pages = FetchedOnce(rendered(pages), _made(folder, "run")) if rendered else self._sources
        self._keep = keep
        self._turns = Turns()
        self._back: Queue[Screened | _Process] = Queue()
        self._processes = [self._started() for _ in range(workers)]

    def results(self, chunks: Iterable[Sequence[Item]]) -> Iterator[Returned]:
        """Yield what came of each item, in the order in which they are done."""
        items = chain.from_iterable(chunks)
        left = True
        while True:
            while left and (free := self._freest()):
                item = next(items, None)
                left = item is not None
                if item:
                    free.begun[item.number] = item, monotonic()
                    free.send(ToScreen(item))
            if not left and not any(each.begun for each in self._processes):
                return
            yield from self._next()

    def stop(self) -> None:
        """End the workers and the event loop, at once."""
        for each in self._processes:
            each.process.kill()
        with suppress(Exception):  # what was being fetched is of no use any more, however it ends
            self._stack.pop_all().__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
        for each in self._processes:
            each.process.join()
            each.connection.close()

    def _freest(self) -> _Process | None:
        """The worker that has begun fewest items; None where all have begun as many as they may."""
        freest = min(self._processes, key=lambda each: len(each.begun))
        return freest if len(freest.begun) < self._visits.at_once else None

    def _next(self) -> Iterator[Returned]:
        """Wait for a result, or for a worker's death."""
        try:
            found = self._back.get(timeout=_LOOK_AGAIN)
        except Empty:
            for each in self._processes:
                if any(monotonic() - since > ITEM_TIME_LIMIT for _, since in each.begun.values()):
                    each.process.kill()  # whoever listens to it tells of its death
            return
        if not isinstance(found, _Process):
            for each in self._processes:
                each.begun.pop(found.number, None)
            yield [found]
            return
        self._portal.call(self._let_go, found)
        self._processes[self._processes.index(found)] = self._started()
        for item, _ in found.begun.values():
            yield Lost([item], "the process that screened it died or hung")

    def _started(self) -> _Process:
        spawn = get_context("spawn")
        here, there = spawn.Pipe()
        process = spawn.Process(target=work, args=(self._job, self._visits, there), daemon=True)
        process.start()
        there.close()
        started = _Process(process, here)
        Thread(target=self._listen, args=(started,), daemon=True).start()
        return started

    def _listen(self, process: _Process) -> None:
        """Take what a worker sends, until it has died."""
        with suppress(EOFError, OSError):
            while True:
                message = process.connection.recv()
                if isinstance(message, IsScreened):
                    self._back.put(message.screened)
                elif isinstance(message, ToKeep):
                    assert self._keep  # noqa: S101 - workers hand over pages only where they are kept
                    self._keep(message)
                else:
                    self._portal.start_task_soon(self._answer, process, message)
        self._back.put(process)

    async def _answer(self, process: _Process, asked: Asked) -> None:
        if asked.what in {"page", "source"}:
            process.send(await self._fetched(asked))
        elif asked.what == "turn_over":
            process.turns.pop(asked.number).set()
        else:
            over = process.turns[asked.number] = asyncio.Event()
            async with self._turns.of(asked.about):
                process.send(Answered(asked.number, None))
                await over.wait()

    async def _fetched(self, asked: Asked) -> Answered:
        about = dict(asked.about)
        seconds = about.pop("seconds")
        pages = self._pages if asked.what == "page" else self._sources
        until = None if seconds is None else asyncio.get_running_loop().time() + seconds
        try:
            return Answered(asked.number, await pages.fetch(until=until, **about))
        except Exception as error:  # the worker that asked says what it means for its item
            return Answered(asked.number, None, error)

    async def _let_go(self, process: _Process) -> None:
        """End the turns of a worker that has died."""
        for over in process.turns.values():
            over.set()


def _made(folder: str, name: str) -> Path:
    made = Path(folder, name)
    made.mkdir()
    return made

"""What hands items to workers that read sites, and the one event loop that fetches for them all."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import ExitStack, suppress
from operator import itemgetter
from queue import Empty, Queue
from tempfile import TemporaryFile
from time import monotonic
from typing import TYPE_CHECKING, BinaryIO, cast

from anyio.from_thread import start_blocking_portal

from edscreen.batch.runner import Lost, RunnerLost, Stillborn, changed_meanwhile
from edscreen.batch.screened import Screened
from edscreen.batch.visiting.colleague import Colleague
from edscreen.batch.visiting.desk import Answered, Asked, FetchingFailed, IsReady, IsScreened, ToKeep
from edscreen.batch.visiting.fetched_once import FetchedOnce
from edscreen.batch.visiting.open_files import most_sites
from edscreen.registries.addresses import parse_address
from edscreen.screening.turns import Turns
from edscreen.site.rendering.finding import CannotRender

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractAsyncContextManager

    from edscreen.batch.items import Item
    from edscreen.batch.runner import Returned
    from edscreen.batch.visiting.desk import Outgoing
    from edscreen.batch.visiting.links import Link, Workers
    from edscreen.site.visit import PageSource

TIME_LIMIT = 300.0
"""Seconds for which a worker that has something to do may say nothing: far more than any page takes."""

WAITING = 256
"""Items that a worker is given beyond those whose sites it reads, so that a vendor whose many products wait
for their turn holds up nobody else."""

_LOOK_AGAIN = 0.5  # seconds; Windows heeds no Ctrl-C while one waits without an end

_COUNTED_AFTER = 2.0  # seconds; then it is seen to it again that there are workers


class SiteRunner:
    """Screens items whose vendors' sites are visited."""

    def __init__(
        self,
        workers: Workers,
        at_once: int,
        fetching: AbstractAsyncContextManager[PageSource],
        *,
        rendered: Callable[[PageSource], PageSource] | None = None,
        keep: Callable[[ToKeep], None] | None = None,
    ) -> None:
        """Start the event loop that fetches.

        Args:
            workers: what screens; they are started with the first items, and stopped with this.
            at_once: sites that each of them reads at once at most.
            fetching: opens what pages come from, in the event loop.
            rendered: makes of it what the pages of sites come from, where their scripts are run; the sources
                that profiles name are read as they are sent.
            keep: keeps the pages of visits, from several threads; None where nobody asked for that.
        """
        self._workers = workers
        self._keep = keep
        self._stack = ExitStack()
        self._portal = self._stack.enter_context(start_blocking_portal())
        pages = self._stack.enter_context(self._portal.wrap_async_context_manager(fetching))
        self._sources = FetchedOnce(pages, self._file())
        self._pages = FetchedOnce(rendered(pages), self._file()) if rendered else self._sources
        self._turns = Turns()
        self._awaited: dict[int, tuple[str, float]] = {}
        self._back: Queue[Screened | Colleague | Link | RunnerLost] = Queue()
        self._waiting: deque[Item] = deque()
        self._suspects: deque[Item] = deque()
        self._once_lost: set[int] = set()
        self._stillborn = Stillborn("read sites")
        self._count_next = monotonic()
        self._at_once_asked = at_once
        self._most_sites = most_sites()
        self._sites = asyncio.Semaphore(self._most_sites)
        self._colleagues: list[Colleague] = []

    def results(self, chunks: Iterable[Sequence[Item]]) -> Iterator[Returned]:
        """Yield what came of the items, in the order in which they are done.

        Raises:
            RunnerLost: worker after worker dies before it is ready to work, or one would answer other
                questions than the run asks.
            ClusterNotUsable: the workers are a cluster's, and it was lost or cannot be used.
        """
        source = iter(chunks)
        while True:
            self._see_to_workers()
            self._hand_out(source)
            if not (self._waiting or self._suspects or any(each.given for each in self._colleagues)):
                return
            yield from self._next()

    def waits(self, most: int) -> dict[str, float]:
        """Return for how many seconds the hosts are waited for now that are waited for longest, in order.

        Args:
            most: how many hosts are named at most.
        """
        now = monotonic()
        waits: dict[str, float] = {}
        for url, since in sorted(self._awaited.values(), key=itemgetter(1)):
            if len(waits) == most:
                break
            if address := parse_address(url):
                waits.setdefault(address.host, now - since)
        return waits

    def stop(self) -> None:
        """End the workers and the event loop, at once."""
        self._workers.stop()
        with suppress(Exception):  # what was being fetched is of no use any more, however it ends
            self._stack.pop_all().__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
        for each in self._colleagues:
            each.close()

    def _hand_out(self, source: Iterator[Sequence[Item]]) -> None:
        """Give items to the workers until each has as many as it may have."""
        while True:
            self._try_alone()
            freest = self._freest()
            if freest and self._waiting:
                freest.give(self._waiting.popleft())
                continue
            is_wanted = freest if self._colleagues else not (self._waiting or self._suspects)
            if not is_wanted or not (chunk := next(source, ())):
                return
            for item in chunk:
                (self._suspects if item.number in self._once_lost else self._waiting).append(item)

    def _try_alone(self) -> None:
        """Have one of those that may cost a worker its life tried where it costs nobody else's work."""
        if self._suspects and self._colleagues and not self._colleagues[0].given:
            self._colleagues[0].give(self._suspects.popleft())

    def _freest(self) -> Colleague | None:
        """The worker that has fewest items; None where all have as many as they may, or none is there."""
        if not self._colleagues:
            return None
        first, *others = self._colleagues
        is_apart = self._suspects or not self._once_lost.isdisjoint(first.given)
        freest = min(others if is_apart else self._colleagues, key=lambda each: len(each.given), default=None)
        return freest if freest and len(freest.given) < self._at_once + WAITING else None

    def _next(self) -> Iterator[Returned]:
        """Wait for results, or for a worker that is new or has died."""
        for each in self._colleagues:
            if each.hangs(TIME_LIMIT):
                each.end()  # whoever listens to it tells of its death
        found: list[Screened | Colleague | Link | RunnerLost] = []
        with suppress(Empty):
            found.append(self._back.get(timeout=_LOOK_AGAIN))
            while True:
                found.append(self._back.get_nowait())
        screened = [each for each in found if isinstance(each, Screened)]
        for result in screened:
            for each in self._colleagues:
                each.given.pop(result.number, None)
        if screened:
            yield screened
        for worker in found:
            if isinstance(worker, RunnerLost):
                raise worker
            if isinstance(worker, Colleague):
                yield from self._replaced(worker)
            elif not isinstance(worker, Screened):
                self._take_on(worker)

    def _see_to_workers(self) -> None:
        if monotonic() >= self._count_next:
            self._count_next = monotonic() + _COUNTED_AFTER
            self._workers.look(self._back.put)

    def _take_on(self, link: Link) -> None:
        """Begin with a new worker, as the first one if that is not trying what may cost it its life."""
        is_apart = self._colleagues and not self._once_lost.isdisjoint(self._colleagues[0].given)
        self._colleagues.insert(1 if is_apart else 0, Colleague(link, self._at_once, self._heard))

    @property
    def _at_once(self) -> int:
        """Sites that each worker reads at once at most, as many workers as there are now."""
        return max(1, min(self._at_once_asked, self._most_sites // self._workers.number))

    def _replaced(self, dead: Colleague) -> Iterator[Returned]:
        """Have another worker take the place of one that died, and say what it may have died of."""
        self._stillborn.count(was_ready=dead.is_ready)
        suspects = dead.suspects()
        self._portal.call(_end_turns, dead)
        dead.close()
        self._colleagues.remove(dead)
        self._count_next = monotonic()
        self._see_to_workers()  # first of all, as a cluster that was lost is no item's fault
        suspected = {item.number for item in suspects}
        self._waiting.extendleft(item for number, item in dead.given.items() if number not in suspected)
        if len(suspects) > 1:  # one of them did it: each is tried alone
            self._once_lost |= suspected
            self._suspects.extend(suspects)
        elif suspects:
            if suspected <= self._once_lost:  # tried alone: those that were suspected with it did nothing
                self._once_lost.difference_update(item.number for item in self._suspects)
                self._waiting.extend(self._suspects)
                self._suspects.clear()
            self._once_lost |= suspected
            yield Lost(suspects, "the process that screened it died or hung")

    def _heard(self, worker: Colleague, message: Outgoing | None) -> None:
        """Take what a worker sends, on the thread that listens to it; nothing is its death."""
        if message is None:
            self._back.put(worker)
        elif isinstance(message, IsReady):
            worker.is_ready = True
            if message.differs:
                self._back.put(changed_meanwhile(message.differs))
        elif isinstance(message, IsScreened):
            worker.heard_of(message.screened.number, is_done=True)
            self._back.put(message.screened)
        elif isinstance(message, ToKeep):
            assert self._keep  # noqa: S101 - workers hand over pages only where they are kept
            self._keep(message)
        else:
            # At once: what it may have died of is asked as soon as it has, however busy the event loop is.
            if message.what != "turn_over":
                worker.heard_of(message.item)
            with suppress(RuntimeError):  # the run is being stopped
                self._portal.start_task_soon(self._answer, worker, message)

    async def _answer(self, worker: Colleague, asked: Asked) -> None:
        if asked.what == "turn_over":  # the item goes on without an answer
            worker.turns.pop(asked.number).set()
            return
        if asked.what == "turn":
            over = worker.turns[asked.number] = asyncio.Event()
            async with self._turns.of(asked.about), worker.room.place(asked.item), self._sites:
                worker.answer(asked.item, Answered(asked.number, None))
                await over.wait()
        else:
            answer = await self._fetched(asked)
            worker.room.came(asked.item)
            worker.answer(asked.item, answer)

    async def _fetched(self, asked: Asked) -> Answered:
        about = dict(asked.about)
        seconds = about.pop("seconds")
        pages = self._pages if asked.what == "page" else self._sources
        until = None if seconds is None else asyncio.get_running_loop().time() + seconds
        self._awaited[id(asked)] = about["url"], monotonic()
        try:
            return Answered(asked.number, await pages.fetch(until=until, **about))
        except CannotRender as error:  # the worker that asked says what it means for its item
            return Answered(asked.number, None, error)
        except Exception as error:
            return Answered(asked.number, None, FetchingFailed(type(error).__name__))
        finally:
            del self._awaited[id(asked)]

    def _file(self) -> BinaryIO:
        """A file that goes with the run; what is written to it is there at once."""
        return cast("BinaryIO", self._stack.enter_context(TemporaryFile(buffering=0)))


async def _end_turns(worker: Colleague) -> None:
    """End the turns of a worker that has died, those that it still waits for included."""
    for over in worker.turns.values():
        over.set()

"""A process that screens items whose vendors' sites are visited: it reads pages that another one fetches."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import count
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeAlias

from edscreen.batch.foundations import foundations, what_differs
from edscreen.batch.notes import visit_noted
from edscreen.batch.visiting.desk import AT_WORK, Answered, Desk, FetchingFailed, IsReady
from edscreen.batch.work import Worker, failed, leave_interrupts
from edscreen.profile.documents import Document
from edscreen.screening.gathering import Gatherer, could_not_gather
from edscreen.screening.inputs import Gathered
from edscreen.screening.turns import domains_of
from edscreen.site.rendering.finding import OTHERWISE, CannotRender
from edscreen.site.site_reader import SiteReader

if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.connection import Connection

    from edscreen.batch.items import Item
    from edscreen.batch.screened import Screened
    from edscreen.batch.visiting.desk import Incoming
    from edscreen.batch.visiting.links import Line
    from edscreen.batch.visiting.site_words import SiteWords
    from edscreen.batch.work import Job, Visits
    from edscreen.profile.documents import InvalidProfile
    from edscreen.profile.models import Profile
    from edscreen.screening.gathering import Witness

    _Queued: TypeAlias = tuple[int, int, Incoming | None]


def work(
    job: Job, visits: Visits, rests_on: Mapping[str, str] | None, connection: Connection[Any, Any]
) -> None:
    """Screen what comes in over the connection until it ends; see `Processes`."""
    leave_interrupts()
    worker = Worker(job)
    if rests_on and (differs := what_differs(foundations(job, worker.grounds), rests_on)):
        connection.send(IsReady(differs))
        return
    asyncio.run(SiteWorker(worker, job, visits, connection).serve())


class SiteWorker:
    """Screens items, many at once, as most of their time they wait for a site."""

    def __init__(self, worker: Worker, job: Job, visits: Visits, connection: Line) -> None:
        """Take what judges, what that was made from, how sites are read, and the line to who fetches."""
        self._worker = worker
        self._fills = job.fill_from_site
        self._connection = connection
        self._desk = Desk(connection)
        self._gatherer = Gatherer(
            SiteReader(self._desk.pages, proxy=job.site.proxy if job.site else None),
            self._desk.sources,
            max_pages=visits.max_pages,
            max_clicks=visits.max_clicks,
            keeper_for=self._desk.keeper_of if visits.keeps_pages else None,
            opens_sources=visits.opens_sources,
        )
        self._tasks: set[asyncio.Task[None]] = set()

    async def serve(self) -> None:
        """Screen what comes in until the line ends."""
        incoming: asyncio.PriorityQueue[_Queued] = asyncio.PriorityQueue()
        loop, numbers = asyncio.get_running_loop(), count()

        def listen() -> None:
            try:
                while True:
                    message: Incoming = self._connection.recv()
                    # What was begun goes first, so that no site waits for one that is not begun yet.
                    rank = 0 if isinstance(message, Answered) else 1
                    loop.call_soon_threadsafe(incoming.put_nowait, (rank, next(numbers), message))
            except (EOFError, OSError):
                pass
            finally:
                loop.call_soon_threadsafe(incoming.put_nowait, (-1, next(numbers), None))

        Thread(target=listen, daemon=True).start()
        self._desk.begin()
        while (message := (await incoming.get())[-1]) is not None:
            if isinstance(message, Answered):
                self._desk.answered(message)
            else:
                task = asyncio.create_task(self._screen(message.item))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            await asyncio.sleep(0)  # until what was just begun or answered waits again

    async def _screen(self, item: Item) -> None:
        AT_WORK.set(item.number)
        try:
            screened = await (self._filled(item) if self._fills else self._visited(item))
        except Exception as error:  # whatever fails at one item must not cost the run
            screened = failed(item, error)
        self._desk.tell(screened)

    async def _visited(self, item: Item) -> Screened:
        found = [
            (each, await self._gathered(each.profile) if isinstance(each, Document) else Gathered())
            for each in self._worker.documents(item)
        ]
        return self._worker.judge(item, found)

    async def _filled(self, item: Item) -> Screened:
        """Screen a row, with what its vendor's site states where it says nothing."""
        from edscreen.batch.visiting.site_words import not_read
        from edscreen.batch.visiting.stated_values import filled_from, unfilled
        from edscreen.interview.pages_seen import PagesSeen

        found: list[tuple[Document | InvalidProfile, Gathered]] = []
        noted: dict[str, dict[str, Any]] = {}
        words: tuple[SiteWords, ...] = ()
        visits: list[tuple[str, str]] = []
        for each in self._worker.documents(item):
            if isinstance(each, Document):
                gathered = await self._gathered(each.profile, seen := PagesSeen())
                try:
                    filled = filled_from(each, seen) if self._worker.knows_subjects(item) else unfilled(each)
                except Exception as error:  # it must not cost what was seen on the site
                    filled = unfilled(each)._replace(words=not_read(error))
                noted |= filled.noted
                words += filled.words
                visits += visit_noted(gathered.site, is_read=seen.has_read)
                found.append((filled.document, replace(gathered, stated=filled.evidence)))
            else:
                found.append((each, Gathered()))
        screened = self._worker.judge(item, found, noted, words)
        screened.notes.extend(visits)
        return screened

    async def _gathered(self, profile: Profile, witness: Witness | None = None) -> Gathered:
        try:
            async with self._desk.turn(domains_of(profile)):
                return await self._gatherer.gather(profile, lambda _url, _number: None, witness)
        except CannotRender as error:
            return Gathered(could_not_gather(profile, str(error).rstrip("."), OTHERWISE))
        except Exception as error:  # one site's failure must not cost the run
            return _failed(profile, error)


def _failed(profile: Profile, error: Exception) -> Gathered:
    name = str(error) if isinstance(error, FetchingFailed) else type(error).__name__
    why = f"edscreen failed here, with {name}; this says nothing about the site"
    return Gathered(could_not_gather(profile, why, "screen this product alone for details"))

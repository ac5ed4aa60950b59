"""What a worker that reads sites asks of the process that fetches, and how it is answered.

A host's manners hold across workers because one process alone talks to the network. Pages are parsed and
judged in the workers, where that costs nobody else's time.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from itertools import count
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from edscreen.site.archive.texts import LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from edscreen.batch.items import Item
    from edscreen.batch.screened import Screened
    from edscreen.batch.visiting.links import Line
    from edscreen.site.fetched import Fetched
    from edscreen.site.rendering.finding import CannotRender
    from edscreen.site.visit import Keeper


class ToScreen(NamedTuple):
    """To a worker: an item to be screened."""

    item: Item


class IsReady(NamedTuple):
    """From a worker: it can begin.

    Attributes:
        differs: what it rests on that the run does not, in words; empty where it can begin indeed.
    """

    differs: str = ""


class IsScreened(NamedTuple):
    """From a worker: what came of an item."""

    screened: Screened


class ToKeep(NamedTuple):
    """From a worker: a page of a visit, for the folder of `--save-evidence`.

    Attributes:
        home: the address that the visit began with.
        page: what was answered.
        text: its visible text, as far as it is kept; None where it could not be read.
        clicks: how many clicks from the home page it lies.
    """

    home: str
    page: Fetched
    text: str | None
    clicks: int


class Asked(NamedTuple):
    """From a worker: something that only the fetching process can do.

    Attributes:
        item: the item for whose sake it asks.
        number: what the answer is to bear.
        what: a page of a site is wanted, or a source that a profile names, or a turn at sites is wanted, or
            that turn is over.
        about: what `fetch` is called with, or the sites' registrable domains.
    """

    item: int
    number: int
    what: Literal["page", "source", "turn", "turn_over"]
    about: Any


class FetchingFailed(Exception):
    """An error inside the process that fetches; the message is what it is called.

    It stands for the error itself, as not every one can be sent to another process.
    """


class Answered(NamedTuple):
    """To a worker: the answer to what it asked, a page or nothing; or the failure to give one."""

    number: int
    answer: Any
    failure: FetchingFailed | CannotRender | None = None


Incoming: TypeAlias = ToScreen | Answered
Outgoing: TypeAlias = IsReady | IsScreened | ToKeep | Asked

AT_WORK: ContextVar[int] = ContextVar("the item that a task of a worker works on")


class Desk:
    """In a worker: where it asks, and is answered.

    Attributes:
        pages: gives the pages of sites.
        sources: gives the sources that profiles name, as they are sent, whatever runs the scripts of pages.
    """

    def __init__(self, connection: Line) -> None:
        """Take the line to the process that fetches."""
        self.pages = _Asking(self, "page")
        self.sources = _Asking(self, "source")
        self._connection = connection
        self._numbers = count()
        self._waiting: dict[int, asyncio.Future[Any]] = {}

    def begin(self) -> None:
        """Say that this worker can begin."""
        self._send(IsReady())

    def tell(self, screened: Screened) -> None:
        """Hand over what came of an item."""
        self._send(IsScreened(screened))

    def keeper_of(self, home: str) -> Keeper:
        """Return what hands over the pages of the visit that begins at `home`, to be kept."""

        def keep(page: Fetched, text: str | None, clicks: int) -> None:
            self._send(ToKeep(home, page, text and text[:LONGEST_TEXT], clicks))

        return keep

    def answered(self, answer: Answered) -> None:
        """Take an answer."""
        future = self._waiting.pop(answer.number, None)
        if future is None or future.done():
            return
        if answer.failure:
            future.set_exception(answer.failure)
        else:
            future.set_result(answer.answer)

    @asynccontextmanager
    async def turn(self, domains: list[str]) -> AsyncIterator[None]:
        """Wait until nobody else's turn is on at these sites, then hold them."""
        number = next(self._numbers)
        await self.ask("turn", domains, number)
        try:
            yield
        finally:
            self._send(Asked(AT_WORK.get(), number, "turn_over", domains))

    async def ask(
        self, what: Literal["page", "source", "turn"], about: Any, number: int | None = None
    ) -> Any:
        """Ask for something and wait for the answer; see `Asked`."""
        number = next(self._numbers) if number is None else number
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        self._send(Asked(AT_WORK.get(), number, what, about))
        return await future

    def _send(self, message: Outgoing) -> None:
        with suppress(OSError):  # who fetches has died; who listens to it ends this worker, too
            self._connection.send(message)


class _Asking:
    """Asks the desk for pages of one kind."""

    def __init__(self, desk: Desk, what: Literal["page", "source"]) -> None:
        self._desk = desk
        self._what: Literal["page", "source"] = what

    async def fetch(
        self,
        url: str,
        *,
        is_own: Callable[[str], bool] | None = None,
        until: float | None = None,
        past_cache: bool = False,
        max_bytes: int | None = None,
    ) -> Fetched:
        """Ask for one address; see `edscreen.site.visit.PageSource`."""
        seconds = None if until is None else until - asyncio.get_running_loop().time()
        about = {
            "url": url,
            "is_own": is_own,
            "seconds": seconds,
            "past_cache": past_cache,
            "max_bytes": max_bytes,
        }
        fetched: Fetched = await self._desk.ask(self._what, about)
        return fetched

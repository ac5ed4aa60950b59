"""One visit: an address asked for, what came read as a page, and what stands between it and the reader."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeAlias

from edscreen.site import pdf_text, unwrapping
from edscreen.site.fetching.settings import MOST_REDIRECTS
from edscreen.site.obstacles.recognise import Obstacle, obstacle_before_reading, obstacle_on_page
from edscreen.site.problems import Unreadable
from edscreen.site.reading.page_reader import read_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.fetched import Fetched
    from edscreen.site.owner import Owner
    from edscreen.site.page import Page
    from edscreen.site.problems import Problem

_GRACE = 1.0

Keeper: TypeAlias = "Callable[[Fetched, str | None, int], None]"
"""Keeps what was answered: the answer, its visible text where it was read, the clicks from the home page."""


class PageSource(Protocol):
    """Where pages come from: the fetcher, a browser, or an archive that is replayed."""

    async def fetch(
        self,
        url: str,
        *,
        is_own: Callable[[str], bool] | None = None,
        until: float | None = None,
        past_cache: bool = False,
        max_bytes: int | None = None,
    ) -> Fetched:
        """Ask for one address.

        Args:
            url: the address.
            is_own: tells whether a host belongs to the vendor; a redirect to any other is not followed.
            until: the event loop's time at which the site has been given enough time.
            past_cache: whether the site itself is to answer, whatever is kept on disk.
            max_bytes: the largest body that is read; the source's own cap where it is None.
        """


@dataclass(frozen=True, slots=True)
class Visited:
    """What came of asking for an address.

    Attributes:
        fetched: the last answer.
        page: what it holds; None where it could not be read.
        problem: why it gives nothing; None where it was read.
        detail: the plain fact behind the problem.
        gap: why a part of the page is missing: a script would fill it in, or a PDF file is too long; None
            where it is whole.
    """

    fetched: Fetched
    page: Page | None = None
    problem: Problem | None = None
    detail: str | None = None
    gap: Obstacle | None = None

    @property
    def url(self) -> str:
        """The address that answered in the end."""
        return self.fetched.url

    @property
    def text(self) -> str | None:
        """The visible text, a block a line; None where nothing could be read."""
        return "\n".join(block.text for block in self.page.blocks) if self.page else None


@dataclass(frozen=True, slots=True)
class Visitor:
    """Visits the pages of one site.

    Attributes:
        source: where pages come from.
        owner: whose site it is.
        until: the event loop's time at which the visit ends.
        past_cache: whether the site itself is to answer, whatever is kept on disk.
        keeper: is given every answer, its visible text where it was read, and the clicks from the home page.
    """

    source: PageSource
    owner: Owner
    until: float
    past_cache: bool = False
    keeper: Keeper | None = None

    @property
    def is_over(self) -> bool:
        """Whether the time for the site is over."""
        return asyncio.get_running_loop().time() >= self.until

    async def visit(self, url: str, clicks: int, *, pdf: bool = True) -> Visited:
        """Ask for an address and read what it gives; where a page only sends on, go there.

        Args:
            url: the address.
            clicks: how many clicks from the home page it lies.
            pdf: whether a PDF file is read; a home page is none.

        Raises:
            TimeoutError: where the visit's time is over.
        """
        seen: set[str] = set()
        hops = 0
        while True:
            fetched = await self._fetch(url)
            opened = await self._read(fetched, pdf=pdf)
            visited = _visited(opened)
            if self.keeper:
                self.keeper(fetched, visited.text, clicks)
            hops += len(fetched.redirects)
            onward = opened.obstacle.leads_to if opened.obstacle else None
            if onward is None:
                return visited if self.owner.owns_url(fetched.url) else _beyond(visited)
            if not self.owner.owns_url(onward):
                beyond = replace(fetched, url=onward)
                return Visited(beyond, problem="redirect_offsite", detail=f"the page sends on to {onward}")
            seen.add(url)
            hops += 1
            if onward in seen or hops > MOST_REDIRECTS:
                return Visited(fetched, problem="redirect_loop", detail="each page sends on to the next")
            url = onward

    async def _fetch(self, url: str) -> Fetched:
        # A fetcher keeps to the time itself, and says how far it came; other sources of pages need not.
        async with asyncio.timeout_at(self.until + _GRACE):
            return await self.source.fetch(
                url,
                is_own=self.owner.owns,
                until=self.until,
                past_cache=self.past_cache,
                max_bytes=pdf_text.MAX_BYTES if unwrapping.is_pdf(url) else None,
            )

    async def _read(self, fetched: Fetched, *, pdf: bool) -> _Opened:
        if obstacle := obstacle_before_reading(fetched):
            return _Opened(fetched, obstacle=obstacle)
        try:
            page, cut = await self._page(fetched, pdf=pdf)
        except Unreadable as unreadable:
            return _Opened(fetched, unreadable)
        return _Opened(fetched, page=page, obstacle=obstacle_on_page(fetched, page) or cut)

    async def _page(self, fetched: Fetched, *, pdf: bool) -> tuple[Page, Obstacle | None]:
        """The page, and why a part of it is missing."""
        content_type = fetched.header("content-type")
        if not pdf_text.looks_like_pdf(content_type, fetched.body):
            return unwrapping.unwrapped_page(read_page(fetched.body, fetched.url, content_type)), None
        if not pdf:
            raise Unreadable("not_html", "it is a PDF file")
        async with asyncio.timeout_at(self.until):
            page, cut = await pdf_text.read_pdf(fetched.body, fetched.url)
        return page, Obstacle(cut.problem, cut.detail or "", decides=False) if cut else None


@dataclass(frozen=True, slots=True)
class _Opened:
    """An answer, with what was made of it."""

    fetched: Fetched
    unreadable: Unreadable | None = None
    page: Page | None = None
    obstacle: Obstacle | None = None


def _beyond(visited: Visited) -> Visited:
    """A page of somebody else's that a shortened address or another source gave: it is not read."""
    if visited.problem:
        return visited
    return Visited(visited.fetched, problem="redirect_offsite", detail="it is on another owner's site")


def _visited(opened: _Opened) -> Visited:
    if opened.unreadable:
        return Visited(opened.fetched, problem=opened.unreadable.problem, detail=opened.unreadable.detail)
    obstacle = opened.obstacle
    if obstacle and (obstacle.decides or opened.page is None):
        return Visited(opened.fetched, problem=obstacle.problem, detail=obstacle.detail)
    return Visited(opened.fetched, page=opened.page, gap=obstacle)

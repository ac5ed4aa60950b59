"""Reading a vendor's site: its home page, its product's page, and the hunt behind their links."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import zip_longest
from typing import TYPE_CHECKING

from edscreen.registries.addresses import parse_address
from edscreen.registries.public_hosts import PublicHostTable
from edscreen.registries.stores import StoreTable
from edscreen.site import unwrapping
from edscreen.site.fetched import Fetched
from edscreen.site.hunt import Hunt
from edscreen.site.judging.asked import judge_for
from edscreen.site.judging.subject import subject_of
from edscreen.site.owner import Owner, not_the_vendors
from edscreen.site.problems import NOT_THE_VENDORS, WHOSE_IS_UNKNOWN
from edscreen.site.stop import Stop
from edscreen.site.verdict import Given, best_report
from edscreen.site.visit import Visited, Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.page import Page
    from edscreen.site.problems import Problem
    from edscreen.site.seen import PageJudgement, PageRead, SiteReport
    from edscreen.site.visit import Keeper, PageSource

TIME_LIMIT = 120.0
"""Seconds that one site may take, all its pages together."""


@dataclass(frozen=True, slots=True)
class SiteRequest:
    """Which site is to be read, and for which product.

    Attributes:
        website: the vendor's home page; None where only the product's page is known.
        product_page: the product's own page; None where there is none.
        vendor: the vendor's name; None where unknown.
        product: the product's name; None where unknown.
        other_hosts: further hosts, or addresses, that are the vendor's or its parent's.
        max_pages: how many pages may be asked for, home pages and PDF files included.
        max_clicks: how many clicks from a home page the hunt goes.
    """

    website: str | None
    product_page: str | None = None
    vendor: str | None = None
    product: str | None = None
    other_hosts: tuple[str, ...] = ()
    max_pages: int = 8
    max_clicks: int = 3

    @property
    def addresses(self) -> tuple[str, ...]:
        """The pages to begin at, each once; one of a store or a reviewer only where there is no other."""
        found: dict[str, str] = {}
        for url in (self.website, self.product_page):
            if url:
                found.setdefault(unwrapping.identity(url), url)
        names = (self.vendor, self.product)
        return tuple(url for url in found.values() if not not_the_vendors(url, *names)) or tuple(
            found.values()
        )

    @property
    def owner(self) -> Owner:
        """Whose site it is."""
        return Owner.of(self.addresses, self.other_hosts, self.vendor)


@dataclass(frozen=True, slots=True)
class SiteReader:
    """Reads sites, one after another or side by side.

    Attributes:
        source: where pages come from.
        proxy: the proxy through which they come, named in reports.
        keeper: is given every answer, its visible text where it was read, and the clicks from the home page.
        progress: is told each address before it is asked for, and its number.
        time_limit: seconds that one site may take.
    """

    source: PageSource
    proxy: str | None = None
    keeper: Keeper | None = None
    progress: Callable[[str, int], None] = field(default=lambda _url, _number: None)
    time_limit: float = TIME_LIMIT

    async def read(self, request: SiteRequest, *, past_cache: bool = False) -> SiteReport:
        """Read a site and say what it shows.

        Args:
            request: which site, for which product.
            past_cache: whether the site itself is to answer, whatever is kept on disk.

        Raises:
            ValueError: where neither home page nor product page is given, or one is no address.
        """
        if not request.addresses or not all(map(parse_address, request.addresses)):
            raise ValueError("a site is read from its http or https address")
        until = asyncio.get_running_loop().time() + self.time_limit
        reading = _Reading(self, request, Visitor(self.source, request.owner, until, past_cache, self.keeper))
        return replace(await reading.report(), proxy=self.proxy)


@dataclass(slots=True)
class _Reading:
    """One site being read."""

    reader: SiteReader
    request: SiteRequest
    visitor: Visitor
    stops: list[Stop] = field(default_factory=list)
    out_of_time: bool = False

    async def report(self) -> SiteReport:
        for url in self.request.addresses[: max(self.request.max_pages, 1)]:
            await self._visit_home(url)
        given = self._given()
        homes = [stop for stop in self.stops if stop.depth == 0]
        front = await self._front_in_place(homes)
        if front:
            homes.insert(1, front)
        if not homes:
            # Only a page about research was given: whether it stands on the home page is still the question.
            await self._visit_home(unwrapping.front_page(self.request.addresses[0]), is_front=True)
            homes = self.stops[-1:]
        hunt = self._hunt(homes)
        for stop in self.stops:
            if stop.depth is None:
                stop.judge(hunt.judge)  # by the home page's product, which its own title may not name
        if not self.out_of_time and not any(home.judgement.shows_independent for home in homes):
            await hunt.run()
        self.out_of_time = self.out_of_time or hunt.out_of_time
        for home in homes:
            self._leave_open(home)
        report = best_report(homes, given, hunt, self.request)
        in_place_of = (
            self.stops[0].asked if front and not front.problem and report.url == front.named else None
        )
        pages = tuple(page for page in report.pages if not _is_anothers(page))
        return replace(report, pages=pages, out_of_time=self.out_of_time, in_place_of=in_place_of)

    def _leave_open(self, home: Stop) -> None:
        """Take a home page for no answer where what it leads to may be the vendor's, which nobody knows."""
        owner = self.visitor.owner
        is_open = any(owner.may_own_url(url) and not owner.owns_url(url) for url, _ in home.leads)
        if is_open and not home.problem and not home.research:
            home.problem, home.detail = "redirect_offsite", WHOSE_IS_UNKNOWN

    async def _front_in_place(self, homes: list[Stop]) -> Stop | None:
        """Read the site's front page where the first address given is a deeper one that is not there.

        One that bears neither name asked about is no home page where another one was read.
        """
        given, room = self.request.addresses[0], len(self.stops) < self.request.max_pages
        if not room or self.out_of_time or not self.stops[0].is_missing:
            return None
        if unwrapping.is_front_page(given) or any(home.judgement.shows_independent for home in homes):
            return None
        front = unwrapping.front_page(given)
        if any(unwrapping.identity(front) in stop.addresses for stop in self.stops):
            return None
        if PublicHostTable.load().find(given) or StoreTable.load().owns_front_page(given):
            return None  # the front page of a host that anybody may use is not the vendor's
        await self._visit_home(front, is_front=True)
        stop = self.stops[-1]
        if not stop.judgement.names_asked and any(not home.problem for home in homes):
            stop.depth = None  # it may be somebody else's: the page that was read stands for the vendor
            return None
        return stop

    def _given(self) -> list[Given]:
        """The pages given, with what came of each that there was room for."""
        website = self.request.website
        return [
            Given(url, stop, is_website=url == website)
            for url, stop in zip_longest(self.request.addresses, self.stops)
        ]

    def _judge(self, home: Page | None) -> Callable[[Page], PageJudgement]:
        """What judges pages for the product asked about, or else for the one that `home` is about."""
        request, domains = self.request, self.visitor.owner.domains

        def judge(page: Page) -> PageJudgement:
            subject = subject_of(home or page, request.vendor, request.product, domains)
            return judge_for(page, subject, (request.product, request.vendor))

        return judge

    async def _visited(self, url: str) -> Visited:
        """Visit a home page, unless it is somebody else's, whose words are not the vendor's."""
        if why_not := not_the_vendors(url, self.request.vendor, self.request.product):
            return _not_visited(url, "redirect_offsite", why_not)
        if not self.visitor.owner.owns_url(url):
            where = "the front page of a host where anybody may publish"
            return _not_visited(url, "redirect_offsite", f"{NOT_THE_VENDORS} {where}")
        return await self.visitor.visit(url, 0, pdf=False)

    async def _visit_home(self, url: str, *, is_front: bool = False) -> None:
        self.reader.progress(url, len(self.stops) + 1)
        try:
            visited = await self._visited(url)
        except TimeoutError:
            visited = _not_visited(url, "too_slow", "the time for this site was over")
        self.out_of_time = self.visitor.is_over
        stop = Stop.at(visited, 0)
        stop.judge(self._judge(None))
        front = is_front or unwrapping.is_front_page(stop.url)
        if stop.judgement.is_research_page and not front:
            stop.depth = None
        self.stops.append(stop)

    def _hunt(self, homes: list[Stop]) -> Hunt:
        read = [home for home in homes if home.page]
        return Hunt(
            visitor=self.visitor,
            judge=self._judge(read[-1].page if read else None),
            homes=read,
            pages=self.request.max_pages,
            max_clicks=self.request.max_clicks,
            progress=self.reader.progress,
            stops=self.stops,
            asked=len(self.stops),
        )


def _is_anothers(page: PageRead) -> bool:
    """Whether a page was not asked for at all, as it is not the vendor's."""
    return bool(page.detail and page.detail.startswith(NOT_THE_VENDORS))


def _not_visited(url: str, problem: Problem, detail: str) -> Visited:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    fetched = Fetched(url, url, None, (), b"", now, problem, detail)
    return Visited(fetched, problem=problem, detail=detail)

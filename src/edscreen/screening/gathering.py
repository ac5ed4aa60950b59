"""Gathers what rules may rest on besides the profile: the vendor's site as read, and the sources opened."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeAlias

from edscreen.registries.addresses import parse_address
from edscreen.registries.domains import same_registrable_domain
from edscreen.registries.vendor_hosts import other_pages
from edscreen.screening.inputs import Gathered, OpenedSource, SiteReading
from edscreen.screening.site_readings import reading_of
from edscreen.screening.sources import MOST_SOURCES, named_sources, vendors_pages
from edscreen.site.leading_on import named_as_asked
from edscreen.site.opening import open_source
from edscreen.site.problems import explain
from edscreen.site.saved_site import read_saved_site
from edscreen.site.site_reader import SiteRequest
from edscreen.site.two_looks import contradiction

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.profile.models import Profile
    from edscreen.site.fetched import Fetched
    from edscreen.site.opening import Opened
    from edscreen.site.owner import Owner
    from edscreen.site.seen import SiteReport
    from edscreen.site.site_reader import SiteReader
    from edscreen.site.visit import Keeper, PageSource

SOURCES_TIME_LIMIT = 120.0
"""Seconds that the sources of one profile may take together."""

_GRACE = 1.0
_OUT_OF_TIME = "the time for this profile's sources was over"

Progress: TypeAlias = "Callable[[str, int | None], None]"
"""Is told each address before it is asked for, with its number among the site's pages; None for a source."""


class Witness(Protocol):
    """Follows the reading of one site."""

    def keep(self, fetched: Fetched, text: str | None, clicks: int) -> None:
        """Be given a page; see `edscreen.site.visit.Keeper`."""

    def over(self, report: SiteReport) -> None:
        """Be told what was seen, after the last page."""


class Gatherer:
    """Reads the site and opens the sources of one profile after another."""

    def __init__(
        self,
        reader: SiteReader,
        sources: PageSource,
        *,
        max_pages: int,
        max_clicks: int,
        keeper_for: Callable[[str], Keeper] | None = None,
        opens_sources: bool = True,
        sources_time: float = SOURCES_TIME_LIMIT,
    ) -> None:
        """Prepare what is the same for every profile.

        Args:
            reader: reads sites.
            sources: opens the sources that a profile names.
            max_pages: pages of a site that are asked for at most.
            max_clicks: clicks from the home page at most.
            keeper_for: gives what keeps the pages of the visit that begins at an address.
            opens_sources: whether any selected rule asks for sources.
            sources_time: seconds that the sources of one profile may take together.
        """
        self._reader = reader
        self._sources = sources
        self._limits = {"max_pages": max_pages, "max_clicks": max_clicks}
        self._keeper_for = keeper_for
        self._opens_sources = opens_sources
        self._sources_time = sources_time

    async def gather(self, profile: Profile, progress: Progress, witness: Witness | None = None) -> Gathered:
        """Read the vendor's site, where the profile names one, and open what else it names.

        Args:
            profile: the profile.
            progress: is told each address before it is asked for, with its number among the site's pages;
                without a number it is a source's.
            witness: is given the pages of the site, and what was seen there.
        """
        request = _request_of(profile, **self._limits)
        keeper = self._keeper_of(profile, request)
        on_site = _both(keeper, witness.keep) if witness else keeper
        reader = replace(self._reader, keeper=on_site, progress=progress)
        site = await _read(reader, request, witness) if request.addresses else _NO_ADDRESS
        opened = await self._open(profile, keeper, progress) if self._opens_sources else None
        return Gathered(site, opened)

    async def confirm(self, profile: Profile, gathered: Gathered, progress: Progress) -> Gathered:
        """Read a home page once more, past the cache; two verdicts are none.

        Returns:
            What was gathered, where the second reading agrees in verdict and clicks; else with a reading that
            is unreadable and names both.
        """
        request, first = _request_of(profile, **self._limits), gathered.site
        if first is None or not request.addresses:
            return gathered
        reader = replace(self._reader, keeper=self._keeper_of(profile, request), progress=progress)
        second = reading_of(await reader.read(request, past_cache=True))
        problem = contradiction(first, second)
        if problem is None:
            return replace(gathered, site=replace(first, confirmed=True))
        doubtful = SiteReading(
            verdict="unreadable",
            clicks=None,
            url=first.url,
            pages=(*first.pages, *second.pages),
            problem=problem,
            advice=_RECORD_IT,
        )
        return replace(gathered, site=doubtful)

    def _keeper_of(self, profile: Profile, request: SiteRequest) -> Keeper | None:
        """What keeps the pages of a profile's visit; those of the sources where it names no site."""
        addresses = (*request.addresses, *(url for _, urls in named_sources(profile) for url in urls))
        return self._keeper_for(addresses[0]) if self._keeper_for and addresses else None

    async def _open(
        self, profile: Profile, keeper: Keeper | None, progress: Progress
    ) -> dict[str, OpenedSource]:
        owner = vendors_pages(profile)
        until = asyncio.get_running_loop().time() + self._sources_time
        opened: dict[str, OpenedSource] = {}
        by_address: dict[str, OpenedSource] = {}
        for entry, addresses in named_sources(profile):
            for url in addresses:
                if url not in by_address:
                    if len(by_address) == MOST_SOURCES:
                        break
                    progress(url, None)
                    by_address[url] = await self._source(url, profile.product.name, keeper, until)
                source = _unless_elsewhere(by_address[url], entry, url, owner)
                if entry not in opened or source.names_product:
                    opened[entry] = source
                if source.names_product:
                    break
        return opened

    async def _source(self, url: str, product: str, keeper: Keeper | None, until: float) -> OpenedSource:
        if asyncio.get_running_loop().time() >= until:
            return OpenedSource(url, problem=_OUT_OF_TIME)
        try:
            # A fetcher keeps to the time itself, and says how far it came; other sources of pages need not.
            async with asyncio.timeout_at(until + _GRACE):
                opened = await open_source(self._sources, url, product, until=until)
        except TimeoutError:
            return OpenedSource(url, problem=_OUT_OF_TIME)
        if keeper:
            keeper(opened.fetched, opened.text, 0)
        return _source_of(opened)


def could_not_gather(profile: Profile, why: str, advice: str) -> SiteReading:
    """What is known of a vendor's site where reading it failed for a reason of ours.

    Args:
        profile: whose site it is.
        why: what happened, as a clause.
        advice: what to do.
    """
    page = profile.vendor.website or profile.product.page
    return SiteReading(verdict="unreadable", clicks=None, url=str(page or ""), problem=why, advice=advice)


def _unless_elsewhere(source: OpenedSource, entry: str, url: str, owner: Owner) -> OpenedSource:
    """Give a source as not opened where it led to the vendor's own page, or from an agency's to anybody's.

    A study's may lead to another site than the vendor's: registers of identifiers send on to publishers.
    """
    asked, given = parse_address(url), parse_address(source.url)
    if asked is None or given is None:
        return source
    moves = entry.startswith("studies") or same_registrable_domain(asked.host, given.host)
    if moves and not owner.may_own_url(source.url):
        return source
    problem = f"it leads to another site, {given.host}"
    return OpenedSource(url, source.fetched_at, problem=problem)


def _both(one: Keeper | None, other: Keeper) -> Keeper:
    if one is None:
        return other

    def keep(fetched: Fetched, text: str | None, clicks: int) -> None:
        one(fetched, text, clicks)
        other(fetched, text, clicks)

    return keep


async def _read(reader: SiteReader, request: SiteRequest, witness: Witness | None) -> SiteReading:
    for url in request.addresses:
        if parse_address(url) is None:
            return SiteReading(
                verdict="unreadable",
                clicks=None,
                url=url,
                problem="this is the address of no web page, as no site can have such a name",
                advice="check the address in the profile for a slip",
            )
    report = await reader.read(request)
    if witness:
        witness.over(report)
    return reading_of(report)


def _request_of(profile: Profile, *, max_pages: int, max_clicks: int) -> SiteRequest:
    """What is to be read of a profile's vendor; without addresses where it names no page."""
    vendor, product = profile.vendor, profile.product
    return SiteRequest(
        website=str(vendor.website) if vendor.website else None,
        product_page=str(product.page) if product.page else None,
        vendor=vendor.name,
        product=product.name,
        other_hosts=other_pages(vendor),
        max_pages=max_pages,
        max_clicks=max_clicks,
    )


async def gather_saved(file: Path, profile: Profile, *, max_pages: int, max_clicks: int) -> Gathered:
    """Judge a saved page, or replay saved pages, as the home page of a profile's vendor.

    Raises:
        edscreen.site.saved_site.NoSavedSite: where nothing in the file can be judged so.
    """
    request = _request_of(profile, max_pages=max_pages, max_clicks=max_clicks)
    return Gathered(reading_of(await read_saved_site(file, request), saved=True))


_RECORD_IT = "open the page in a browser and record what you see under home_page"
_NO_ADDRESS = SiteReading(
    verdict="unreadable",
    clicks=None,
    url="",
    problem="the profile states no website",
    advice="name it under vendor.website or product.page",
)


def _source_of(opened: Opened) -> OpenedSource:
    fetched = opened.fetched
    url, detail = named_as_asked(fetched, opened.problem, None)
    return OpenedSource(
        url,
        fetched.fetched_at,
        fetched.sha256 if fetched.body else None,
        opened.names_product,
        opened.quote,
        explain(opened.problem, detail).says if opened.problem else opened.why_not,
        opened.part,
    )

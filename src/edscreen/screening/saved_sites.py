"""A saved page, or the pages that an earlier run kept, in place of the vendor's site: no network."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from edscreen.screening.gathering import reading_of, request_of
from edscreen.screening.inputs import Gathered
from edscreen.site.archive.replay import ReplaySource
from edscreen.site.saved_page import read_saved_page
from edscreen.site.site_reader import SiteReader, SiteRequest

if TYPE_CHECKING:
    from pathlib import Path

    from edscreen.profile.models import Profile
    from edscreen.site.seen import SiteReport

_WARC_ENDINGS = (".warc", ".warc.gz")


async def gather_saved(file: Path, profile: Profile, *, max_pages: int, max_clicks: int) -> Gathered:
    """Judge a saved page, or replay saved pages, as the home page of a profile's vendor.

    Raises:
        edscreen.profile.sources.Unreadable: where there is no such file.
        edscreen.site.saved_page.NotAHomePage: where the page is one about research.
        edscreen.site.archive.saved.UnreadableArchive: where the file is no WARC file.
    """
    request = request_of(profile, max_pages=max_pages, max_clicks=max_clicks)
    if file.name.lower().endswith(_WARC_ENDINGS):
        report = await _replayed(file, request, profile)
    else:
        report = read_saved_page(
            file,
            request.addresses[0] if request else None,
            vendor=profile.vendor.name,
            product=profile.product.name,
            other_domains=tuple(profile.vendor.other_domains or ()),
        )
    return Gathered(reading_of(report, saved=True))


async def _replayed(file: Path, request: SiteRequest | None, profile: Profile) -> SiteReport:
    pages = ReplaySource(file)
    if request is None or not await _holds(pages, request):
        home = SiteRequest(pages.home_url, vendor=profile.vendor.name, product=profile.product.name)
        request = replace(request, website=pages.home_url, product_page=None) if request else home
    return await SiteReader(pages).read(request)


async def _holds(pages: ReplaySource, request: SiteRequest) -> bool:
    """Whether the file holds any page that the profile names."""
    return any([(await pages.fetch(url)).status is not None for url in request.addresses])

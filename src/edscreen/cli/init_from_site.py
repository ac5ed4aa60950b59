"""Reads a vendor's site, to pre-fill what it states."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from edscreen.cli.reading_sites import progress_of, site_tools
from edscreen.interview.answers import answer_at
from edscreen.interview.stated_on_site import SitePage, add_stated
from edscreen.report.site_words import reason
from edscreen.site.problems import Unreadable
from edscreen.site.reading.page_reader import read_page
from edscreen.site.site_reader import SiteRequest

if TYPE_CHECKING:
    from edscreen.cli.talk import Talk
    from edscreen.cli.visit_options import SiteOptions
    from edscreen.interview.begun import Begun
    from edscreen.interview.forms import Form
    from edscreen.site.fetched import Fetched
    from edscreen.site.page import Page
    from edscreen.site.seen import SiteReport


def with_stated(form: Form, begun: Begun, url: str, options: SiteOptions, talk: Talk) -> Begun:
    """Add to a profile what the site at `url` states; where it cannot be read, say so and go on without."""
    report, pages = asyncio.run(_read(begun, url, options, talk))
    if not pages:
        talk.notice(f"nothing is taken over from {url}: {reason(report)}")
        return begun
    filled = add_stated(form, begun, report, pages)
    count = len(filled.remarks) - len(begun.remarks)
    talk.notice(f"{count} answers are taken over from {report.url}, each to be confirmed")
    return filled


async def _read(
    begun: Begun, url: str, options: SiteOptions, talk: Talk
) -> tuple[SiteReport, list[SitePage]]:
    pages: list[SitePage] = []

    def keep(fetched: Fetched, text: str | None, clicks: int) -> None:
        if text:
            day = fetched.fetched_at.partition("T")[0]
            pages.append(SitePage(fetched.url, day, text, _page(fetched) if clicks == 0 else None))

    vendor, product = (answer_at(begun.data, (key, "name")) for key in ("vendor", "product"))
    request = SiteRequest(
        website=url,
        vendor=vendor,
        product=product,
        max_pages=options.max_pages,
        max_clicks=options.max_clicks,
    )
    async with site_tools(options, talk) as sites:
        reader = replace(sites.reader, keeper=keep, progress=progress_of(talk, options))
        return await reader.read(request), pages


def _page(fetched: Fetched) -> Page | None:
    try:
        return read_page(fetched.body, fetched.url, fetched.header("content-type"))
    except Unreadable:
        return None

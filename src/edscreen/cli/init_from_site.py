"""Reads a vendor's site, to pre-fill what it states."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from edscreen.cli.reading_sites import progress_of, site_tools
from edscreen.interview.answers import answer_at, is_answered
from edscreen.interview.pages_seen import PagesSeen
from edscreen.interview.site_pages import WHY
from edscreen.interview.stated_on_site import stated_on_site
from edscreen.interview.taking_over import add_stated
from edscreen.profile.quoting import shown
from edscreen.report.site_words import reason
from edscreen.site.site_reader import SiteRequest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edscreen.cli.talk import Talk
    from edscreen.cli.visit_options import SiteOptions
    from edscreen.interview.begun import Begun
    from edscreen.interview.forms import Form
    from edscreen.interview.site_pages import Doubtful, SitePage
    from edscreen.site.seen import SiteReport

_QUOTE = 160


def with_stated(form: Form, begun: Begun, url: str, options: SiteOptions, talk: Talk) -> Begun:
    """Add to a profile what the site at `url` states; where it cannot be read, say so and go on without."""
    vendor, product = (answer_at(begun.data, (key, "name")) for key in ("vendor", "product"))
    request = SiteRequest(
        website=url,
        vendor=vendor,
        product=product,
        max_pages=options.max_pages,
        max_clicks=options.max_clicks,
    )
    report, pages = asyncio.run(_read(request, options, talk))
    if not pages:
        talk.notice(f"nothing is taken over from {url}: {reason(report)}")
        return begun
    found = stated_on_site(report, pages, vendor, product)
    filled = add_stated(form, begun, found.certain)
    _tell_doubts(begun, found.doubtful, talk)
    count = sum(map(len, filled.remarks.values())) - sum(map(len, begun.remarks.values()))
    if not count:
        talk.notice(f"{report.url} states nothing that is not answered here already")
        return filled
    answers = "1 answer is" if count == 1 else f"{count} answers are"
    talk.notice(
        f'{answers} taken over from {report.url}; above each stands "To be confirmed", with page and day'
    )
    return filled


def _tell_doubts(begun: Begun, doubtful: Iterable[Doubtful], talk: Talk) -> None:
    """Name what the site says with a doubt on questions that were not answered before."""
    for (first, *_), why in doubtful:
        if not is_answered(answer_at(begun.data, first.path)):
            quote = shown(first.quote, _QUOTE)
            talk.notice(
                f"not taken over, as {WHY[why]}: {quote} ({first.url}); answer it yourself if you can"
            )


async def _read(request: SiteRequest, options: SiteOptions, talk: Talk) -> tuple[SiteReport, list[SitePage]]:
    seen = PagesSeen()
    async with site_tools(options, talk) as sites:
        reader = replace(sites.reader, keeper=seen.keep, progress=progress_of(talk, options))
        report = await reader.read(request)
    seen.over(report)
    return report, seen.pages

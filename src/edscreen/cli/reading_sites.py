"""What reads sites in a run: fetcher, browser, and the folder that keeps the pages."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from edscreen.cli.kept_pages import KeptPages
from edscreen.site.fetching.fetcher import Fetcher
from edscreen.site.site_reader import SiteReader

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from edscreen.cli.talk import Talk
    from edscreen.cli.visit_options import SiteOptions
    from edscreen.screening.gathering import Progress
    from edscreen.site.visit import PageSource


@dataclass(frozen=True, slots=True)
class SiteTools:
    """What reads sites.

    Attributes:
        reader: reads them.
        fetcher: gives single pages as they are sent.
        kept: keeps the pages read; None where nobody asked for that.
    """

    reader: SiteReader
    fetcher: Fetcher
    kept: KeptPages | None


@asynccontextmanager
async def site_tools(options: SiteOptions, talk: Talk) -> AsyncIterator[SiteTools]:
    """Prepare to read sites as the command line asks for it."""
    async with Fetcher(options.settings) as fetcher:
        kept = KeptPages(options.save_evidence) if options.save_evidence else None
        pages = rendered(fetcher, options, talk, kept) if options.render else fetcher
        yield SiteTools(SiteReader(pages, proxy=options.proxy), fetcher, kept)


@asynccontextmanager
async def fetching(options: SiteOptions) -> AsyncIterator[Fetcher]:
    """What fetches pages for a run over a list."""
    async with Fetcher(options.settings) as fetcher:
        yield fetcher


def rendered(fetcher: PageSource, options: SiteOptions, talk: Talk, kept: KeptPages | None) -> PageSource:
    """Pages with their scripts run; their pictures go to what is kept.

    Raises:
        CannotRender: there is no browser, or Playwright is missing.
    """
    from edscreen.site.rendering.source import BrowserSource

    browser = BrowserSource(
        fetcher, options.settings, executable=options.browser, screenshots=kept is not None
    )
    if browser.notice:
        talk.notice(browser.notice)
    if kept:
        kept.screenshot_of = browser.take_screenshot
    return browser


def progress_of(talk: Talk, options: SiteOptions, profile: str | None = None) -> Progress:
    """What says which page is being read, for a profile, to those who watch."""
    about = f"{profile}: " if profile else ""

    def progress(url: str, number: int | None) -> None:
        if talk.is_watched:
            page = f"page {number} of at most {options.max_pages}" if number else "a source named"
            talk.notice(f"{about}reading {page}: {url}")

    return progress

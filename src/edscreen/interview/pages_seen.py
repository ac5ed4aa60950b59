"""The pages of a vendor's that a visit reads, kept for what they state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.interview.site_pages import SitePage
from edscreen.site.problems import Unreadable
from edscreen.site.reading.page_reader import read_page

if TYPE_CHECKING:
    from edscreen.site.fetched import Fetched
    from edscreen.site.page import Page
    from edscreen.site.seen import SiteReport


class PagesSeen:
    """Keeps the pages of one visit.

    Attributes:
        report: what was seen on the site; None until its reading is over.
    """

    def __init__(self) -> None:
        """Begin without a page."""
        self.report: SiteReport | None = None
        self._pages: dict[str, SitePage] = {}

    def keep(self, fetched: Fetched, text: str | None, clicks: int) -> None:
        """Keep a page of the site; see `edscreen.site.visit.Keeper`. What comes after its report is none."""
        if text and self.report is None:
            day = fetched.fetched_at.partition("T")[0]
            self._pages[fetched.url] = SitePage(fetched.url, day, text, _page(fetched), is_home=clicks == 0)

    def over(self, report: SiteReport) -> None:
        """Take note that the site was read."""
        self.report = report

    @property
    def has_read(self) -> bool:
        """Whether the site could be read."""
        return self.report is not None and self.report.problem is None

    @property
    def pages(self) -> list[SitePage]:
        """The vendor's own pages that could be read; an answer may be somebody else's page."""
        own = {page.url for page in self.report.pages if page.problem is None} if self.report else set()
        return [page for url, page in self._pages.items() if url in own]


def _page(fetched: Fetched) -> Page | None:
    try:
        return read_page(fetched.body, fetched.url, fetched.header("content-type"))
    except Unreadable:
        return None

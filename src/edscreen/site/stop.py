"""A page asked for, as the hunt remembers it: what it shows, where it leads, and why it shows nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from edscreen.site import unwrapping
from edscreen.site.judging.judge import leads_straight_to_evidence
from edscreen.site.leading_on import named_as_asked
from edscreen.site.seen import PageJudgement

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.obstacles.recognise import Obstacle
    from edscreen.site.page import Page
    from edscreen.site.problems import Problem
    from edscreen.site.seen import Evidence
    from edscreen.site.visit import Visited

MISSING = frozenset({404, 410})
"""How a site answers where it has no such page."""

# Leads of one page that are remembered: far more than are ever followed.
_MOST_LEADS = 1_000
# Pages with more links are not kept once they are judged, so that a few of them do not fill the memory.
_MOST_LINKS = 2_000


@dataclass(slots=True)
class Stop:
    """A page asked for.

    Attributes:
        url: the address that answered in the end.
        status: HTTP status; None where no answer came.
        sha256: digest of the body; None where there was none.
        fetched_at: when it was read, in UTC.
        depth: clicks from the nearest home page, 0 for a home page; None for a page that was given, is no
            home page, and to which no link is known.
        addresses: identities of the addresses that lead to it.
        page: its content, links opened as far as they could be; None where it was not read, or is not kept.
        gap: why a part of it is missing; None where the page is whole.
        problem: why it shows nothing; None where it was read.
        detail: the plain fact behind the problem.
        named: the address under which it is told of: the one that answered, else the one asked for.
        asked: the address asked for.
        judgement: what it shows.
        straight: links straight to a clearinghouse's, a registry's or a journal's page on the product.
        leads: addresses worth asking for, the most promising first, each with whether it leads to research.
        linked: identities of all pages that it links to.
        research: identities of those that it says are about research.
    """

    url: str
    status: int | None
    sha256: str | None
    fetched_at: str
    depth: int | None
    addresses: set[str]
    page: Page | None = None
    gap: Obstacle | None = None
    problem: Problem | None = None
    detail: str | None = None
    named: str = ""
    asked: str = ""
    judgement: PageJudgement = field(default_factory=PageJudgement)
    straight: tuple[Evidence, ...] = ()
    leads: tuple[tuple[str, bool], ...] = ()
    linked: frozenset[str] = frozenset()
    research: frozenset[str] = frozenset()

    @classmethod
    def at(cls, visited: Visited, depth: int | None) -> Stop:
        """A page visited, not judged yet; its body is let go."""
        fetched = visited.fetched
        named, detail = named_as_asked(fetched, visited.problem, visited.detail)
        return cls(
            url=fetched.url,
            status=fetched.status,
            sha256=fetched.sha256 if fetched.body else None,
            fetched_at=fetched.fetched_at,
            depth=depth,
            addresses={unwrapping.identity(url) for url in (fetched.asked, fetched.url)},
            page=visited.page,
            gap=visited.gap,
            problem=visited.problem,
            detail=detail,
            named=named,
            asked=fetched.asked,
        )

    @property
    def is_missing(self) -> bool:
        """Whether the site itself said that there is no such page."""
        return self.problem == "http_4xx" and self.status in MISSING

    def judge(self, judge: Callable[[Page], PageJudgement]) -> None:
        """Judge the page; one with a gap that shows no independent evidence has not been read."""
        page = self.page
        if page is None:
            return
        self.judgement = judgement = judge(page)
        research = frozenset(judgement.research_links)
        self.straight = tuple(filter(leads_straight_to_evidence, judgement.evidence))
        self.leads = tuple(
            (unwrapping.without_tracking(page.links[position].url), position in research)
            for position in judgement.leads[:_MOST_LEADS]
        )
        self.linked = frozenset(unwrapping.identity(link.url) for link in page.links)
        self.research = frozenset(unwrapping.identity(page.links[position].url) for position in research)
        if self.gap:
            told = judgement.shows_independent
            self.problem = None if told else self.gap.problem
            self.detail = None if told else self.gap.detail
        if self.depth != 0 and len(page.links) > _MOST_LINKS:
            self.page = None

    def is_home_again(self, home: Stop) -> None:
        """Note that it shows `home` again: what stands there is not behind a link."""
        self.page = None
        self.addresses -= home.addresses
        self.problem = home.gap.problem if home.gap else "soft_404"
        self.detail = home.gap.detail if home.gap else "it shows the home page again"

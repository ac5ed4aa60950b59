"""What was seen on a vendor's site: pieces of evidence, the pages read, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from edscreen.profile.models.terms import SiteVerdict
    from edscreen.site.page import Region
    from edscreen.site.problems import Problem

Strength: TypeAlias = Literal["independent", "research_link", "claim"]
"""Independent evidence that the product works; a link to research about it; a claim of effectiveness."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose page it is and which product is asked about.

    Attributes:
        vendor: the vendor's names, the usual one first; empty where unknown.
        product: the product's names; empty where unknown, and then what the page itself names is the product.
        domains: registrable domains that are the vendor's own.
        only_product: whether the vendor is known to have no other product.
    """

    vendor: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    only_product: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing seen on a page.

    Attributes:
        signal: name of the signal, as in `data/signals.yaml`.
        strength: what it is worth.
        quote: the words seen, 300 characters at most.
        url: the page it stands on.
        where: the region of the page.
        link: the address that it rests on or leads to; None where there is none.
        why: one sentence that says why it counts for what it does.
    """

    signal: str
    strength: Strength
    quote: str
    url: str
    where: Region
    link: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class PageJudgement:
    """What one page shows.

    Attributes:
        evidence: what was seen, in the order of the page; the independent ones decide `shown`.
        research_links: positions in `Page.links` of links to research on the product or company.
        leads: positions in `Page.links` worth following, the most promising first; research links included.
        is_research_page: whether the page's own subject is research; such a page is not a home page.
        names_asked: whether it bears the name of the product or vendor asked about, where one was given.
    """

    evidence: tuple[Evidence, ...] = ()
    research_links: tuple[int, ...] = ()
    leads: tuple[int, ...] = ()
    is_research_page: bool = False
    names_asked: bool = True

    @property
    def shows_independent(self) -> bool:
        """Whether independent evidence stands on the page."""
        return any(seen.strength == "independent" for seen in self.evidence)


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page of the site that was asked for, whether it could be read or not.

    Attributes:
        url: its address in the end; the one asked for, where that leads on to one that gave no answer.
        status: HTTP status; None for a saved page and where no answer came.
        sha256: digest of the body; None where none was read.
        fetched_at: when, in UTC (`2026-11-21T10:30:05Z`).
        clicks: clicks from the home page; None for a page that was named, no home page, and found behind no
            link.
        problem: why it gave nothing; None where it was read.
        detail: the plain fact behind the problem.
        asked: the address asked for, where that led on to `url`; None where it is `url`.
    """

    url: str
    status: int | None
    sha256: str | None
    fetched_at: str
    clicks: int | None
    problem: Problem | None = None
    detail: str | None = None
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class GivenUnread:
    """A page given as a home page of which nobody knows what it shows.

    Attributes:
        url: its address, as far as it could be followed.
        problem: why it could not be read; None where the number of pages left no room to ask for it.
        detail: the plain fact behind the problem.
    """

    url: str
    problem: Problem | None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What a site shows; `edscreen site --format json` prints it.

    Attributes:
        url: the home page's address in the end.
        verdict: `shown`, `linked`, `claims_only`, `absent` or `unreadable`.
        clicks: fewest clicks from the home page to independent evidence; None where none was found.
        pages: the pages asked for, in order.
        pages_budget: how many might have been.
        evidence: what was seen, the deciding pieces first.
        problem: why the home page could not be read; None where it was, and where two looks contradict.
        detail: the plain fact behind the problem; of two looks that contradict, what they showed.
        confirmed: whether a second look at the end showed the same.
        proxy: the proxy that checked addresses in edscreen's place; None where edscreen checked them.
        unread: how many pages that might show evidence nearer than what was found were not read: they could
            not be, are somebody else's, or a limit was reached.
        given_unread: the pages given besides `url` that were not read, where one of them might show more; a
            page that is not there is none of them.
        out_of_time: whether the time for one site ended the hunt, so that another run may find more.
        saved: whether it is a saved page, judged alone.
        file_changed: when the saved file was last changed, in UTC, where it does not say when its pages were
            read; None where it does, and where nothing was saved.
        file_cut: why a part of the saved file was not read, as a clause; None where all of it was.
        names_asked: whether the home page bears the name of the product or vendor asked about; where it does
            not, it may be the wrong page.
        in_place_of: the address given, which is not there any more, so that the site's front page was read;
            None where `url` is no such page.
    """

    url: str
    verdict: SiteVerdict
    clicks: int | None
    pages: tuple[PageRead, ...]
    pages_budget: int
    evidence: tuple[Evidence, ...] = field(default=())
    problem: Problem | None = None
    detail: str | None = None
    confirmed: bool = False
    proxy: str | None = None
    unread: int = 0
    given_unread: tuple[GivenUnread, ...] = ()
    out_of_time: bool = False
    saved: bool = False
    file_changed: str | None = None
    file_cut: str | None = None
    names_asked: bool = True
    in_place_of: str | None = None

    @property
    def pages_read(self) -> int:
        """How many pages could be read."""
        return sum(page.problem is None for page in self.pages)

"""A site's report as rules are given it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.screening.inputs import SeenPage, SeenWords, SiteReading
from edscreen.site.problems import explain

if TYPE_CHECKING:
    from edscreen.site.seen import GivenUnread, SiteReport

_MOST_WORDS = 6
_DECIDES = {"shown": "independent", "linked": "research_link", "claims_only": "claim"}


def reading_of(report: SiteReport, *, saved: bool = False) -> SiteReading:
    """A site's report as rules are given it."""
    if report.problem is None and not report.names_asked:
        return _of_nobody_asked_about(report)
    deciding = [seen for seen in report.evidence if seen.strength == _DECIDES.get(report.verdict)]
    on_home = next((seen.quote for seen in deciding if seen.url == report.url), None)
    independent = [seen for seen in report.evidence if seen.strength == "independent"]
    others = [seen for seen in (*independent, *deciding) if (seen.quote, seen.url) != (on_home, report.url)]
    words = dict.fromkeys(SeenWords(seen.quote, seen.url, seen.why) for seen in others)
    problem = explain(report.problem, report.detail, saved=report.saved) if report.problem else None
    return SiteReading(
        verdict=report.verdict,
        clicks=report.clicks,
        url=report.url,
        quote=on_home,
        words=tuple(words)[:_MOST_WORDS],
        pages=_seen_pages(report),
        unread=report.unread,
        given_unread=tuple(map(_given_unread, report.given_unread)),
        out_of_time=report.out_of_time,
        problem=problem.says if problem else None,
        advice=problem.do if problem else None,
        saved=saved,
        file_changed=report.file_changed,
        file_cut=report.file_cut,
        in_place_of=report.in_place_of,
    )


def _seen_pages(report: SiteReport) -> tuple[SeenPage, ...]:
    """The pages asked for; without a time where nobody knows when they were."""
    return tuple(
        SeenPage(
            page.url,
            None if report.file_changed else page.fetched_at,
            page.sha256,
            page.clicks,
            explain(page.problem, page.detail, saved=report.saved).says if page.problem else None,
        )
        for page in report.pages
    )


def _given_unread(page: GivenUnread) -> SeenPage:
    problem = (
        explain(page.problem, page.detail).says if page.problem else "the limit of pages left no room for it"
    )
    return SeenPage(page.url, clicks=None, problem=problem)


def _of_nobody_asked_about(report: SiteReport) -> SiteReading:
    """A page that bears neither name may be the wrong one: it decides nothing."""
    return SiteReading(
        verdict="unreadable",
        clicks=None,
        url=report.url,
        pages=_seen_pages(report),
        problem="the page bears neither the product's name nor the vendor's, so it may be the wrong page",
        advice="save the vendor's home page anew, and check the names in the profile"
        if report.saved
        else "check vendor.website, product.page and the names in the profile",
        saved=report.saved,
    )

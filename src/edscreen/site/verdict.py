"""From what the hunt has seen to the verdict on the home page, with the evidence that decides first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from edscreen.site import unwrapping
from edscreen.site.seen import GivenUnread, PageRead, SiteReport
from edscreen.site.stop import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from edscreen.profile.models.terms import SiteVerdict
    from edscreen.site.hunt import Hunt
    from edscreen.site.seen import Evidence
    from edscreen.site.stop import Stop

MOST_EVIDENCE = 40
"""Pieces of evidence that a report holds."""

_VERDICTS: tuple[SiteVerdict, ...] = ("shown", "linked", "claims_only", "absent", "unreadable")
_STRENGTHS = ("independent", "research_link", "claim")
_REGIONS = ("hero", "main", "navigation", "footer")


class Limits(Protocol):
    """How far a site was to be read."""

    @property
    def max_pages(self) -> int:
        """Pages that might be asked for."""

    @property
    def max_clicks(self) -> int:
        """Clicks from a home page."""


@dataclass(frozen=True, slots=True)
class Given:
    """A page that was given to begin at.

    Attributes:
        url: its address.
        stop: what came of it; None where it was not asked for.
        is_website: whether it is the vendor's home page, not the product's.
    """

    url: str
    stop: Stop | None
    is_website: bool


def best_report(homes: Sequence[Stop], given: Sequence[Given], hunt: Hunt, limits: Limits) -> SiteReport:
    """Return the report on the home page that shows most; of two alike, on the first.

    What a page shows that could not be read, nobody knows: short of independent evidence on another one, a
    vendor's home page that was not read leaves the question open, and every other such page is named.
    """

    def report_on(home: Stop) -> SiteReport:
        return _report(home, homes, hunt.stops, hunt.distances(home), limits.max_pages, limits.max_clicks)

    best = min(map(report_on, homes), key=_rank)
    if best.verdict in {"shown", "unreadable"}:
        return best
    unread = [page for page in given if _is_open(page, hunt.stops)]
    for page in unread:
        if page.is_website and page.stop and best.clicks is None:
            return report_on(page.stop)
    return replace(best, given_unread=tuple(map(_given_unread, unread)))


def _is_open(page: Given, stops: Sequence[Stop]) -> bool:
    """Whether nobody knows what a page given shows; one that is not there shows nothing."""
    stop = page.stop
    if stop is None:
        return not any(unwrapping.identity(page.url) in other.addresses for other in stops)
    if stop.problem is None or _is_gone(stop):
        return False
    return not any(other.problem is None and stop.addresses & other.addresses for other in stops)


def _given_unread(page: Given) -> GivenUnread:
    stop = page.stop
    return GivenUnread(stop.named, stop.problem, stop.detail) if stop else GivenUnread(page.url, None)


def report_on_one(home: Stop) -> SiteReport:
    """Return the report on a page that stands alone: nothing behind its links was to be read."""
    return _report(home, [home], [home], {0: 0}, max_pages=1, max_clicks=0)


def _rank(report: SiteReport) -> tuple[int, bool, int]:
    return _VERDICTS.index(report.verdict), report.clicks is None, report.clicks or 0


def _report(
    home: Stop,
    homes: Sequence[Stop],
    stops: Sequence[Stop],
    clicks_to: Mapping[int, int],
    max_pages: int,
    max_clicks: int,
) -> SiteReport:
    """Report on one home page.

    Args:
        home: the home page.
        homes: all home pages that were read.
        stops: every page asked for.
        clicks_to: clicks from `home` to the pages that it leads to, by their position in `stops`.
        max_pages: how many pages might have been asked for.
        max_clicks: how many clicks the hunt might have gone.
    """
    clicks = _clicks(stops, clicks_to, max_clicks)
    verdict = _verdict(home, clicks)
    is_read = verdict != "unreadable"
    pages = (
        _page_read(
            stop,
            0 if stop in homes else clicks_to.get(number, stop.depth),
            is_read=is_read and stop is home,
        )
        for number, stop in enumerate(stops)
    )
    return SiteReport(
        url=home.named,
        verdict=verdict,
        clicks=clicks if is_read else None,
        pages=tuple(pages),
        pages_budget=max_pages,
        evidence=_evidence(home, stops, clicks_to) if is_read else (),
        problem=None if is_read else home.problem,
        detail=None if is_read else home.detail,
        unread=_unread(home, stops, clicks_to, verdict, clicks) if is_read else 0,
        names_asked=home.judgement.names_asked,
    )


def _verdict(home: Stop, clicks: int | None) -> SiteVerdict:
    if home.judgement.shows_independent:
        return "shown"
    if clicks is not None:
        return "linked"  # on a page with a gap, too: what it links to was read, and is there
    if home.problem:
        return "unreadable"
    if home.judgement.research_links:
        return "linked"
    return "claims_only" if any(seen.strength == "claim" for seen in home.judgement.evidence) else "absent"


def _clicks(stops: Sequence[Stop], clicks_to: Mapping[int, int], most: int) -> int | None:
    distances = [clicks for number, clicks in clicks_to.items() if stops[number].judgement.shows_independent]
    distances += [
        clicks + 1 for number, clicks in clicks_to.items() if clicks < most and stops[number].straight
    ]
    return min(distances, default=None)


def _page_read(stop: Stop, clicks: int | None, *, is_read: bool) -> PageRead:
    is_renamed = unwrapping.identity(stop.asked) != unwrapping.identity(stop.named)
    return PageRead(
        url=stop.named,
        status=stop.status,
        sha256=stop.sha256,
        fetched_at=stop.fetched_at,
        clicks=clicks,
        problem=None if is_read else stop.problem,
        detail=None if is_read else stop.detail,
        asked=stop.asked if is_renamed else None,
    )


def _evidence(home: Stop, stops: Sequence[Stop], clicks_to: Mapping[int, int]) -> tuple[Evidence, ...]:
    """What the home page shows, and the independent evidence behind it; what decides first.

    The order goes by what the pieces say, never by where on a page they stand: the same links in another
    order are the same evidence.
    """
    best: dict[tuple[str, str, str | None], tuple[tuple[object, ...], Evidence]] = {}
    for number, clicks in clicks_to.items():
        for seen, decides in _pieces(stops[number], is_home=stops[number] is home):
            strength, region = _STRENGTHS.index(seen.strength), _REGIONS.index(seen.where)
            rank = (
                *(not decides, strength, clicks, seen.url, region),
                *(seen.signal, seen.quote, seen.link or "", seen.why),
            )
            key = seen.signal, seen.quote, unwrapping.identity(seen.link) if seen.link else None
            if key not in best or rank < best[key][0]:
                best[key] = (rank, seen)
    ordered = sorted(best.values(), key=lambda ranked: ranked[0])
    return tuple(seen for _, seen in ordered[:MOST_EVIDENCE])


def _pieces(stop: Stop, *, is_home: bool) -> Iterator[tuple[Evidence, bool]]:
    """The pieces of a page that the report holds, and whether they are or lead to independent evidence."""
    straight = stop.straight
    for seen in stop.judgement.evidence:
        decides = seen.strength == "independent" or seen in straight
        if is_home or decides:
            yield seen, decides


def _unread(
    home: Stop,
    stops: Sequence[Stop],
    clicks_to: Mapping[int, int],
    verdict: SiteVerdict,
    found_at: int | None,
) -> int:
    """How many pages were not read that might show evidence, nearer than what was found.

    Links to research count, those on pages behind the home page too. Where the home page has none, what it
    leads to instead counts if it could not be read; a page that is not there hides nothing.
    """
    near = [stops[number] for number, clicks in clicks_to.items() if found_at is None or clicks < found_at]
    linking = [
        stops[number]
        for number, clicks in clicks_to.items()
        if (found_at is None or clicks + 1 < found_at)
        and (stops[number] is home or not stops[number].problem)
    ]
    read = {address for stop in stops if stop.problem is None for address in stop.addresses}
    unread = frozenset[str]().union(*(stop.research for stop in linking)) - read
    if verdict == "linked" and found_at is None:
        return len(unread)
    failed = [
        stop
        for stop in near
        if stop.depth and stop.problem and not _is_gone(stop) and not stop.addresses & unread
    ]
    return len(unread) + len(failed)


def _is_gone(stop: Stop) -> bool:
    return stop.problem == "soft_404" or stop.status in MISSING

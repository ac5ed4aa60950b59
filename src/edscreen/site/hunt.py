"""The hunt: which pages behind the home page are read, in which order, and how far away evidence stands."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from edscreen.site import unwrapping
from edscreen.site.obstacles.recognise import is_same_page, wording
from edscreen.site.stop import Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from edscreen.site.obstacles.recognise import Wording
    from edscreen.site.page import Page
    from edscreen.site.seen import PageJudgement
    from edscreen.site.visit import Visitor


class _Lead(NamedTuple):
    """A page worth asking for, the smallest first: links to research, then by promise, then by address."""

    is_other: bool
    rank: int
    identity: str
    url: str


@dataclass(slots=True)
class Hunt:
    """A hunt through one site.

    Attributes:
        visitor: visits the site's pages.
        judge: judges a page.
        homes: the home pages that it begins at, read.
        pages: how many pages may be asked for, those that were asked for before it included.
        max_clicks: how far it goes.
        progress: is told each address before it is asked for, and its number.
        stops: the pages asked for, in order, home pages included.
        asked: how many addresses were asked for.
        out_of_time: whether the time for the site ended it.
    """

    visitor: Visitor
    judge: Callable[[Page], PageJudgement]
    homes: list[Stop]
    pages: int
    max_clicks: int
    progress: Callable[[str, int], None]
    stops: list[Stop]
    asked: int
    out_of_time: bool = False
    _wordings: list[tuple[Stop, Wording]] | None = field(default=None, init=False)

    async def run(self) -> None:
        """Follow leads, click by click, until independent evidence is found or a limit is reached."""
        for depth in range(1, self.max_clicks + 1):
            if self._leads_straight(depth - 1) or self._found_among_given(depth):
                return
            for lead in self._leads(depth - 1):
                if lead.identity in self._known():
                    continue
                if self.asked >= self.pages:
                    return
                try:
                    stop = await self._go(lead, depth)
                except TimeoutError:
                    self.out_of_time = True
                    return
                self.out_of_time = self.visitor.is_over
                found = stop.judgement.shows_independent or self._leads_straight(depth - 1)
                if found or self.out_of_time:
                    return

    def distances(self, home: Stop) -> dict[int, int]:
        """Clicks from `home` to the stops it leads to, by their number, over all links of the pages read."""
        numbers = {address: number for number, stop in enumerate(self.stops) for address in stop.addresses}
        start = self.stops.index(home)
        clicks = {start: 0}
        waiting = deque([start])
        while waiting:
            here = waiting.popleft()
            for address in self.stops[here].linked:
                there = numbers.get(address)
                if there is not None and there not in clicks:
                    clicks[there] = clicks[here] + 1
                    waiting.append(there)
        return clicks

    def _leads_straight(self, depth: int) -> bool:
        return any(stop.straight for stop in self.stops if stop.depth == depth)

    def _found_among_given(self, depth: int) -> bool:
        """Place the pages that were given, and are no home pages, where links lead to them."""
        found = False
        for given in [stop for stop in self.stops if stop.depth is None]:
            before = (stop for stop in self.stops if stop.depth == depth - 1)
            if any(given.addresses & stop.linked for stop in before):
                given.depth = depth
                found = found or given.judgement.shows_independent
        return found

    def _known(self) -> set[str]:
        return {address for stop in self.stops for address in stop.addresses}

    def _leads(self, depth: int) -> list[_Lead]:
        """The leads of all pages at a depth, each page once, by rank on the best page that names it."""
        found: dict[str, list[_Lead]] = {}
        for stop in self.stops:
            if stop.depth == depth:
                for lead in self._leads_of(stop):
                    found.setdefault(lead.identity, []).append(lead)
        return sorted(
            min(leads)._replace(url=min((lead.url for lead in leads), key=_spelling))
            for leads in found.values()
        )

    def _leads_of(self, stop: Stop) -> Iterator[_Lead]:
        for rank, (url, is_research) in enumerate(stop.leads):
            own = self.visitor.owner.owns_url(url) or unwrapping.is_redirecting(url)
            if own and unwrapping.is_page(url):
                yield _Lead(not is_research, rank, unwrapping.identity(url), url)

    async def _go(self, lead: _Lead, depth: int) -> Stop:
        self.asked += 1
        self.progress(lead.url, self.asked)
        stop = Stop.at(await self.visitor.visit(lead.url, depth), depth)
        if same := self._same_stop(stop):
            same.addresses |= stop.addresses
            return same
        self._compare_with_homes(stop)
        stop.judge(self.judge)
        self.stops.append(stop)
        if stop.problem == "redirect_offsite":
            self._open_link(lead.identity, stop.url)
        return stop

    def _same_stop(self, stop: Stop) -> Stop | None:
        """The stop that this is again: by its address in the end, or by every byte."""
        end = unwrapping.identity(stop.url)
        for other in self.stops:
            same_bytes = stop.page and not other.problem and other.sha256 == stop.sha256
            if (end in other.addresses or same_bytes) and other.depth != 0:
                return other
        return None

    def _compare_with_homes(self, stop: Stop) -> None:
        """Find out a page that is the home page again: what stands there is not behind a link."""
        if stop.page is None:
            return
        if self._wordings is None:
            self._wordings = [(home, wording(home.page)) for home in self.homes if home.page]
        for home, said in self._wordings:
            if is_same_page(said, stop.page):
                stop.is_home_again(home)
                return

    def _open_link(self, address: str, target: str) -> None:
        """Judge the pages anew that link to `address`, now that it is known to lead to another site."""
        for stop in self.stops:
            if stop.page and address in stop.linked:
                links = tuple(
                    link._replace(url=target) if unwrapping.identity(link.url) == address else link
                    for link in stop.page.links
                )
                stop.page = replace(stop.page, links=links)
                stop.judge(self.judge)


def _spelling(url: str) -> tuple[bool, int, str]:
    """Which of a page's addresses is asked for: one with encryption, the shortest."""
    return url.startswith("http:"), len(url), url

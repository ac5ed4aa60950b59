"""Fetching pages politely, and only from addresses that are public.

A page passes, hop by hop: the gate (scheme, port, user, literal address), robots.txt of its host, its turn
at that host, the cache's question whether it changed, and the guarded connection (see `guard`). Redirects
and meta-refreshes begin anew at the gate; scripts are not run. What a site does is never an exception here.

Each server has a connection of its own, kept between requests: a shared pool slows down with every
connection it holds (encode/httpx#3215). httpcore, which httpx is built on, is used by itself: its network
backend is a public parameter there, and what httpx adds (cookies, redirects, decoding) must not happen here.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from edscreen.profile.users import without_user
from edscreen.site.fetched import Fetched
from edscreen.site.fetching.asking import Answer, Caps, Unread
from edscreen.site.fetching.cache import Cache
from edscreen.site.fetching.identity import request_headers
from edscreen.site.fetching.lines import Clock, Switchboard
from edscreen.site.fetching.manners import retry_after
from edscreen.site.fetching.refresh import page_refresh, refresh_target
from edscreen.site.fetching.robots_reader import RobotsReader
from edscreen.site.fetching.targets import Target, join, read_target
from edscreen.site.problems import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from edscreen.site.fetching.settings import FetchSettings
    from edscreen.site.problems import Problem


@dataclass(slots=True)
class _Visit:
    """What is known so far of one address asked for."""

    asked: str
    url: str
    clock: Clock
    caps: Caps
    past_cache: bool
    answer: Answer | None = None
    from_cache: bool = False
    redirects: list[str] = field(default_factory=list)

    def fetched(self, problem: Problem | None, detail: str | None) -> Fetched:
        """Say what came of it."""
        answer = self.answer
        return Fetched(
            asked=self.asked,
            url=self.url,
            status=answer.status if answer else None,
            headers=answer.headers if answer else (),
            body=answer.body if answer else b"",
            fetched_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            problem=problem,
            detail=detail,
            redirects=tuple(self.redirects),
            from_cache=self.from_cache,
        )


class Fetcher:
    """Fetches the pages of a run; one for thousands of sites at once.

    Use it as an asynchronous context manager, in one event loop.

    Args:
        settings: how sites are fetched.

    Raises:
        ValueError: where the settings' proxy cannot be read, with a sentence for the user.
    """

    def __init__(self, settings: FetchSettings) -> None:
        self._limits = settings.limits
        self._pause = 1 / settings.requests_per_second
        self._headers = request_headers(settings.contact)
        self._board = Switchboard(settings)
        self._robots = RobotsReader(self._board, self._limits, self._headers, self._pause)
        self._cache = Cache(settings.cache_dir)
        self._tidying: asyncio.Task[None] | None = None

    @property
    def proxy(self) -> str | None:
        """The proxy all requests go through, without its password; it looks names up and checks addresses.

        None where edscreen does so itself. Through a proxy, edscreen still refuses what the address alone
        shows: other schemes and ports, a user's name, `localhost` and addresses written out.
        """
        return self._board.proxy.url if self._board.proxy else None

    async def __aenter__(self) -> Self:
        self._tidying = asyncio.create_task(self._board.lanes.tidy())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._tidying is not None:
            self._tidying.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._tidying
        await self._board.aclose()

    async def fetch(
        self,
        url: str,
        *,
        is_own: Callable[[str], bool] | None = None,
        until: float | None = None,
        past_cache: bool = False,
        max_bytes: int | None = None,
    ) -> Fetched:
        """Fetch one page, whatever happens on the way.

        Args:
            url: the page's address; one with a user's name is refused, and given back without it.
            is_own: says whether a host, as in `Address.host`, still belongs to the site. A redirect or
                refresh to another is not followed: `redirect_offsite`, with its target as `url`.
            until: when the time for the whole site is up, in the event loop's time; on top of the page's own.
            past_cache: whether the site must send the page again even if it did not change.
            max_bytes: most bytes of the body, inflated, in place of the settings' limit.

        Returns:
            What was answered in the end. An answer of status 400 and more is a problem, but its headers and
            body are kept, since they may tell a wall from an error.
        """
        most = self._limits.bytes if max_bytes is None else max_bytes
        clock = Clock(self._limits.page_seconds, until)
        asked = without_user(url)
        visit = _Visit(asked, asked, clock, Caps(max(self._limits.raw_bytes, most), most), past_cache)
        try:
            async with asyncio.timeout_at(until):
                answer = await self._follow(visit, url, is_own)
        except Unreadable as fault:
            if isinstance(fault, Unread):
                visit.answer = fault.head
            return visit.fetched(fault.problem, fault.detail)
        except TimeoutError:
            return visit.fetched(
                "too_slow" if visit.answer else "timeout", "the time for the site was used up"
            )
        return visit.fetched(*_problem_of(answer))

    async def _follow(self, visit: _Visit, url: str, is_own: Callable[[str], bool] | None) -> Answer:
        target = read_target(url)
        self._board.gate.check(target)
        seen: set[str] = set()
        while True:
            visit.url = target.url
            seen.add(target.url)
            visit.answer = answer = await self._page(target, visit)
            onward = self._onward(target, answer)
            if onward is None:
                return answer
            visit.redirects.append(target.url)
            visit.url, visit.from_cache = without_user(onward), False
            target = read_target(onward)
            visit.url = target.url
            self._board.gate.check(target)
            if is_own is not None and not is_own(target.host):
                raise Unreadable("redirect_offsite", f"it leads to {target.host}")
            if target.url in seen:
                unless = " unless a cookie is kept" if answer.header("set-cookie") else ""
                raise Unreadable("redirect_loop", f"it leads back to where it came from{unless}")
            if len(visit.redirects) > self._limits.redirects:
                raise Unreadable("redirect_loop", f"it leads on more than {self._limits.redirects} times")

    async def _page(self, target: Target, visit: _Visit) -> Answer:
        with self._board.lanes.lane(target.host) as lane:
            robots = await self._robots.of(target, lane, visit.clock.until)
            robots.check(target)
            opened = self._board.gate.opens(target.host, target.port)
            kept = None if visit.past_cache or opened else self._cache.find(target.url, visit.caps.bytes)
            headers = [*self._headers, *(kept.conditions() if kept else ())]
            if visit.past_cache:
                headers.append((b"Cache-Control", b"no-cache"))
            pause = max(self._pause, robots.crawl_delay)
            answer = await self._board.ask(target, lane, headers, visit.caps, pause=pause, clock=visit.clock)
        if kept and answer.status == 304:
            visit.from_cache = True
            return kept.confirmed(answer)
        if not opened:
            self._cache.keep(target.url, answer)
        return answer

    def _onward(self, target: Target, answer: Answer) -> str | None:
        """Return where an answer sends the reader; None where there is a page to read."""
        if answer.location is not None:
            return join(target, answer.location)
        if not 200 <= answer.status < 300:
            return None
        longest = self._limits.refresh_seconds
        reference = refresh_target(answer.header("refresh") or "", longest)
        if reference is None and _may_be_html(answer):
            reference = page_refresh(answer.body, longest)
        if reference is None:
            return None
        onward = join(target, reference)
        try:
            # A page that loads itself again leads nowhere, nor does what is no address.
            return None if read_target(onward).url == target.url else onward
        except Unreadable as fault:
            return onward if fault.problem == "blocked_address" else None


def _may_be_html(answer: Answer) -> bool:
    kind = (answer.header("content-type") or "").lower()
    return not kind or "html" in kind


def _problem_of(answer: Answer) -> tuple[Problem | None, str | None]:
    """Return what an answer's status says, before anybody looked at its page."""
    if answer.status < 400:
        return None, None
    detail = f"status {answer.status}"
    wait = retry_after(answer)
    if wait is not None:
        seconds = f"{wait:,.0f}"
        detail += f", and the wish to come back in {seconds} second{'' if seconds == '1' else 's'}"
    if answer.status == 429:
        return "rate_limited", detail
    return ("http_4xx" if answer.status < 500 else "http_5xx"), detail

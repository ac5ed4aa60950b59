"""Pages as they are once their scripts have run, from a browser that the user has."""

from __future__ import annotations

import asyncio
import weakref
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Protocol

from edscreen.registries.addresses import parse_address
from edscreen.site.fetching.identity import user_agent
from edscreen.site.fetching.resolving import Resolver
from edscreen.site.fetching.settings import MOST_REDIRECTS, parse_proxy
from edscreen.site.fetching.targets import Gate
from edscreen.site.problems import Unreadable
from edscreen.site.rendering.browser import (
    browser_identity,
    fresh_context,
    runs_without_sandbox,
    started_browser,
)
from edscreen.site.rendering.checking_proxy import CheckingProxy
from edscreen.site.rendering.finding import check_renderer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from edscreen.site.fetched import Fetched
    from edscreen.site.fetching.settings import FetchSettings
    from edscreen.site.rendering.window import Window

RENDERED: Final = "x-edscreen-rendered"
"""Header of a page whose body is what the browser made of it; its value names the browser."""

_AT_ONCE: Final = 2
_MOST_PICTURES: Final = 8 * _AT_ONCE
_NOT_OF_THE_BODY: Final = frozenset(
    {"content-type", "content-encoding", "content-length", "transfer-encoding", "etag", "last-modified"}
)


class _Fetches(Protocol):
    async def fetch(
        self,
        url: str,
        *,
        is_own: Callable[[str], bool] | None = None,
        until: float | None = None,
        past_cache: bool = False,
        max_bytes: int | None = None,
    ) -> Fetched: ...


class BrowserSource:
    """Gives pages with their scripts run; all else is as the fetcher has it.

    The page itself is asked for by the fetcher, with its manners: robots.txt, its turn, its limits. The
    browser is handed that answer, runs it, and loads what it asks for through a proxy that checks every
    address as the fetcher does. Where a script sends the reader on, the fetcher asks for the next page too.
    What is no HTML, or an error, is given as the fetcher got it.

    Limits: what a page loads comes as fast as the browser asks for it; closed shadow roots and the content of
    frames are not seen; a page may show a browser without hands another face than a reader.

    Args:
        fetcher: asks for the pages.
        settings: the fetcher's, for hosts that the user opened, proxy, contact and cap.
        executable: the browser's program; None to look for one.
        seconds: how long one page may take in the browser.
        screenshots: whether to take a picture of each page; pictures and fonts are loaded only then.

    Attributes:
        notice: what the user should know of how the browser runs; None where there is nothing.

    Raises:
        CannotRender: there is no browser, or Playwright is missing.
    """

    def __init__(
        self,
        fetcher: _Fetches,
        settings: FetchSettings,
        *,
        executable: Path | None = None,
        seconds: float = 30,
        screenshots: bool = False,
    ) -> None:
        self._fetcher = fetcher
        self._settings = settings
        self._program = check_renderer(executable)
        self._seconds = seconds
        self._with_pictures = screenshots
        self._pictures: dict[str, bytes] = {}
        self._resolver = Resolver()
        weakref.finalize(self, self._resolver.close)
        # Each takes some hundred megabytes.
        self._free = asyncio.Semaphore(_AT_ONCE)
        self.notice = (
            "The browser runs without its sandbox, because edscreen runs as root: better use another user."
            if runs_without_sandbox()
            else None
        )

    def take_screenshot(self, page: Fetched) -> bytes | None:
        """Return the picture of a page that was given, as PNG, once; None where there is none."""
        return self._pictures.pop(page.sha256, None)

    async def fetch(
        self,
        url: str,
        *,
        is_own: Callable[[str], bool] | None = None,
        until: float | None = None,
        past_cache: bool = False,
        max_bytes: int | None = None,
    ) -> Fetched:
        """Return a page with its scripts run; the arguments are the fetcher's.

        Raises:
            CannotRender: the browser does not start.
        """

        async def ask(address: str) -> Fetched:
            return await self._fetcher.fetch(
                address, is_own=is_own, until=until, past_cache=past_cache, max_bytes=max_bytes
            )

        first = await ask(url)
        if not _is_page(first):
            return first
        begun = False
        try:
            async with asyncio.timeout_at(until), self._free:
                begun = True
                async with asyncio.timeout(self._seconds):
                    return await self._rendered(first, ask, is_own)
        except TimeoutError:
            end = "its scripts did not come to an end" if begun else "no browser was free"
            problem = Unreadable("too_slow", f"{end} in the time allowed")
        except Unreadable as found:
            problem = found
        return replace(first, body=b"", problem=problem.problem, detail=problem.detail, from_cache=False)

    async def _rendered(
        self, first: Fetched, ask: Callable[[str], Awaitable[Fetched]], is_own: Callable[[str], bool] | None
    ) -> Fetched:
        # It needs Playwright, which only a run with a browser has.
        from edscreen.site.rendering.window import Window

        upstream = None if self._settings.proxy is None else parse_proxy(self._settings.proxy)
        proxy = CheckingProxy(Gate(self._settings.allow_hosts), self._resolver, upstream)
        port = await proxy.start()
        try:
            async with started_browser(self._program, port) as browser:
                name, agent = await browser_identity(browser)
                async with fresh_context(browser, f"{agent} {user_agent(self._settings.contact)}") as context:
                    window = Window(context, pictures=self._with_pictures)
                    await window.open()
                    page = await self._shown(window, first, ask, is_own)
                    if not _is_page(page):
                        return page
                    if proxy.exceeded:
                        raise Unreadable("too_large", proxy.exceeded)
                    return await self._as_it_stands(window, page, name)
        finally:
            await proxy.close()

    async def _shown(
        self,
        window: Window,
        first: Fetched,
        ask: Callable[[str], Awaitable[Fetched]],
        is_own: Callable[[str], bool] | None,
    ) -> Fetched:
        """Show a page and those that its scripts lead on to; return the one that came to rest."""
        page = first
        while (onward := await window.show(page)) is not None:
            redirects = (*page.redirects, page.url)
            address = parse_address(onward)
            if address is None or (is_own and not is_own(address.host)):
                detail = "a script of the page leads to another site"
                return replace(
                    page, url=onward, body=b"", problem="redirect_offsite", detail=detail, redirects=redirects
                )
            if onward in redirects or len(redirects) > MOST_REDIRECTS:
                raise Unreadable("redirect_loop", "its scripts lead on and on")
            answer = await ask(onward)
            page = replace(answer, asked=first.asked, redirects=(*redirects, *answer.redirects))
            if not _is_page(page):
                break
        return page

    async def _as_it_stands(self, window: Window, page: Fetched, browser: str) -> Fetched:
        body = await window.html(self._settings.limits.bytes)
        kept = tuple((name, value) for name, value in page.headers if name not in _NOT_OF_THE_BODY)
        rendered = replace(
            page,
            url=window.url,
            headers=(("content-type", "text/html; charset=utf-8"), *kept, (RENDERED, browser)),
            body=body,
            fetched_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            from_cache=False,
        )
        picture = await window.picture() if self._with_pictures else None
        if picture:
            self._pictures[rendered.sha256] = picture
            while len(self._pictures) > _MOST_PICTURES:  # nobody waited for the page of the first one
                self._pictures.pop(next(iter(self._pictures)), None)
        return rendered


def _is_page(answer: Fetched) -> bool:
    """Tell whether an answer is a page whose scripts may run: HTML, received well."""
    kind = (answer.header("content-type") or "").partition(";")[0].strip().lower()
    if answer.problem is not None or answer.status != 200 or not answer.body:
        return False
    return kind in {"text/html", "application/xhtml+xml"} or (
        not kind and answer.body.lstrip().startswith(b"<")
    )

"""A window of the browser: it shows a page until that has come to rest, and says what stands there then."""

from __future__ import annotations

import asyncio
import base64
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from playwright.async_api import Error

from edscreen.site.problems import Unreadable
from edscreen.site.rendering.browser import WIDTH

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, CDPSession, Page, Request, Route

    from edscreen.site.fetched import Fetched

MOST_REQUESTS: Final = 1_000
"""Requests that a page may make."""

_QUIET_SECONDS: Final = 0.5
_LONGEST_LOADING: Final = 8.0
_LONGEST_REST: Final = 3.0
_WALKING_STEPS: Final = 40
_HIGHEST_PICTURE: Final = 10_000
_WITHOUT_PICTURES: Final = frozenset({"image", "font", "media"})
_NEVER_LOADED: Final = frozenset({"media"})
_NEVER_ENDING: Final = frozenset({"eventsource", "websocket", "ping"})
_NOT_SENT_ON: Final = frozenset({"content-encoding", "content-length", "transfer-encoding"})


class Window:
    """One window in a fresh context.

    Args:
        context: the context.
        pictures: whether pictures and fonts are loaded.
    """

    def __init__(self, context: BrowserContext, *, pictures: bool) -> None:
        self._context = context
        self._left_out = _NEVER_LOADED if pictures else _WITHOUT_PICTURES
        self._page: Page | None = None
        self._cdp: CDPSession | None = None
        self._given: Fetched | None = None
        self._shown = ""
        self._arrived = False
        self._turned: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._requests = 0
        self._loading: set[Request] = set()
        self._busy_at = 0.0

    async def open(self) -> None:
        """Open the window; whatever the context loads from now on passes here."""
        await self._context.route("**/*", self._decide)
        self._context.on("request", self._begun)
        self._context.on("requestfinished", self._ended)
        self._context.on("requestfailed", self._ended)
        self._page = await self._context.new_page()
        self._context.on("page", _close)
        self._page.on("crash", lambda _: self._turn(Unreadable("too_complex", "it made the browser fail")))
        self._cdp = await self._context.new_cdp_session(self._page)

    async def show(self, answer: Fetched) -> str | None:
        """Show a page that was fetched, until it has come to rest.

        Returns:
            The address that its scripts send the reader on to; None where they do not.

        Raises:
            Unreadable: it cannot be shown.
        """
        self._given, self._shown, self._arrived = answer, answer.url, False
        self._turned = asyncio.get_running_loop().create_future()
        resting = asyncio.ensure_future(self._come_to_rest(answer.url))
        try:
            either: list[asyncio.Future[Any]] = [resting, self._turned]
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            resting.cancel()
            await asyncio.gather(resting, return_exceptions=True)
        if self._turned.done():
            return self._turned.result()
        if self._requests > MOST_REQUESTS:
            raise Unreadable("too_complex", f"the page makes more than {MOST_REQUESTS:,} requests")
        if not resting.cancelled() and (fault := resting.exception()):
            raise fault
        return None

    @property
    def url(self) -> str:
        """Where the window stands: scripts may have changed the address without leaving the page."""
        return self._open_page.url.partition("#")[0]

    async def html(self, longest: int) -> bytes:
        """Return the page as it stands, as UTF-8.

        Raises:
            Unreadable: it is longer than `longest` bytes, or cannot be read.
        """
        if not self.url.startswith(("http://", "https://")):
            raise Unreadable("too_complex", "the browser could not show it")
        # Lone halves of surrogate pairs are none of UTF-8's; a browser would show a replacement for them.
        html = str(await self._run("composed.js", longest)).encode("utf-8", "replace")
        if len(html) > longest:
            raise Unreadable("too_large", "the page is larger than the limit")
        return html

    async def picture(self) -> bytes | None:
        """Return a picture of the whole page down to a limit, as PNG; None where none can be taken."""
        with suppress(Error, KeyError, ValueError):
            size = (await self._session.send("Page.getLayoutMetrics"))["cssContentSize"]
            height = max(1, min(int(size["height"]), _HIGHEST_PICTURE))
            clip = {"x": 0, "y": 0, "width": WIDTH, "height": height, "scale": 1}
            taken = await self._session.send(
                "Page.captureScreenshot", {"format": "png", "captureBeyondViewport": True, "clip": clip}
            )
            return base64.b64decode(taken["data"])
        return None

    async def _come_to_rest(self, url: str) -> None:
        try:
            await self._open_page.goto(url, wait_until="commit", timeout=0)
        except Error as fault:
            if "Download is starting" in fault.message:
                raise Unreadable("not_html", "it is a file to be saved") from None
            raise Unreadable("too_complex", "the browser could not show it") from None
        self._arrived = True
        await self._quiet(_LONGEST_LOADING)
        await self._run("walk.js", _WALKING_STEPS)
        await self._quiet(_LONGEST_REST)

    async def _quiet(self, longest: float) -> None:
        """Wait until nothing has been loading for a moment and the page stays as it is."""
        now = asyncio.get_running_loop().time
        end = now() + longest
        state = before = None
        # One that is still being received is no page yet: only the time for all of it ends the waiting.
        while now() < end or not state:
            await asyncio.sleep(_QUIET_SECONDS / 2)
            state = await self._run("state.js", 0)
            loading = self._loading or now() - self._busy_at < _QUIET_SECONDS
            if state and state == before and not loading:
                return
            before = state

    async def _run(self, script: str, argument: int) -> object:
        """Run a script of edscreen's own on the page, in a world that the page's scripts cannot touch."""
        try:
            frame = (await self._session.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
            world = await self._session.send("Page.createIsolatedWorld", {"frameId": frame})
            outcome = await self._session.send(
                "Runtime.evaluate",
                {
                    "expression": f"({_script(script)})({argument})",
                    "contextId": world["executionContextId"],
                    "awaitPromise": True,
                    "returnByValue": True,
                },
            )
        except Error:
            raise Unreadable("too_complex", "its scripts do not let it be read") from None
        if "exceptionDetails" in outcome:
            raise Unreadable("too_complex", "its scripts do not let it be read")
        return outcome["result"].get("value")

    async def _decide(self, route: Route) -> None:
        """Say what becomes of a request: the page is given, what it needs is loaded, the rest is not."""
        # The browser may be gone by the time the answer is there.
        with suppress(Error):
            request = route.request
            if request.is_navigation_request() and not _is_framed(request):
                await self._navigate(route)
            elif request.resource_type in self._left_out or self._requests > MOST_REQUESTS:
                await route.abort()
            else:
                self._requests += 1
                await route.continue_()

    async def _navigate(self, route: Route) -> None:
        request, given = route.request, self._given
        # Nothing else would say so of one that is refused.
        self._ended(request)
        if request.frame != self._open_page.main_frame:
            await route.abort()
        elif given is not None:
            self._given = None
            headers = {name: value for name, value in given.headers if name not in _NOT_SENT_ON}
            await route.fulfill(status=given.status or 200, headers=headers, body=given.body)
        else:
            # For any other reason the browser would put a page of its own in place of the site's.
            await route.abort("aborted")
            # A page that loads itself again leads nowhere, nor does a form that sends itself.
            onward = request.url.partition("#")[0]
            here = {self._shown, self.url} if self._arrived else {self._shown}
            if request.method == "GET" and onward not in here:
                self._turn(onward)

    def _turn(self, to: str | Unreadable) -> None:
        if self._turned.done():
            return
        if isinstance(to, str):
            self._turned.set_result(to)
        else:
            self._turned.set_exception(to)

    def _begun(self, request: Request) -> None:
        self._busy_at = asyncio.get_running_loop().time()
        if request.resource_type not in _NEVER_ENDING:
            self._loading.add(request)

    def _ended(self, request: Request) -> None:
        self._busy_at = asyncio.get_running_loop().time()
        self._loading.discard(request)

    @property
    def _open_page(self) -> Page:
        if self._page is None:
            raise RuntimeError("the window was not opened")
        return self._page

    @property
    def _session(self) -> Any:
        if self._cdp is None:
            raise RuntimeError("the window was not opened")
        return self._cdp


def _is_framed(request: Request) -> bool:
    try:
        return request.frame.parent_frame is not None
    except Error:
        # A window that opens itself asks before it has a frame.
        return False


async def _close(window: Page) -> None:
    with suppress(Error):
        await window.close()


@lru_cache
def _script(name: str) -> str:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    # A function's expression: neither comment nor semicolon may stand around it.
    return "\n".join(line for line in text.splitlines() if not line.startswith("//")).rstrip().rstrip(";")

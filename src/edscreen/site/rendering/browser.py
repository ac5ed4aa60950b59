"""A browser for one page: started with every other way out shut, and gone afterwards."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

from edscreen.site.rendering.finding import CannotRender

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from playwright.async_api import Browser, BrowserContext, Playwright

WIDTH: Final = 1280
"""Width of the window, in CSS pixels."""
_HEIGHT: Final = 1600
_START_SECONDS: Final = 20
_END_SECONDS: Final = 3

_SWITCHES: Final = (
    # Everything goes through the proxy, this computer's own names included; nothing is looked up here.
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--dns-prefetch-disable",
    # What could go past a proxy: QUIC and web transport, and calls from browser to browser.
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",  # its name in newer versions
    # What the browser would ask for on its own account.
    "--no-pings",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-background-networking",
    # What a page needs no more than its text: drawing in three dimensions, and memory without end.
    "--disable-gpu",
    "--disable-3d-apis",
    "--js-flags=--max-old-space-size=512",
)

# Neither is there any other way to shut these; both would send datagrams that no proxy sees.
_WITHOUT_DATAGRAMS: Final = """
for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "RTCDataChannel", "WebTransport"]) {
  Object.defineProperty(window, name, { value: undefined, writable: false, configurable: false });
}
"""


def runs_without_sandbox() -> bool:
    """Tell whether the browser must run without its sandbox: it refuses to run with one as root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


@asynccontextmanager
async def started_browser(program: Path, proxy_port: int) -> AsyncIterator[Browser]:
    """Start a browser whose only way out is the proxy on that port; afterwards its processes are gone.

    Raises:
        CannotRender: the program did not start.
    """
    from playwright.async_api import Error, async_playwright

    driver = await async_playwright().start()
    try:
        try:
            browser = await driver.chromium.launch(
                executable_path=program,
                args=[f"--proxy-server=http://127.0.0.1:{proxy_port}", *_SWITCHES],
                # Playwright lets scripts open windows; for a reader the browser keeps those shut.
                ignore_default_args=["--disable-popup-blocking"],
                chromium_sandbox=not runs_without_sandbox(),
                timeout=_START_SECONDS * 1000,
            )
        except Error as fault:
            reason = " ".join(fault.message.split("\n", 1)[0].split())
            raise CannotRender(f"The browser {program.as_posix()} did not start ({reason[:200]}).") from None
        try:
            process = await _process_of(browser)
            yield browser
        finally:
            await _end(browser, process)
    finally:
        await _stop(driver)


@asynccontextmanager
async def fresh_context(browser: Browser, user_agent: str) -> AsyncIterator[BrowserContext]:
    """Open a context that knows nothing, may nothing and keeps nothing."""
    context = await browser.new_context(
        accept_downloads=False,
        service_workers="block",
        viewport={"width": WIDTH, "height": _HEIGHT},
        user_agent=user_agent,
        locale="en-US",
        permissions=[],
    )
    await context.add_init_script(_WITHOUT_DATAGRAMS)
    yield context
    # The browser ends with the page, and the context with it.


async def browser_identity(browser: Browser) -> tuple[str, str]:
    """Return the browser's name with its version, and what it calls itself to sites."""
    session = await browser.new_browser_cdp_session()
    said = await session.send("Browser.getVersion")
    await session.detach()
    # Sites are told below who asks; "headless" says nothing more, and makes some give another page.
    return said["product"], said["userAgent"].replace("HeadlessChrome", "Chrome")


async def _process_of(browser: Browser) -> int | None:
    session = await browser.new_browser_cdp_session()
    processes = (await session.send("SystemInfo.getProcessInfo"))["processInfo"]
    await session.detach()
    return next((int(process["id"]) for process in processes if process["type"] == "browser"), None)


async def _end(browser: Browser, process: int | None) -> None:
    """End the browser: by asking it, and where it does not end in time, by force."""
    try:
        with suppress(Exception):
            async with asyncio.timeout(_END_SECONDS):
                await browser.close()
    finally:
        if process is not None:
            _kill(process)


def _kill(process: int) -> None:
    with suppress(OSError):
        if hasattr(os, "killpg"):
            # Playwright makes the browser the head of a group of its own; its helpers belong to it.
            os.killpg(process, signal.SIGKILL)
        else:
            os.kill(process, signal.SIGTERM)


async def _stop(driver: Playwright) -> None:
    with suppress(Exception):
        async with asyncio.timeout(_END_SECONDS):
            await driver.stop()

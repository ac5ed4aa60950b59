"""Politeness, measured where requests leave: a busy machine's server may note them late."""

from __future__ import annotations

import asyncio
import socket
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.site.fetching.fetcher import Fetcher
from edscreen.site.fetching.settings import FetchSettings, Limits
from edscreen.site.fetching.wire import Wire, open_wire

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.fetched import Fetched

    Page = Callable[..., bytes]
    Settings = Callable[..., FetchSettings]
    Fetch = Callable[..., Fetched]

PATIENT = Limits(page_seconds=5, retry_seconds=0.05, longest_retry_after=1.2, longest_crawl_delay=0.4)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """When each request left."""
    times: list[float] = []
    write = Wire.write

    async def note(self: Wire, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        if buffer:
            times.append(time.monotonic())
        await write(self, buffer, timeout)

    monkeypatch.setattr(Wire, "write", note)
    return times


def gaps(times: list[float]) -> list[float]:
    return [later - earlier for earlier, later in pairwise(times)]


def fetch_all(settings: FetchSettings, urls: list[str]) -> list[Fetched]:
    async def run() -> list[Fetched]:
        async with Fetcher(settings) as fetcher:
            return await asyncio.gather(*(fetcher.fetch(url) for url in urls))

    return asyncio.run(run())


def in_turn(replies: list[bytes | None]) -> Callable[[Any], bytes | None]:
    """Answer every request with the next reply, and with the last one from then on."""
    return lambda _: replies.pop(0) if len(replies) > 1 else replies[0]


def test_one_request_at_a_time_with_a_pause_between_robots_txt_included(
    serve: Any, page: Page, settings: Settings, sent: list[float]
) -> None:
    at_once, most = 0, 0

    def slow(_: Any) -> bytes:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        time.sleep(0.05)
        at_once -= 1
        return page()

    server = serve(slow)
    got = fetch_all(settings(server, requests_per_second=5), [f"{server.url}/{n}" for n in range(5)])
    assert [each.problem for each in got] == [None] * 5
    assert server.paths().count("/robots.txt") == 1
    assert len(server.asked) == 6
    assert 0.2 <= min(gaps(sent)) <= max(gaps(sent)) < 4
    assert most == 1


def test_the_pause_is_for_the_host_whatever_the_port(
    serve: Any, settings: Settings, sent: list[float]
) -> None:
    first, second = serve(), serve()
    fetch_all(settings(first, second, requests_per_second=5), [first.url, second.url])
    assert len(sent) == len(first.asked) + len(second.asked) == 4
    assert min(gaps(sent)) >= 0.2


def test_hosts_do_not_wait_for_each_other(serve: Any, settings: Settings, sent: list[float]) -> None:
    first, second = serve(), serve()
    name = f"localhost:{second.port}"
    got = fetch_all(settings(first, name, requests_per_second=2), [first.url, f"http://{name}/"])
    assert [each.problem for each in got] == [None] * 2
    assert len(sent) == 4
    assert min(gaps(sent)) < 0.5


def test_the_usual_pace_is_one_request_a_second(
    serve: Any, settings: Settings, fetch: Fetch, sent: list[float]
) -> None:
    server = serve()
    fetch(settings(server, requests_per_second=FetchSettings().requests_per_second), server.url)
    assert 1 <= gaps(sent)[0] < 5


def test_a_slow_first_connection_does_not_shorten_the_pause(
    serve: Any, settings: Settings, fetch: Fetch, sent: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def slow(ip: str, port: int, most: int) -> Any:
        await asyncio.sleep(0.15)
        return await open_wire(ip, port, most)

    monkeypatch.setattr("edscreen.site.fetching.guard.open_wire", slow)
    server = serve()
    fetch(settings(server, requests_per_second=5), server.url)
    assert gaps(sent)[0] >= 0.2


def test_a_crawl_delay_is_obeyed_up_to_the_longest(
    serve: Any, page: Page, settings: Settings, fetch: Fetch, sent: list[float]
) -> None:
    robots = page("User-agent: edscreen\nCrawl-delay: 0.3\n\nUser-agent: *\nCrawl-delay: 0\n")
    server = serve(
        lambda asked: page(b"", 302, location="/end") if asked.path == "/" else page(), robots=robots
    )
    assert fetch(settings(server, limits=PATIENT), server.url).problem is None
    assert 0.3 <= gaps(sent)[1] < 4
    sent.clear()
    long = serve(
        lambda asked: page(b"", 302, location="/end") if asked.path == "/" else page(),
        robots=page("User-agent: *\nCrawl-delay: 600\n"),
    )
    assert fetch(settings(long, limits=PATIENT), long.url).problem is None
    assert 0.4 <= gaps(sent)[1] < 4
    assert Limits().longest_crawl_delay == 10


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_waited_for(
    status: int, form: str, serve: Any, page: Page, settings: Settings, fetch: Fetch, sent: list[float]
) -> None:
    def when() -> str:
        if form == "seconds":
            return "1"
        # Whole seconds: rounded up, so that what is asked for lies between 1 and 2 seconds ahead.
        return format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)

    replies = [status]
    server = serve(lambda _: page(b"", replies.pop(), retry_after=when()) if replies else page())
    limits = Limits(page_seconds=5, longest_retry_after=3, retry_seconds=0.01)
    got = fetch(settings(server, limits=limits), server.url)
    assert got.problem is None
    assert len(server.pages()) == 2
    assert 0.9 <= gaps(sent)[1] < 6


@pytest.mark.parametrize("wait", ["2", "86400", "Wed, 21 Oct 2099 07:28:00 GMT"])
def test_a_retry_after_that_is_too_long_ends_the_visit_at_once(
    wait: str, serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(page("slow down", 429, retry_after=wait))
    got = fetch(settings(server, limits=PATIENT), server.url)
    assert (got.problem, got.status, got.body) == ("rate_limited", 429, b"slow down")
    assert got.detail is not None
    assert "come back in" in got.detail
    assert len(server.pages()) == 1


def test_one_second_is_named_in_the_singular(
    serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(page("slow down", 429, retry_after="1"))
    got = fetch(settings(server, limits=Limits(longest_retry_after=0.1)), server.url)
    assert got.detail is not None
    assert got.detail.endswith("the wish to come back in 1 second")


@pytest.mark.parametrize(
    "wait", ["-5", "soon", "", "1e9", "9" * 400, "Wed, 99 Oct 2099", "Wed, 21 Oct 2015 07:28:00 GMT"]
)
def test_a_retry_after_that_means_nothing_changes_nothing(
    wait: str, serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(in_turn([page(b"", 429, retry_after=wait), page()]))
    assert fetch(settings(server, limits=PATIENT), server.url).problem is None
    assert len(server.pages()) == 2


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 520])
def test_an_error_that_may_pass_is_asked_about_twice_more(
    status: int, serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    passing = serve(in_turn([page(b"", status), page(b"", status), page()]))
    assert fetch(settings(passing, limits=PATIENT), passing.url).problem is None
    lasting = serve(page("down", status))
    got = fetch(settings(lasting, limits=PATIENT), lasting.url)
    assert (got.problem, got.status) == ("rate_limited" if status == 429 else "http_5xx", status)
    assert got.body == b"down"
    assert len(lasting.pages()) == 3


def test_pauses_before_asking_again_grow_and_differ(
    serve: Any, page: Page, settings: Settings, sent: list[float]
) -> None:
    server = serve(page(b"", 500))
    limits = Limits(retry_seconds=0.1)
    fetch_all(settings(server, limits=limits), [server.url])
    first, second = gaps(sent)[1:]
    assert 0.05 <= first < 4
    assert 0.1 <= second < 4


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 501])
def test_an_error_that_lasts_is_not_asked_about_again(
    status: int, serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(page("no", status))
    got = fetch(settings(server), server.url)
    assert got.problem == ("http_5xx" if status == 501 else "http_4xx")
    assert (got.status, got.body, got.detail) == (status, b"no", f"status {status}")
    assert len(server.pages()) == 1


@pytest.mark.parametrize("status", [403, 429, 503])
def test_a_check_for_humans_is_not_asked_again_and_keeps_its_marks(
    status: int, serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(page("<title>Just a moment...</title>", status, cf_mitigated="challenge"))
    got = fetch(settings(server), server.url)
    assert got.status == status
    assert got.header("cf-mitigated") == "challenge"
    assert b"moment" in got.body
    assert len(server.pages()) == 1


def test_a_connection_that_breaks_is_tried_again(
    serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    cut = [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"]
    replies: list[Any] = [cut, None, page("whole")]
    server = serve(lambda _: replies.pop(0))
    got = fetch(settings(server), server.url)
    assert (got.problem, got.body) == (None, b"whole")
    broken = serve(lambda _: cut)
    got = fetch(settings(broken), broken.url)
    assert (got.problem, got.detail) == ("connect", "the site cut the connection in the middle of its answer")
    assert len(broken.pages()) == 3


def test_a_site_that_nobody_answers_for_is_not_asked_again(
    settings: Settings, fetch: Fetch, connections: list[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}"
    got = fetch(settings(place), f"http://{place}/")
    assert (got.problem, got.detail) == ("connect", "the connection was refused")
    assert connections == ["127.0.0.1"]


def test_an_unanswered_turn_ends_with_the_time_for_the_site(
    serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(page(), robots=page("User-agent: *\nCrawl-delay: 9"))
    begun = time.monotonic()
    # The pause after robots.txt is the usual one; the next page would have to wait for nine seconds.
    server_pages = serve(page(b"", 302, location="/next"), robots=page("User-agent: *\nCrawl-delay: 9"))
    got = fetch(settings(server_pages), server_pages.url, within=0.8)
    assert got.problem == "too_slow"
    assert got.detail == "the time for the site was used up"
    assert fetch(settings(server), server.url, within=-1).problem == "timeout"
    assert time.monotonic() - begun < 8


def test_a_wait_that_outlasts_the_site_is_not_begun(
    serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(page(b"", 429, retry_after="20"))
    begun = time.monotonic()
    got = fetch(settings(server, limits=Limits()), server.url, within=15)
    assert got.problem == "rate_limited"
    assert time.monotonic() - begun < 10

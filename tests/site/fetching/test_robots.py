"""robots.txt by RFC 9309: what binds edscreen, and what an answer or none means."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.site.fetching.fetcher import Fetcher
from edscreen.site.fetching.robots import RobotsKept, parse_robots
from edscreen.site.fetching.settings import Limits
from edscreen.site.fetching.targets import read_target
from edscreen.site.problems import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.fetched import Fetched
    from edscreen.site.fetching.settings import FetchSettings

    Page = Callable[..., bytes]
    Settings = Callable[..., FetchSettings]
    Fetch = Callable[..., Fetched]


def allows(robots: str | bytes, resource: str = "/a") -> bool:
    body = robots.encode() if isinstance(robots, str) else robots
    try:
        parse_robots(body, Limits()).check(read_target(f"https://lumen.example{resource}"))
    except Unreadable:
        return False
    return True


@pytest.mark.parametrize(
    ("robots", "resource", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /\nAllow: /a", "/a", True),
        ("User-agent: *\nAllow: /a\nDisallow: /", "/a", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/study.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/study.pdf?v=1", True),
        ("User-agent: *\nDisallow: /*?session=", "/x?session=1", False),
        ("User-agent: *\nDisallow: /A", "/a", True),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
        ("User-agent: *\nDisallow: /café", "/caf%c3%a9", False),
        ("User-agent: *\nDisallow: /%61", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: edscreen\nAllow: /", "/a", True),
        ("User-agent: edscreen\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: edscreen\nDisallow: /b\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: edscreen\nDisallow: /b\n\nUser-agent: EdScreen\nDisallow: /a", "/a", False),
        ("User-agent: edscreen\nDisallow: /b\n\nUser-agent: EdScreen\nDisallow: /a", "/b", False),
        ("User-agent: other\nUser-agent: edscreen\nDisallow: /", "/a", False),
        ("User-agent: edscreen\nUser-agent: other\nDisallow: /", "/a", False),
        ("User-agent: edscreen\n\n# a note\nSitemap: /s.xml\nUser-agent: other\nDisallow: /", "/a", False),
        ("User-agent: edscreen\nNoindex: /x\nUser-agent: other\nDisallow: /", "/a", False),
        ("User-agent: edscreen\nDisallow: /b\nUser-agent: other\nDisallow: /", "/a", True),
        ("User-agent: edscreen\nCrawl-delay: 1\nUser-agent: other\nDisallow: /", "/a", True),
        ("User agent edscreen\nDisalow /", "/a", False),
        ("Useragent: edscreen\nDissallow: /\nDiasllow: /", "/a", False),
        ("User-agent: edscreen\nDisallowed: /", "/a", True),
        ("User-agent: edscreen/1.0\nDisallow: /", "/a", False),
        ("user-agent:edscreen # us\ndisallow:/", "/a", False),
        ("User-agent: ed\nDisallow: /", "/a", True),
        ("User-agent: screen\nDisallow: /", "/a", True),
        ("User-agent: edscreen-images\nDisallow: /", "/a", True),
        ("User-agent: edscreener\nDisallow: /", "/a", True),
        ("User-agent: *bot\nDisallow: /", "/a", True),
        ("User-agent: ed\nUser-agent: *\nDisallow: /", "/a", False),
        ("Disallow: /", "/a", True),
        ("User-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("User-agent: *\rDisallow: /a\r", "/a", False),
        ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
        ("<!doctype html><html><p>User-agent of no use", "/a", True),
        ("User-agent: *\nDisallow: /robots.txt\nDisallow: /a", "/robots.txt", True),
    ],
)
def test_rules_bind_as_the_standard_says(robots: str, resource: str, allowed: bool) -> None:
    assert allows(robots, resource) is allowed


def test_what_is_no_text_binds_nobody() -> None:
    assert allows(bytes(range(256)) * 100)
    assert allows("User-agent: *\nDisallow: /".encode("utf-16"))


def test_the_first_500_kibibytes_count() -> None:
    filler = "# " + "x" * 97 + "\n"
    assert not allows(filler * 5_100 + "User-agent: *\nDisallow: /")
    assert allows(filler * 5_200 + "User-agent: *\nDisallow: /")


def test_what_is_kept_is_bounded() -> None:
    kept = RobotsKept()
    long = parse_robots(b"User-agent: *\n" + b"Disallow: /x\n" * 30_000, Limits())
    for number in range(50):
        kept.keep(f"http://{number}.example", long)
    held = [number for number in range(50) if kept.find(f"http://{number}.example")]
    assert 0 < len(held) < 20
    assert held[-1] == 49


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 451])
def test_a_robots_txt_that_is_not_there_allows_all(
    status: int, serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(robots=page("User-agent: *\nDisallow: /", status))
    assert fetch(settings(server), server.url).problem is None


@pytest.mark.parametrize("status", [500, 501, 502, 503, 504, 599])
def test_a_robots_txt_that_fails_forbids_all(
    status: int, serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(robots=page("User-agent: *\nAllow: /", status))
    got = fetch(settings(server), server.url)
    assert (got.problem, got.status) == ("robots_unavailable", None)
    assert got.detail == f"robots.txt was answered with status {status}"
    assert server.pages() == []


def test_a_robots_txt_that_breaks_off_forbids_all(serve: Any, settings: Settings, fetch: Fetch) -> None:
    server = serve(robots=[b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nUser-agent: *"])
    got = fetch(settings(server), server.url)
    assert got.problem == "robots_unavailable"
    assert len(server.asked) == 3


def test_a_host_that_cannot_be_reached_is_not_put_down_to_robots_txt(
    settings: Settings, fetch: Fetch
) -> None:
    assert fetch(settings(), "http://no-such-name.invalid/").problem == "dns"


def test_redirects_of_robots_txt_are_followed_to_other_hosts(
    serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    other = serve(page("User-agent: *\nDisallow: /secret"))
    name = f"localhost:{other.port}"
    server = serve(robots=page(b"", 301, location=f"http://{name}/rules"))
    allowed = settings(server, name)
    assert fetch(allowed, f"{server.url}/secret").problem == "robots"
    assert fetch(allowed, f"{server.url}/open").problem is None
    assert other.paths() == ["/rules", "/rules"]


def test_a_robots_txt_that_another_site_shares_is_fetched_once(
    serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    second = serve(robots=page("User-agent: *\nDisallow: /secret"))
    name = f"localhost:{second.port}"
    first = serve(
        lambda asked: page(b"", 301, location=f"http://{name}{asked.path}"),
        robots=page(b"", 301, location=f"http://{name}/robots.txt"),
    )
    got = fetch(settings(first, name), f"{first.url}/open")
    assert (got.problem, got.url) == (None, f"http://{name}/open")
    assert second.paths() == ["/robots.txt", "/open"]


@pytest.mark.parametrize(("hops", "problem"), [(5, "robots"), (6, None)])
def test_more_than_five_redirects_of_robots_txt_count_as_none(
    hops: int, problem: str | None, serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    def answer(asked: Any) -> bytes:
        number = int(asked.path[2:] or 0)
        if number in {0, hops}:
            return page("User-agent: *\nDisallow: /")
        return page(b"", 302, location=f"/r{number + 1}")

    server = serve(answer, robots=page(b"", 302, location="/r1"))
    assert fetch(settings(server), server.url).problem == problem


def test_every_host_that_is_led_to_is_asked_for_its_own(
    serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    shut = serve(robots=page("User-agent: *\nDisallow: /home"))
    name = f"localhost:{shut.port}"
    server = serve(page(b"", 301, location=f"http://{name}/home"))
    got = fetch(settings(server, name), server.url)
    assert (got.problem, got.url) == ("robots", f"http://{name}/home")
    assert shut.paths() == ["/robots.txt"]


def test_it_is_fetched_once_a_run_also_by_many_at_once(serve: Any, page: Page, settings: Settings) -> None:
    server = serve(robots=page("User-agent: *\nDisallow: /7"))

    async def run() -> list[Fetched]:
        async with Fetcher(settings(server)) as fetcher:
            got = await asyncio.gather(*(fetcher.fetch(f"{server.url}/{n}") for n in range(10)))
            await asyncio.sleep(4.5)  # long enough for the idle host to be forgotten
            return [*got, await fetcher.fetch(f"{server.url}/7")]

    got = asyncio.run(run())
    assert [n for n, each in enumerate(got) if each.problem == "robots"] == [7, 10]
    assert server.paths().count("/robots.txt") == 1

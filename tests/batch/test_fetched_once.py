"""What a run has fetched is given again, and only where the same would come."""

from __future__ import annotations

import asyncio
import pickle
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.batch.visiting.fetched_once import FetchedOnce
from edscreen.site.fetched import Fetched

if TYPE_CHECKING:
    from pathlib import Path

    from edscreen.site.problems import Problem

LED_ON = {"https://moved.example/": "https://www.new.example/"}


class Pages:
    """Fetches, slowly, and counts what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def fetch(self, url: str, **about: Any) -> Fetched:
        self.asked.append(url)
        await asyncio.sleep(0.01)
        onward = LED_ON.get(url)
        is_own = about["is_own"]
        is_offsite = bool(onward and is_own and not is_own("www.new.example"))
        body = f"page {len(self.asked)}".encode()
        day = "2026-11-21T10:30:05Z"
        problem: Problem | None = "redirect_offsite" if is_offsite else None
        redirects = (url,) if onward else ()
        return Fetched(url, onward or url, 200, (), body, day, problem, redirects=redirects)


async def both(pages: FetchedOnce, url: str, **about: Any) -> list[bytes]:
    return [each.body for each in await asyncio.gather(pages.fetch(url, **about), pages.fetch(url, **about))]


def test_who_asks_at_once_and_who_asks_later_get_the_same_page(tmp_path: Path) -> None:
    source = Pages()
    pages = FetchedOnce(source, tmp_path)

    async def run() -> list[bytes]:
        return [*await both(pages, "https://a.example/"), *await both(pages, "https://a.example/")]

    assert asyncio.run(run()) == [b"page 1"] * 4
    assert source.asked == ["https://a.example/"]


@pytest.mark.parametrize(
    ("first", "second"), [("new.example", "moved.example"), ("moved.example", "new.example")]
)
def test_a_page_behind_a_redirect_is_given_only_to_those_who_would_be_led_there(
    tmp_path: Path, first: str, second: str
) -> None:
    source = Pages()
    pages = FetchedOnce(source, tmp_path)

    async def problem(domain: str) -> str | None:
        return (
            await pages.fetch("https://moved.example/", is_own=lambda host: host.endswith(domain))
        ).problem

    async def run() -> list[str | None]:
        return [await problem(each) for each in (first, first, second)]

    found = asyncio.run(run())
    assert found == [None if each == "new.example" else "redirect_offsite" for each in (first, first, second)]
    assert len(source.asked) == 2


def test_what_the_site_itself_is_to_answer_and_what_ran_out_of_time_is_asked_for(tmp_path: Path) -> None:
    source = Pages()
    pages = FetchedOnce(source, tmp_path)

    async def run() -> None:
        await pages.fetch("https://a.example/", until=asyncio.get_running_loop().time())
        await pages.fetch("https://a.example/")
        await pages.fetch("https://a.example/", past_cache=True)
        assert (await pages.fetch("https://a.example/")).body == b"page 3"

    asyncio.run(run())
    assert len(source.asked) == 3


def test_it_keeps_what_there_is_room_for_and_does_without_what_is_gone(tmp_path: Path) -> None:
    source = Pages()

    async def run(pages: FetchedOnce) -> None:
        for vendor in "abcab":
            await pages.fetch(f"https://{vendor}.example/")

    one = len(zlib.compress(pickle.dumps(asyncio.run(Pages().fetch("https://a.example/", is_own=None))), 1))
    asyncio.run(run(FetchedOnce(source, tmp_path, most_bytes=one * 5 // 2)))
    assert len(list(tmp_path.iterdir())) == 2
    assert len(source.asked) == 5

    pages = FetchedOnce(source, tmp_path)
    asyncio.run(run(pages))
    for file in tmp_path.iterdir():
        file.unlink()
    asyncio.run(run(pages))
    assert len(source.asked) == 5 + 3 + 3

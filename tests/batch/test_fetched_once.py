"""What a run has fetched is given again, and only where the same would come."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import io
import pickle
import random
import zlib
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.batch.visiting.fetched_once import FetchedOnce
from edscreen.site.fetched import Fetched

if TYPE_CHECKING:
    from edscreen.site.problems import Problem

LED_ON = {"https://moved.example/": "https://www.new.example/"}


class Pages:
    """Fetches, slowly, and counts what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def fetch(self, url: str, **about: Any) -> Fetched:
        self.asked.append(url)
        await asyncio.sleep(0)
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


def test_who_asks_at_once_and_who_asks_later_get_the_same_page() -> None:
    source = Pages()
    pages = FetchedOnce(source, io.BytesIO())

    async def run() -> list[bytes]:
        return [*await both(pages, "https://a.example/"), *await both(pages, "https://a.example/")]

    assert asyncio.run(run()) == [b"page 1"] * 4
    assert source.asked == ["https://a.example/"]


@pytest.mark.parametrize(
    ("first", "second"), [("new.example", "moved.example"), ("moved.example", "new.example")]
)
def test_a_page_behind_a_redirect_is_given_only_to_those_who_would_be_led_there(
    first: str, second: str
) -> None:
    source = Pages()
    pages = FetchedOnce(source, io.BytesIO())

    async def problem(domain: str) -> str | None:
        return (
            await pages.fetch("https://moved.example/", is_own=lambda host: host.endswith(domain))
        ).problem

    async def run() -> list[str | None]:
        return [await problem(each) for each in (first, first, second)]

    found = asyncio.run(run())
    assert found == [None if each == "new.example" else "redirect_offsite" for each in (first, first, second)]
    assert len(source.asked) == 2


def test_what_the_site_itself_is_to_answer_and_what_ran_out_of_time_is_asked_for() -> None:
    source = Pages()
    pages = FetchedOnce(source, io.BytesIO())

    async def run() -> None:
        await pages.fetch("https://a.example/", until=asyncio.get_running_loop().time())
        await pages.fetch("https://a.example/")
        await pages.fetch("https://a.example/", past_cache=True)
        assert (await pages.fetch("https://a.example/")).body == b"page 3"

    asyncio.run(run())
    assert len(source.asked) == 3


class FullDisk(io.BytesIO):
    """A file to which nothing more can be written."""

    def write(self, _content: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_it_forgets_first_what_was_fetched_first_once_the_file_is_full() -> None:
    source, file = Pages(), io.BytesIO()
    one = len(zlib.compress(pickle.dumps(asyncio.run(Pages().fetch("https://a.example/", is_own=None))), 1))
    pages = FetchedOnce(source, file, most_bytes=one * 5 // 2)

    async def run(vendors: str) -> list[bytes]:
        return [(await pages.fetch(f"https://{vendor}.example/")).body for vendor in vendors]

    assert asyncio.run(run("ababcbcac")) == [b"page %d" % number for number in (1, 2, 1, 2, 3, 2, 3, 4, 3)]
    assert len(file.getvalue()) <= one * 5 // 2


def test_many_pages_of_many_sizes_come_back_as_they_were() -> None:
    """Whatever is given again is what was fetched, however the pages lie in the file."""
    asked: Counter[str] = Counter()

    class OfManySizes(Pages):
        async def fetch(self, url: str, **about: Any) -> Fetched:
            asked[url] += 1
            return replace(await super().fetch(url, **about), body=_body(url))

    def _body(url: str) -> bytes:
        return random.Random(url).randbytes(len(hashlib.sha256(url.encode()).hexdigest().strip("0123")) * 40)

    pages = FetchedOnce(OfManySizes(), io.BytesIO(), most_bytes=40_000)
    order = random.Random(5)

    async def run() -> None:
        for _ in range(400):
            url = f"https://{order.randrange(30)}.example/"
            assert (await pages.fetch(url)).body == _body(url)

    asyncio.run(run())
    assert sum(asked.values()) < 400


def test_what_cannot_be_kept_is_fetched_again() -> None:
    source = Pages()

    async def run(pages: FetchedOnce) -> None:
        for _ in range(2):
            await pages.fetch("https://a.example/")

    asyncio.run(run(FetchedOnce(source, FullDisk())))
    asyncio.run(run(FetchedOnce(source, io.BytesIO(), most_bytes=10)))
    assert len(source.asked) == 4

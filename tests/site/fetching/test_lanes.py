"""Hosts that nobody asks anything of any more are hung up on and forgotten."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING, Any

from edscreen.site.fetching.fetcher import Fetcher
from edscreen.site.fetching.manners import Lanes

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.fetching.settings import FetchSettings

    Settings = Callable[..., FetchSettings]


async def hung_up_on(server: Any) -> None:
    """Wait until the server has noted that nobody is connected to it."""
    until = monotonic() + 10
    while server.open and monotonic() < until:  # noqa: ASYNC110 - a thread of the server's counts
        await asyncio.sleep(0.05)
    assert server.open == 0


def test_an_idle_connection_is_closed(serve: Any, page: Callable[..., bytes], settings: Settings) -> None:
    server = serve(page())

    async def run() -> None:
        async with Fetcher(settings(server)) as fetcher:
            await fetcher.fetch(server.url)
            assert server.open == 1
            await hung_up_on(server)
            await fetcher.fetch(server.url)
        await hung_up_on(server)

    asyncio.run(run())
    assert server.accepted == 2


def test_of_many_idle_hosts_the_latest_are_kept_and_none_in_use_or_owed_a_pause() -> None:
    async def run() -> tuple[list[str], list[str]]:
        lanes = Lanes()
        seen = {}
        with lanes.lane("in-use.example") as held:
            with lanes.lane("owed.example") as owed:
                owed.rest(60)
            for number in range(600):
                with lanes.lane(f"{number}.example") as lane:
                    seen[f"{number}.example"] = lane
            tidying = asyncio.create_task(lanes.tidy())
            await asyncio.sleep(1.3)
            tidying.cancel()
            kept = []
            for host, lane in seen.items():
                with lanes.lane(host) as now:
                    if now is lane:
                        kept.append(host)
            with lanes.lane("in-use.example") as again, lanes.lane("owed.example") as still:
                assert again is held
                assert still is owed
        return list(seen), kept

    hosts, kept = asyncio.run(run())
    assert kept == hosts[-512:]

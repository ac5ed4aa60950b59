"""What edscreen takes to read and judge many sites: one process's share of them.

Run as `python -m bench.sites_read PORT FIRST SITES`; prints `[peak MiB, pages]`. Robots are obeyed, one
request a second and at most one at a time for each host.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
from typing import TYPE_CHECKING

from bench.site_server import PATHS, host

from edscreen.site.fetching.fetcher import Fetcher
from edscreen.site.fetching.settings import AllowedHost, FetchSettings
from edscreen.site.site_reader import SiteReader, SiteRequest

if TYPE_CHECKING:
    from edscreen.site.seen import SiteReport


async def read(port: int, numbers: range) -> list[SiteReport]:
    """Read the sites of these numbers, all at once."""
    allowed = tuple(AllowedHost(host(number), port) for number in numbers)
    async with Fetcher(FetchSettings(allow_hosts=allowed)) as fetcher:
        reader = SiteReader(fetcher)
        requests = [SiteRequest(f"http://{host(number)}:{port}/", max_pages=len(PATHS)) for number in numbers]
        return await asyncio.gather(*map(reader.read, requests))


def main() -> None:
    """Read and print."""
    port, first, number = map(int, sys.argv[1:])
    reports = asyncio.run(read(port, range(first, first + number)))
    pages = sum(report.pages_read for report in reports)
    print(json.dumps([resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, pages]))


if __name__ == "__main__":
    main()

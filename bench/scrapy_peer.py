"""What Scrapy takes to fetch the pages of many sites and take out their text and links.

Run as `python -m bench.scrapy_peer PORT FIRST SITES`; prints `[peak MiB, pages]`. Robots are obeyed, one
request a second and at most one at a time for each host, 256 at once in all. Needs `pip install scrapy`.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
from typing import TYPE_CHECKING, Any

import scrapy
from bench.site_server import PATHS, host
from scrapy.crawler import CrawlerProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

SETTINGS: dict[str, Any] = {
    "ROBOTSTXT_OBEY": True,
    "CONCURRENT_REQUESTS": 256,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 1.0,
    "RANDOMIZE_DOWNLOAD_DELAY": False,
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "LOG_ENABLED": False,
    "USER_AGENT": "peer",
}


class Sites(scrapy.Spider):
    """Fetches the pages of every site, and takes out text and links."""

    name = "sites"
    pages = 0

    def __init__(self, port: int, numbers: range) -> None:
        """Say where the sites are."""
        super().__init__()
        self._sites = [f"http://{host(index)}:{port}" for index in numbers]

    async def start(self) -> AsyncIterator[Any]:
        """Ask for every page."""
        for site in self._sites:
            for path in PATHS:
                yield scrapy.Request(site + path)

    def parse(self, response: Any) -> Iterator[dict[str, Any]]:
        """Take out text and links."""
        Sites.pages += 1
        text = " ".join(response.css("body *:not(script):not(style)::text").getall())
        links = [
            (response.urljoin(link.attrib["href"]), " ".join(link.css("::text").getall()))
            for link in response.css("a[href]")
        ]
        yield {"characters": len(text), "links": len(links)}


def main() -> None:
    """Fetch and print."""
    port, first, number = map(int, sys.argv[1:])
    logging.disable(logging.CRITICAL)
    process = CrawlerProcess(SETTINGS)
    process.crawl(Sites, port=port, numbers=range(first, first + number))
    process.start()
    print(json.dumps([resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, Sites.pages]))


if __name__ == "__main__":
    main()

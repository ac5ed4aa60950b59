"""Whatever bytes a server sends, there is an outcome and never an exception."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edscreen.site.fetching.fetcher import Fetcher
from edscreen.site.fetching.settings import FetchSettings, Limits, parse_allowed_host
from edscreen.site.problems import PROBLEMS

if TYPE_CHECKING:
    from edscreen.site.fetched import Fetched

SAID = b"""HTTP/1.1 200 OK|HTTP/1.1 302 Found|HTTP/1.1 404|HTTP/1.0 503 x|HTTP/1.1 999 |HTTP/2 200|ICY 200 OK
|HTTP/1.1 100 Continue|HTTP/1.1 204 x|HTTP/1.1 304 x|Location: /\xff\xfe|Location: //|Location: http://127.1/
|Location: http://\xc3\xa9/|Content-Length: 5|Content-Length: -1|Content-Length: 5, 5|Content-Length: 6
|Transfer-Encoding: chunked|Transfer-Encoding: x|Content-Encoding: gzip|Content-Encoding: deflate
|Content-Type: text/html|Refresh: 0;url=\xff|Retry-After: \xd9\xa3|ETag: "\xe9"|Connection: close| folded
|no colon|: empty|a b: c||5|hello|0|\x1f\x8b\x08|x\x9c|<meta http-equiv=refresh content='0;url=/\xff'>"""
LINES = st.sampled_from(SAID.replace(b"\n", b"").split(b"|"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(LINES | st.binary(max_size=20), max_size=12),
    end=st.sampled_from([b"\r\n", b"\n"]),
    start=st.sampled_from(
        [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"]
    ),
)
def test_any_bytes_have_an_outcome(lines: list[bytes], end: bytes, start: bytes, serve: Any) -> None:
    reply = [start + end.join([*lines, b""])]
    server = serve(lambda _: reply)
    limits = Limits(page_seconds=1, retries=0, redirects=1)
    chosen = FetchSettings(
        allow_hosts=(parse_allowed_host(server.place),),
        requests_per_second=1_000,
        limits=limits,
    )

    async def run() -> Fetched:
        async with Fetcher(chosen) as fetcher:
            return await fetcher.fetch(server.url)

    got = asyncio.run(run())
    assert got.problem is None or got.problem in PROBLEMS
    assert (got.problem is None) == (got.detail is None)
    server.close()

"""Hostile servers: each ends with its reason, in time and in little memory, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import zlib
from itertools import repeat
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS = 2.0
MEBIBYTE = 1024 * 1024

CHILD = """
import asyncio, json, sys, time
from edscreen.site.fetching.fetcher import Fetcher
from edscreen.site.fetching.settings import FetchSettings, Limits, parse_allowed_host

url, place, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
limits = Limits(page_seconds=seconds, robots_seconds=seconds, connect_seconds=1, retry_seconds=0.05)
settings = FetchSettings(allow_hosts=(parse_allowed_host(place),), limits=limits, requests_per_second=50)

async def run():
    async with Fetcher(settings) as fetcher:
        return await fetcher.fetch(url)

def peak():
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    except OSError:
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2

begun = time.monotonic()
got = asyncio.run(run())
print(json.dumps([got.problem, got.detail, got.status, len(got.body), time.monotonic() - begun, peak()]))
"""


def head(**headers: str) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{lines}\r\n".encode("ascii")


def drip(first: bytes, piece: bytes, pause: float) -> Iterator[bytes]:
    yield first
    for _ in range(200):
        time.sleep(pause)
        yield piece


def flood(first: bytes, piece: bytes) -> Iterator[bytes]:
    yield first
    yield from repeat(piece, 40_000)


def packed(wbits: int, gibibytes: float = 1.0) -> bytes:
    packer = zlib.compressobj(9, wbits=wbits)
    parts = [packer.compress(bytes(MEBIBYTE)) for _ in range(int(gibibytes * 1024))]
    return b"".join([*parts, packer.flush()])


def with_body(body: bytes, **headers: str) -> bytes:
    return head(content_length=str(len(body)), **headers) + body


def chunked(first: bytes, piece: bytes) -> Iterator[bytes]:
    return flood(head(transfer_encoding="chunked") + first, piece)


ATTACKS: dict[str, tuple[Callable[[], Any], str]] = {
    "gzip bomb": (lambda: with_body(packed(31), content_encoding="gzip"), "too_large"),
    "zlib bomb": (lambda: with_body(packed(15), content_encoding="deflate"), "too_large"),
    "raw deflate bomb": (lambda: with_body(packed(-15), content_encoding="deflate"), "too_large"),
    "bomb in a bomb": (
        lambda: with_body(zlib.compress(packed(31)), content_encoding="gzip, deflate"),
        "bad_encoding",
    ),
    "bomb in two headers": (
        lambda: (
            head(content_length="8").replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip" * 2 + b"\r\n\r\n")
            + b"12345678"
        ),
        "bad_encoding",
    ),
    "zstd unasked": (lambda: with_body(b"(\xb5/\xfd" * 9, content_encoding="zstd"), "bad_encoding"),
    "br unasked": (lambda: with_body(b"\x8b\x02\x80" * 9, content_encoding="br"), "bad_encoding"),
    "gzip that is none": (lambda: with_body(b"<p>hello", content_encoding="gzip"), "bad_encoding"),
    "gzip that breaks off": (
        lambda: with_body(packed(31, 0.001)[:-9], content_encoding="gzip"),
        "bad_encoding",
    ),
    "a million empty members": (
        lambda: with_body(packed(31, 0) * 150_000, content_encoding="gzip"),
        "bad_encoding",
    ),
    "endless body": (lambda: flood(head(), bytes(65_536)), "too_large"),
    "body too long by its own word": (lambda: head(content_length="99999999999999999999"), "too_large"),
    "body drips": (lambda: drip(head(), b"x", 0.2), "too_slow"),
    "body stalls": (lambda: drip(head(content_length="100") + b"x", b"", 0.2), "too_slow"),
    "headers drip": (lambda: drip(b"HTTP/1.1 200 OK\r\n", b"a: b\r\n", 0.1), "too_slow"),
    "status drips": (lambda: drip(b"HTTP/1.1 200 O", b"K", 0.1), "too_slow"),
    "nothing comes": (lambda: drip(b"", b"", 0.2), "timeout"),
    "headers flood": (lambda: flood(b"HTTP/1.1 200 OK\r\n", b"a: b\r\n" * 1_000), "too_large"),
    "one header without end": (lambda: flood(b"HTTP/1.1 200 OK\r\na: ", b"b" * 65_536), "too_large"),
    "a status without end": (lambda: flood(b"HTTP/1.1 200 ", b"b" * 65_536), "too_large"),
    "early hints flood": (lambda: flood(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1_000), "too_large"),
    "early hints drip": (lambda: drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.1), "too_slow"),
    "crumbs": (lambda: chunked(b"", b"1\r\nx\r\n" * 1_000), "too_large"),
    "chunk with endless extension": (lambda: chunked(b"5;", b"x" * 65_536), "connect"),
    "trailers flood": (lambda: chunked(b"1\r\nx\r\n0\r\n", b"a: b\r\n" * 1_000), "connect"),
    "chunks that are none": (lambda: chunked(b"zz\r\n", b"x"), "connect"),
    "body shorter than promised": (lambda: [head(content_length="50") + b"short"], "connect"),
    "no web server": (lambda: [b"220 mail.lumen.example ready\r\n"], "connect"),
    "HTTP/0.9": (lambda: [b"<html>old</html>"], "connect"),
    "another protocol": (
        lambda: [b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"],
        "connect",
    ),
    "hangs up": (lambda: None, "connect"),
    "transfer packed": (lambda: head(transfer_encoding="gzip, chunked"), "connect"),
    "control characters in a header": (lambda: b"HTTP/1.1 200 OK\r\na: \x00\x01\r\n\r\n", "connect"),
}


def attacked(url: str, place: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", CHILD, url, place, str(SECONDS)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    names = ("problem", "detail", "status", "size", "seconds", "mebibytes")
    return dict(zip(names, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_ends_with_its_reason_in_time_and_in_little_memory(name: str, serve: Any) -> None:
    attack, problem = ATTACKS[name]
    reply = attack()
    server = serve(lambda _: reply if isinstance(reply, bytes) else attack())
    got = attacked(server.url, server.place)
    assert got["problem"] == problem, got
    assert got["detail"]
    assert got["seconds"] < SECONDS + 4, got
    assert got["mebibytes"] < 150, got
    assert server.accepted


def test_redirects_without_end_end(serve: Any, page: Callable[..., bytes]) -> None:
    server = serve(lambda asked: page(b"", 302, location=f"{asked.path}x"))
    got = attacked(server.url, server.place)
    assert got["problem"] == "redirect_loop"
    assert len(server.pages()) == 6


@pytest.mark.parametrize(
    ("robots", "problem"),
    [
        (lambda: flood(head(), b"Disallow: /x\n" * 5_000), None),
        (lambda: with_body(packed(31), content_encoding="gzip"), None),
        (lambda: with_body(b"User-agent: *\n" + b"Disallow: /*a*a*a*a*b\n" * 25_000), None),
        (lambda: drip(head(), b"#", 0.2), "robots_unavailable"),
        (lambda: drip(b"", b"", 0.2), "robots_unavailable"),
        (lambda: flood(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1_000), "robots_unavailable"),
        (lambda: with_body(b"x", content_encoding="br"), "robots_unavailable"),
    ],
    ids=["endless", "bomb", "stars", "drips", "silent", "hints", "packed"],
)
def test_a_hostile_robots_txt_is_no_better(
    robots: Callable[[], Any], problem: str | None, serve: Any
) -> None:
    server = serve(robots=robots())
    got = attacked(f"{server.url}/{'a' * 3_000}", server.place)
    assert got["problem"] == problem, got
    assert got["seconds"] < SECONDS + 4, got
    assert got["mebibytes"] < 150, got
    assert len(server.pages()) == (problem is None)


@pytest.mark.parametrize(
    "piece",
    [
        b'<meta http-equiv="refresh" content=\'',
        b'<meta a="',
        b"<meta http-equiv=refresh ",
        b"<!-- refresh ",
        b"<script>refresh ",
        b"<noscript",
        b"<meta refresh" + b" " * 50,
        b'<meta http-equiv=refresh content="0 , , ; ; url=',
    ],
)
def test_a_page_of_nothing_but_refreshes_is_looked_through_in_time(piece: bytes, serve: Any) -> None:
    body = piece * (2 * MEBIBYTE // len(piece))
    server = serve(with_body(body))
    got = attacked(server.url, server.place)
    assert (got["problem"], got["size"]) == (None, len(body))
    assert got["seconds"] < 5, got
    assert got["mebibytes"] < 150, got


def test_a_server_that_never_agrees_on_encryption_is_left(serve: Any) -> None:
    # It waits for the end of a request's head, which an encrypted hello does not hold.
    server = serve()
    got = attacked(f"https://{server.place}/", server.place)
    assert (got["problem"], got["detail"]) == ("timeout", "no encrypted connection came about in time")
    assert got["seconds"] < SECONDS + 4, got

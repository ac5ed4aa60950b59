"""A server that plays many vendors' sites on this machine: three pages each, answered after a pause.

Every address of 127.0.0.0/8 is this machine on Linux, so each site is a host of its own. Where that is asked
for, one site in twenty is in trouble.
"""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from collections import defaultdict
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench.page_maker import make_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
PAGE_BYTES, PAUSE = 50_000, 0.150
PATHS = {
    "/": (("Research", "/research"), ("Efficacy", "/efficacy")),
    "/research": (("Efficacy", "/efficacy"),),
    "/efficacy": (),
}
"""The pages of every site, with what each links to beside its usual links."""
ROBOTS = b"User-agent: *\nDisallow: /private/\n"
TROUBLES = ("refuses", "silent", "trickles", "late")
"""No connection; a connection and no answer; a byte a second; pages after 10 s."""
LATE = 10.0
_ONE_IN = 20


class Asked(NamedTuple):
    """What the server was asked for since it was last asked about it.

    Attributes:
        requests: how often it was asked for anything, over all sites.
        sites: how many sites were asked for anything.
        least_gap: seconds between two requests to one site at the least, as the server took them.
        hurried: how many requests came less than 0.95 seconds after the one before, as it took them.
    """

    requests: int
    sites: int
    least_gap: float
    hurried: int


class Server(NamedTuple):
    """A running server.

    Attributes:
        port: where sites answer.
        closed: a port at which nobody listens.
        asked: tells what it was asked for since the last time.
    """

    port: int
    closed: int
    asked: Callable[[], Asked]

    def url(self, number: int, *, troubled: bool = False) -> str:
        """The home page of the site of that number."""
        refuses = troubled and trouble_of(number) == "refuses"
        return f"http://{host(number)}:{self.closed if refuses else self.port}/"


def host(number: int) -> str:
    """The address of the site of that number, counted from 0."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


def trouble_of(number: int) -> str | None:
    """What is wrong with the site of that number, where sites are in trouble."""
    each, is_last = divmod(number + 1, _ONE_IN)
    return TROUBLES[each % len(TROUBLES)] if is_last == 0 else None


@contextmanager
def running(*, troubled: bool = False) -> Iterator[Server]:
    """Run the server in a process of its own."""
    command = [sys.executable, "-m", "bench.site_server", *(["troubled"] if troubled else [])]
    pipe = subprocess.PIPE
    with (
        subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, encoding="utf-8") as server,
        socket.socket() as closed,
    ):
        if server.stdin is None or server.stdout is None:
            raise SystemExit("the server has no pipes")
        told, tells = server.stdin, server.stdout
        closed.bind(("0.0.0.0", 0))  # noqa: S104 - so that nobody else takes the port, at any address

        def asked() -> Asked:
            told.write("asked\n")
            told.flush()
            return Asked(*json.loads(tells.readline()))

        yield Server(int(tells.readline()), closed.getsockname()[1], asked)
        told.close()


class _Sites:
    """All sites, and when each was asked."""

    def __init__(self, *, troubled: bool) -> None:
        self._answers = {
            path: _answer("text/html; charset=utf-8", make_page(PAGE_BYTES, seed=seed, links=links).encode())
            for seed, (path, links) in enumerate(PATHS.items())
        }
        self._answers["/robots.txt"] = _answer("text/plain", ROBOTS)
        self._missing = _answer("text/plain", b"not here", "404 Not Found")
        self._troubles = {host(n): trouble_of(n) for n in range(250 * 250)} if troubled else {}
        self._times: defaultdict[str, list[float]] = defaultdict(list)

    def asked(self) -> Asked:
        """What was asked for since the last time."""
        gaps = [later - earlier for times in self._times.values() for earlier, later in pairwise(times)]
        requests, sites = sum(map(len, self._times.values())), len(self._times)
        self._times.clear()
        return Asked(requests, sites, min(gaps, default=0.0), sum(gap < 0.95 for gap in gaps))

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer what comes over one connection."""
        site = writer.get_extra_info("sockname")[0]
        trouble = self._troubles.get(site)
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                self._times[site].append(asyncio.get_running_loop().time())
                path = request.split(b" ", 2)[1].decode("ascii").partition("?")[0]
                if trouble == "silent":
                    await reader.read()
                    return
                await asyncio.sleep(LATE if trouble == "late" and path != "/robots.txt" else PAUSE)
                answer = self._answers.get(path, self._missing)
                if trouble == "trickles" and path != "/robots.txt":
                    await _trickle(answer, writer)
                writer.write(answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


async def serve(*, troubled: bool) -> None:
    """Serve until standard input ends.

    The port stands on the first line of standard output; each line of input is answered by what was asked.
    """
    sites = _Sites(troubled=troubled)
    server = await asyncio.start_server(sites.talk, "0.0.0.0", 0, backlog=4_096)  # noqa: S104 - all of 127.0.0.0/8
    print(server.sockets[0].getsockname()[1], flush=True)
    while await asyncio.to_thread(sys.stdin.readline):
        print(json.dumps(sites.asked()), flush=True)


async def _trickle(answer: bytes, writer: asyncio.StreamWriter) -> None:
    """Send a byte a second for as long as anybody listens."""
    for place in range(len(answer)):
        writer.write(answer[place : place + 1])
        await writer.drain()
        await asyncio.sleep(1)


def _answer(kind: str, body: bytes, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode("ascii") + body


if __name__ == "__main__":
    asyncio.run(serve(troubled="troubled" in sys.argv[1:]))

"""A server that plays many vendors' sites on this machine: three pages each, answered after a pause.

Every address of 127.0.0.0/8 is this machine on Linux, so each site is a host of its own.
"""

from __future__ import annotations

import asyncio
import sys

from bench.page_maker import make_page

PAGE_BYTES, PAUSE = 50_000, 0.150
PATHS = {
    "/": (("Research", "/research"), ("Efficacy", "/efficacy")),
    "/research": (("Efficacy", "/efficacy"),),
    "/efficacy": (),
}
"""The pages of every site, with what each links to beside its usual links."""
ROBOTS = b"User-agent: *\nDisallow: /private/\n"


def host(number: int) -> str:
    """The address of the site of that number, counted from 0."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


async def serve() -> None:
    """Serve until standard input ends; the port stands on the first line of standard output."""
    answers = {
        path: _answer("text/html; charset=utf-8", make_page(PAGE_BYTES, seed=seed, links=links).encode())
        for seed, (path, links) in enumerate(PATHS.items())
    }
    answers["/robots.txt"] = _answer("text/plain", ROBOTS)
    missing = _answer("text/plain", b"not here", "404 Not Found")

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                await asyncio.sleep(PAUSE)
                path = request.split(b" ", 2)[1].decode("ascii").partition("?")[0]
                writer.write(answers.get(path, missing))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "0.0.0.0", 0, backlog=4_096)  # noqa: S104 - all of 127.0.0.0/8
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)


def _answer(kind: str, body: bytes, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode("ascii") + body


if __name__ == "__main__":
    asyncio.run(serve())

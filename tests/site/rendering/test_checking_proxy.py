"""The browser's proxy asks the fetcher's guard before every connection, and passes on single requests."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import asynccontextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import certifi
import pytest

from edscreen.site.fetching.resolving import Resolver
from edscreen.site.fetching.settings import Proxy, parse_allowed_host
from edscreen.site.fetching.targets import Gate
from edscreen.site.rendering import checking_proxy
from edscreen.site.rendering.checking_proxy import CheckingProxy

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.site.rendering.conftest import Forbidden, Site

    from edscreen.site.fetching.addresses import IPAddress


class Answers(Resolver):
    """Names lead to one address after another."""

    def __init__(self, *addresses: str) -> None:
        super().__init__()
        self.addresses = list(addresses)
        self.asked: list[str] = []

    async def look_up(self, host: str, port: int) -> list[IPAddress]:  # noqa: ARG002
        self.asked.append(host)
        return [ip_address(part) for part in self.addresses.pop(0).split()]


@asynccontextmanager
async def _proxy(
    *hosts: str, resolver: Resolver | None = None, upstream: Proxy | None = None
) -> AsyncIterator[CheckingProxy]:
    gate = Gate(tuple(parse_allowed_host(host) for host in hosts))
    proxy = CheckingProxy(gate, resolver or Answers(), upstream)
    proxy.port = await proxy.start()  # type: ignore[attr-defined]
    try:
        yield proxy
    finally:
        await proxy.close()


async def _say(proxy: CheckingProxy, *words: str) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)  # type: ignore[attr-defined]
    heard = b""
    try:
        for part in words:
            writer.write(part.encode("latin-1"))
            async with asyncio.timeout(10):
                heard += await reader.read(100_000)
        async with asyncio.timeout(10):
            while more := await reader.read(100_000):
                heard += more
    except ConnectionError:
        pass
    finally:
        writer.close()
    return heard.decode("latin-1")


REFUSED = "HTTP/1.1 403 Forbidden"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "127.1",
        "0",
        "[::1]",
        "[::ffff:7f00:1]",
        "[::]",
        "a@127.0.0.1",
    ],
)
@pytest.mark.parametrize(
    "ask", ["CONNECT {0} HTTP/1.1\r\n\r\n", "GET http://{0}/ HTTP/1.1\r\nHost: {0}\r\n\r\n"]
)
def test_no_spelling_of_this_computer_is_connected_to(forbidden: Forbidden, host: str, ask: str) -> None:
    async def run() -> str:
        async with _proxy() as proxy:
            return await _say(proxy, ask.format(f"{host}:{forbidden.port}"))

    assert asyncio.run(run()).startswith(REFUSED)
    assert forbidden.arrived == []


@pytest.mark.parametrize("answers", ["127.0.0.1", "93.184.215.14 127.0.0.1", "::1", "10.0.0.1", "100.64.0.1"])
def test_a_name_that_leads_to_what_is_not_public_is_refused(forbidden: Forbidden, answers: str) -> None:
    async def run() -> str:
        async with _proxy(resolver=Answers(answers)) as proxy:
            return await _say(proxy, "CONNECT vendor.example:443 HTTP/1.1\r\n\r\n")

    assert asyncio.run(run()).startswith(REFUSED)
    assert forbidden.arrived == []


def test_a_name_that_answers_otherwise_the_second_time_is_refused_then(
    site: Site, forbidden: Forbidden
) -> None:
    site.pages["/"] = "<p>Words</p>"
    answers = Answers("127.0.0.1", "127.0.0.1")
    open_name = f"vendor.example:{site.port}"

    async def run() -> tuple[str, str]:
        # The first port is opened by the user, whatever the name leads to; the second is not.
        async with _proxy(open_name, resolver=answers) as proxy:
            first = await _say(proxy, f"GET http://{open_name}/ HTTP/1.1\r\nHost: {open_name}\r\n\r\n")
            second = await _say(proxy, "CONNECT vendor.example:80 HTTP/1.1\r\n\r\n")
        return first, second

    first, second = asyncio.run(run())

    assert "<p>Words</p>" in first
    assert second.startswith(REFUSED)
    assert answers.asked == ["vendor.example", "vendor.example"]
    assert forbidden.arrived == []


def test_each_connection_looks_its_name_up_once(site: Site) -> None:
    answers = Answers("127.0.0.1")
    name = f"vendor.example:{site.port}"

    async def run() -> str:
        async with _proxy(name, resolver=answers) as proxy:
            return await _say(
                proxy, f"CONNECT {name} HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"
            )

    assert " 200 Connection established" in asyncio.run(run())
    assert answers.asked == ["vendor.example"]


def test_what_follows_the_first_request_on_a_connection_goes_nowhere(site: Site) -> None:
    async def run() -> str:
        async with _proxy(site.host) as proxy:
            first = f"GET {site.url('/first')} HTTP/1.1\r\nHost: {site.host}\r\n\r\n"
            second = f"GET {site.url('/second')} HTTP/1.1\r\nHost: {site.host}\r\n\r\n"
            return await _say(proxy, first + second)

    asyncio.run(run())
    assert "/second" not in site.asked


def test_the_head_is_passed_on_without_what_only_neighbours_say(site: Site) -> None:
    site.pages["/"] = "<p>Words</p>"

    async def run() -> str:
        async with _proxy(site.host) as proxy:
            return await _say(
                proxy,
                f"GET {site.url()} HTTP/1.1\r\nHost: {site.host}\r\nProxy-Connection: keep-alive\r\n\r\n",
            )

    answer = asyncio.run(run())

    assert answer.startswith("HTTP/1.1 200 OK\r\n")
    assert "\r\nConnection: close\r\n" in answer


@pytest.mark.parametrize(
    "request_head",
    [
        "POST {0} HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST {0} HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST {0} HTTP/1.1\r\nContent-Length: +1\r\n\r\n",
        "GET {0} HTTP/1.1\r\n Host: folded\r\n\r\n",
        "GET {0} HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET {0}\r\n\r\n",
        "GET ftp://a.example/ HTTP/1.1\r\n\r\n",
        "\x80 {0} HTTP/1.1\r\n\r\n",
    ],
)
def test_what_no_browser_says_is_refused(site: Site, request_head: str) -> None:
    async def run() -> str:
        async with _proxy(site.host) as proxy:
            return await _say(proxy, request_head.format(site.url()))

    assert asyncio.run(run()).startswith(REFUSED)
    assert site.asked == []


def test_a_head_without_end_is_cut_off(site: Site) -> None:
    async def run() -> str:
        async with _proxy(site.host) as proxy:
            return await _say(proxy, "GET / HTTP/1.1\r\nA: " + "a" * 400_000)

    assert asyncio.run(run()) == ""


def test_a_page_may_not_send_without_end(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking_proxy, "MOST_SENT", 100_000)

    async def run() -> tuple[str, str | None]:
        async with _proxy(site.host) as proxy:
            head = f"POST {site.url()} HTTP/1.1\r\nHost: {site.host}\r\nContent-Length: 300000\r\n\r\n"
            return await _say(proxy, head + "a" * 300_000), proxy.exceeded

    said, exceeded = asyncio.run(run())
    assert (said, exceeded is not None) == ("", True)


def test_the_users_encrypted_proxy_is_trusted_as_a_site_is(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = Path(__file__).parents[1] / "fetching" / "tls" / "valid.pem"
    monkeypatch.setattr(certifi, "where", lambda: str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    heard: list[str] = []

    async def upstream(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append((await reader.readuntil(b"\r\n\r\n")).decode())
        writer.write(b"HTTP/1.1 204 None\r\n\r\n")
        writer.close()

    async def run() -> str:
        server = await asyncio.start_server(upstream, "127.0.0.1", 0, ssl=context)
        port = server.sockets[0].getsockname()[1]
        own = Proxy(f"https://localhost:{port}", None)
        async with server, _proxy(resolver=Answers("127.0.0.1"), upstream=own) as proxy:
            return await _say(proxy, "GET http://vendor.example/ HTTP/1.1\r\nHost: vendor.example\r\n\r\n")

    assert asyncio.run(run()).startswith("HTTP/1.1 204 None")
    assert heard[0].startswith("GET http://vendor.example/")


def test_the_users_own_proxy_is_asked_in_turn(site: Site) -> None:
    heard: list[str] = []

    async def upstream(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append((await reader.readuntil(b"\r\n\r\n")).decode())
        tunnel = heard[-1].startswith("CONNECT")
        writer.write(b"HTTP/1.1 200 Fine\r\n\r\n" if tunnel else b"HTTP/1.1 204 None\r\n\r\n")
        if tunnel:
            heard.append((await reader.readexactly(5)).decode())
            writer.write(b"there")
        writer.close()

    async def run() -> tuple[str, str, str]:
        server = await asyncio.start_server(upstream, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with (
            server,
            _proxy(
                resolver=Answers(*["127.0.0.1"] * 3), upstream=Proxy(f"http://127.0.0.1:{port}", (b"a", b"b"))
            ) as proxy,
        ):
            return (
                await _say(proxy, "CONNECT vendor.example:443 HTTP/1.1\r\n\r\n", "hello"),
                await _say(proxy, "GET http://vendor.example/ HTTP/1.1\r\nHost: vendor.example\r\n\r\n"),
                await _say(proxy, "CONNECT 10.0.0.1:443 HTTP/1.1\r\n\r\n"),
            )

    tunnel, plain, inner = asyncio.run(run())

    assert tunnel.endswith("there")
    assert plain.startswith("HTTP/1.1 204 None")
    assert inner.startswith(REFUSED)
    assert [line.split("\r\n")[0] for line in heard] == [
        "CONNECT vendor.example:443 HTTP/1.1",
        "hello",
        "GET http://vendor.example/ HTTP/1.1",
    ]
    assert "Proxy-Authorization: Basic YTpi" in heard[0]
    assert site.asked == []

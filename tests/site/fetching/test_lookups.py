"""Names are looked up once for a connection, which goes to the address that was checked."""

from __future__ import annotations

import asyncio
import socket
import time
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.site.fetching.fetcher import Fetcher
from edscreen.site.fetching.settings import FetchSettings, Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.fetched import Fetched

# Public addresses; connections to them are led to this computer.
PUBLIC = "198.41.0.4"
PUBLIC_TOO = "199.9.14.201"
PUBLIC_6 = "2620:4f:8000::1"


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["10.1.2.3"],
        ["::1"],
        ["fe80::1%eth0"],
        ["::ffff:169.254.169.254"],
        [PUBLIC, "127.0.0.1"],
        [PUBLIC, PUBLIC_TOO, PUBLIC_6, "::1"],
        ["2002:a00:1::1", PUBLIC],
    ],
)
def test_a_name_with_any_inner_answer_is_refused_before_a_connection(
    answers: list[str], names: Callable[..., list[str]], fetch: Callable[..., Fetched], connections: list[str]
) -> None:
    names(lumen=[answers])
    got = fetch(FetchSettings(), "http://lumen.example/")
    assert got.problem == "blocked_address"
    assert got.detail is not None
    assert "lumen.example leads to" in got.detail
    assert connections == []


def test_a_name_that_changes_its_mind_is_caught_at_the_next_connection(
    serve: Any,
    page: Callable[..., bytes],
    settings: Callable[..., FetchSettings],
    names: Callable[..., list[str]],
    fetch: Callable[..., Fetched],
    connections: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # robots.txt is read from the public address; then the connection ends, and the name turns inwards.
    server = serve(page(), robots=[page(b"", 404, connection="close")])
    monkeypatch.setattr("edscreen.site.fetching.targets.USUAL_PORTS", {server.port})
    lookups = names(lumen=[[PUBLIC], ["127.0.0.1"]])
    got = fetch(settings(), f"http://lumen.example:{server.port}/")
    assert got.problem == "blocked_address"
    assert connections == [PUBLIC]
    assert len(lookups) == 2
    assert server.paths() == ["/robots.txt"]


def test_a_name_is_looked_up_once_for_a_connection_and_the_checked_address_is_used(
    serve: Any,
    settings: Callable[..., FetchSettings],
    names: Callable[..., list[str]],
    fetch: Callable[..., Fetched],
    connections: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server = serve()
    monkeypatch.setattr("edscreen.site.fetching.targets.USUAL_PORTS", {server.port})
    lookups = names(lumen=[[PUBLIC], ["127.0.0.1"]])
    got = fetch(settings(), f"http://lumen.example:{server.port}/")
    assert got.problem is None
    assert connections == [PUBLIC]
    assert lookups == ["lumen.example"]
    assert {asked.host for asked in server.asked} == {f"lumen.example:{server.port}"}


def test_four_addresses_are_tried_the_families_in_turn(
    names: Callable[..., list[str]], fetch: Callable[..., Fetched], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    async def refuse(ip: str, _port: int, _most: int) -> None:
        tried.append(ip)
        raise ConnectionRefusedError

    monkeypatch.setattr("edscreen.site.fetching.guard.open_wire", refuse)
    v6 = [f"2620:4f:8000::{n}" for n in range(1, 6)]
    names(lumen=[[*v6, PUBLIC]])
    got = fetch(FetchSettings(), "http://lumen.example/")
    assert (got.problem, got.detail) == ("connect", "the connection was refused")
    assert tried == [v6[0], PUBLIC, v6[1], v6[2]]


def test_a_lookup_that_hangs_holds_up_nobody_else_and_not_the_end(
    serve: Any, settings: Callable[..., FetchSettings], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo
    server = serve()

    def look_up(host: str, *args: Any, **options: Any) -> Any:
        if host == "slow.example":
            time.sleep(20)
        return real(host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    limits = Limits(connect_seconds=0.5, robots_seconds=2, page_seconds=2)

    async def run() -> tuple[float, tuple[Fetched, Fetched]]:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        place = f"localhost:{server.port}"
        async with Fetcher(settings(place, limits=limits)) as fetcher:
            got = await asyncio.gather(
                fetcher.fetch("http://slow.example/"), fetcher.fetch(f"http://{place}/")
            )
        return loop.time() - begun, got

    seconds, (slow, quick) = asyncio.run(run())
    assert slow.problem == "dns"
    assert slow.detail == "slow.example could not be looked up in time"
    assert quick.problem is None
    assert seconds < 8

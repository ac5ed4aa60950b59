"""The fetcher cannot be turned against its user: nothing but public addresses is ever connected to."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.site.fetching.addresses import why_forbidden
from edscreen.site.fetching.settings import FetchSettings, parse_allowed_host

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.fetched import Fetched

SPELLINGS = [
    "127.0.0.1",
    "127.0.0.2",
    "127.1",
    "0",
    "0.0.0.0",
    "2130706433",
    "017700000001",
    "0x7f000001",
    "0x7f.1",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "127.0.0.1.",
    "%31%32%37.0.0.1",
    "127。0。0。1",
    "127\uff0e0\uff0e0\uff0e1",
    "\uff11\uff12\uff17.0.0.1",
    "①②⑦.⓪.⓪.①",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
    "[fe80::5efe:127.0.0.1]",
    "[2620:4f:8000::200:5efe:127.0.0.1]",
    "[fe80::1]",
    "[fec0::1]",
    "[fd00:ec2::254]",
    "[ff02::1]",
    "[2001:db8::1]",
    "[3fff::1]",
    "[4000::1]",
    "10.0.0.1",
    "100.64.0.1",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.192",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "ⓛocalhost",
    "printer.localhost",
]


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_an_inner_address_reaches_it(
    host: str, serve: Any, fetch: Callable[..., Fetched], connections: list[str]
) -> None:
    inner = serve()
    # The port is opened for another name of the same machine, so only the address stands in the way.
    settings = FetchSettings(allow_hosts=(parse_allowed_host(f"elsewhere.example:{inner.port}"),))
    for url in (f"http://{host}/", f"http://{host}:{inner.port}/", f"https://{host}/"):
        got = fetch(settings, url)
        assert got.problem == "blocked_address", url
        assert got.detail
    assert connections == []
    assert inner.accepted == 0


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("own", [True, False])
def test_a_redirect_inwards_is_not_followed(
    status: int,
    own: bool,
    serve: Any,
    page: Callable[..., bytes],
    settings: Callable[..., FetchSettings],
    fetch: Callable[..., Fetched],
) -> None:
    inner = serve()
    outer = serve(page(b"", status, location=f"http://127.1:{inner.port}/secret"))
    is_own = (lambda _: True) if own else None
    got = fetch(settings(outer), f"{outer.url}/", is_own=is_own)
    assert got.problem == "blocked_address"
    assert got.url == f"http://127.0.0.1:{inner.port}/secret"
    assert got.redirects == (f"{outer.url}/",)
    assert inner.accepted == 0


@pytest.mark.parametrize(
    "answer",
    [
        {"body": '<meta http-equiv="refresh" content="0;url=http://127.1:{port}/">'},
        {"body": "<p>wait</p>", "refresh": "1; url=http://127.1:{port}/"},
    ],
    ids=["meta", "header"],
)
def test_a_refresh_inwards_is_not_followed(
    answer: dict[str, str],
    serve: Any,
    page: Callable[..., bytes],
    settings: Callable[..., FetchSettings],
    fetch: Callable[..., Fetched],
) -> None:
    inner = serve()
    outer = serve(page(**{name: value.replace("{port}", str(inner.port)) for name, value in answer.items()}))
    assert fetch(settings(outer), outer.url).problem == "blocked_address"
    assert inner.accepted == 0


def test_robots_txt_is_not_fetched_from_inside_either(
    serve: Any,
    page: Callable[..., bytes],
    settings: Callable[..., FetchSettings],
    fetch: Callable[..., Fetched],
) -> None:
    inner = serve()
    outer = serve(robots=page(b"", 301, location=f"http://127.1:{inner.port}/robots.txt"))
    got = fetch(settings(outer), outer.url)
    assert got.problem == "robots_unavailable"
    assert inner.accepted == 0
    assert outer.paths() == ["/robots.txt"]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://lumen.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://lumen.example:22/",
        "http://lumen.example:8080/",
        "https://lumen.example:6379/",
        "http://user@lumen.example/",
        "http://:word@lumen.example/",
        "http://lumen.example@127.0.0.1/",
        "http://127.0.0.1\\@lumen.example/",
    ],
)
def test_other_schemes_ports_and_users_are_refused_before_a_lookup(
    url: str, names: Callable[..., list[str]], fetch: Callable[..., Fetched]
) -> None:
    lookups = names(lumen=[["198.41.0.4"]])
    assert fetch(FetchSettings(), url).problem == "blocked_address"
    assert lookups == []


@pytest.mark.parametrize("url", ["", "lumen", "http://", "http://[::1", "http://a..b/", "http://1.2.3.4.5/"])
def test_what_is_no_address_is_said_to_be_none(url: str, fetch: Callable[..., Fetched]) -> None:
    got = fetch(FetchSettings(), url)
    assert (got.problem, got.detail) == ("dns", "this is no web address")


def test_an_allowed_host_opens_itself_on_its_port_and_nothing_else(
    serve: Any, settings: Callable[..., FetchSettings], fetch: Callable[..., Fetched]
) -> None:
    open_, shut = serve(), serve()
    assert fetch(settings(open_), open_.url).problem is None
    assert fetch(settings(open_), shut.url).problem == "blocked_address"
    assert fetch(settings(open_), f"http://localhost:{open_.port}/").problem == "blocked_address"
    assert fetch(settings(f"localhost:{open_.port}"), f"http://localhost:{open_.port}/").problem is None
    assert fetch(settings("127.0.0.1"), open_.url).problem == "blocked_address"
    assert shut.accepted == 0


def test_an_ipv6_address_can_be_allowed(
    serve: Any, settings: Callable[..., FetchSettings], fetch: Callable[..., Fetched]
) -> None:
    server = serve(host="::1")
    got = fetch(settings(f"[0:0::1]:{server.port}"), server.url)
    assert got.problem is None
    assert server.asked[0].host == f"[::1]:{server.port}"


def test_proxies_of_the_environment_are_not_used(
    serve: Any,
    settings: Callable[..., FetchSettings],
    fetch: Callable[..., Fetched],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proxy, server = serve(), serve()
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, proxy.url)
    assert fetch(settings(server), server.url).problem is None
    assert proxy.accepted == 0


def test_public_addresses_are_public() -> None:
    for ip in ("198.41.0.4", "2620:4f:8000::1", "64:ff9b::c629:4", "::ffff:198.41.0.4"):
        assert why_forbidden(ip_address(ip)) is None, ip

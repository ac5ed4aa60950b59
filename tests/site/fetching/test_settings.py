"""What the user may write for a host that is to be reachable."""

from __future__ import annotations

import pytest

from edscreen.site.fetching.settings import AllowedHost, FetchSettings, parse_allowed_host


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("localhost", "localhost", None),
        (" LocalHost.:8000 ", "localhost", 8000),
        ("127.1:80", "127.0.0.1", 80),
        ("0x7f000001", "127.0.0.1", None),
        ("[::1]:8080", "[::1]", 8080),
        ("[0:0::1]", "[::1]", None),
        ("bücher.example:443", "xn--bcher-kva.example", 443),
        ("staging.lumen.example:65535", "staging.lumen.example", 65535),
    ],
)
def test_a_host_is_read_as_a_browser_reads_it(text: str, host: str, port: int | None) -> None:
    assert parse_allowed_host(text) == AllowedHost(host, port)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ":80",
        "http://localhost",
        "localhost/",
        "::1",
        "[::1",
        "a b",
        "u@localhost",
        "localhost:",
        "a:b",
        "*",
    ],
)
def test_what_is_no_host_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="write a name such as"):
        parse_allowed_host(text)


@pytest.mark.parametrize("port", ["0", "65536", "99999"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(ValueError, match="ports go from 1 to 65535"):
        parse_allowed_host(f"localhost:{port}")


@pytest.mark.parametrize("rate", [0, -1, float("inf"), float("nan")])
def test_a_pace_that_is_none_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="requests_per_second must be a number above 0"):
        FetchSettings(requests_per_second=rate)

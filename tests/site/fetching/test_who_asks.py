"""Every request says who asks, and nothing that was not meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.fetched import Fetched
    from edscreen.site.fetching.settings import FetchSettings

    Page = Callable[..., bytes]
    Settings = Callable[..., FetchSettings]
    Fetch = Callable[..., Fetched]


def test_who_asks_is_said_with_every_request(
    serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    from edscreen import __version__

    server = serve(
        lambda asked: page(b"", 302, location="/b", set_cookie="a=b") if asked.path == "/" else page()
    )
    fetch(settings(server, contact="buyer@district.example"), server.url)
    assert server.paths() == ["/robots.txt", "/", "/b"]
    for asked in server.asked:
        assert asked.headers["user-agent"].startswith(f"edscreen/{__version__} (")
        assert asked.headers["user-agent"].endswith("; buyer@district.example)")
        assert asked.headers["accept-language"] == "en"
        assert asked.headers["accept-encoding"] == "gzip, deflate"
        assert set(asked.headers) == {"host", "user-agent", "accept", "accept-language", "accept-encoding"}


@pytest.mark.parametrize(
    ("contact", "sent"),
    [
        ("a@b.example\r\nCookie: x=y", "a@b.example Cookie: x=y"),
        ("José (purchasing); \x00\u202ea@b.example", "Jose purchasing a@b.example"),
        ("\\) evil/1.0 (", "evil/1.0"),
        ("x" * 5_000, "x" * 200),
    ],
)
def test_a_contact_cannot_become_a_header(
    contact: str, sent: str, serve: Any, settings: Settings, fetch: Fetch
) -> None:
    server = serve()
    fetch(settings(server, contact=contact), server.url)
    assert server.asked[0].headers["user-agent"].endswith(f"; {sent})")
    assert "cookie" not in server.asked[0].headers

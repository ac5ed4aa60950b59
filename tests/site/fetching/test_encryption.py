"""Encrypted sites: certificates are checked, against the name in the address.

`tls/` holds two certificates for lumen.example and localhost, signed by themselves: one valid for a hundred
years, one that expired in 2021, each with its key. Made with `openssl req -x509` and `openssl ca -selfsign`.
"""

from __future__ import annotations

import socket
import ssl
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.fetched import Fetched
    from edscreen.site.fetching.settings import FetchSettings

    Settings = Callable[..., FetchSettings]
    Fetch = Callable[..., Fetched]

CERTIFICATES = Path(__file__).with_name("tls")


@pytest.fixture
def asked_for() -> list[str | None]:
    """The names that visitors said they want, before encryption."""
    return []


@pytest.fixture
def secure(serve: Any, asked_for: list[str | None]) -> Callable[..., Any]:
    """Start a server with one of the certificates."""

    def start(certificate: str, **options: Any) -> Any:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATES / certificate)
        context.sni_callback = lambda _socket, name, _context: asked_for.append(name)
        return serve(tls=context, **options)

    return start


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this computer trust the valid certificate, as a district's own filter makes it do."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "valid.pem"))


def test_a_site_whose_certificate_is_trusted_is_read(
    secure: Callable[..., Any],
    trusted: None,  # noqa: ARG001
    settings: Settings,
    fetch: Fetch,
    asked_for: list[str | None],
) -> None:
    server = secure("valid.pem")
    place = f"localhost:{server.port}"
    got = fetch(settings(place), f"https://{place}/")
    assert (got.problem, got.body) == (None, b"<p>hello</p>")
    assert asked_for == ["localhost"]
    assert server.accepted == 1  # robots.txt and the page over one connection


def test_the_name_stays_the_one_in_the_address_whatever_it_leads_to(
    secure: Callable[..., Any],
    trusted: None,  # noqa: ARG001
    settings: Settings,
    fetch: Fetch,
    asked_for: list[str | None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server = secure("valid.pem")
    here = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [here])
    for name in ("lumen.example", "other.example"):
        got = fetch(settings(f"{name}:{server.port}"), f"https://{name}:{server.port}/")
        assert (got.problem, got.detail) == {
            "lumen.example": (None, None),
            "other.example": ("tls", "the certificate is for another name"),
        }[name]
    assert asked_for == ["lumen.example", "other.example"]
    assert {asked.host for asked in server.asked} == {f"lumen.example:{server.port}"}


def test_an_address_in_numbers_needs_a_certificate_for_it(
    secure: Callable[..., Any],
    trusted: None,  # noqa: ARG001
    settings: Settings,
    fetch: Fetch,
) -> None:
    server = secure("valid.pem")
    got = fetch(settings(server), server.url)
    assert (got.problem, got.detail) == ("tls", "the certificate is for another address")


@pytest.mark.parametrize(
    ("certificate", "detail"),
    [
        ("valid.pem", "the certificate is signed by the site itself"),
        ("expired.pem", "the certificate is signed by the site itself"),
    ],
)
def test_a_certificate_that_nobody_vouches_for_is_refused(
    certificate: str, detail: str, secure: Callable[..., Any], settings: Settings, fetch: Fetch
) -> None:
    server = secure(certificate)
    place = f"localhost:{server.port}"
    got = fetch(settings(place), f"https://{place}/")
    assert (got.problem, got.detail) == ("tls", detail)
    assert server.asked == []


def test_a_certificate_that_has_expired_is_refused(
    secure: Callable[..., Any], settings: Settings, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "expired.pem"))
    server = secure("expired.pem")
    place = f"localhost:{server.port}"
    got = fetch(settings(place), f"https://{place}/")
    assert (got.problem, got.detail) == ("tls", "the certificate has expired")


def test_a_site_that_does_not_speak_encrypted_is_refused(settings: Settings, fetch: Fetch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        place = f"127.0.0.1:{listener.getsockname()[1]}"

        def answer_plainly() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(1_000)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        threading.Thread(target=answer_plainly, daemon=True).start()
        got = fetch(settings(place), f"https://{place}/")
    assert (got.problem, got.detail) == ("tls", "no encrypted connection could be agreed on")

"""Requests go through a proxy when the user names one, and then it checks addresses."""

from __future__ import annotations

import socket
import ssl
import threading
from base64 import b64decode
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.site.fetching.fetcher import Fetcher
from edscreen.site.fetching.settings import FetchSettings, parse_proxy

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.fetched import Fetched

    Page = Callable[..., bytes]
    Settings = Callable[..., FetchSettings]
    Fetch = Callable[..., Fetched]

CERTIFICATE = Path(__file__).with_name("tls") / "valid.pem"


def pipe(source: socket.socket, sink: socket.socket) -> None:
    """Pass on what comes, and close one's own end in the end."""
    with source, suppress(OSError):
        while data := source.recv(65_536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


class Tunnel:
    """A proxy that leads every encrypted connection to one server."""

    def __init__(self, port: int, answer: bytes = b"HTTP/1.1 200 Connected\r\n\r\n") -> None:
        self.asked: list[bytes] = []
        self._port = port
        self._answer = answer
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            visitor, _ = self._socket.accept()
            threading.Thread(target=self._lead, args=(visitor,), daemon=True).start()

    def _lead(self, visitor: socket.socket) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += visitor.recv(1)
        self.asked.append(head)
        visitor.sendall(self._answer)
        if b"200" not in self._answer:
            visitor.close()
            return
        server = socket.create_connection(("127.0.0.1", self._port))
        threading.Thread(target=pipe, args=(visitor, server), daemon=True).start()
        pipe(server, visitor)


def test_plain_pages_are_asked_of_the_proxy_which_looks_names_up(
    serve: Any, page: Page, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    lookups = []
    real = socket.getaddrinfo

    def noted(host: str, *args: Any, **options: Any) -> Any:
        lookups.append(host)
        return real(host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", noted)
    proxy = serve(page("through"))
    settings = FetchSettings(proxy=f"http://buyer:a%40b@{proxy.place}", requests_per_second=50)
    got = fetch(settings, "http://lumen.example/x")
    assert (got.problem, got.body) == (None, b"through")
    assert proxy.paths() == ["http://lumen.example/robots.txt", "http://lumen.example/x"]
    kind, word = proxy.asked[0].headers["proxy-authorization"].split()
    assert (kind, b64decode(word)) == ("Basic", b"buyer:a@b")
    assert "lumen.example" not in lookups
    assert Fetcher(settings).proxy == proxy.url
    assert "a%40b" not in repr(settings)


@pytest.mark.parametrize(
    ("user", "sent"),
    [
        ("us%C3%A9r:p%E9", b"us\xc3\xa9r:p\xe9"),
        ("usér:pé", b"us\xc3\xa9r:p\xc3\xa9"),
        ("u%00:100%:%4", b"u\x00:100%:%4"),
        ("%FF", b"\xff:"),
    ],
)
def test_a_proxy_is_given_name_and_password_byte_for_byte(
    user: str, sent: bytes, serve: Any, page: Page, fetch: Fetch
) -> None:
    proxy = serve(page("through"))
    got = fetch(FetchSettings(proxy=f"http://{user}@{proxy.place}"), "http://lumen.example/robots.txt")
    assert got.problem is None
    assert b64decode(proxy.asked[0].headers["proxy-authorization"].split()[1]) == sent


def test_encrypted_pages_go_through_a_tunnel_and_certificates_are_checked_here(
    serve: Any, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server = serve(tls=context)
    tunnel = Tunnel(server.port)
    settings = FetchSettings(proxy=tunnel.url, requests_per_second=50)
    assert fetch(settings, "https://lumen.example/").problem == "tls"
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    got = fetch(settings, "https://lumen.example/")
    assert (got.problem, got.detail, got.body) == (None, None, b"<p>hello</p>")
    got = fetch(settings, "https://other.example/")
    assert (got.problem, got.detail) == ("tls", "the certificate is for another name")
    assert tunnel.asked[0].startswith(b"CONNECT lumen.example:443 HTTP/1.1\r\n")
    assert [asked.host for asked in server.asked] == ["lumen.example"] * 2


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/",
        "http://[::ffff:10.0.0.1]/",
        "http://2130706433/",
        "http://localhost/",
        "http://lumen.example:22/",
        "http://u@lumen.example/",
    ],
)
def test_what_the_address_alone_shows_is_refused_all_the_same(url: str, serve: Any, fetch: Fetch) -> None:
    proxy = serve()
    assert fetch(FetchSettings(proxy=proxy.url), url).problem == "blocked_address"
    assert proxy.accepted == 0


def test_a_proxy_that_fails_is_told_apart_from_the_site(serve: Any, page: Page, fetch: Fetch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        gone = f"127.0.0.1:{taken.getsockname()[1]}"
    got = fetch(FetchSettings(proxy=f"http://{gone}"), "http://lumen.example/")
    assert (got.problem, got.detail) == ("connect", f"the proxy {gone} cannot be reached")
    locked = serve(page(b"", 407))
    got = fetch(FetchSettings(proxy=locked.url), "http://lumen.example/")
    assert (got.problem, got.detail) == ("connect", "the proxy asks for a name and a password")
    refusing = Tunnel(1, b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
    got = fetch(FetchSettings(proxy=refusing.url), "https://lumen.example/")
    assert (got.problem, got.detail) == ("connect", "the proxy did not make the connection")


@pytest.mark.parametrize(
    ("text", "url", "user"),
    [
        ("http://proxy.example:8080", "http://proxy.example:8080", None),
        ("HTTPS://Proxy.Example/", "https://proxy.example:443", None),
        ("http://proxy.example", "http://proxy.example:80", None),
        ("http://u:p%3A@10.0.0.1:3128", "http://10.0.0.1:3128", (b"u", b"p:")),
        ("http://u@[::1]:3128/", "http://[::1]:3128", (b"u", b"")),
        ("http://us%C3%A9r:p%E9@10.0.0.1:1", "http://10.0.0.1:1", ("usér".encode(), b"p\xe9")),
        ("http://\udcff:p@10.0.0.1:1", "http://10.0.0.1:1", (b"?", b"p")),
    ],
)
def test_a_proxy_s_address_is_read(text: str, url: str, user: tuple[bytes, bytes] | None) -> None:
    proxy = parse_proxy(text)
    assert (proxy.url, proxy.user) == (url, user)
    assert repr(proxy) == f"Proxy(url={url!r})"


@pytest.mark.parametrize(
    "text",
    ["", "proxy.example:8080", "socks5://proxy.example:1080", "http://", "http://u:secret@:80", "http://p:0"],
)
def test_a_proxy_s_address_that_cannot_be_read_is_refused_without_its_password(text: str) -> None:
    with pytest.raises(ValueError, match="proxy") as refused:
        parse_proxy(text)
    assert "secret" not in str(refused.value)

"""How a site is fetched: who asks, what may be reached, how long and how much is waited for and read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

from edscreen.profile.quoting import shown
from edscreen.registries.addresses import parse_address

if TYPE_CHECKING:
    from pathlib import Path

MEBIBYTE = 1024 * 1024
MOST_REDIRECTS = 5
"""Redirects that are followed on the way to one page, those that a page itself asks for included."""

_HOST_AND_PORT = re.compile(r"(?P<host>\[[^\[\]]+\]|[^\[\]:/?#@*\\\s]+)(?::(?P<port>\d{1,5}))?")
_PROXY = re.compile(r"(?:(?P<user>[^:@]*)(?::(?P<password>[^@]*))?@)?(?P<place>[^@]+)")
_ESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class AllowedHost:
    """A host that may be reached although it is not public; other names for the same machine may not.

    Attributes:
        host: as in `Address.host`: lower case, IPv6 in brackets.
        port: the port; None for 80 and 443.
    """

    host: str
    port: int | None = None

    @property
    def ports(self) -> frozenset[int]:
        """The ports on which it may be reached."""
        return USUAL_PORTS if self.port is None else frozenset({self.port})


USUAL_PORTS = frozenset({80, 443})
"""The ports that are visited without being asked to."""


def parse_allowed_host(text: str) -> AllowedHost:
    """Read `HOST` or `HOST:PORT`, spelled in any way a browser understands.

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    found = _HOST_AND_PORT.fullmatch(text.strip())
    address = found and parse_address(f"http://{found['host']}/")
    if not found or not address:
        message = (
            f"{shown(text)} is no host: write a name such as staging.lumen.example, with a port if it needs "
            "one (localhost:8000), without http:// and path, an IPv6 address in brackets ([::1]:8000)"
        )
        raise ValueError(message)
    port = None if found["port"] is None else int(found["port"])
    if port is not None and not 1 <= port <= 65535:
        raise ValueError(f"{shown(text)} names no port: ports go from 1 to 65535")
    return AllowedHost(address.host, port)


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy for web requests.

    Attributes:
        url: its address without a user: `http://proxy.district.example:8080`.
        user: name and password for it, byte for byte as they are sent; None where it asks for none.
    """

    url: str
    user: tuple[bytes, bytes] | None = field(default=None, repr=False)


def parse_proxy(text: str) -> Proxy:
    """Read the address of a proxy: `http://[USER:PASSWORD@]HOST:PORT`.

    Raises:
        ValueError: with a sentence that says what to write instead, and no password.
    """
    scheme, separator, rest = text.strip().partition("://")
    found = _PROXY.fullmatch(rest.removesuffix("/"))
    place = found and _HOST_AND_PORT.fullmatch(found["place"])
    address = place and parse_address(f"http://{place['host']}/")
    if scheme.lower() not in {"http", "https"} or not separator or not found or not place or not address:
        raise ValueError(
            "the proxy's address cannot be read: write it like http://proxy.district.example:8080 "
            "(http or https, a host, a port)"
        )
    port = int(place["port"] or (443 if scheme.lower() == "https" else 80))
    if not 1 <= port <= 65535:
        raise ValueError("the proxy's address names no port: ports go from 1 to 65535")
    url = f"{scheme.lower()}://{address.host}:{port}"
    if found["user"] is None:
        return Proxy(url)
    return Proxy(url, (_unescaped(found["user"]), _unescaped(found["password"] or "")))


def _unescaped(text: str) -> bytes:
    """Undo percent-escapes: what they stand for may be in any encoding, what is written out is UTF-8."""
    raw = text.encode("utf-8", "replace")
    return _ESCAPE.sub(lambda escape: bytes([int(escape[1], 16)]), raw)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may cost. A site that asks for more is left, with the reason.

    Attributes:
        raw_bytes: most bytes of a body as they come over the wire.
        bytes: most bytes of a body once inflated.
        head_bytes: most bytes of an answer's head, interim answers (1xx) counted in.
        redirects: most redirects of one page, meta-refreshes counted in (RFC 9309 and browsers: 5 to 20).
        page_seconds: time for one page over the network, redirects and retries counted in. What is waited
            for the site's sake (its turn, `Crawl-delay`, `Retry-After`) is not counted; `until` bounds that.
        connect_seconds: time to find the name, connect and agree on encryption.
        robots_bytes: what is read of a robots.txt; the rest is ignored (RFC 9309, 2.5).
        robots_seconds: time for a robots.txt over the network.
        retries: how often a request is repeated after 429, 5xx or a broken connection.
        retry_seconds: pause before the first repetition, doubled for each further one, varied by half.
        longest_crawl_delay: most seconds between two requests that a `Crawl-delay` is obeyed for; a longer
            one counts as this.
        longest_retry_after: most seconds that a `Retry-After` is waited for; a longer one ends the visit.
        refresh_seconds: a meta-refresh after more seconds is no redirect but a page that renews itself.
    """

    raw_bytes: int = 4 * MEBIBYTE
    bytes: int = 2 * MEBIBYTE
    head_bytes: int = 96 * 1024
    redirects: int = MOST_REDIRECTS
    page_seconds: float = 20
    connect_seconds: float = 10
    robots_bytes: int = 500 * 1024
    robots_seconds: float = 10
    retries: int = 2
    retry_seconds: float = 1
    longest_crawl_delay: float = 10
    longest_retry_after: float = 30
    refresh_seconds: float = 10


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How sites are fetched in a run.

    Attributes:
        contact: where the district can be reached by those who run a site; sent with every request.
        allow_hosts: hosts that may be reached although they are not public.
        proxy: the proxy that all requests go through, as `parse_proxy` reads it; None for none. The
            environment's proxies are never used.
        cache_dir: the folder that keeps pages for the next run; None for none. It may be emptied at any time.
        requests_per_second: most requests to one host in a second.
        limits: what one page may cost.

    Raises:
        ValueError: no request could ever be sent, with a sentence for the user.
    """

    contact: str | None = None
    allow_hosts: tuple[AllowedHost, ...] = ()
    proxy: str | None = field(default=None, repr=False)
    cache_dir: Path | None = None
    requests_per_second: float = 1.0
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if not 0 < self.requests_per_second < inf:
            raise ValueError("requests_per_second must be a number above 0, such as 1 or 0.5")


def default_cache_dir() -> Path:
    """Return the folder for pages in the platform's own place for caches."""
    from platformdirs import user_cache_path

    return user_cache_path("edscreen", appauthor=False) / "pages"

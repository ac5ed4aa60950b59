"""What is asked of whom: an address taken apart, and what can be refused before any name is looked up."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic_core import Url

from edscreen.registries.addresses import parse_address
from edscreen.site.fetching.addresses import IPAddress, literal_address, why_forbidden
from edscreen.site.fetching.settings import USUAL_PORTS, AllowedHost
from edscreen.site.joining import Base
from edscreen.site.problems import Unreadable

LONGEST_ADDRESS = 4_096
"""Longest address asked for, in characters; matching a longer one against a hostile robots.txt takes long."""

USUAL_PORT = {"http": 80, "https": 443}
"""The port that an address without one means."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart after the WHATWG rules.

    Attributes:
        url: the whole address, without fragment.
        scheme: `http` or `https`.
        host: as in `Address.host`: lower case, IPv6 in brackets.
        port: the port, the scheme's own where none is written.
        resource: path and query, as sent.
    """

    url: str
    scheme: str
    host: str
    port: int
    resource: str

    @property
    def authority(self) -> str:
        """Host and port as in the `Host` header: the port only where it is not the scheme's own."""
        return self.host if self.port == USUAL_PORT[self.scheme] else f"{self.host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt speaks for (RFC 9309, 2.3)."""
        return f"{self.scheme}://{self.authority}"


def read_target(text: str) -> Target:
    """Take an address apart.

    Raises:
        Unreadable: `dns` where it is none, `blocked_address` where it is of a kind that is not visited.
    """
    if len(text) > LONGEST_ADDRESS:
        raise Unreadable("too_large", f"the address is longer than {LONGEST_ADDRESS:,} characters")
    try:
        url = Url(text)
    except (ValueError, UnicodeError):
        raise Unreadable("dns", "this is no web address") from None
    if url.scheme not in {"http", "https"}:
        raise Unreadable("blocked_address", "only http and https addresses are visited")
    if url.username or url.password:
        raise Unreadable("blocked_address", "the address holds a user's name")
    address = parse_address(text)
    if address is None or url.port is None:
        raise Unreadable("dns", "this is no web address")
    resource = (url.path or "/") + ("" if url.query is None else f"?{url.query}")
    target = Target("", url.scheme, address.host, url.port, resource)
    return Target(target.origin + resource, url.scheme, address.host, url.port, resource)


def join(base: Target, reference: str) -> str:
    """Return the address that `reference` means on the page `base`."""
    return Base(Url(base.url)).join(reference)


class Gate:
    """Says which hosts may be reached.

    Args:
        allowed: hosts that may be reached although they are not public.
    """

    def __init__(self, allowed: tuple[AllowedHost, ...]) -> None:
        self._open = {(each.host, port) for each in allowed for port in each.ports}

    def opens(self, host: str, port: int) -> bool:
        """Tell whether the user opened this host on this port."""
        return (host, port) in self._open

    def check(self, target: Target) -> None:
        """Refuse what can be refused by the address alone.

        Raises:
            Unreadable: `blocked_address`, with the reason.
        """
        if self.opens(target.host, target.port):
            return
        if target.port not in USUAL_PORTS:
            raise Unreadable("blocked_address", f"port {target.port} is not visited")
        # By RFC 6761 these names mean the computer itself; a proxy would take them for its own.
        if target.host == "localhost" or target.host.endswith(".localhost"):
            raise Unreadable("blocked_address", f"{target.host} is this computer itself")
        ip = literal_address(target.host)
        if ip is not None:
            self.check_ip(ip)

    @staticmethod
    def check_ip(ip: IPAddress, name: str | None = None) -> None:
        """Refuse an internet address that is not public; `name` is the name that led to it.

        Raises:
            Unreadable: `blocked_address`, with the reason.
        """
        reason = why_forbidden(ip)
        if reason is not None:
            leads = f"{name} leads to {ip}, " if name else f"{ip} is "
            raise Unreadable("blocked_address", leads + reason)

"""Which internet addresses may be connected to: public ones, in whatever form an inner one is wrapped.

Python's `is_global` is asked too, but not alone: its tables changed within 3.11 to 3.13 (CVE-2024-4032).
Source: https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry.
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from pathlib import Path
from typing import TypeAlias

from edscreen.profile.tables import read_table

IPAddress: TypeAlias = IPv4Address | IPv6Address

_GLOBAL_UNICAST = IPv6Network("2000::/3")  # RFC 4291, 2.4: all that is given out
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
_COMPATIBLE = IPv6Network("::/96")  # RFC 4291, 2.5.5.1
_TRANSLATED = IPv6Network("::ffff:0:0:0/96")  # RFC 2765, 2.1
_ISATAP = 0x5EFE  # RFC 5214, 6.1: the interface is 0000:5efe or 0200:5efe and an IPv4 address


def literal_address(host: str) -> IPAddress | None:
    """Return the internet address that `host`, as in `Address.host`, writes out; None for a name."""
    try:
        return IPv6Address(host[1:-1]) if host.startswith("[") else IPv4Address(host)
    except ValueError:
        return None


@lru_cache(maxsize=4_096)
def why_forbidden(ip: IPAddress) -> str | None:
    """Say what an address is where it must not be connected to; None where it is public."""
    if isinstance(ip, IPv6Address):
        for inner in _wrapped(ip):
            reason = why_forbidden(inner)
            if reason is not None:
                return f"{inner} in another form: {reason}"
        if ip.ipv4_mapped or ip in _NAT64:
            return None
    for network, reason in _special_networks():
        if ip.version == network.version and ip in network:
            return reason
    if isinstance(ip, IPv6Address) and ip not in _GLOBAL_UNICAST:
        return "outside the addresses given out to the public (RFC 4291)"
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        return "reserved"
    return None


def _wrapped(ip: IPv6Address) -> list[IPv4Address]:
    """Return the IPv4 addresses that an IPv6 address may stand for."""
    bits = int(ip)
    last = IPv4Address(bits & 0xFFFFFFFF)
    if ip.ipv4_mapped or ip in _NAT64 or ip in _TRANSLATED or (ip in _COMPATIBLE and bits > 1):
        return [last]
    if ip.sixtofour:
        return [ip.sixtofour]
    if ip.teredo:
        return list(ip.teredo)
    if (bits >> 32) & 0xFDFFFFFF == _ISATAP:
        return [last]
    return []


@lru_cache(maxsize=1)
def _special_networks() -> list[tuple[IPv4Network | IPv6Network, str]]:
    table = Path(__file__).with_name("data") / "special_networks.csv"
    return [(ip_network(row["network"]), row["why"]) for row in read_table(table)]

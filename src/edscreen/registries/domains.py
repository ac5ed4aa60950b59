"""Registrable domains: which hosts belong to one owner, by the Public Suffix List."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from edscreen.registries.addresses import parse_address

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_NOT_IN_HOSTS = frozenset("@/\\?#")


@lru_cache(maxsize=8_192)
def registrable_domain(host: str) -> str | None:
    """Return the part of `host` that its owner registered: `lumen.example` for `www.lumen.example`.

    The list's private section counts: two sites on `github.io` have two owners. None for an IP address,
    a single label, a public suffix itself (`k12.wa.us`) and what is no host at all.

    Source: https://publicsuffix.org, as shipped by the installed `publicsuffixlist`.
    """
    address = None if _NOT_IN_HOSTS.intersection(host) else parse_address(f"https://{host}/")
    if address is None or _is_ip(address.host):
        return None
    name = address.host
    if "." not in name:
        return None
    return _suffixes_of(name.rpartition(".")[2]).privatesuffix(name)


def same_registrable_domain(first: str, second: str) -> bool:
    """Tell whether two hosts belong to one owner; a host always belongs with itself.

    The list is opened only for hosts that differ before, but agree in, their last two labels.
    """
    first, second = (host.lower().removesuffix(".") for host in (first, second))
    if first.removeprefix("www.") == second.removeprefix("www."):
        return True
    # A registrable domain has two labels or more, so those who share it share the last two.
    if first.isascii() and second.isascii() and first.split(".")[-2:] != second.split(".")[-2:]:
        return False
    domain = registrable_domain(first)
    return domain is not None and domain == registrable_domain(second)


def _is_ip(host: str) -> bool:
    # The parser has already turned every spelling of an IPv4 address into four plain numbers.
    return host.startswith("[") or host.rpartition(".")[2].isdigit()


@lru_cache(maxsize=512)
def _suffixes_of(top_level: str) -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList

    # The library reads its whole list in about 40 ms; the lines of one top-level domain cost a tenth.
    return PublicSuffixList(_lines_by_top_level().get(top_level, []))


@lru_cache(maxsize=1)
def _lines_by_top_level() -> dict[str, list[str]]:
    from publicsuffixlist import PSLFILE, encode_idn

    lines: dict[str, list[str]] = {}
    with Path(PSLFILE).open(encoding="utf-8") as file:
        for line in file:
            rule = line.split(maxsplit=1)[0] if line.strip() else "//"
            if not rule.startswith("//"):
                top_level = rule.rpartition(".")[2]
                lines.setdefault(top_level if top_level.isascii() else encode_idn(top_level), []).append(rule)
    return lines

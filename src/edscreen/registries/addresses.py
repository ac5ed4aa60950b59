"""Web addresses, read as a browser reads them, and the comparisons every registry rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from pydantic_core import Url

# Escapes of letters, digits and "-._~" mean the character itself (RFC 3986, 2.3). All others stay as
# they are: %2f, above all, is no separator.
_UNRESERVED_ESCAPE = re.compile(r"%(2d|2e|3\d|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])", re.IGNORECASE)

# Longer ones are read, but not kept: a hostile profile must not fill the memory.
_LONGEST_KEPT = 2_048

# The domain name system holds no longer names (RFC 1035, 2.3.4), and none with an empty part.
_LONGEST_HOST = 253


@dataclass(frozen=True, slots=True)
class Address:
    """A web address after the WHATWG rules (https://url.spec.whatwg.org).

    Two addresses are equal if host, path and query are: `http` and `https` are one.
    """

    scheme: str = field(compare=False)
    """`http` or `https`."""
    host: str
    """Lower case, international names in their `xn--` form, without one trailing dot, port or user."""
    path: str
    """Begins with `/`, in the case it was written, `.` and `..` resolved."""
    query: str = ""
    """What stands behind `?`, without it; the fragment behind `#` is dropped."""


def parse_address(text: str) -> Address | None:
    """Return what a browser would open for `text`, or None if that is no `http(s)` address of a host.

    What stands before `@` is no host; a backslash separates like `/`; tabs and line ends vanish.
    """
    return _parse_kept(text) if len(text) <= _LONGEST_KEPT else _parse(text)


def _parse(text: str) -> Address | None:
    try:
        url = Url(text)
    except (ValueError, UnicodeError):
        return None
    host = (url.host or "").lower().removesuffix(".")
    if url.scheme not in {"http", "https"} or len(host) > _LONGEST_HOST or "" in host.split("."):
        return None
    path = _UNRESERVED_ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), url.path or "/")
    return Address(url.scheme, host, path, url.query or "")


_parse_kept = lru_cache(maxsize=4_096)(_parse)


def host_matches(host: str, listed: str) -> bool:
    """Tell whether `host` is `listed` or lies below it: `a.tea.texas.gov` does, `eviltea.texas.gov` not.

    Both are given as in `Address.host`.
    """
    return host == listed or host.endswith(f".{listed}")


def same_host(first: str, second: str) -> bool:
    """Tell whether two hosts are one, whether or not `www.` stands before them."""
    return first.removeprefix("www.") == second.removeprefix("www.")


def host_and_parents(host: str) -> list[str]:
    """Return `host` and every name above it, the longest first: what it may be listed under."""
    labels = host.split(".")
    return [".".join(labels[start:]) for start in range(len(labels))]


def path_under(path: str, prefix: str) -> bool:
    """Tell whether `path` is `prefix` or lies below it, whatever the case, by whole segments.

    `/SDE/list` lies under `/sde` and `/sde/`, `/educationfoo` does not lie under `/education`, nor does
    `//education`; everything lies under an empty prefix.
    """
    wanted = prefix.lower().strip("/")
    return not wanted or f"{path.lower()}/".startswith(f"/{wanted}/")

"""Whether an address leads to something else than a product: a paper, a video, a news item."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from edscreen.batch.lists.data_files import read_entries
from edscreen.registries.addresses import host_and_parents, parse_address
from edscreen.registries.elsewhere import place_elsewhere

_BEFORE_A_SITE = re.compile(r"^(?:www|m|mobile)\.")


class _Kind(NamedTuple):
    what: str
    is_screened: bool
    paths: re.Pattern[str] | None


class _Kinds(NamedTuple):
    """The kinds that any host may have, those of hosts with all below them, and those of sites alone."""

    anywhere: list[_Kind]
    by_host: dict[str, list[_Kind]]
    by_site: dict[str, list[_Kind]]


@cache
def _kinds() -> _Kinds:
    kinds = _Kinds([], {}, {})
    for entry in read_entries("not_products"):
        paths = [f"(?:{pattern})" for pattern in entry.get("paths", ())]
        kind = _Kind(
            entry["what"],
            entry.get("screened", False),
            re.compile("|".join(paths), re.IGNORECASE) if paths else None,
        )
        for host in entry.get("hosts", ()):
            kinds.by_host.setdefault(host, []).append(kind)
        for site in entry.get("sites", ()):
            kinds.by_site.setdefault(site, []).append(kind)
        if not entry.keys() & {"hosts", "sites"}:
            kinds.anywhere.append(kind)
    return kinds


def what_else(url: str) -> str:
    """Return what an address leads to that is no product, as `a video`; empty where it may be one."""
    kind = _kind_of(url)
    return kind.what if kind and not kind.is_screened else ""


def page_elsewhere(url: str) -> str:
    """Return where a product's page stands that is not on its vendor's site; empty where it may be there.

    It is `a store for apps`, a reviewer's page or a social network; a file there is no product's page.
    """
    kind = _kind_of(url)
    if kind is None:
        return place_elsewhere(url)
    return kind.what if kind.is_screened else ""


def _kind_of(url: str) -> _Kind | None:
    address = parse_address(url)
    if address is None or (address.path.strip("/") == "" and not address.query):
        return None
    anywhere, by_host, by_site = _kinds()
    fitting = [
        *anywhere,
        *by_site.get(_BEFORE_A_SITE.sub("", address.host), ()),
        *(kind for host in host_and_parents(address.host) for kind in by_host.get(host, ())),
    ]
    path = address.path
    return next((kind for kind in fitting if kind.paths is None or kind.paths.search(path)), None)

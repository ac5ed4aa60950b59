"""Where a page about a product stands that is not its vendor's: in a store, or with those who review it."""

from __future__ import annotations

import re
from functools import lru_cache

from edscreen.registries.addresses import host_and_parents, parse_address
from edscreen.registries.clearinghouses import ClearinghouseTable
from edscreen.registries.stores import StoreTable
from edscreen.registries.tables import read_table

_CLEARINGHOUSE = "a clearinghouse that reviews programs"


def place_elsewhere(url: str) -> str:
    """Return where a page stands that is about a product, but not on its vendor's site; else empty.

    It is worded for messages: `a store for apps`. No front page counts: who runs the place may have products.
    """
    if StoreTable.load().offers(url):
        return "a store for apps"
    clearinghouses = ClearinghouseTable.load()
    if clearinghouses.at(url):
        return "" if clearinghouses.is_front_page(url) else _CLEARINGHOUSE
    return "a site that reviews or lists products" if _is_review(url) else ""


def place_of_others(url: str, *names: str | None) -> str:
    """Return the same of a page that was given for a vendor's site, a clearinghouse's front page included.

    Args:
        url: its address.
        names: what vendor and product are called, where known: a clearinghouse's front page is its own.
    """
    body = ClearinghouseTable.load().at(url)
    is_its_own = body is None or any(body.is_called(name) for name in names if name)
    return place_elsewhere(url) or ("" if is_its_own else _CLEARINGHOUSE)


def _is_review(url: str) -> bool:
    address = parse_address(url)
    return address is not None and any(
        pattern.search(address.path)
        for host in host_and_parents(address.host)
        for pattern in _review_sites().get(host, ())
    )


@lru_cache(maxsize=1)
def _review_sites() -> dict[str, list[re.Pattern[str]]]:
    by_host: dict[str, list[re.Pattern[str]]] = {}
    for row in read_table("review_sites"):
        by_host.setdefault(row["host"], []).append(re.compile(row["reviews"], re.IGNORECASE))
    return by_host

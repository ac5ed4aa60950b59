"""Stores for apps and add-ons, where neither a product's page nor the front page is the vendor's site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from edscreen.registries.addresses import host_and_parents, parse_address
from edscreen.registries.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from edscreen.registries.addresses import Address


@dataclass(frozen=True, slots=True)
class Store:
    """A store, and how it names what is offered there: a row of `data/stores.csv`."""

    host: str
    """As in `Address.host`; hosts below it count too."""
    offers: re.Pattern[str]
    """What stands in the path of a page about one product, or about one who sells there."""
    whole_host: bool
    """Whether all of the host is the store, not only such pages."""
    name: str
    """What people call it."""
    source: str


class StoreTable:
    """Stores for apps and add-ons, looked up by address."""

    def __init__(self, stores: Iterable[Store]) -> None:
        """Build the table; a host may stand there with several patterns."""
        self._by_host: dict[str, list[Store]] = {}
        for row in stores:
            self._by_host.setdefault(row.host, []).append(row)

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> StoreTable:
        """Return the shipped table, read once."""
        return StoreTable(
            Store(
                row["host"],
                re.compile(row["offers"], re.IGNORECASE),
                row["whole_host"] == "yes",
                row["name"],
                row["source"],
            )
            for row in read_table("stores")
        )

    def offers(self, url: str) -> bool:
        """Tell whether `url` is a store's page about one product, or about one who sells there."""
        address = parse_address(url)
        return address is not None and any(row.offers.search(address.path) for row in self._at(address))

    def owns_front_page(self, url: str) -> bool:
        """Tell whether the front page of the host of `url` is the store's, not that of who sells there."""
        address = parse_address(url)
        return address is not None and any(
            row.whole_host or row.offers.search(address.path) for row in self._at(address)
        )

    def _at(self, address: Address) -> Iterator[Store]:
        return (row for host in host_and_parents(address.host) for row in self._by_host.get(host, ()))

"""Places where anyone may publish: press wires, file sharing, slides and the like."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from edscreen.registries.addresses import host_and_parents, parse_address, path_under
from edscreen.registries.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class PublicHost:
    """A place where a vendor can put a study itself: a row of `data/self_publishing_hosts.csv`."""

    host: str
    """As in `Address.host`; hosts below it count too."""
    path: str
    """What that part of a shared host begins with; empty for the whole host."""
    kind: str
    """`press_wire`, `file_sharing`, `storage`, `slides`, `website_builder`, `blog`, `social`, `video`,
    `link_shortener`, `code_hosting`, `copy` or `store`."""
    name: str
    """What people call it."""
    source: str


class PublicHostTable:
    """Places where anyone may publish, looked up by address."""

    def __init__(self, hosts: Iterable[PublicHost]) -> None:
        """Build the table; a host may stand there with several paths."""
        self._by_host: dict[str, list[PublicHost]] = {}
        for row in hosts:
            self._by_host.setdefault(row.host, []).append(row)

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> PublicHostTable:
        """Return the shipped table, read once."""
        return PublicHostTable(PublicHost(**row) for row in read_table("self_publishing_hosts"))

    def find(self, url: str) -> PublicHost | None:
        """Return the place that `url` lies at, or None if not everyone may publish there."""
        address = parse_address(url)
        if address is None:
            return None
        listed = (row for host in host_and_parents(address.host) for row in self._by_host.get(host, ()))
        return next((row for row in listed if path_under(address.path, row.path)), None)

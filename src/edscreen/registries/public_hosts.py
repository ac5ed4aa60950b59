"""Places where anyone may publish: press wires, file sharing, slides and the like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from edscreen.registries.addresses import host_and_parents, parse_address, path_under
from edscreen.registries.domains import registrable_domain
from edscreen.registries.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAMES_OF_THE_WHOLE = re.compile(r"^(?:www|m|mobile|web)\.")


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
    site: re.Pattern[str] | None = None
    """What the paths of all pages of one publisher begin with; None where that is not known."""
    below: bool = False
    """Whether every host below it is that of one publisher."""

    def site_of(self, path: str) -> str:
        """Return what the paths of this page's publisher begin with, in lower case; empty if unknown."""
        found = self.site.match(path) if self.site else None
        return found[0].lower() if found else ""

    def is_publishers(self, host: str) -> bool:
        """Tell whether `host`, which lies at this place, has one publisher alone: `lumen.wixsite.com`."""
        bare = _NAMES_OF_THE_WHOLE.sub("", host)
        domain = registrable_domain(bare)
        if not self.below or bare == self.host or domain is None:
            return False
        return domain != self.host or bare.count(".") == self.host.count(".") + 1


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
        return PublicHostTable(map(_read, read_table("self_publishing_hosts")))

    def find(self, url: str) -> PublicHost | None:
        """Return the place that `url` lies at, or None if not everyone may publish there."""
        address = parse_address(url)
        if address is None:
            return None
        listed = (row for host in host_and_parents(address.host) for row in self._by_host.get(host, ()))
        return next((row for row in listed if path_under(address.path, row.path)), None)


def _read(row: dict[str, str]) -> PublicHost:
    site = re.compile(row["site"], re.IGNORECASE) if row["site"] else None
    return PublicHost(
        row["host"], row["path"], row["kind"], row["name"], row["source"], site, row["below"] == "yes"
    )

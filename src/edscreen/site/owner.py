"""Whose site it is: the vendor's own hosts and pages, told from all others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from edscreen.registries.addresses import parse_address, path_under
from edscreen.registries.domains import registrable_domain
from edscreen.registries.public_hosts import PublicHostTable
from edscreen.registries.stores import StoreTable
from edscreen.registries.vendor_hosts import belongs_to, is_shared
from edscreen.site.problems import NOT_THE_VENDORS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edscreen.registries.addresses import Address

IN_A_STORE = f"{NOT_THE_VENDORS} that of a store for apps"
"""The plain fact behind a page that was given as the vendor's and is a store's."""

# What people name as the beginning of their site within a host: what stands beside it is theirs as well.
_BEGINNING = re.compile(r"(?<=[^/])/(?:home|(?:index|default)\.[a-z]{3,5})/?$", re.IGNORECASE)
_NAMES_OF_A_WHOLE_HOST = re.compile(r"^(?:www|m|mobile|web)\.")


@dataclass(frozen=True, slots=True)
class Owner:
    """Tells the vendor's own pages from all others.

    Attributes:
        hosts: hosts that are the vendor's, and with them all of their registrable domains; where anyone may
            build a site, a host stands for itself alone.
        places: pages that are the vendor's on hosts that others use too, such as `sites.google.com`: they,
            and what lies below them.
    """

    hosts: tuple[str, ...]
    places: tuple[Address, ...] = ()

    @staticmethod
    def of(pages: Iterable[str], other_hosts: Iterable[str] = (), names: Iterable[str | None] = ()) -> Owner:
        """Return whose the pages of a site are.

        Args:
            pages: the addresses given for it.
            other_hosts: further hosts that are the vendor's, as in `Address.host`.
            names: the names of vendor and product: the maker of a public host has all of it.
        """
        hosts, places = [], []
        for url in pages:
            if address := parse_address(url):
                if _is_place(url, address, [name for name in names if name and name.strip()]):
                    places.append(address)
                else:
                    hosts.append(address.host)
        return Owner((*hosts, *other_hosts), tuple(places))

    @property
    def is_known(self) -> bool:
        """Whether anything is known to be the vendor's."""
        return bool(self.hosts or self.places)

    @property
    def all_hosts(self) -> tuple[str, ...]:
        """Every host on which something is the vendor's."""
        return (*self.hosts, *(place.host for place in self.places))

    def owns(self, host: str) -> bool:
        """Tell whether something on a host is the vendor's."""
        places = (place.host for place in self.places)
        return any(belongs_to(host, own) for own in self.hosts) or any(_is_same(host, at) for at in places)

    def owns_url(self, url: str) -> bool:
        """Tell whether an address is the vendor's."""
        address = parse_address(url)
        return address is not None and (
            any(belongs_to(address.host, own) for own in self.hosts)
            or any(_lies_at(address, place) for place in self.places)
        )

    @property
    def domains(self) -> tuple[str, ...]:
        """The registrable domains; a host that has none, such as an IP address, stands for itself."""
        own = [host if is_shared(host) else registrable_domain(host) or host for host in self.hosts]
        return tuple(dict.fromkeys((*own, *(place.host for place in self.places))))


def is_in_store(url: str) -> bool:
    """Tell whether an address is that of a product's page in a store for apps."""
    return StoreTable.load().offers(url)


def _is_place(url: str, address: Address, names: list[str]) -> bool:
    """Tell whether an address is a page among those of others, and stands for no whole host."""
    if is_in_store(url):
        return True
    public = PublicHostTable.load().find(url)
    if public is None or _NAMES_OF_A_WHOLE_HOST.sub("", address.host) != public.host:
        return False  # a host below a public one is its maker's: lumen.wixsite.com
    maker = public.name.casefold().split()[0]
    return not any(maker == name.casefold().split()[0] for name in names)


def _is_same(host: str, other: str) -> bool:
    return host.removeprefix("www.") == other.removeprefix("www.")


def _lies_at(address: Address, place: Address) -> bool:
    if not _is_same(address.host, place.host):
        return False
    if place.query:
        parts = set(place.query.split("&"))
        return address.path == place.path and parts <= set(address.query.split("&"))
    return path_under(address.path, _BEGINNING.sub("", place.path))

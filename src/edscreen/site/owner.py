"""Whose site it is: the vendor's own hosts and pages, told from all others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from edscreen.registries.addresses import parse_address, same_host
from edscreen.registries.domains import registrable_domain
from edscreen.registries.elsewhere import place_of_others
from edscreen.registries.public_hosts import PublicHostTable
from edscreen.registries.vendor_hosts import belongs_to, is_shared
from edscreen.site import unwrapping
from edscreen.site.problems import NOT_THE_VENDORS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edscreen.registries.addresses import Address

_LEGAL_FORM = re.compile(r",? (?:inc|llc|ltd)\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """What is the vendor's on a host that others use too, such as `sites.google.com`.

    Attributes:
        host: the host.
        page: the identity of the page that was given.
        site: what the paths of the vendor's pages there begin with; empty where nobody knows, so that
            nothing but that page is known to be the vendor's.
    """

    host: str
    page: str
    site: str

    def holds(self, url: str, address: Address) -> bool:
        """Tell whether a page is known to be the vendor's."""
        if not self.site:
            return unwrapping.identity(url) == self.page
        return same_host(address.host, self.host) and _site_of(url, address) == self.site


@dataclass(frozen=True, slots=True)
class Owner:
    """Tells the vendor's own pages from all others.

    Attributes:
        hosts: hosts that are the vendor's, and with them all of their registrable domains; where anyone may
            build a site, a host stands for itself alone.
        places: what is the vendor's on hosts that others use too.
    """

    hosts: tuple[str, ...]
    places: tuple[Place, ...] = ()

    @staticmethod
    def of(pages: Iterable[str], others: Iterable[str] = (), vendor: str | None = None) -> Owner:
        """Return whose the pages of a site are.

        Args:
            pages: the addresses given for it.
            others: further addresses and hosts that are the vendor's.
            vendor: its name: who makes a public host has all of it.
        """
        hosts, places = [], []
        for url in (*pages, *(each if "://" in each else f"https://{each}/" for each in others)):
            if address := parse_address(url):
                if _is_shared_with_others(url, address, vendor):
                    places.append(Place(address.host, unwrapping.identity(url), _site_of(url, address)))
                else:
                    hosts.append(address.host)
        return Owner(tuple(hosts), tuple(places))

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
        return any(belongs_to(host, own) for own in self.hosts) or any(
            same_host(host, place.host) for place in self.places
        )

    def owns_url(self, url: str) -> bool:
        """Tell whether an address is known to be the vendor's."""
        address = parse_address(url)
        return address is not None and (
            any(belongs_to(address.host, own) for own in self.hosts)
            or any(place.holds(url, address) for place in self.places)
        )

    def may_own_url(self, url: str) -> bool:
        """Tell whether nobody knows that an address is not the vendor's: it lies beside a page that is."""
        address = parse_address(url)
        return self.owns_url(url) or (
            address is not None
            and any(not place.site and same_host(address.host, place.host) for place in self.places)
        )

    @property
    def domains(self) -> tuple[str, ...]:
        """The registrable domains; a host that has none, such as an IP address, stands for itself."""
        own = [host if is_shared(host) else registrable_domain(host) or host for host in self.hosts]
        return tuple(dict.fromkeys((*own, *(place.host for place in self.places))))


def not_the_vendors(url: str, *names: str | None) -> str | None:
    """Return the plain fact where a page given as the vendor's is a store's or a reviewer's; else None.

    Args:
        url: the page's address.
        names: what vendor and product are called; None where that is unknown.
    """
    place = place_of_others(url, *names)
    return f"{NOT_THE_VENDORS} that of {place}" if place else None


def _is_shared_with_others(url: str, address: Address, vendor: str | None) -> bool:
    """Tell whether an address is that of a page among those of others, and stands for no whole host."""
    if place_of_others(url, vendor):
        return True
    public = PublicHostTable.load().find(url)
    if public is None:
        return False
    name = _LEGAL_FORM.sub("", (vendor or "").strip())
    return name.casefold() != public.name.casefold() and not public.is_publishers(address.host)


def _site_of(url: str, address: Address) -> str:
    public = PublicHostTable.load().find(url)
    return public.site_of(address.path) if public else ""

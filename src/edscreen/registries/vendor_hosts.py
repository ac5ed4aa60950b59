"""The hosts that a profile states to be the vendor's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.registries.addresses import parse_address, same_host
from edscreen.registries.domains import same_registrable_domain
from edscreen.registries.public_hosts import PublicHostTable

if TYPE_CHECKING:
    from edscreen.profile.models import Product, Vendor


def vendor_hosts(vendor: Vendor, product: Product) -> tuple[str, ...]:
    """Return the hosts of `vendor.website`, `product.page` and `vendor.other_domains`, each once.

    Returns:
        Hosts as in `Address.host`; an address or a domain that is none gives nothing.
    """
    pages = (str(url) for url in (vendor.website, product.page) if url)
    found = (address.host for address in map(parse_address, pages) if address)
    return tuple(dict.fromkeys((*found, *other_hosts(vendor))))


def other_hosts(vendor: Vendor) -> tuple[str, ...]:
    """Return the hosts of `vendor.other_domains`, however people write them."""
    addresses = map(parse_address, other_pages(vendor))
    return tuple(dict.fromkeys(address.host for address in addresses if address))


def other_pages(vendor: Vendor) -> tuple[str, ...]:
    """Return the addresses that `vendor.other_domains` stand for, each once, that of a host's front page.

    A domain may stand there as an address (`https://lumen.example/`), with a port or a path, or with a star
    before it (`*.lumen.example`).
    """
    written = (text.strip().removeprefix("*.") for text in vendor.other_domains or ())
    addresses = (text if "://" in text else f"https://{text}" for text in written)
    return tuple(dict.fromkeys(url for url in addresses if parse_address(url)))


def belongs_to(host: str, own: str) -> bool:
    """Tell whether a host is the vendor's, where `own` is: with it, all of its registrable domain is.

    A host that others use too stands for itself alone: a page on Google Sites or an app in a store does not
    make all of google.com the vendor's, nor does a vendor's own page there make Google Sites the vendor's.
    """
    return same_host(host, own) or (
        same_registrable_domain(host, own) and not is_shared(own) and not is_shared(host)
    )


def is_shared(host: str) -> bool:
    """Tell whether a host is one where anybody may publish, stores for apps among them."""
    return PublicHostTable.load().find(f"https://{host}/") is not None

"""Whose word a statement rests on, going by the source named for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from edscreen.registries.addresses import parse_address
from edscreen.registries.vendor_hosts import belongs_to, vendor_hosts

if TYPE_CHECKING:
    from edscreen.profile.models import Profile
    from edscreen.registries.public_hosts import PublicHostTable


def basis_of(
    source: str | None, profile: Profile, public_hosts: PublicHostTable
) -> Literal["claimed", "documented"]:
    """Tell the vendor's word from a source that is not the vendor's.

    `documented` is an address on a host that is neither under a domain of the vendor (`website`, `page`,
    `other_domains`) nor a place where anyone may publish. Everything else is `claimed`: no source, a
    document's name, or a vendor whose own domains are not stated.
    """
    if not source or source[:4].lower() != "http":
        return "claimed"
    address = parse_address(source)
    own = vendor_hosts(profile.vendor, profile.product)
    if address is None or not own or public_hosts.find(source) is not None:
        return "claimed"
    if any(belongs_to(address.host, host) for host in own):
        return "claimed"
    return "documented"

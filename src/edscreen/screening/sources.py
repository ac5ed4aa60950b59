"""The sources that a profile names and that can be opened: where its approvals, reviews and studies stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.registries.addresses import parse_address
from edscreen.site.visit import Owner

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from edscreen.profile.models import Profile, Study

MOST_SOURCES = 12
"""Sources opened for one profile: a vendor's list may be long, and every page takes its second."""


def vendors_hosts(profile: Profile) -> Owner:
    """Tell the vendor's own hosts: those of `vendor.website`, `product.page` and `vendor.other_domains`."""
    named = (profile.vendor.website, profile.product.page)
    domains = (
        domain if "://" in domain else f"https://{domain}/" for domain in profile.vendor.other_domains or ()
    )
    addresses = map(parse_address, (*(str(url) for url in named if url), *domains))
    return Owner(tuple(address.host for address in addresses if address))


def named_sources(profile: Profile) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield entries (`approvals[0]`) with the addresses where each can be read, the likeliest first.

    Addresses on the vendor's own hosts are left out: a vendor's page cannot confirm the vendor's word.
    """
    owner = vendors_hosts(profile)
    for entry, addresses in _named(profile):
        if others := tuple(url for url in addresses if not owner.owns_url(url)):
            yield entry, others


def _named(profile: Profile) -> Iterator[tuple[str, Iterable[str]]]:
    for index, approval in enumerate(profile.approvals or ()):
        if approval.url:
            yield f"approvals[{index}]", (str(approval.url),)
    for index, review in enumerate(profile.reviews or ()):
        if review.url:
            yield f"reviews[{index}]", (str(review.url),)
    for index, study in enumerate(profile.studies or ()):
        yield f"studies[{index}]", _places(study)


def _places(study: Study) -> Iterator[str]:
    if study.url:
        yield str(study.url)
    if study.doi:
        yield f"https://doi.org/{study.doi.replace('#', '%23')}"
    if study.eric:
        yield f"https://eric.ed.gov/?id={study.eric}"
    if study.wwc:
        yield f"https://ies.ed.gov/ncee/wwc/Study/{study.wwc}"

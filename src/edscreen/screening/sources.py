"""The sources that a profile names and that can be opened: where its approvals, reviews and studies stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.registries.vendor_hosts import other_pages
from edscreen.site.owner import Owner

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from edscreen.profile.models import Profile, Study

MOST_SOURCES = 12
"""Sources opened for one profile: a vendor's list may be long, and every page takes its second."""


def vendors_pages(profile: Profile) -> Owner:
    """Tell the vendor's own pages by `vendor.website`, `product.page` and `vendor.other_domains`."""
    vendor = profile.vendor
    given = (str(url) for url in (vendor.website, profile.product.page) if url)
    return Owner.of(given, other_pages(vendor), vendor.name)


def named_sources(profile: Profile) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield entries (`approvals[0]`) with the addresses where each can be read, the likeliest first.

    Addresses of the vendor's own pages, and of those that may be, are left out: a vendor's page cannot
    confirm the vendor's word.
    """
    owner = vendors_pages(profile)
    for entry, addresses in _named(profile):
        if others := tuple(url for url in addresses if not owner.may_own_url(url)):
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

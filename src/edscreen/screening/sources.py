"""The sources that a profile names and that can be opened: where its approvals, reviews and studies stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.profile.models import Profile, Study

MOST_SOURCES = 12
"""Sources opened for one profile: a vendor's list may be long, and every page takes its second."""


def named_sources(profile: Profile) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield entries (`approvals[0]`) with the addresses where each can be read, the likeliest first."""
    for index, approval in enumerate(profile.approvals or ()):
        if approval.url:
            yield f"approvals[{index}]", (str(approval.url),)
    for index, review in enumerate(profile.reviews or ()):
        if review.url:
            yield f"reviews[{index}]", (str(review.url),)
    for index, study in enumerate(profile.studies or ()):
        if places := tuple(_places(study)):
            yield f"studies[{index}]", places


def _places(study: Study) -> Iterator[str]:
    if study.url:
        yield str(study.url)
    if study.doi:
        yield f"https://doi.org/{study.doi.replace('#', '%23')}"
    if study.eric:
        yield f"https://eric.ed.gov/?id={study.eric}"
    if study.wwc:
        yield f"https://ies.ed.gov/ncee/wwc/Study/{study.wwc}"

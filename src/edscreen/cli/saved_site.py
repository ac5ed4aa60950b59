"""`--site-file`: a saved page, or the pages that an earlier run kept, judged with exactly one profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio

from edscreen.profile.documents import Document
from edscreen.profile.sources import shown_path
from edscreen.screening.gathering import gather_saved
from edscreen.screening.inputs import NOTHING_GATHERED, Gathered, SiteReading
from edscreen.site.saved_site import NoSavedSite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from edscreen.cli.visit_options import SiteOptions
    from edscreen.profile.documents import InvalidProfile
    from edscreen.profile.models import Profile

_NAME_THE_PAGE = "name the vendor's saved home page with --site-file"
_NAME_ONE = "give --site-file with one profile"


def with_saved_site(
    file: Path,
    options: SiteOptions,
    found: Iterable[Document | InvalidProfile],
    misused: Callable[[str], None],
) -> Iterator[tuple[Document | InvalidProfile, Gathered]]:
    """Yield what was found, the one profile with what the saved page shows of its vendor.

    Where the file cannot be judged as a home page, or there are several profiles, `misused` is told why and
    the profiles go on without it: their other questions are asked all the same.
    """
    everything = list(found)
    number = sum(isinstance(each, Document) for each in everything)
    if number > 1:
        misused(f"--site-file judges one page for one profile, and {number:,} were named: name one")
    for each in everything:
        if not isinstance(each, Document):
            yield each, NOTHING_GATHERED
        elif number > 1:
            yield each, _not_read(file, each.profile, "it was named for several profiles", _NAME_ONE)
        else:
            yield each, _gathered(file, options, each.profile, misused)


def _gathered(file: Path, options: SiteOptions, profile: Profile, misused: Callable[[str], None]) -> Gathered:
    async def gather() -> Gathered:
        return await gather_saved(file, profile, max_pages=options.max_pages, max_clicks=options.max_clicks)

    try:
        return anyio.run(gather)
    except NoSavedSite as error:
        misused(f"{shown_path(file)}: {error}")
        return _not_read(file, profile, str(error), _NAME_THE_PAGE)


def _not_read(file: Path, profile: Profile, why: str, advice: str) -> Gathered:
    page = profile.vendor.website or profile.product.page
    url = str(page or shown_path(file))
    return Gathered(
        SiteReading(verdict="unreadable", clicks=None, url=url, problem=why, advice=advice, saved=True)
    )

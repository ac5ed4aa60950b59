"""`--site-file`: a saved page, or the pages that an earlier run kept, judged with exactly one profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio

from edscreen.cli.visit_options import SiteFileMisused
from edscreen.profile.documents import Document
from edscreen.profile.sources import shown_path
from edscreen.screening.gathering import gather_saved
from edscreen.screening.inputs import NOTHING_GATHERED
from edscreen.site.saved_site import NoSavedSite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from edscreen.cli.visit_options import SiteOptions
    from edscreen.profile.documents import InvalidProfile
    from edscreen.screening.inputs import Gathered


def with_saved_site(
    file: Path, options: SiteOptions, found: Iterable[Document | InvalidProfile]
) -> Iterator[tuple[Document | InvalidProfile, Gathered]]:
    """Yield the one profile with what the saved page shows of its vendor, and every mistake in others.

    Raises:
        SiteFileMisused: where there are several profiles, or the file cannot be judged as a home page.
    """
    everything = list(found)
    profiles = [each for each in everything if isinstance(each, Document)]
    if len(profiles) > 1:
        raise SiteFileMisused(
            f"--site-file judges one page for one profile, and {len(profiles):,} were named: name one"
        )
    for each in everything:
        gathered = _gathered(file, options, each) if isinstance(each, Document) else NOTHING_GATHERED
        yield each, gathered


def _gathered(file: Path, options: SiteOptions, document: Document) -> Gathered:
    async def gather() -> Gathered:
        return await gather_saved(
            file, document.profile, max_pages=options.max_pages, max_clicks=options.max_clicks
        )

    try:
        return anyio.run(gather)
    except NoSavedSite as error:
        raise SiteFileMisused(f"{shown_path(file)}: {error}") from None

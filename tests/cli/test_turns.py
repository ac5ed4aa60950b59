"""Profiles of one vendor are read one after the other, those of others meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from anyio.from_thread import start_blocking_portal

from edscreen.cli.site_visits import SiteVisits
from edscreen.cli.talk import Talk
from edscreen.cli.visit_options import SiteOptions
from edscreen.profile.documents import read_documents
from edscreen.screening.inputs import Gathered, SiteReading
from edscreen.site.fetching.settings import FetchSettings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.profile.models import Profile


class Counts:
    """Reads sites, the first not before a second, and counts how many of a vendor's are read at once."""

    def __init__(self) -> None:
        self.now: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.most_at_all = 0
        self.two = asyncio.Event()

    async def gather(self, profile: Profile, _progress: object) -> Gathered:
        return await self._read(profile)

    async def confirm(self, profile: Profile, _gathered: Gathered, _progress: object) -> Gathered:
        return await self._read(profile)

    async def _read(self, profile: Profile) -> Gathered:
        vendor = profile.vendor.name or ""
        self.now[vendor] += 1
        self.most[vendor] = max(self.most[vendor], self.now[vendor])
        self.most_at_all = max(self.most_at_all, self.now.total())
        if self.now.total() == 2:
            self.two.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(self.two.wait(), 10)
        await asyncio.sleep(0.05)
        self.now[vendor] -= 1
        return Gathered(SiteReading("absent", None, str(profile.vendor.website)))


@pytest.fixture
def visit(tmp_path: Path) -> Callable[..., list[str]]:
    """Visit sites, named by vendor and address, and give the addresses in the order of the answers."""

    def run(
        gatherer: Any, sites: list[tuple[str, str]], *, confirm: bool, each: Callable[[str], str] = str
    ) -> list[str]:
        names = []
        for number, (vendor, website) in enumerate(sites):
            names.append(str(tmp_path / f"{number}.yaml"))
            (tmp_path / f"{number}.yaml").write_text(
                f"edscreen: 1\nproduct: {{name: A}}\nvendor: {{name: {vendor}, website: '{website}'}}\n",
                encoding="utf-8",
            )
        options = SiteOptions(FetchSettings, max_pages=8, max_clicks=3, confirm=confirm)
        with start_blocking_portal() as portal:
            visits = SiteVisits(portal, gatherer, Talk(quiet=True, verbosity=0), options)
            given = (gathered.site for _, gathered in visits.along(read_documents(names)))
            return [each(site.url) for site in given if site]

    return run


@pytest.mark.parametrize("confirm", [False, True])
def test_a_vendors_profiles_wait_for_each_other_and_for_no_one_else(
    visit: Callable[..., list[str]], confirm: bool
) -> None:
    sites = [
        ("Ash", "https://www.ash.example/"),
        ("Ash", "https://reading.ash.example/"),
        ("Brook", "https://brook.example/"),
        ("Ash", "http://ash.example/math"),
        ("Brook", "https://www.brook.example/"),
    ]
    counts = Counts()

    assert visit(counts, sites, confirm=confirm) == [website for _, website in sites]
    assert counts.most == {"Ash": 1, "Brook": 1}
    assert counts.most_at_all == 2


def test_what_stands_before_the_first_flagged_page_is_handed_on_at_once(
    visit: Callable[..., list[str]],
) -> None:
    """Only the second look waits for all others; what needs none is not held back for it."""
    names = ["ash", "brook", "cedar"]
    sites = [(name.title(), f"https://{name}.example/") for name in names]
    done: list[str] = []

    class Flags:
        async def gather(self, profile: Profile, _progress: object) -> Gathered:
            url = str(profile.vendor.website)
            return Gathered(SiteReading("absent" if "brook" in url else "shown", None, url))

        async def confirm(self, profile: Profile, gathered: Gathered, _progress: object) -> Gathered:
            done.append(f"again {profile.vendor.website}")
            return gathered

    def given(url: str) -> str:
        time.sleep(0.1)  # a second look that was under way would be noted by now
        done.append(f"given {url}")
        return url

    visit(Flags(), sites, confirm=True, each=given)

    ash, brook, cedar = (url for _, url in sites)
    assert done == [f"given {ash}", f"again {brook}", f"given {brook}", f"given {cedar}"]

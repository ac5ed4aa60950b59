"""One visit that fails costs neither the others nor the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from anyio.from_thread import start_blocking_portal

from edscreen.cli.site_visits import SiteVisits
from edscreen.cli.talk import Talk
from edscreen.cli.visit_options import SiteOptions
from edscreen.profile.documents import Document, InvalidProfile, read_documents
from edscreen.screening.inputs import Gathered, SiteReading
from edscreen.site.fetching.settings import FetchSettings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.profile.models import Profile
    from edscreen.screening.gathering import Gatherer


class FailsOnce:
    """Reads sites, and stops with an error of its own at one of them."""

    async def gather(self, profile: Profile, _progress: object) -> Gathered:
        if profile.vendor.name == "Brook":
            raise LookupError("what nobody foresaw")
        return Gathered(SiteReading("absent", None, str(profile.vendor.website)))


@pytest.fixture
def visited(tmp_path: Path) -> Callable[..., list[tuple[Document | InvalidProfile, Gathered]]]:
    """Visit the sites of three vendors with something that reads sites."""

    def visit(gatherer: Any, talk: Talk) -> list[tuple[Document | InvalidProfile, Gathered]]:
        names = []
        for vendor in ("Ash", "Brook", "Cedar"):
            names.append(str(tmp_path / f"{vendor}.yaml"))
            (tmp_path / f"{vendor}.yaml").write_text(
                f"edscreen: 1\nproduct: {{name: A}}\nvendor: {{name: {vendor}, website: 'https://{vendor}.example/'}}\n",
                encoding="utf-8",
            )
        options = SiteOptions(FetchSettings, max_pages=8, max_clicks=3)
        reads: Gatherer = gatherer
        with start_blocking_portal() as portal:
            return list(SiteVisits(portal, reads, talk, options).along(read_documents(names)))

    return visit


@pytest.mark.parametrize("verbosity", [0, 2])
def test_the_others_are_read_and_the_failure_is_edscreens_own(
    visited: Callable[..., list[tuple[Document | InvalidProfile, Gathered]]],
    capsys: pytest.CaptureFixture[str],
    verbosity: int,
) -> None:
    talk = Talk(quiet=False, verbosity=verbosity)

    first, failed, last = [gathered.site for _, gathered in visited(FailsOnce(), talk)]

    assert first
    assert failed
    assert last
    assert (first.verdict, failed.verdict, last.verdict) == ("absent", "unreadable", "absent")
    assert failed.problem == "edscreen failed here, with LookupError; this says nothing about the site"
    assert failed.advice == "run again with -v -v for details"
    said = capsys.readouterr().err
    assert "Brook.yaml stopped with LookupError" in said
    assert ("LookupError: what nobody foresaw" in said) is (verbosity == 2)

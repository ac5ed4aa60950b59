"""Options of commands that read the sites of vendors' profiles, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.fetching.fetcher import Fetcher
    from edscreen.site.fetching.settings import FetchSettings
    from edscreen.site.rendering.source import BrowserSource

VisitSite: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--site/--no-site",
        help="Visit the vendor's site: does its home page show research? Opens the sources named, too.",
    ),
]
SiteFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Judge this saved page (.html, .mhtml) or these kept pages (.warc.gz) as the vendor's home "
        "page: no network; with exactly one profile.",
        show_default=False,
    ),
]
Confirm: TypeAlias = Annotated[
    bool, typer.Option("--confirm", help="Read a flagged home page once more at the end, past the cache.")
]
SaveEvidence: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="Keep the pages read in this folder, for the record.", show_default=False
    ),
]
Render: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--render",
        help="Let your Chromium, Chrome or Edge run the pages' scripts first; needs edscreen[render].",
    ),
]
Browser: TypeAlias = Annotated[
    Path | None,
    typer.Option(metavar="PATH", help="The browser's program, for --render.", show_default=False),
]


class SiteFileMisused(Exception):
    """What `--site-file` names cannot be judged; the message says why and what to do."""


class PagesNotKept(Exception):
    """The pages read could not all be kept; the message says where and why."""


@dataclass(frozen=True)
class SiteOptions:
    """How vendors' sites are read in a run; the names are those of the command line's options.

    Attributes:
        fetch: gives how pages are fetched; what that takes to load is loaded only where sites are read.
        max_pages: pages of a site that are asked for at most.
        max_clicks: clicks from the home page at most.
        confirm: whether a flagged home page is read once more at the end.
        save_evidence: the folder that keeps the pages read; None for none.
        file: the saved page or pages that stand in for the site; None where it is visited.
        render: whether a browser runs the pages' scripts first.
        browser: the browser's program; None for the first that is found.
    """

    fetch: Callable[[], FetchSettings]
    max_pages: int
    max_clicks: int
    confirm: bool = False
    save_evidence: Path | None = None
    file: Path | None = None
    render: bool = False
    browser: Path | None = None

    @cached_property
    def settings(self) -> FetchSettings:
        """How pages are fetched."""
        return self.fetch()


def page_source(fetcher: Fetcher, options: SiteOptions) -> Fetcher | BrowserSource:
    """What gives pages: the fetcher, or with `--render` the user's browser behind it.

    Raises:
        typer.BadParameter: where pages are to be rendered and cannot be.
    """
    if not options.render:
        return fetcher
    from edscreen.site.rendering.finding import CannotRender
    from edscreen.site.rendering.source import BrowserSource

    try:
        return BrowserSource(
            fetcher,
            options.settings,
            executable=options.browser,
            screenshots=options.save_evidence is not None,
        )
    except CannotRender as error:
        raise typer.BadParameter(str(error)) from None


def site_wanted(options: SiteOptions, *, visit: bool) -> SiteOptions | None:
    """How sites are read; None where neither `--site` nor `--site-file` asks for it.

    Raises:
        typer.BadParameter: where options exclude each other, or one is given that only a visit can heed.
    """
    if visit and options.file:
        raise typer.BadParameter("--site and --site-file exclude each other: give one of them")
    if options.browser and not options.render:
        raise typer.BadParameter("--browser goes with --render: without it no browser is started")
    for name, given in (
        ("--confirm", options.confirm),
        ("--save-evidence", options.save_evidence),
        ("--render", options.render),
    ):
        if given and not visit:
            raise typer.BadParameter(f"{name} goes with --site: without it no page is visited")
    if not (visit or options.file):
        return None
    _ = options.settings  # what cannot be heeded is said before anything is read
    return options

"""Options of commands that read the sites of vendors' profiles, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

if TYPE_CHECKING:
    from edscreen.site.fetching.settings import FetchSettings

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


class SiteFileMisused(Exception):
    """What `--site-file` names cannot be judged; the message says why and what to do."""


class PagesNotKept(Exception):
    """The pages read could not all be kept; the message says where and why."""


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """How vendors' sites are read in a run; the names are those of the command line's options.

    Attributes:
        settings: how pages are fetched.
        max_pages: pages of a site that are asked for at most.
        max_clicks: clicks from the home page at most.
        confirm: whether a flagged home page is read once more at the end.
        save_evidence: the folder that keeps the pages read; None for none.
        file: the saved page or pages that stand in for the site; None where it is visited.
    """

    settings: FetchSettings
    max_pages: int
    max_clicks: int
    confirm: bool = False
    save_evidence: Path | None = None
    file: Path | None = None


def is_site_wanted(*, visit: bool, file: Path | None, confirm: bool, save_evidence: Path | None) -> bool:
    """Tell whether sites, or a saved one, are to be read.

    Raises:
        typer.BadParameter: where options exclude each other, or one is given that only a visit can heed.
    """
    if visit and file:
        raise typer.BadParameter("--site and --site-file exclude each other: give one of them")
    if confirm and not visit:
        raise typer.BadParameter("--confirm goes with --site: without it no home page is read")
    if save_evidence and not visit:
        raise typer.BadParameter("--save-evidence goes with --site: without it no page is read")
    return visit or file is not None

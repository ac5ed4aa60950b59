"""What the options about vendors' sites come to, and which of them make no sense together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.site.fetching.settings import FetchSettings


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

    @property
    def proxy(self) -> str | None:
        """The proxy as reports name it, without its password; None where there is none."""
        if self.settings.proxy is None:
            return None
        from edscreen.site.fetching.settings import parse_proxy

        return parse_proxy(self.settings.proxy).url


def checked(options: SiteOptions, *, visit: bool, otherwise: str) -> SiteOptions:
    """The options, where they make sense together.

    Args:
        options: the options.
        visit: whether a site is visited.
        otherwise: what to say of an option that only a visit can heed, behind its name.

    Raises:
        typer.BadParameter: where options exclude each other, or one is given that nothing can heed.
    """
    if options.browser and not options.render:
        raise typer.BadParameter("--browser goes with --render: without it no browser is started")
    for name, given in (
        ("--confirm", options.confirm),
        ("--save-evidence", options.save_evidence),
        ("--render", options.render),
    ):
        if given and not visit:
            raise typer.BadParameter(f"{name} {otherwise}")
    if visit or options.file:
        _ = options.settings  # what cannot be heeded is said before anything is read
    if options.render:
        _check_browser(options.browser)
    return options


def _check_browser(named: Path | None) -> None:
    from edscreen.site.rendering.finding import CannotRender, check_renderer

    try:
        check_renderer(named)
    except CannotRender as error:
        raise typer.BadParameter(str(error)) from None


def site_wanted(options: SiteOptions, *, visit: bool) -> SiteOptions | None:
    """How sites are read; None where neither `--site` nor `--site-file` asks for it.

    Raises:
        typer.BadParameter: where options exclude each other, or one is given that only a visit can heed.
    """
    if visit and options.file:
        raise typer.BadParameter("--site and --site-file exclude each other: give one of them")
    options = checked(options, visit=visit, otherwise="goes with --site: without it no page is visited")
    return options if visit or options.file else None

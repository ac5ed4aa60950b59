"""What the options about vendors' sites come to, and which of them make no sense together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

import typer

from edscreen.report.run import SiteUse

if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from pathlib import Path

    from edscreen.screening.policy.models import SiteManners
    from edscreen.site.fetching.settings import FetchSettings

_VISITS_ONLY = (
    *("--confirm", "--save-evidence", "--render", "--browser", "--allow-host", "--no-cache", "--cache-dir"),
    "--proxy",
)
_READS_ONLY = ("--max-pages", "--max-clicks")


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
        """The proxy as reports name it, without its password; None where no page comes through one."""
        if self.file or self.settings.proxy is None:
            return None
        from edscreen.site.fetching.settings import parse_proxy

        return parse_proxy(self.settings.proxy).url


def checked(options: SiteOptions, given: Container[str], *, visit: bool, otherwise: str) -> SiteOptions:
    """The options, where they make sense together.

    Args:
        options: the options.
        given: those that the command line gives, by name.
        visit: whether a site is visited.
        otherwise: what to say of an option that only a visit can heed, behind its name.

    Raises:
        typer.BadParameter: where options exclude each other, or one is given that nothing can heed.
    """
    for name in () if visit else (*_VISITS_ONLY, *(() if options.file else _READS_ONLY)):
        if name in given:
            raise typer.BadParameter(f"{name} {otherwise}")
    if options.browser and not options.render:
        raise typer.BadParameter("--browser goes with --render: without it no browser is started")
    if visit:
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


@dataclass(frozen=True, slots=True)
class AskedSite:
    """What the command line of `check` asks of reading vendors' sites; a policy fills in what it leaves open.

    Attributes:
        options: the options, at their defaults where they are not given.
        given: those that the command line gives, by name.
        visit: whether sites are visited; None leaves it to the policy.
    """

    options: SiteOptions
    given: frozenset[str]
    visit: bool | None

    def under(self, manners: SiteManners | None) -> SiteOptions | None:
        """How sites are read under a policy's manners; None where they are not.

        Raises:
            typer.BadParameter: where options exclude each other, or one is given that nothing can heed.
        """
        options, file = self.options, self.options.file
        if self.visit and file:
            raise typer.BadParameter("--site and --site-file exclude each other: give one of them")
        visit = bool(manners and manners.visit and not file) if self.visit is None else self.visit
        if manners:
            options = self._with(manners)
        otherwise = "goes with --site: without it no page is visited"
        options = checked(options, self.given, visit=visit, otherwise=otherwise)
        return options if visit or file else None

    def _with(self, manners: SiteManners) -> SiteOptions:
        pages = None if "--max-pages" in self.given else manners.max_pages
        return replace(
            self.options,
            max_pages=pages or self.options.max_pages,
            fetch=partial(self._fetch, manners.contact, manners.requests_per_second),
        )

    def _fetch(self, contact: str | None, requests_per_second: float | None) -> FetchSettings:
        settings = replace(self.options.fetch(), contact=contact)
        return (
            settings
            if requests_per_second is None
            else replace(settings, requests_per_second=requests_per_second)
        )


def site_use(site: SiteOptions | None) -> SiteUse | None:
    """How sites are read, as reports tell it; None where they are not."""
    if site is None:
        return None
    return SiteUse(used=site.file is None, proxy=site.proxy, max_pages=site.max_pages)


def given_options(context: typer.Context) -> frozenset[str]:
    """The options that the command line gives, by name (`--max-pages`), whatever their values."""
    return frozenset(
        parameter.opts[0]
        for parameter in context.command.params
        if parameter.name and _is_written(context, parameter.name)
    )


def _is_written(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"

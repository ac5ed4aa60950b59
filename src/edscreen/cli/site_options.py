"""Options about how a site is read, shared by the commands that read one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.site.fetching.settings import FetchSettings


def _option(*names: str, **settings: Any) -> Any:
    """An option in the part of `--help` that is about the site."""
    return typer.Option(*names, rich_help_panel="The vendor's site", **settings)


VisitSite: TypeAlias = Annotated[
    bool | None,
    _option(
        "--site/--no-site",
        help="Visit the vendor's site: does its home page show research? Opens the sources named, too. "
        "Otherwise as the policy says, and without one no page is visited.",
        show_default=False,
    ),
]
SiteFile: TypeAlias = Annotated[
    Path | None,
    _option(
        metavar="FILE",
        help="Judge this saved page (.html, .mhtml) or these kept pages (.warc.gz) as the vendor's site: "
        "no network; with exactly one profile.",
        show_default=False,
    ),
]
MaxPages: TypeAlias = Annotated[
    int, _option(metavar="N", min=1, max=100, help="Ask a site for at most this many pages.")
]
MaxClicks: TypeAlias = Annotated[
    int, _option(metavar="N", min=0, max=10, help="Follow links at most this far from the home page.")
]
Confirm: TypeAlias = Annotated[
    bool, _option("--confirm", help="Read a flagged home page once more at the end, past the cache.")
]
Render: TypeAlias = Annotated[
    bool,
    _option(
        "--render",
        help="Let your Chromium, Chrome or Edge run the pages' scripts first; needs edscreen\\[render].",
    ),
]
Browser: TypeAlias = Annotated[
    Path | None,
    _option(metavar="PATH", help="The browser's program, for --render.", show_default=False),
]
SaveEvidence: TypeAlias = Annotated[
    Path | None,
    _option(metavar="DIR", help="Keep the pages read in this folder, for the record.", show_default=False),
]
NoCache: TypeAlias = Annotated[bool, _option("--no-cache", help="Keep no page for the next run.")]
CacheDir: TypeAlias = Annotated[
    Path | None,
    _option(
        metavar="DIR",
        help="Keep pages for the next run here, not in the system's own folder for caches.",
        show_default=False,
    ),
]
AllowHosts: TypeAlias = Annotated[
    list[str] | None,
    _option(
        "--allow-host",
        metavar="HOST[:PORT]",
        help="Let this host be reached although it is not public, such as a test server: at the port named, "
        "or else at 80 and 443; repeatable.",
        show_default=False,
    ),
]
ProxyAddress: TypeAlias = Annotated[
    str | None,
    _option(
        "--proxy",
        metavar="URL",
        help="Ask for pages through this proxy, which then checks addresses; reports name it.",
        show_default=False,
    ),
]


def fetch_settings(
    allow_hosts: Sequence[str] | None, *, no_cache: bool, cache_dir: Path | None, proxy: str | None
) -> FetchSettings:
    """How sites are fetched, as the command line asks for it.

    Raises:
        typer.BadParameter: for a host or a proxy that is none, or a cache both named and unwanted.
    """
    from edscreen.site.fetching.settings import (
        FetchSettings,
        default_cache_dir,
        parse_allowed_host,
        parse_proxy,
    )

    if no_cache and cache_dir:
        raise typer.BadParameter("--no-cache and --cache-dir exclude each other: give one of them")
    try:
        hosts = tuple(parse_allowed_host(text) for text in allow_hosts or ())
        if proxy is not None:
            parse_proxy(proxy)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    return FetchSettings(
        allow_hosts=hosts,
        proxy=proxy,
        cache_dir=None if no_cache else cache_dir or default_cache_dir(),
    )

"""`edscreen site`: read one site, or one saved page, for research evidence."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from edscreen.cli.options import Outputs, Quiet, Verbose
from edscreen.cli.site_options import (
    AllowHosts,
    Browser,
    CacheDir,
    Confirm,
    MaxClicks,
    MaxPages,
    NoCache,
    ProxyAddress,
    Render,
    SaveEvidence,
    fetch_settings,
)
from edscreen.cli.visit_options import SiteOptions, checked, given_options

FORMATS = ("rich", "json", "markdown")


def site(  # noqa: PLR0913 - one argument an option
    context: typer.Context,
    address: Annotated[
        str,
        typer.Argument(
            metavar="URL|FILE",
            help="The vendor's home page; or one page saved from a browser (.html, .mhtml), or pages that "
            "an earlier run kept (.warc.gz): then without any network.",
            show_default=False,
        ),
    ],
    *,
    url: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="The saved page's address; of pages that a run kept, the one to begin at.",
            show_default=False,
        ),
    ] = None,
    vendor: Annotated[
        str | None, typer.Option(metavar="NAME", help="The vendor's name.", show_default=False)
    ] = None,
    product: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="The product's name; otherwise the page itself says it.", show_default=False
        ),
    ] = None,
    output_format: Annotated[
        Literal["rich", "json", "markdown"],
        typer.Option("--format", help="What goes to standard output: for people, programs or documents."),
    ] = "rich",
    output: Outputs = None,
    max_pages: MaxPages = 8,
    max_clicks: MaxClicks = 3,
    confirm: Confirm = False,
    render: Render = False,
    browser: Browser = None,
    save_evidence: SaveEvidence = None,
    no_cache: NoCache = False,
    cache_dir: CacheDir = None,
    allow_host: AllowHosts = None,
    proxy: ProxyAddress = None,
    quiet: Quiet = False,
    verbose: Verbose = 0,
) -> int:
    """Read a vendor's site: does its home page show independent research, and if not, how far is it?

    Exit codes:
    0  independent research stands on the home page
    1  it does not: linked, claims only, or absent
    2  the call is wrong, or there is no such file
    3  the home page could not be read
    4  edscreen could not finish
    130  interrupted

    Example: edscreen site https://www.lumen.example/ --product "Lumen Reading"
    """
    from edscreen.cli.outputs import read_outputs
    from edscreen.cli.overwriting import refuse_to_overwrite_page
    from edscreen.cli.site_run import Request, named_page, read_site
    from edscreen.cli.talk import Talk

    page = named_page(address, url)
    request = Request(
        page=page,
        vendor=vendor,
        product=product,
        output_format=output_format,
        outputs=read_outputs(output, FORMATS),
        options=checked(
            SiteOptions(
                fetch=partial(
                    fetch_settings, allow_host, no_cache=no_cache, cache_dir=cache_dir, proxy=proxy
                ),
                max_pages=max_pages,
                max_clicks=max_clicks,
                confirm=confirm,
                save_evidence=save_evidence,
                file=Path(page.file) if page.file else None,
                render=render,
                browser=browser,
            ),
            given_options(context),
            visit=page.file is None,
            otherwise="goes with an address: a saved page is read as it stands",
        ),
    )
    refuse_to_overwrite_page(request.outputs, page.file)
    with Talk(quiet, verbose) as talk:
        return read_site(request, talk)

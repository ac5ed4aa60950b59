"""`edscreen init`: files that are filled in by answering questions."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from edscreen.cli.options import Quiet, Verbose
from edscreen.cli.site_options import (
    AllowHosts,
    CacheDir,
    MaxPages,
    NoCache,
    ProxyAddress,
    fetch_settings,
)
from edscreen.cli.visit_options import SiteOptions, checked, given_options


def init(  # noqa: PLR0913 - one argument an option
    context: typer.Context,
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PATH]",
            help="The file to write, or to go on with where it is there already; otherwise profile.yaml, or "
            "edscreen.yaml with --policy.",
            show_default=False,
        ),
    ] = None,
    *,
    sheet: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.xlsx",
            help="Write the questions as a workbook, for the vendor to answer; check reads it back.",
            show_default=False,
        ),
    ] = None,
    policy: Annotated[
        bool,
        typer.Option("--policy", help="Ten questions on your district's policy; writes edscreen.yaml."),
    ] = False,
    from_site: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="First read the vendor's site, and take over what it states, for you to confirm.",
            show_default=False,
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Ask all questions, not only those that a proposal answers.")
    ] = False,
    non_interactive: Annotated[
        bool,
        typer.Option("--non-interactive", help="Ask nothing: write the file to be filled in by hand."),
    ] = False,
    vendor: Annotated[
        str | None, typer.Option(metavar="NAME", help="The vendor's name.", show_default=False)
    ] = None,
    product: Annotated[
        str | None, typer.Option(metavar="NAME", help="The product's name.", show_default=False)
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Begin anew, and replace a file that is there.")
    ] = False,
    max_pages: MaxPages = 8,
    no_cache: NoCache = False,
    cache_dir: CacheDir = None,
    allow_host: AllowHosts = None,
    proxy: ProxyAddress = None,
    quiet: Quiet = False,
    verbose: Verbose = 0,
) -> int:
    """Fill in a vendor profile by answering questions in plain words; half an hour with the proposal at hand.

    Every answer is kept at once. Stop whenever you like, and run the same line again to go on.

    Example: edscreen init lumen-reading.yaml
    """
    from edscreen.cli.init_interview import Wanted, fill_in
    from edscreen.cli.init_sheet import refuse_other_files
    from edscreen.cli.site_run import named_address
    from edscreen.cli.talk import Talk
    from edscreen.interview.forms import POLICY_FORM, PROFILE_FORM

    if path and sheet:
        raise typer.BadParameter("name either a file to fill in here, or a workbook with --sheet")
    if path:
        refuse_other_files(path)
    if policy and (sheet or vendor or product):
        raise typer.BadParameter("--policy goes with neither --sheet nor --vendor nor --product")
    options = checked(
        SiteOptions(
            fetch=partial(fetch_settings, allow_host, no_cache=no_cache, cache_dir=cache_dir, proxy=proxy),
            max_pages=max_pages,
            max_clicks=3,
        ),
        given_options(context),
        visit=from_site is not None,
        otherwise="goes with --from-site",
    )
    if from_site and (sheet or policy):
        raise typer.BadParameter("--from-site goes with neither --sheet nor --policy")
    given = {("vendor", "name"): vendor, ("product", "name"): product}
    wanted = Wanted(
        POLICY_FORM if policy else PROFILE_FORM,
        sheet or path or Path("edscreen.yaml" if policy else "profile.yaml"),
        {field: value for field, value in given.items() if value is not None},
        full=full,
        asks=not non_interactive,
        anew=force,
        site=(named_address(from_site), options) if from_site else None,
    )
    with Talk(quiet, verbose) as talk:
        if sheet:
            from edscreen.cli.init_sheet import write_sheet

            return write_sheet(wanted, talk)
        return fill_in(wanted, talk)

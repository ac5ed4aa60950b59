"""`edscreen check`: screen vendor profiles."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from edscreen.cli.options import Quiet, RulesDirs, Verbose
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
    SiteFile,
    VisitSite,
    fetch_settings,
)
from edscreen.cli.visit_options import AskedSite, SiteOptions, given_options

_POLICY = "The district's policy, and what is known"


def check(  # noqa: PLR0913 - one argument an option
    context: typer.Context,
    profiles: Annotated[
        list[str],
        typer.Argument(
            metavar="PROFILE",
            help="Vendor profiles: files, workbooks of init --sheet, folders (every *.yaml below that holds "
            "one), - for standard input.",
            show_default=False,
        ),
    ],
    *,
    output_format: Annotated[
        Literal[
            "rich", "json", "jsonl", "csv", "markdown", "html", "sarif", "junit", "github", "letter", "memo"
        ],
        typer.Option("--format", help="What goes to standard output: for people, or for programs."),
    ] = "rich",
    output: Annotated[
        list[str] | None,
        typer.Option(
            metavar="F=PATH",
            help="Also write format F to this file, as json=report.json; repeatable.",
            show_default=False,
        ),
    ] = None,
    side_by_side: Annotated[
        bool,
        typer.Option(
            "--side-by-side",
            help="Show two to six products beside each other: no total, rank or winner.",
        ),
    ] = False,
    fail_on: Annotated[
        Literal["red", "caution", "note", "never"] | None,
        typer.Option(
            help="The severity from which on a flag gives exit code 1; otherwise as the policy says, or red.",
            show_default=False,
        ),
    ] = None,
    unanswered: Annotated[
        Literal["fail", "pass"],
        typer.Option(help="What questions without an answer do: exit code 3, or nothing."),
    ] = "fail",
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Turn exit codes 1 and 3 into 0.")] = False,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Judge dates as of this day (2026-11-21); otherwise the day of SOURCE_DATE_EPOCH, or today.",
        ),
    ] = None,
    prepared_by: Annotated[
        Literal["vendor", "district", "agency"] | None,
        typer.Option(help="Whose word the profile is, whatever it says itself.", show_default=False),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID", help="Run only these rules: an id, a pattern (screen-*) or a family; repeatable."
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Leave these rules out: an id, a pattern or a family; repeatable."),
    ] = None,
    rules_dir: RulesDirs = None,
    policy: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The district's policy; otherwise edscreen.yaml in this folder or one above it, up to the "
            "repository's root.",
            show_default=False,
            rich_help_panel=_POLICY,
        ),
    ] = None,
    no_policy: Annotated[
        bool, typer.Option("--no-policy", help="Heed no policy.", rich_help_panel=_POLICY)
    ] = False,
    no_waivers: Annotated[
        bool, typer.Option("--no-waivers", help="Ignore the policy's waivers.", rich_help_panel=_POLICY)
    ] = False,
    baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Findings that are known: only new and worse ones count.",
            show_default=False,
            rich_help_panel=_POLICY,
        ),
    ] = None,
    write_baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write what is found now to such a file, and end in 0.",
            show_default=False,
            rich_help_panel=_POLICY,
        ),
    ] = None,
    site: VisitSite = None,
    site_file: SiteFile = None,
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
    """Screen vendor profiles: which red flags a product raises, on what evidence, and what to ask next.

    Exit codes:
    0  every red-flag question is answered, and none is flagged
    1  a red flag
    2  a profile, the policy, a rule book or the call is wrong
    3  no red flag, but a red-flag question has no answer
    4  edscreen could not finish
    130  interrupted

    Example: edscreen check examples/flagged.yaml --as-of 2026-11-21
    """
    from edscreen.cli.days import screening_day
    from edscreen.cli.outputs import read_outputs
    from edscreen.cli.overwriting import refuse_overwriting
    from edscreen.cli.report_files import refuse_formats
    from edscreen.cli.request import Request
    from edscreen.cli.screening_run import screen
    from edscreen.cli.talk import Talk
    from edscreen.report.formats import FORMATS

    outputs = tuple(read_outputs(output, FORMATS))
    if side_by_side:
        refuse_formats((output_format, *(each.format for each in outputs)))
    if policy and no_policy:
        raise typer.BadParameter("--policy and --no-policy exclude each other: give one of them")
    request = Request(
        profiles=tuple(profiles),
        output_format=output_format,
        outputs=outputs,
        fail_on=fail_on,
        open_questions_fail=unanswered == "fail",
        as_of=screening_day(as_of),
        prepared_by=prepared_by,
        select=tuple(select or ()),
        ignore=tuple(ignore or ()),
        rules_dirs=tuple(rules_dir or ()),
        policy=policy,
        no_policy=no_policy,
        no_waivers=no_waivers,
        baseline=baseline,
        write_baseline=write_baseline,
        exit_zero=exit_zero,
        show_all=verbose > 0,
        side_by_side=side_by_side,
        site=AskedSite(
            SiteOptions(
                fetch=partial(
                    fetch_settings, allow_host, no_cache=no_cache, cache_dir=cache_dir, proxy=proxy
                ),
                max_pages=max_pages,
                max_clicks=max_clicks,
                confirm=confirm,
                save_evidence=save_evidence,
                file=site_file,
                render=render,
                browser=browser,
            ),
            given_options(context),
            visit=site,
        ),
    )
    refuse_overwriting(request)
    with Talk(quiet, verbose) as talk:
        return screen(request, talk)

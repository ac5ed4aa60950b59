"""`edscreen check`: screen vendor profiles."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

import typer

from edscreen.cli.options import Outputs, Quiet, RulesDirs, Verbose
from edscreen.cli.screening_options import (
    BaselineFile,
    ExitZero,
    FailOn,
    Ignore,
    NoPolicy,
    NoWaivers,
    PolicyFile,
    PreparedBy,
    Select,
    Unanswered,
    WriteBaseline,
    refuse_both,
)
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
    output: Outputs = None,
    side_by_side: Annotated[
        bool,
        typer.Option(
            "--side-by-side",
            help="Show two to six products beside each other: no total, rank or winner.",
        ),
    ] = False,
    fail_on: FailOn = None,
    unanswered: Unanswered = "fail",
    exit_zero: ExitZero = False,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Judge dates as of this day (2026-11-21); otherwise the day of SOURCE_DATE_EPOCH, or today.",
        ),
    ] = None,
    prepared_by: PreparedBy = None,
    select: Select = None,
    ignore: Ignore = None,
    rules_dir: RulesDirs = None,
    policy: PolicyFile = None,
    no_policy: NoPolicy = False,
    no_waivers: NoWaivers = False,
    baseline: BaselineFile = None,
    write_baseline: WriteBaseline = None,
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
    refuse_both(policy, no_policy=no_policy)
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

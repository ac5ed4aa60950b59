"""`edscreen batch`: screen a list of products."""

from __future__ import annotations

from functools import partial
from pathlib import Path
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
    MaxClicks,
    MaxPages,
    NoCache,
    ProxyAddress,
    Render,
    SaveEvidence,
    VisitSite,
    fetch_settings,
)
from edscreen.cli.visit_options import AskedSite, SiteOptions, given_options


def batch(  # noqa: PLR0913 - one argument an option
    context: typer.Context,
    products: Annotated[
        str,
        typer.Argument(
            metavar="LIST",
            help="The list: CSV, XLSX, JSON Lines or Parquet, a folder of profiles, - for standard input.",
            show_default=False,
        ),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help="The folder that the results go to; one run each.",
            show_default=False,
        ),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the run in that folder, or begin one there.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            max=256,
            help="Processes that screen; as many as processors.",
            show_default=False,
        ),
    ] = None,
    engine: Annotated[
        Literal["local", "dask"],
        typer.Option(help="What screens: processes of this machine, or a Dask cluster."),
    ] = "local",
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="The scheduler of the Dask cluster, as in tls://10.0.0.5:8786; else one is started here.",
            show_default=False,
        ),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--map",
            metavar="FILE",
            help="Which column holds what, where their headings do not say so.",
            show_default=False,
        ),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option("--id", metavar="COLUMN", help="The column that names each row.", show_default=False),
    ] = None,
    fill_from_site: Annotated[
        bool,
        typer.Option(
            "--fill-from-site",
            help="With --site, take from it what a row leaves out: as the vendor's claim, never in place of "
            "what the list says.",
        ),
    ] = False,
    output: Outputs = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Show what each column fills and the first rows as profiles; screen nothing."
        ),
    ] = False,
    fail_on: FailOn = None,
    unanswered: Unanswered = "fail",
    exit_zero: ExitZero = False,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Judge dates as of this day (2026-11-21); otherwise the day of the run that goes on, "
            "of SOURCE_DATE_EPOCH, or today.",
            show_default=False,
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
    max_pages: MaxPages = 8,
    max_clicks: MaxClicks = 3,
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
    """Screen a list of products; it can be interrupted at any time and taken up again.

    The folder holds report.jsonl, results.sqlite and what is made from them.

    Exit codes: those of edscreen check. Rows that are no product, or that stand twice, count for none.

    Example: edscreen batch examples/vendors.csv --out screening/
    """
    from edscreen.batch.folder import day_of
    from edscreen.cli.batch_own_files import refuse_overwriting_in_batch
    from edscreen.cli.batch_request import BatchRequest
    from edscreen.cli.batch_run import screen_list
    from edscreen.cli.days import screening_day
    from edscreen.cli.outputs import read_outputs
    from edscreen.cli.talk import Talk
    from edscreen.report.formats import FORMATS

    refuse_both(policy, no_policy=no_policy)
    if scheduler and engine != "dask":
        raise typer.BadParameter("--scheduler names a Dask cluster: add --engine dask")
    if scheduler and workers:
        raise typer.BadParameter("the cluster of --scheduler has the workers it has: leave out --workers")
    if dry_run:
        from edscreen.cli.batch_dry_run import show_reading

        with Talk(quiet, verbose) as talk:
            return show_reading(products, mapping, key, talk)
    if out is None:
        raise typer.BadParameter(
            "name the folder that the results are to go to with --out, as in --out screening, or look first"
            " at how the list is read with --dry-run"
        )
    request = BatchRequest(
        products=products,
        out=out,
        site=AskedSite(
            SiteOptions(
                fetch=partial(
                    fetch_settings, allow_host, no_cache=no_cache, cache_dir=cache_dir, proxy=proxy
                ),
                max_pages=max_pages,
                max_clicks=max_clicks,
                save_evidence=save_evidence,
                render=render,
                browser=browser,
            ),
            given_options(context),
            visit=site,
        ),
        resume=resume,
        fill_from_site=fill_from_site,
        outputs=tuple(read_outputs(output, FORMATS)),
        workers=workers,
        engine=engine,
        scheduler=scheduler,
        mapping=mapping,
        key=key,
        open_questions_fail=unanswered == "fail",
        exit_zero=exit_zero,
        as_of=screening_day(as_of or (day_of(out) if resume else None)),
        fail_on=fail_on,
        prepared_by=prepared_by,
        select=tuple(select or ()),
        ignore=tuple(ignore or ()),
        rules_dirs=tuple(rules_dir or ()),
        policy=policy,
        no_policy=no_policy,
        no_waivers=no_waivers,
        baseline=baseline,
        write_baseline=write_baseline,
    )
    refuse_overwriting_in_batch(request)
    with Talk(quiet, verbose) as talk:
        return screen_list(request, talk)

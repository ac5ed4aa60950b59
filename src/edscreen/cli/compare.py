"""`edscreen compare`: what changed between two reports, and why."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from edscreen.cli.options import Outputs, Quiet, Verbose

FORMATS = ("rich", "json", "markdown", "html")


def compare(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD",
            help="The earlier report: a file of check --format json, the folder of a batch (--out), or a "
            "report.jsonl, which does not say why an answer changed.",
            show_default=False,
        ),
    ],
    new: Annotated[
        str,
        typer.Argument(metavar="NEW", help="The later report, in any of these forms.", show_default=False),
    ],
    *,
    output_format: Annotated[
        Literal["rich", "json", "markdown", "html"],
        typer.Option(
            "--format", help="What goes to standard output: for people, programs, issues or browsers."
        ),
    ] = "rich",
    output: Outputs = None,
    fail_on: Annotated[
        Literal["red", "caution", "note", "never"],
        typer.Option(help="How serious an answer must be that got worse for the exit code to be 1."),
    ] = "red",
    quiet: Quiet = False,
    verbose: Verbose = 0,
) -> int:
    """Compare two reports: for each product, which answers got worse, lapsed, got better or came in, and why.

    Changes that only the policy or other rules can have caused do not count.

    Exit codes:
    0  no product got worse at or above --fail-on, and no answer lapsed there
    1  one did, or has such an answer
    2  a report cannot be read or is of an unfinished run, or the call is wrong
    4  edscreen could not finish
    130  interrupted

    Example: edscreen compare last-week/ this-week/ --output markdown=changes.md
    """
    from edscreen.cli.compare_run import CompareRequest, compare_reports, refuse_to_overwrite
    from edscreen.cli.outputs import read_outputs
    from edscreen.cli.talk import Talk

    request = CompareRequest(
        old=old,
        new=new,
        output_format=output_format,
        outputs=read_outputs(output, FORMATS),
        fail_on=None if fail_on == "never" else fail_on,
    )
    refuse_to_overwrite(request)
    with Talk(quiet, verbose) as talk:
        return compare_reports(request, talk)

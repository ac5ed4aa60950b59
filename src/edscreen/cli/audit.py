"""`edscreen audit`: a sample of a screening for people to judge, and how far they agree."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from edscreen.cli.options import Quiet, Verbose

SAMPLE, SEED = 200, 1
"""What is drawn where the command line says nothing."""

_MOST = 1_000  # rows that a person can be asked to judge in one workbook


def audit(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="The folder of a finished run of edscreen batch.", show_default=False
        ),
    ],
    *,
    sample: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            max=_MOST,
            help=f"How many answers are drawn; otherwise {SAMPLE}.",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=0,
            max=2**31,
            help=f"The number that decides which; the same one draws the same. Otherwise {SEED}.",
            show_default=False,
        ),
    ] = None,
    read: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.xlsx",
            help="Read a workbook that was filled in, and say how far people agree.",
            show_default=False,
        ),
    ] = None,
    output_format: Annotated[
        Literal["rich", "json", "markdown"] | None,
        typer.Option(
            "--format", help="With --read: how the result is written; otherwise rich.", show_default=False
        ),
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = 0,
) -> int:
    """Draw a sample of a screening's answers for people to judge, and read their verdicts back.

    The sample is a workbook in DIR: the evidence on the first sheet, the tool's verdicts on the second.

    Exit codes:
    0  the sample was drawn, or the verdicts were read
    2  the call is wrong, or the folder or the workbook cannot be used
    4  edscreen could not finish: the workbook or the run could not be written
    130  interrupted

    Example: edscreen audit screening/ --sample 200 --seed 7
    """
    from edscreen.cli.audit_run import draw_sample, read_back
    from edscreen.cli.talk import Talk

    if read is not None and (sample is not None or seed is not None):
        raise typer.BadParameter("--sample and --seed draw a new sample: leave them out beside --read")
    if read is None and output_format is not None:
        raise typer.BadParameter("--format goes with --read: drawing a sample writes a workbook")
    with Talk(quiet, verbose) as talk:
        if read is not None:
            return read_back(folder, read, output_format or "rich", talk)
        return draw_sample(folder, SAMPLE if sample is None else sample, SEED if seed is None else seed, talk)

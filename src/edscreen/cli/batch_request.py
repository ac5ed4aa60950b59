"""What the command line of `batch` asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from edscreen.screening.grounds import AskedOfRun

if TYPE_CHECKING:
    from pathlib import Path

    from edscreen.cli.outputs import Output
    from edscreen.cli.visit_options import AskedSite


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRequest(AskedOfRun):
    """What the command line asks for, besides what is asked of any screening.

    Attributes:
        products: the list.
        out: the folder of the run.
        site: what is asked of reading vendors' sites; a policy may add to it.
        resume: whether a run that the folder holds is taken up again.
        workers: processes that screen; None for as many as there are processors.
        engine: what does the work.
        scheduler: the address of a Dask cluster's scheduler; None for a cluster of the run's own.
        mapping: the file that says which column holds what.
        key: the heading of the column that names each row.
        fill_from_site: whether what a row leaves out is filled with what its vendor's site states.
        outputs: reports that go to files besides the folder's own.
        write_baseline: the file that what is found is recorded in as known; None for none.
        open_questions_fail: whether a question without an answer counts.
        exit_zero: whether 1 and 3 become 0.
    """

    products: str
    out: Path
    site: AskedSite
    resume: bool = False
    workers: int | None = None
    engine: Literal["local", "dask"] = "local"
    scheduler: str | None = None
    mapping: Path | None = None
    key: str | None = None
    fill_from_site: bool = False
    outputs: tuple[Output, ...] = ()
    write_baseline: Path | None = None
    open_questions_fail: bool = True
    exit_zero: bool = False

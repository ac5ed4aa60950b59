"""What the command line of `check` asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from edscreen.screening.grounds import AskedOfRun

if TYPE_CHECKING:
    from pathlib import Path

    from edscreen.cli.outputs import Output
    from edscreen.cli.visit_options import AskedSite


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(AskedOfRun):
    """What the command line asks for, besides what is asked of any screening.

    Attributes:
        profiles: files, folders, `-`.
        output_format: what goes to standard output.
        outputs: what goes to files besides.
        site: what is asked of reading vendors' sites; a policy may add to it.
        open_questions_fail: whether a question without an answer counts.
        write_baseline: the file to write what is known by now to.
        exit_zero: whether 1 and 3 become 0.
        show_all: whether a long report on a terminal shows every product in full.
        side_by_side: whether two to six products are shown beside each other.
    """

    profiles: tuple[str, ...]
    output_format: str
    site: AskedSite
    outputs: tuple[Output, ...] = ()
    open_questions_fail: bool = True
    write_baseline: Path | None = None
    exit_zero: bool = False
    show_all: bool = False
    side_by_side: bool = False

"""What the command line of `check` asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from edscreen.cli.outputs import Output
    from edscreen.cli.visit_options import AskedSite
    from edscreen.profile.models.vendor import Role

FailOn: TypeAlias = Literal["red", "caution", "note", "never"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the command line asks for; the names are those of its options.

    Attributes:
        profiles: files, folders, `-`.
        output_format: what goes to standard output.
        outputs: what goes to files besides.
        as_of: the day as of which dates are judged.
        site: what is asked of reading vendors' sites; a policy may add to it.
        fail_on: the severity from which on answers count; None leaves it to the policy.
        open_questions_fail: whether a question without an answer counts.
        prepared_by: overrules what a profile says of who prepared it.
        select: the rules to run, all where it is empty.
        ignore: the rules to leave out.
        rules_dirs: rule books to add.
        policy: the policy; None for the one that is found.
        no_policy: whether none is to be found.
        no_waivers: whether the policy's waivers are ignored.
        baseline: the file with the findings that are known.
        write_baseline: the file to write them to.
        exit_zero: whether 1 and 3 become 0.
        show_all: whether a long report on a terminal shows every product in full.
        side_by_side: whether two to six products are shown beside each other.
    """

    profiles: tuple[str, ...]
    output_format: str
    as_of: date
    site: AskedSite
    outputs: tuple[Output, ...] = ()
    fail_on: FailOn | None = None
    open_questions_fail: bool = True
    prepared_by: Role | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules_dirs: tuple[Path, ...] = ()
    policy: Path | None = None
    no_policy: bool = False
    no_waivers: bool = False
    baseline: Path | None = None
    write_baseline: Path | None = None
    exit_zero: bool = False
    show_all: bool = False
    side_by_side: bool = False

"""What is known before the first profile is read: what a run rests on, and what is to be said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edscreen import __version__
from edscreen.cli.visit_options import site_use
from edscreen.profile.sources import shown_path
from edscreen.report.run import Beginning, Notice, PolicyUse, Problem
from edscreen.screening.policy.discovery import misnamed_policy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from edscreen.cli.visit_options import SiteOptions
    from edscreen.screening.grounds import Grounds


class Trouble(NamedTuple):
    """Something that could not be read.

    Attributes:
        problem: it, as reports tell it.
        sentence: it, as people are told.
        cause: the error behind it, for those who want the traceback.
    """

    problem: Problem
    sentence: str
    cause: BaseException | None = None


def beginning_of(
    grounds: Grounds, as_of: date, site: SiteOptions | None, *, open_questions_fail: bool
) -> Beginning:
    """What every report of a run begins with.

    Args:
        grounds: what the run rests on.
        as_of: the day as of which dates are judged.
        site: how vendors' sites are read; None where they are not.
        open_questions_fail: whether a question without an answer counts.
    """
    policy = grounds.policy
    return Beginning(
        version=__version__,
        as_of=as_of,
        fail_on=grounds.fail_on,
        rule_books=grounds.shelf.books,
        deselected=grounds.selection.deselected,
        site=site_use(site),
        policy=PolicyUse(policy.path, policy.sha256, policy.found) if policy else None,
        rules=grounds.selection.rules,
        unanswered="fail" if open_questions_fail else "pass",
        has_baseline=grounds.baseline is not None,
        district=policy.district if policy else None,
        contact=policy.site.contact if policy else None,
    )


def troubles(grounds: Grounds, baseline: Path | None) -> Iterator[Trouble]:
    """Yield what could not be read of policy, baseline and rule books."""
    for mistake in grounds.policy_mistakes:
        yield Trouble(
            Problem(mistake.kind, mistake.file, mistake.line, mistake.column, mistake.path, mistake.message),
            str(mistake),
        )
    if (wrong := grounds.baseline_mistake) and baseline:
        file = shown_path(baseline)
        yield Trouble(
            Problem("invalid_baseline", file, wrong.line, wrong.column, "", str(wrong)),
            f"{file}:{wrong.line}:{wrong.column}: {wrong}",
        )
    for broken in grounds.shelf.broken:
        yield Trouble(
            Problem(
                "invalid_rule_book", broken.place, broken.line, broken.column, broken.path, broken.message
            ),
            str(broken),
            broken.cause,
        )


def notices(grounds: Grounds) -> Iterator[Notice]:
    """Yield what a person should know of policy and selection."""
    if grounds.policy_mistakes:
        yield Notice(
            "policy_not_applied",
            "the policy could not be read, so this screening goes by the rules' own settings",
        )
    if grounds.policy is None and (name := misnamed_policy()):
        yield Notice("policy_not_found", f"{name} is not read: a policy is named edscreen.yaml")
    for sentence in grounds.policy.notices if grounds.policy else ():
        yield Notice("unused_in_policy", sentence)
    for sentence in grounds.selection.unknown:
        yield Notice("unknown_selection", sentence)

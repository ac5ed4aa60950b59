"""Whether an answer got worse: what a waiver or a baseline covers is that answer or a milder one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic_core import PydanticCustomError, PydanticKnownError

from edscreen.profile.ranges import Range, read_range
from edscreen.screening.answers import SEVERITIES, UNANSWERED
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from edscreen.screening.answers import Outcome, Severity
    from edscreen.screening.rule import GetsWorse
    from edscreen.screening.scorecard import Finding

_INDEX = re.compile(r"\[\d+\]")


class Deciding(NamedTuple):
    """The value of the profile that decides an answer.

    Attributes:
        field: its path without positions, as `dosage[].minutes`; empty where the profile holds none.
        value: what was written there.
    """

    field: str
    value: Any


def deciding(finding: Finding) -> Deciding:
    """The deciding piece of evidence, where it stands in the profile."""
    first = finding.evidence[0] if finding.evidence else None
    if not isinstance(first, FromProfile):
        return Deciding("", None)
    return Deciding(_INDEX.sub("[]", first.path), first.value)


def is_coverable(finding: Finding) -> bool:
    """Whether it is a flag or a question without an answer; that a rule failed can never be covered."""
    return finding.outcome == "flag" or (finding.outcome in UNANSWERED and finding.outcome != "error")


def is_graver(now: tuple[Outcome, Severity], than: tuple[Outcome, Severity]) -> bool:
    """Whether an outcome of a severity is graver than another: red than caution, then flag than question."""
    return _rank(*now) < _rank(*than)


def is_worse_value(now: Any, than: Any, gets_worse: GetsWorse | None) -> bool | None:
    """Whether a number or range is worse than another; where no way is known, any other one is.

    None where one of them is no number, so that they cannot be compared.
    """
    ends_now, ends_then = _ends(now), _ends(than)
    if ends_now is None or ends_then is None:
        return None
    if gets_worse is None:
        return ends_now != ends_then
    return ends_now[1] > ends_then[1] if gets_worse == "higher" else ends_now[0] < ends_then[0]


def _rank(outcome: Outcome, severity: Severity) -> tuple[int, bool]:
    return SEVERITIES.index(severity), outcome != "flag"


def _ends(value: Any) -> tuple[float, float] | None:
    try:
        amount = Range(value.get("min"), value.get("max")) if isinstance(value, dict) else read_range(value)
        low = amount.high if amount.low is None else amount.low
        high = amount.low if amount.high is None else amount.high
        return None if low is None or high is None else (float(low), float(high))
    except (PydanticCustomError, PydanticKnownError, TypeError, ValueError):
        return None

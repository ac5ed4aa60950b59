"""Whether an answer got worse: what a waiver or a baseline covers is that answer or a milder one."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic_core import PydanticCustomError, PydanticKnownError

from edscreen.profile.ranges import Range, read_range
from edscreen.profile.words import same_words
from edscreen.screening.answers import SEVERITIES, UNANSWERED
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from edscreen.screening.answers import Outcome, Severity
    from edscreen.screening.rule import GetsWorse
    from edscreen.screening.scorecard import Finding

_INDEX = re.compile(r"\[\d+\]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Deciding(NamedTuple):
    """What decides an answer.

    Attributes:
        field: what it is: a path without positions, as `dosage[].minutes`, or what the amount counts; empty
            where the profile holds none.
        value: the amount, or what was written there.
    """

    field: str
    value: Any


def deciding(finding: Finding) -> Deciding:
    """The amount that decides a finding, else its first piece of evidence where the profile holds that."""
    if finding.decides:
        return Deciding(finding.decides.unit, finding.decides.written)
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


def is_amount(value: Any) -> bool:
    """Whether a value is a number or a range."""
    return _ends(value) is not None


def is_same(one: Any, other: Any) -> bool:
    """Whether two values are the same but for case and spaces."""
    return _plain(one) == _plain(other)


def is_worse_value(now: Any, than: Any, gets_worse: GetsWorse | None) -> bool:
    """Whether an amount is worse than another in its way, or else, what is no amount, differs from it."""
    ends_now, ends_then = _ends(now), _ends(than)
    if ends_now is None or ends_then is None:
        return not is_same(now, than)
    if gets_worse is None:
        return ends_now != ends_then
    return ends_now[::-1] > ends_then[::-1] if gets_worse == "higher" else ends_now < ends_then


def _plain(value: Any) -> str:
    return same_words(value if isinstance(value, str) else json.dumps(value, default=str))


def _rank(outcome: Outcome, severity: Severity) -> tuple[int, bool]:
    return SEVERITIES.index(severity), outcome != "flag"


def _ends(value: Any) -> tuple[float, float] | None:
    """Both ends of a number or range; an end that is left open is as far away as can be."""
    try:
        if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
            value = float(value)
        amount = Range(value.get("min"), value.get("max")) if isinstance(value, dict) else read_range(value)
        low = 0.0 if amount.low is None else float(amount.low)
        high = math.inf if amount.high is None else float(amount.high)
    except (PydanticCustomError, PydanticKnownError, TypeError, ValueError):
        return None
    return None if isinstance(value, dict) and not value.keys() & {"min", "max"} else (low, high)

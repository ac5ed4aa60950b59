"""The minutes in a cell, with what it says beside them: `30 min/day`, `2 x 30 min`, `45 min per subject`."""

from __future__ import annotations

import re
from typing import NamedTuple

from edscreen.batch.lists.texts import remembered
from edscreen.profile.amounts_meant import Amount, Counted, counted_by, in_unit, read_amount
from edscreen.profile.number_words import amount_in_figures

PERS = frozenset(("week", "day", "session", "year"))
"""What minutes can be stated for."""

_MINUTES = counted_by("minutes")
_LONGEST = 100  # characters
NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*(?: ?(?:[-\u2013]|to) ?[0-9]+(?:[.,][0-9]+)*)?")
"""A number or a range."""
_EACH_SUBJECT = re.compile(r" ?(?:/|\b(?:per|in each|for each|each)\b) ?subject(?: area)?\b")
_EACH_STUDENT = re.compile(r" ?(?:/|\b(?:per|for each|each)\b) ?(?:student|pupil|learner|child)\b")
_BETWEEN = re.compile(r"^between ([0-9.,]+) and (?=[0-9])")
_JOINED = re.compile(r"(?: ?[,;/@] ?| ?[x*] ?| (?:of|for|at)\b)? ?$")
_TIMES = frozenset(("x", "*"))  # between how often and how long, either way
_MOST_TIMES = 7  # so often can be meant a week where no cell says in what time: 36 may be a year's
_SESSIONS = frozenset(("session", "sessions"))


class Use(NamedTuple):
    """What a cell says of a student's use.

    Attributes:
        minutes: as a profile spells them.
        also: the fields beside them that it states itself.
    """

    minutes: str
    also: tuple[tuple[str, str], ...] = ()


@remembered
def use_in(per: str, text: str) -> Use | None:
    """Return what a cell for minutes says; None where that is not certain.

    Args:
        per: for each of what its heading says that the minutes are; empty where it does not.
        text: the cell.
    """
    if len(text) > _LONGEST:
        return None
    written = _EACH_STUDENT.sub("", amount_in_figures(" ".join(text.lower().split())), count=1).strip()
    written = _BETWEEN.sub(r"\1-", written)
    bare = _EACH_SUBJECT.sub("", written, count=1).strip()
    found = _alone(bare, per) or _several_times(bare, per)
    if found and bare != written:
        return found._replace(also=(*found.also, ("scope", "per_subject")))
    return found


def is_for_another_period(text: str) -> bool:
    """Tell whether a cell states minutes for what minutes are not read for: `180 min/month`."""
    amount = _minutes(text) if len(text) <= _LONGEST else None
    return amount is not None and amount.per not in {"", *PERS}


def _alone(text: str, per: str) -> Use | None:
    amount = _minutes(text)
    if amount is None or amount.per not in {"", *PERS}:
        return None
    return Use(str(amount), (("per", amount.per),) if amount.per not in {"", per} else ())


def _several_times(text: str, per: str) -> Use | None:
    """Read minutes and how often, `20 min 3x/week`; neither where one of them may be the whole week's."""
    numbers = list(NUMBER.finditer(text))
    if len(numbers) != 2:
        return None
    left, right = text[: numbers[1].start()], text[numbers[1].start() :]
    joined = _JOINED.search(left)
    between = joined[0].strip() if joined else ""
    left = left[: joined.start()] if joined else left
    if _is_time(right):
        return _each_time(right, left, between, per, is_first=False)
    if _is_time(left):
        return _each_time(left, right, between, per, is_first=True)
    if between in _TIMES and per == "week" and left.isdecimal() and right.isdecimal():
        ends = int(left), int(right)
        return Use(str(ends[0] * ends[1])) if 0 < min(ends) <= _MOST_TIMES else None  # either is how often
    return None


def _each_time(length: str, often: str, between: str, per: str, *, is_first: bool) -> Use | None:
    minutes = _minutes(length)
    if minutes is None:
        return None
    days = _often(often, "days")
    if days and minutes.per == "day" and _is_a_week(days, per):
        return Use(str(minutes), (("per", "day"), ("days_per_week", str(days))))
    times = _often(often, "sessions")
    if times is None or minutes.bound or times.bound:
        return None
    if not (times.unit or times.per or between in _TIMES):
        return None  # 15 min/session, 3: of what?
    if between in _TIMES and not is_first and minutes.per == "week" and not times.per:
        minutes, per = minutes._replace(per=""), "week"  # 2x30 min/week
    is_of = between == "of" and times.unit in _SESSIONS and not is_first
    is_each = minutes.per == "session" or is_of or between in _TIMES or times.unit in {"x", "times"}
    if is_each and minutes.per in {"", "session"} and _is_a_week(times, per):
        return Use(str(minutes), (("per", "session"), ("sessions_per_week", str(times))))
    return None


def _is_a_week(often: Amount, per: str) -> bool:
    """Tell whether so many are a week's: where only a heading says so, they are few, and not sessions."""
    if float(often.low) <= 0:
        return False
    if often.per:
        return often.per == "week"
    return per == "week" and float(often.high or often.low) <= _MOST_TIMES and often.unit not in _SESSIONS


def _minutes(text: str) -> Amount | None:
    amount = read_amount(text, _MINUTES)
    if amount is None or amount.low.startswith("-"):
        return None
    return in_unit(amount._replace(low=amount.low.removeprefix("+")), _MINUTES)


def _is_time(text: str) -> bool:
    amount = read_amount(text, _MINUTES)
    return amount is not None and bool(amount.unit) and in_unit(amount, _MINUTES) is not None


def _often(text: str, unit: str) -> Amount | None:
    """Return how many `unit` there are, a week or without saying in what time; bare numbers are sessions."""
    amount = read_amount(text, Counted(unit, ""))
    if amount is None or amount.per not in {"", "week"} or (not amount.unit and unit == "days"):
        return None
    return in_unit(amount, Counted(unit, ""))

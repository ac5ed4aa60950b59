"""A student's minutes as vendors write them: "30-40 minutes per week", "three 20-minute sessions a week"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

_Per: TypeAlias = Literal["week", "day", "session"]

_ANY_TIME = re.compile(r"\b(?:minutes?|mins?|hours?|hrs?|minutos?|horas?)\b", re.IGNORECASE)
_ANY_NUMBER = re.compile(
    r"\d|\b(?:an|one|two|three|four|five|ten|fifteen|twenty|thirty|forty|fifty|sixty|ninety|half)\b",
    re.IGNORECASE,
)
_ANY_RATE = re.compile(
    r"(?:\b(?:an?|per|each|every) (?:school )?|/ ?)(?:week|wk|day|session|lesson|month|year)\b"
    r"|\b(?:weekly|daily)\b|\b(?:por|a la|al|cada) (?:semana|d[ií]a|sesi[oó]n)\b",
    re.IGNORECASE,
)
_BY_GRADE = re.compile(r"\b(?:grades?|graders|kindergarten|k-\d+)\b", re.IGNORECASE)
ANY_AMOUNT = re.compile(r"\d\+?(?: or more)?[ -]?(?:minutes?|mins?|hours?|hrs?)\b|\bminutes\b", re.IGNORECASE)
"""Whatever may be an amount of time."""

_NUMBERS = {"two": "2", "three": "3", "four": "4", "five": "5"}
_MINUTES = (
    r"(?P<least>at least |a minimum of )?(?P<most>up to |at most |a maximum of )?"
    r"(?<![\d.,:$/-])(?P<low>\d{1,3})(?:(?P<more>\+| or more)|(?: ?- ?| to )(?P<high>\d{1,3}))?"
    r"[ -](?:minutes?|mins?)\b\.?"
)
_OF = r"(?P<of>(?: (?:of|on|in|with|using) [^,;:.()]{1,60}?)?)"
_INEXACT = re.compile(
    r"(?:\b(?:(?:less|fewer|more|longer) than|under|over|below|about|around|approximately|roughly|nearly"
    r"|almost|additional|extra)(?: an?| the)?|\d,? (?:and|or)|[<>~]) ?$",
    re.IGNORECASE,
)
"""What, right before an amount, makes it another: "less than", "between 30 and"."""
_COUNT = r"(?P<count>[1-7]|two|three|four|five)(?:(?: ?- ?| to )(?P<until>[1-7]|three|four|five))?"
_A_WEEK = r"(?: (?:a|per|each|every) |/)week\b"
_PER_TIME = re.compile(
    rf"{_MINUTES}{_OF}(?: (?:per|for each) student)?"
    r"(?: ?(?:a|per|each|every|/) ?(?:school )?(?P<per>week|day|session)\b| (?P<adverb>weekly|daily)\b)",
    re.IGNORECASE,
)
_OFTEN = re.compile(rf"(?:,|,? on|,? for)? {_COUNT} (?P<what>days|times|sessions){_A_WEEK}", re.IGNORECASE)
_TIMES_A_WEEK = re.compile(
    rf"{_MINUTES}(?: sessions?)?{_OF}(?:,|,? on|,? for)? {_COUNT} (?P<what>days|times|sessions){_A_WEEK}",
    re.IGNORECASE,
)
_SESSIONS_A_WEEK = re.compile(
    rf"(?<![\w.,:$/-]){_COUNT} {_MINUTES} (?P<what>sessions)(?P<of>(?: of [^,;:.()]{{1,60}}?)?){_A_WEEK}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A student's minutes at the product.

    Attributes:
        minutes: as a profile has them: 30, `30-40`, `30+` or `up to 60`.
        per: in which time.
        often: on how many days, or in how many sessions, a week, where that is said: 3 or `3-5`.
        scope: whether they are for each subject, where that is said.
    """

    minutes: int | str
    per: _Per
    often: int | str | None = None
    scope: Literal["per_subject"] | None = None


class Written(NamedTuple):
    """Where an amount stands in a text.

    Attributes:
        amount: the amount.
        start: where it begins.
        of: what it is an amount of, with the word before it: " of Lumen Reading"; mostly empty.
        end: where it ends.
    """

    amount: Amount
    start: int
    of: str
    end: int


def may_hold_amount(text: str) -> bool:
    """Return whether it is worth looking for an amount of time in `text`, as it is in few."""
    low = text.lower()
    return "min" in low or "hour" in low or "hora" in low


def speaks_of_amount(text: str) -> bool:
    """Return whether `text` says, in whatever words, how long something takes in a week or the like."""
    return all(part.search(text) for part in (_ANY_TIME, _ANY_RATE, _ANY_NUMBER))


def speaks_of_amount_or_grades(text: str) -> bool:
    """Return the same, or whether it says how long something takes in some grades: "K-2: 15 minutes"."""
    return speaks_of_amount(text) or bool(ANY_AMOUNT.search(text) and _BY_GRADE.search(text))


def holds_several_amounts(text: str) -> bool:
    """Return whether there is more than one amount of time in `text`."""
    return len(ANY_AMOUNT.findall(text)) > 1


def amount_in(text: str) -> Written | None:
    """Return the only amount of time in `text`; None where there are several, or it cannot be read whole.

    Args:
        text: plain text, with single spaces.
    """
    found = [
        (shape, match)
        for shape in (_PER_TIME, _TIMES_A_WEEK, _SESSIONS_A_WEEK)
        for match in shape.finditer(text)
    ]
    if len(found) != 1 or len(ANY_AMOUNT.findall(text)) != 1:
        return None
    ((shape, match),) = found
    often = _OFTEN.match(text, match.end()) if shape is _PER_TIME else match
    per = _per(match) if shape is _PER_TIME else _counted(match)
    minutes, times = _minutes(match), _times(often) if often else None
    if (
        minutes is None
        or _INEXACT.search(text[: match.start()])
        or (often and (times is None or not _fits(often, per)))
    ):
        return None
    end = often.end() if often else match.end()
    return Written(Amount(minutes, per, times), match.start(), match["of"], end)


def _minutes(amount: re.Match[str]) -> int | str | None:
    low, high = amount["low"], amount["high"]
    least, most = amount["least"] or amount["more"], amount["most"]
    if sum(map(bool, (least, most, high))) > 1 or int(low) == 0 or (high and int(high) <= int(low)):
        return None
    if high:
        return f"{low}-{high}"
    if least:
        return f"{low}+"
    return f"up to {low}" if most else int(low)


def _per(amount: re.Match[str]) -> _Per:
    written = (amount["per"] or amount["adverb"]).lower()
    if written in {"day", "daily"}:
        return "day"
    return "session" if written == "session" else "week"


def _fits(often: re.Match[str], per: _Per) -> bool:
    """Whether how often goes with the time that the minutes are for: no "60 minutes a week, twice a week"."""
    return per != "week" and often["what"].lower() in {"times", f"{per}s"}


def _counted(often: re.Match[str]) -> _Per:
    """What the minutes are for, by what is counted: "20 minutes, three days a week" are for each day."""
    return "day" if often["what"].lower() == "days" else "session"


def _times(often: re.Match[str]) -> int | str | None:
    written = filter(None, often.group("count", "until"))
    low, *high = (int(_NUMBERS.get(number.lower(), number)) for number in written)
    if not high:
        return low
    return f"{low}-{high[0]}" if low < high[0] else None

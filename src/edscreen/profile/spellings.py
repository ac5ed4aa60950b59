"""How people write numbers, shares, grades and dates, and what is read from it.

Each reader takes one value as the YAML tree holds it and gives the value that the models hold, or raises
`PydanticCustomError` whose message is the finished sentence for the person who wrote it. Only these spellings
are read; `edscreen.profile.patterns` states the same for the JSON Schema, and a test holds the two together.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TypeGuard

from pydantic_core import PydanticCustomError

from edscreen.profile import patterns

GRADES = patterns.GRADES

FIRST_YEAR, LAST_YEAR = 1900, 2100

_GRADE_ORDER = {grade: order for order, grade in enumerate(GRADES)}
_NUMBER, _SPACE = patterns.NUMBER, patterns.SPACE
_PERCENT = re.compile(rf"({_NUMBER}){_SPACE}*%")
_COUNT = re.compile(patterns.THOUSANDS)
_MONEY = re.compile(rf"\$?{_SPACE}*((?:{patterns.THOUSANDS}|[0-9]+)(?:\.[0-9]+)?)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DASH = re.compile(patterns.DASH)
_TRUTHS = {"yes": True, "no": False}


def refusal(kind: str, sentence: str) -> PydanticCustomError:
    """Return the error that carries `sentence` to the person as it stands."""
    return PydanticCustomError(f"edscreen_{kind}", "{sentence}", {"sentence": sentence})


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether the tree read `value` as a number (a truth value is none)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def bare(value: str) -> str:
    """Return `value` without the blanks around it."""
    return value.strip(patterns.BLANKS)


def read_whole(value: object) -> object:
    """Read `1240.0` as the whole number that it is, as JSON has it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def read_numbered(value: object) -> object:
    """Keep `true` from passing for the number 1 of a list of choices, as it does in Python."""
    return str(value).lower() if isinstance(value, bool) else value


def read_share(value: object) -> object:
    """Read `0.41` or `41%` as a share of 1."""
    if isinstance(value, str):
        if found := _PERCENT.fullmatch(bare(value)):
            return float(found[1]) / 100
        raise refusal("share", "write a share as a percentage (41%) or as a number from 0 to 1 (0.41)")
    if is_number(value) and value > 1:
        raise refusal(
            "share_over_1",
            f"{value:g} is over 1: write {value:g}% if it is a percentage, or a number from 0 to 1",
        )
    return value


def read_count(value: object) -> object:
    """Read `1240` or `1,240` as a whole number."""
    if isinstance(value, str) and (found := _COUNT.fullmatch(bare(value))):
        return int(found[0].replace(",", ""))
    return read_whole(value)


def read_money(value: object) -> object:
    """Read `1200`, `1,200` or `$1,200.50` as US dollars."""
    if isinstance(value, str) and (found := _MONEY.fullmatch(bare(value))):
        return float(found[1].replace(",", ""))
    return value


def read_truth(value: object) -> object:
    """Read `true`, `false`, `yes`, `no`."""
    if isinstance(value, str):
        return _TRUTHS.get(bare(value).lower(), value)
    return value


def read_text(value: object) -> object:
    """Read text; a bare number is kept as it was written (`4.10` stays `4.10`)."""
    if is_number(value):
        return getattr(value, "written", None) or str(value)
    return value


def read_day(value: object) -> date:
    """Read a calendar day written `2026-11-21`, in the years 1900 to 2100."""
    if isinstance(value, str) and _DAY.fullmatch(bare(value)):
        try:
            day = date.fromisoformat(bare(value))
        except ValueError:
            raise refusal(
                "day_absent",
                "there is no such day in the calendar: write the date as year-month-day, like 2026-11-21",
            ) from None
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
        raise refusal("day_range", "write a year from 1900 to 2100, like 2026-11-21")
    raise refusal("day", "write the date as year-month-day, like 2026-11-21")


def read_grade_entry(value: object) -> tuple[str, ...]:
    """Read one entry of a list of grades: `K`, `3`, or a span such as `K-3`."""
    text = str(read_whole(value)).upper() if isinstance(value, str) or is_number(value) else ""
    ends = _DASH.split(bare(text), maxsplit=1)
    first, last = _GRADE_ORDER.get(ends[0]), _GRADE_ORDER.get(ends[-1])
    if first is None or last is None:
        raise refusal("grade", "write grades as PK, TK, K or 1 to 12, or a span such as K-3")
    if first > last:
        raise refusal("grade_order", f"the grades run backwards: write {ends[-1]}-{ends[0]}")
    return GRADES[first : last + 1]


def as_entries(value: object) -> object:
    """Let one bare entry stand where a list is due."""
    return [value] if isinstance(value, str) or is_number(value) else value


def in_order(entries: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Join the entries of a list of grades, each grade once, lowest first."""
    return tuple(sorted({grade for entry in entries for grade in entry}, key=_GRADE_ORDER.__getitem__))

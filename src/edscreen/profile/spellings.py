"""How people write numbers, shares, grades and dates, and what is read from it.

Each reader takes one value as the YAML tree holds it and gives the value that the models hold, or raises
`PydanticCustomError` whose message is the finished sentence for the person who wrote it. Only these spellings
are read; `edscreen.profile.patterns` states the same for the JSON Schema, and a test holds the two together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, NoReturn, TypeGuard

from pydantic_core import PydanticCustomError

from edscreen.profile import patterns
from edscreen.profile.vocabularies import CLEARINGHOUSES, STATES, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core import Url

GRADES = patterns.GRADES

FIRST_YEAR, LAST_YEAR = 1900, 2100

_GRADE_ORDER = {grade: order for order, grade in enumerate(GRADES)}
_NUMBER, _SPACE = patterns.NUMBER, patterns.SPACE
_BETWEEN = re.compile(rf"({_NUMBER}){patterns.DASH}({_NUMBER})")
_AT_LEAST = re.compile(rf"({_NUMBER}){_SPACE}*\+")
_UP_TO = re.compile(rf"up to{_SPACE}+({_NUMBER})")
_PERCENT = re.compile(rf"({_NUMBER}){_SPACE}*%")
_COUNT = re.compile(patterns.THOUSANDS)
_MONEY = re.compile(rf"\$?{_SPACE}*((?:{patterns.THOUSANDS}|[0-9]+)(?:\.[0-9]+)?)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DASH = re.compile(patterns.DASH)
_ADDRESS = re.compile(patterns.ADDRESS)
_DOI = re.compile(patterns.DOI)
_ERIC = re.compile(patterns.ERIC)
_WWC = re.compile(patterns.WWC)
_TRUTHS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Range:
    """A stated amount: one number (`low == high`), a range, or a range open at one end (`None`)."""

    low: float | None
    high: float | None

    @property
    def is_closed(self) -> bool:
        """Whether both ends are stated."""
        return self.low is not None and self.high is not None

    def __contains__(self, other: Range) -> bool:
        """Whether every amount of a closed `other` lies within this range, ends included."""
        if other.low is None or other.high is None:
            return False
        return (self.low is None or self.low <= other.low) and (self.high is None or other.high <= self.high)

    def __str__(self) -> str:
        """The range in words: `30`, `30 to 40`, `30 or more`, `up to 60`."""
        if self.low is None:
            return "any" if self.high is None else f"up to {self.high:,g}"
        if self.high is None:
            return f"{self.low:,g} or more"
        return f"{self.low:,g}" if self.low == self.high else f"{self.low:,g} to {self.high:,g}"


def refuse(kind: str, sentence: str) -> NoReturn:
    """Raise the error that carries `sentence` to the person as it stands."""
    raise PydanticCustomError(f"edscreen_{kind}", "{sentence}", {"sentence": sentence})


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether the tree read `value` as a number (a truth value is none)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _bare(value: str) -> str:
    return value.strip(patterns.BLANKS)


def read_whole(value: object) -> object:
    """Read `1240.0` as the whole number that it is, as JSON has it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def read_numbered(value: object) -> object:
    """Keep `true` from passing for the number 1 of a list of choices, as it does in Python."""
    return str(value).lower() if isinstance(value, bool) else value


def read_range(value: object) -> Range:
    """Read `30`, `30-40`, `30+` or `up to 60`."""
    if is_number(value):
        return Range(value, value)
    if isinstance(value, str):
        value = _bare(value)
        if found := _BETWEEN.fullmatch(value):
            return ordered(Range(float(found[1]), float(found[2])))
        if found := _AT_LEAST.fullmatch(value):
            return Range(float(found[1]), None)
        if found := _UP_TO.fullmatch(value):
            return Range(None, float(found[1]))
    refuse("range", "write a number (30), a range (30-40), 30+ for '30 or more', or 'up to 60'")


def ordered(span: Range) -> Range:
    """Give `span` back, or refuse it when its low end lies above its high end."""
    if span.low is not None and span.high is not None and span.low > span.high:
        refuse("range_order", f"the range runs backwards: write {span.high:g}-{span.low:g}")
    return span


def read_share(value: object) -> object:
    """Read `0.41` or `41%` as a share of 1."""
    if isinstance(value, str):
        if found := _PERCENT.fullmatch(_bare(value)):
            return float(found[1]) / 100
        refuse("share", "write a share as a percentage (41%) or as a number from 0 to 1 (0.41)")
    if is_number(value) and value > 1:
        refuse(
            "share_over_1",
            f"{value:g} is over 1: write {value:g}% if it is a percentage, or a number from 0 to 1",
        )
    return value


def read_count(value: object) -> object:
    """Read `1240` or `1,240` as a whole number."""
    if isinstance(value, str) and (found := _COUNT.fullmatch(_bare(value))):
        return int(found[0].replace(",", ""))
    return read_whole(value)


def read_money(value: object) -> object:
    """Read `1200`, `1,200` or `$1,200.50` as US dollars."""
    if isinstance(value, str) and (found := _MONEY.fullmatch(_bare(value))):
        return float(found[1].replace(",", ""))
    return value


def read_truth(value: object) -> object:
    """Read `true`, `false`, `yes`, `no`."""
    if isinstance(value, str):
        return _TRUTHS.get(_bare(value).lower(), value)
    return value


def read_text(value: object) -> object:
    """Read text; a bare number is kept as it was written (`4.10` stays `4.10`)."""
    if is_number(value):
        return getattr(value, "written", None) or str(value)
    return value


def read_day(value: object) -> date:
    """Read a calendar day written `2026-11-21`, in the years 1900 to 2100."""
    if isinstance(value, str) and _DAY.fullmatch(_bare(value)):
        try:
            day = date.fromisoformat(_bare(value))
        except ValueError:
            refuse(
                "day_absent",
                "there is no such day in the calendar: write the date as year-month-day, like 2026-11-21",
            )
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
        refuse("day_range", "write a year from 1900 to 2100, like 2026-11-21")
    refuse("day", "write the date as year-month-day, like 2026-11-21")


def read_grade_entry(value: object) -> tuple[str, ...]:
    """Read one entry of a list of grades: `K`, `3`, or a span such as `K-3`."""
    text = str(read_whole(value)).upper() if isinstance(value, str) or is_number(value) else ""
    ends = _DASH.split(_bare(text), maxsplit=1)
    first, last = _GRADE_ORDER.get(ends[0]), _GRADE_ORDER.get(ends[-1])
    if first is None or last is None:
        refuse("grade", "write grades as PK, TK, K or 1 to 12, or a span such as K-3")
    if first > last:
        refuse("grade_order", f"the grades run backwards: write {ends[-1]}-{ends[0]}")
    return GRADES[first : last + 1]


def as_entries(value: object) -> object:
    """Let one bare entry stand where a list is due."""
    return [value] if isinstance(value, str) or is_number(value) else value


def in_order(entries: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Join the entries of a list of grades, each grade once, lowest first."""
    return tuple(sorted({grade for entry in entries for grade in entry}, key=_GRADE_ORDER.__getitem__))


def read_subject(value: object) -> object:
    """Read a subject by its name or a usual other name (`ELA`, `mathematics`)."""
    names = SUBJECTS
    if isinstance(value, str):
        written = _bare(value).lower()
        if written in names:
            return names[written]
        close = get_close_matches(written, names, n=1)
        if close:
            refuse("subject", f"this subject is not on the list: did you mean {names[close[0]]}?")
    refuse("subject", "write one of these subjects: " + ", ".join(dict.fromkeys(names.values())))


def read_state(value: object) -> str:
    """Read the two-letter postal code of a state or territory."""
    if isinstance(value, str):
        if value in STATES:
            return value
        named = {name.lower(): code for code, name in STATES.items()}
        close = get_close_matches(value.lower(), named, n=1)
        code = value.upper() if value.upper() in STATES else named[close[0]] if close else None
        if code:
            refuse("state", f"write the state's two-letter postal code: {code} for {STATES[code]}")
    refuse("state", "write the state's two-letter postal code, like UT for Utah")


def read_address(value: object, read: Callable[[object], Url]) -> Url:
    """Read a web address by `read`, where it begins as people and browsers write one."""
    address = read(value)
    if not _ADDRESS.match(str(value)):
        refuse("address", "write the web address from its first letter on, like https://www.lumen.example/")
    return address


def read_doi(value: object) -> str:
    """Read a DOI, bare or as an address of doi.org, and give it bare."""
    if isinstance(value, str) and _DOI.fullmatch(value):
        return _bare(value[value.index("10.") :])
    refuse("doi", "this is no DOI: write what stands after doi.org/, like 10.3102/0013189X20912345")


def read_eric(value: object) -> str:
    """Read a number of the ERIC library."""
    if isinstance(value, str) and _ERIC.fullmatch(value):
        return _bare(value)
    refuse(
        "eric", "this is no ERIC number: write ED or EJ and six or seven digits, like ED629011 or EJ1106562"
    )


def read_wwc(value: object) -> str:
    """Read a study's number in the What Works Clearinghouse, bare or as the address of its page."""
    text = str(read_whole(value)) if is_number(value) else value
    if isinstance(text, str) and _WWC.fullmatch(text):
        return _bare(text).rstrip("/").rpartition("/")[2]
    refuse("wwc", "this is no study number of the What Works Clearinghouse: write its digits, like 84555")


def read_clearinghouse(value: object) -> str:
    """Read the id of a clearinghouse of the shipped table."""
    if isinstance(value, str):
        if value in CLEARINGHOUSES:
            return value
        close = get_close_matches(value.lower().replace(" ", "_"), CLEARINGHOUSES, n=1)
        if close:
            refuse("clearinghouse", f"this clearinghouse is not on the list: did you mean {close[0]}?")
    refuse("clearinghouse", "write one of these clearinghouses: " + ", ".join(CLEARINGHOUSES))

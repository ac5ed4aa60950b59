"""What a person most likely meant by a value that is not read as it stands."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from edscreen.profile.amounts_meant import counted_by, figures, in_unit, read_amount
from edscreen.profile.number_words import plain_signs
from edscreen.profile.quoting import MAX_SHOWN, shown
from edscreen.profile.spellings import GRADES, read_grade_entry

if TYPE_CHECKING:
    from typing import Literal

    from edscreen.profile.amounts_meant import Amount, Counted

_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
_UNIT = re.compile(r"%|(?!(?:or|and|to)\b)[a-z][a-z -]{0,39}")
_SHARE = re.compile(r"([0-9.,]+) *(%|percent|per cent|pct\.?)?")
_PROBABILITY = re.compile(r"(?:[pP] *(?=[<>=\u2264\u2265]))?((?:[<>\u2264\u2265]=?|=)? *)([0-9.,]+) *(%)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})")
_MONTH_FIRST = re.compile(
    r"([A-Za-z]{3,9})\.?(?: {0,3}|-)([0-9]{1,2})(?:st|nd|rd|th)?(?:,? {1,3}|-)([0-9]{4})"
)
_DAY_THEN_MONTH = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?(?:\.? (?:of )?|-)([A-Za-z]{3,9})(?:\.?,? |-)([0-9]{4})"
)
_MIDNIGHT = re.compile(r"(?<=[0-9])[ T]0?0:00(?::00(?:\.0{1,6})?)?Z?")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december")  # fmt: skip
_CURLY_QUOTES = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb"
_MOST_DIGITS = 18
_PERS = ("week", "day", "session", "year")

_KINDERGARTEN = re.compile(r"(pre[- ]?)?k(?:inder(?:garten)?)?\b")
_NO_GRADE = re.compile(r"\b(?:grades?|graders?|gr)\b[.:]*|(?<=[0-9])(?:st|nd|rd|th)\b")
_TO = re.compile(r" *(?:\bto\b|\bthrough\b|\bthru\b|-+) *")
_AND = re.compile(r"[,;/&+]|\band\b")
_RUN_TOGETHER = re.compile(r"\b(pk|prek|tk|k)(1[0-2]|[6-9])\b")  # K4 and PK3 are years before grade 1 to some
_PADDED = re.compile(r"\b0(?=[1-9]\b)")  # 03-05, as in files of the states


def day_meant(written: str) -> str:
    """Return the day or the two days that `written` may be, year first; empty where it is none."""
    orders = []
    written = _MIDNIGHT.sub("", written) if len(written) <= MAX_SHOWN else written
    if match := _YEAR_FIRST.fullmatch(written):
        orders = [(match[1], match[2], match[3])]
    elif match := _DAY_FIRST.fullmatch(written):
        orders = [(match[3], match[1], match[2]), (match[3], match[2], match[1])]
    elif match := _MONTH_FIRST.fullmatch(written):
        orders = [(match[3], _month(match[1]), match[2])]
    elif match := _DAY_THEN_MONTH.fullmatch(written):
        orders = [(match[3], _month(match[2]), match[1])]
    days: list[str] = []
    for year, month, day in orders:
        try:
            days.append(date(int(year), int(month), int(day)).isoformat())
        except ValueError:
            continue
    return " or ".join(dict.fromkeys(days))


def _month(name: str) -> str:
    """Return the number of the month that `name` is the beginning of; 0 where there is none."""
    begun = name.lower().replace("sept", "sep") if len(name) == 4 else name.lower()
    return next((str(number) for number, month in enumerate(_MONTHS, 1) if month.startswith(begun)), "0")


def grades_meant(written: str) -> list[str]:
    """Return grades and spans of them as they are written in a profile; nothing where it is unclear."""
    if len(written) > MAX_SHOWN:
        return []
    text = _RUN_TOGETHER.sub(r"\1-\2", _NO_GRADE.sub(" ", _PADDED.sub("", plain_signs(written.lower()))))
    text = _TO.sub("-", _KINDERGARTEN.sub(lambda found: "pk" if found[1] else "k", text))
    entries = [entry.strip().upper() for entry in _AND.split(text) if entry.strip()]
    if len(entries) == 1 and _follow_each_other(spaced := entries[0].split()):
        entries = spaced
    try:
        for entry in entries:
            read_grade_entry(entry)
    except PydanticCustomError:
        return []
    return entries


def _follow_each_other(entries: list[str]) -> bool:
    """Whether entries with nothing but blanks between them mean the same as the span that they may be."""
    if not 1 < len(entries) <= len(GRADES) or not set(entries) <= set(GRADES):
        return False
    places = [GRADES.index(entry) for entry in entries]
    return places == list(range(places[0], places[0] + len(places)))


def without_curly_quotes(written: str) -> str:
    """Return what stands inside quotation marks that a word processor set; empty where there are none."""
    bare = written.strip()
    inner = bare.strip(_CURLY_QUOTES)
    return inner if inner != bare else ""


def number_meant(key: str, meant: str, due: Literal["number", "whole", "range"]) -> str:
    """Return what to write instead of `meant`, where a number is due; empty where that is not certain."""
    if _NUMBER.fullmatch(meant):
        quoted = len(meant) <= _MOST_DIGITS
        return f"write the number without quotes: {key}: {meant}" if quoted else "this number is too large"
    if len(meant) > MAX_SHOWN:
        return ""
    if key == "p_value":
        return _probability_meant(key, meant)
    counted = counted_by(key)
    amount = read_amount(meant, counted)
    return _amount_meant(key, meant, due, counted, amount) if amount else ""


def _amount_meant(
    key: str, meant: str, due: Literal["number", "whole", "range"], counted: Counted, amount: Amount
) -> str:
    if key == "growth" and _UNIT.fullmatch(amount.unit) and str(amount) == amount.low and not amount.per:
        unit = "percent" if amount.unit == "%" else " ".join(meant.split())[-len(amount.unit) :]
        return f"write the number alone, and its unit in its own place: growth: {amount.low}, unit: {unit}"
    same = in_unit(amount, counted)
    if (
        same is None
        or (due == "whole" and "." in same.low)
        or (due != "range" and str(same) != same.low)
        or (amount.per and not counted.per and (key != "minutes" or amount.per not in _PERS))
    ):
        return ""
    if amount.per and not counted.per:
        return f"write {key}: {same} and per: {amount.per}, not {shown(meant)}"
    if same.low != amount.low and same.bound == amount.bound:
        return f"this is the number of {counted}: write {key}: {same}, not {shown(meant)}"
    if same.bound:
        return f"write {key}: {same}, not {shown(meant)}"
    if figures(meant):
        return f"write the number {_without(meant) or 'alone'}: {key}: {same}"
    return f"write the {'range' if same.high else 'number'} alone: {key}: {same}, not {shown(meant)}"


def share_meant(key: str, meant: str) -> str:
    """Return what to write instead of `meant`, where a share is due; empty where that is not certain."""
    found = _SHARE.fullmatch(meant) if len(meant) <= _MOST_DIGITS else None
    number = figures(found[1]) if found else ""
    if found is None or not number:
        return ""
    if found[2]:
        return f"write the share with a percent sign: {key}: {number}%"
    if float(number) > 1:
        return f"write {key}: {number}% if it is a percentage, or a number from 0 to 1"
    return f"write the number {_without(meant) or 'without quotes'}: {key}: {number}"


def _probability_meant(key: str, meant: str) -> str:
    found = _PROBABILITY.fullmatch(meant)
    number = figures(found[2]) if found else ""
    if found is None or not number:
        return ""
    if found[1].strip(" ="):
        significant = "true" if found[1].strip()[0] in "<\u2264" else "false"
        return f"write the p-value itself, or leave it out and write significant: {significant}"
    if found[3]:
        return f"write a probability as a number from 0 to 1: {key}: {Decimal(number) / 100:f}"
    return f"write the number {_without(meant) or 'alone'}: {key}: {number}"


def _without(meant: str) -> str:
    """Return how to write a number that is spelled with a comma as `meant`; empty where it has none."""
    if "," not in meant:
        return ""
    return "with a decimal point" if figures(meant) != meant.replace(",", "") else "without commas"

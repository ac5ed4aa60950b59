"""What a person most likely meant by a value that is not read as it stands."""

from __future__ import annotations

import re
from datetime import date

from pydantic_core import PydanticCustomError

from edscreen.profile.quoting import MAX_SHOWN, shown
from edscreen.profile.spellings import read_grade_entry

_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
SPAN = re.compile(
    r"([0-9]{1,9}(?:\.[0-9]{1,9})?)\s{0,9}(?:-|–|to)\s{0,9}([0-9]{1,9}(?:\.[0-9]{1,9})?)(?![0-9.])"
)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? {0,3}([0-9]{1,2})(?:st|nd|rd|th)?,? {1,3}([0-9]{4})")
_DAY_THEN_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?\.? (?:of )?([A-Za-z]{3,9})\.?,? ([0-9]{4})")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december")  # fmt: skip
_CURLY_QUOTES = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb"
_MOST_DIGITS = 18

_KINDERGARTEN = re.compile(r"(pre-?)?k(?:inder(?:garten)?)?\b")
_NO_GRADE = re.compile(r"\b(?:grades?|graders?|gr)\b\.?|(?<=[0-9])(?:st|nd|rd|th)\b")
_TO = re.compile(r" *(?:\bto\b|\bthrough\b|\bthru\b|[-\u2013\u2014]) *")
_AND = re.compile(r"[,;/&+]|\band\b")


def day_meant(written: str) -> str:
    """Return the day or the two days that `written` may be, year first; empty where it is none."""
    orders = []
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
    text = _NO_GRADE.sub(" ", written.lower())
    text = _TO.sub("-", _KINDERGARTEN.sub(lambda found: "pk" if found[1] else "k", text))
    entries = [entry.strip().upper() for entry in _AND.split(text) if entry.strip()]
    try:
        for entry in entries:
            read_grade_entry(entry)
    except PydanticCustomError:
        return []
    return entries


def without_curly_quotes(written: str) -> str:
    """Return what stands inside quotation marks that a word processor set; empty where there are none."""
    bare = written.strip()
    inner = bare.strip(_CURLY_QUOTES)
    return inner if inner != bare else ""


def number_meant(key: str, meant: str) -> str:
    """Return what to write instead of `meant`, where a number is due; empty where that is unclear."""
    if _NUMBER.fullmatch(meant):
        quoted = len(meant) <= _MOST_DIGITS
        return f"write the number without quotes: {key}: {meant}" if quoted else "this number is too large"
    if len(meant) > MAX_SHOWN:
        return ""
    if _THOUSANDS.fullmatch(meant):
        return f"write the number without commas: {key}: {meant.replace(',', '')}"
    numbers = _NUMBER.findall(meant)
    if key == "p_value" and len(numbers) == 1 and meant.strip().endswith("%"):
        return f"write a probability as a number from 0 to 1: {key}: {float(numbers[0]) / 100:g}"
    if len(numbers) == 1 and meant.startswith(numbers[0]):
        return f"write the number alone: {key}: {numbers[0]}, not {shown(meant)}"
    return ""

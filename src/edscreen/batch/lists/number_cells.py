"""Numbers in cells: amounts, a student's minutes, prices; and what spreadsheets make of them."""

from __future__ import annotations

import re
from typing import Any

from edscreen.batch.lists.minute_cells import NUMBER, is_for_another_period, use_in
from edscreen.batch.lists.texts import CannotRead, InDoubt, remembered, same_heading
from edscreen.profile.amounts_meant import Counted, counted_by, in_unit, may_be_two, read_amount
from edscreen.profile.quoting import shown
from edscreen.profile.school_words import words_for
from edscreen.profile.yaml_scalars import plain

_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_A_DATE = re.compile(
    rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[0-9]{{1,2}}-{_MONTH}(?:-[0-9]{{2,4}})?|{_MONTH}-[0-9]{{1,2}}|"
    r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}",
    re.IGNORECASE,
)
_A_TIME = re.compile(r"[0-9]{1,5}:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?")
_FREE = frozenset(("free", "freeofcharge", "freeofcost", "nocost", "nocharge", "atnocost", "atnocharge"))
_LONGEST_PRICE = 100  # characters
_LONGEST_SHOWN = 100  # characters
_EACH = re.compile(
    r"(?:/|\b(?:per|a|each)\b) *(?:student|pupil|learner|child|(?:school )?year|yr)$|\b(?:annually|yearly)$",
    re.IGNORECASE,
)


@remembered
def number_in(key: str, text: str) -> Any:
    """Return the amount that a cell for the field `key` is, as a profile holds it; see `value_of`."""
    counted = counted_by(key)
    _refuse_two(text, counted)
    value = plain(text)
    if not isinstance(value, str):
        return value
    refuse_date(text, "like 30-40")
    _refuse_time(text)
    if is_left_open(text):
        return None
    amount = read_amount(text, counted)
    same = in_unit(amount, counted) if amount else None
    if same and (counted.per or not same.per):
        return plain(str(same))
    if counted.per == "week" and counted.unit != "minutes":
        raise CannotRead(f"write how many {counted}, like 3, 3-5 or 3+, not {shown(text)}")
    return text


@remembered
def minutes_in(per: str, text: str) -> Any:
    """Return the minutes that a cell is under a heading that says for each of what they are, or not."""
    _refuse_two(text, counted_by("minutes"))
    value = plain(text)
    if not isinstance(value, str):
        return value
    refuse_date(text, "like 30-40")
    _refuse_time(text)
    if use := use_in(per, text):
        return plain(use.minutes)
    if is_left_open(text):
        return None
    if is_for_another_period(text):
        raise CannotRead(
            f"{shown(text)} is for something else than a week, a day, a session or a year, and how many "
            "minutes a week that is would be a guess: write the minutes a week"
        )
    if len(NUMBER.findall(text[:_LONGEST_SHOWN])) > 1:
        raise CannotRead(
            f"edscreen cannot tell what each number in {shown(text)} counts: write the minutes alone, like "
            "30 or 30-40, and how often under a heading of its own, Sessions per Week or Days per Week"
        )
    return text


def is_left_open(text: str) -> bool:
    """Tell whether a cell says, in other words than a blank one, that it states nothing: `varies`."""
    return same_heading(text) in words_for("open")


@remembered
def price_in(text: str) -> Any:
    """Return the price that a cell is, in US dollars; one that costs nothing is 0."""
    bare = text if len(text) <= _LONGEST_PRICE else ""
    while (shorter := _EACH.sub("", bare).rstrip(" ,")) != bare:
        bare = shorter
    return 0 if same_heading(bare) in _FREE else number_in("per_student_usd", bare or text)


def _refuse_two(text: str, counted: Counted) -> None:
    if may_be_two(text, "", counted):
        raise InDoubt(
            f"edscreen cannot tell which number {shown(text)} is, or whether it is two: write one like 1200 "
            "or 1.5, without a comma and with at most two digits behind the point"
        )


def _refuse_time(text: str) -> None:
    """Refuse a cell that a spreadsheet keeps as a time: typed as `30:00`, 30 minutes are 30 hours there."""
    if _A_TIME.fullmatch(text):
        raise CannotRead(
            f"this cell holds a time ({text}), and edscreen cannot tell whether its first number is hours or "
            "minutes: format the column as text, and write a number, like 30"
        )


def refuse_date(text: str, like: str) -> None:
    """Refuse a cell of which a spreadsheet made a date: `3-5` is 5-Mar then, or 3-May.

    Raises:
        CannotRead: it is a date.
    """
    if _A_DATE.fullmatch(text):
        raise CannotRead(
            f"the spreadsheet turned this cell into a date ({text}): format the column as text, and type it "
            f"again, {like}"
        )

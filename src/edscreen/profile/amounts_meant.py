"""What a person most likely meant by an amount that is written with words, signs or units around its number.

A number is given back only where it means in its field what was written: `1 hour` is not 1 minute.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from edscreen.profile.number_words import amount_in_figures
from edscreen.profile.tables import read_table

_TABLE = Path(__file__).parent / "data" / "amount_words.csv"
_FIGURES = r"[0-9]{1,18}(?:[.,][0-9]{1,18})*"
_AMOUNT = re.compile(rf"([^0-9]*?)([-+]?{_FIGURES})(?: ?(?:-|to) ?({_FIGURES}))?(?![0-9.,]*[0-9])(.*)")
_NUMBER = re.compile(r"[-+]?[0-9]*\.?[0-9]+")
_THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_POINTS_AND_COMMA = re.compile(r"[-+]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+")
_POINT_AND_THREE = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}")
_COMMA = re.compile(r"[-+]?(?:0,[0-9]+|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,}))")
_MONEY_AHEAD = re.compile(r"(.*?) ?(us ?\$|usd|\$)")
_SCALED = re.compile(r"(k|thousand|million)\b ?(.*)")
_PER = re.compile(r"(.*?) ?(?:/|\b(?:a|an|per|each|every) ) ?(?:school )?([a-z]+)")

_SCALES = {"k": 1_000, "thousand": 1_000, "million": 1_000_000}
_MINUTES_IN_AN_HOUR = 60
_DOLLARS, _STANDARD_DEVIATIONS = "US dollars", "standard deviations"
_TIMES = ("minutes", "hours", "days", "weeks")
_STANDARDISED = ("effect_size", "se", "baseline_difference")


class Counted(NamedTuple):
    """What a field counts.

    Attributes:
        unit: in the plural; empty where that has no name.
        per: for each of what it is counted, where the field's name says so.
    """

    unit: str
    per: str

    def __str__(self) -> str:
        """What is counted, in words: `minutes a week`."""
        return f"{self.unit} a {self.per}" if self.per else self.unit

    def is_named(self, unit: str) -> bool:
        """Whether people call what is counted `unit`."""
        plural = self.unit.lower()
        return unit in {plural, plural.removesuffix("s")} or _words("unit").get(unit) == self.unit


_HOURS = Counted("hours", "")


class Amount(NamedTuple):
    """A number, a range, or an amount open at one end.

    Attributes:
        low: its number, or the low end of a range, as a profile spells it.
        high: the high end of a range; empty otherwise.
        bound: `at least`, `up to`, `less than` or nothing.
        unit: what it counts, in small letters; empty where that is not written.
        per: for each of what it is counted; empty where that is not written.
    """

    low: str
    high: str
    bound: str
    unit: str
    per: str

    def __str__(self) -> str:
        """The amount as a profile spells it."""
        if self.high:
            return f"{self.low}-{self.high}"
        up_to = f"up to {self.low}"
        return {"at least": f"{self.low}+", "up to": up_to, "less than": up_to}.get(self.bound, self.low)

    def scaled(self, times: int = 1, parts: int = 1) -> Amount | None:
        """Return `times` it, in so many parts; None where it has no round number."""
        low, high = (_scaled(each, times, parts) if each else "" for each in (self.low, self.high))
        return None if low is None or high is None else self._replace(low=low, high=high)


def counted_by(key: str) -> Counted:
    """Return what the field `key` counts, going by its name."""
    if key in _STANDARDISED:
        return Counted(_STANDARD_DEVIATIONS, "")
    head, _, per = key.removeprefix("per_").partition("_per_")
    words = head.split("_")
    if words[-1] == "usd":
        return Counted(_DOLLARS, words[0] if key.startswith("per_") else "")
    unit = next((word for word in words if word in _TIMES), words[-1])
    return Counted(unit if unit.endswith("s") else "", per)


def in_unit(amount: Amount, counted: Counted) -> Amount | None:
    """Return `amount` in the unit that is counted; None where it is not certain to be the same amount."""
    same = None
    if amount.per and counted.per and amount.per != counted.per:
        return None
    if not amount.unit or counted.is_named(amount.unit):
        same = amount
    elif counted.unit == "minutes" and _HOURS.is_named(amount.unit):
        same = amount.scaled(times=_MINUTES_IN_AN_HOUR)
    elif counted.unit == "hours" and Counted("minutes", "").is_named(amount.unit):
        same = amount.scaled(parts=_MINUTES_IN_AN_HOUR)
    if same and same.high and Decimal(same.low) > Decimal(same.high):
        return None  # 30 to 1 hour is no 1800-60, nor 60-1800
    if same and same.bound == "less than" and counted.unit == "minutes":
        return _below(same)
    return same


def _below(amount: Amount) -> Amount | None:
    """Return the most that is less than `amount`, in whole minutes: a limit may begin at the amount."""
    is_whole = amount.low.isdecimal() and int(amount.low) > 1
    return amount._replace(low=str(int(amount.low) - 1), bound="up to") if is_whole else None


def read_amount(written: str, counted: Counted) -> Amount | None:
    """Return the one amount that is written, in the unit written there; None where it is not certain."""
    found = _AMOUNT.fullmatch(amount_in_figures(" ".join(written.lower().split())))
    if found is None:
        return None
    written_ends = [each for each in (found[2], found[3]) if each]
    ends = [figures(each) for each in written_ends]
    before, after = found[1].strip(), found[4].strip()
    ahead = _MONEY_AHEAD.fullmatch(before)
    before = ahead[1] if ahead else before
    bound = _words("before").get(before, "")
    has_large_numbers = counted.unit not in ("", _STANDARD_DEVIATIONS, *_TIMES)
    scale = _SCALED.fullmatch(after) if has_large_numbers else None
    after = scale[2] if scale else after
    if not bound:
        bound, after = _bound_behind(after)
    unit, per = _unit_and_per(after)
    if (
        not all(ends)
        or (before and before not in _words("before"))
        or (bound and found[3])
        or (ahead and unit)
        or any(may_be_two(each, unit, counted) for each in written_ends)
    ):
        return None
    amount = Amount(ends[0], ends[1] if found[3] else "", bound, "usd" if ahead else unit, per)
    return amount.scaled(times=_SCALES[scale[1]]) if scale else amount


def may_be_two(written: str, unit: str, counted: Counted) -> bool:
    """Tell whether a number may be another or two: 1.200 is 1,200 to some, and 30,45 is 30 and 45."""
    if counted.unit in ("", _STANDARD_DEVIATIONS):
        return False
    if _POINT_AND_THREE.fullmatch(written):
        return True
    return counted.unit != _DOLLARS and bool(_COMMA.fullmatch(written)) and not _HOURS.is_named(unit)


def figures(written: str) -> str:
    """Return a number as a profile spells it: a point before its decimals, no commas; or nothing."""
    if _THOUSANDS.fullmatch(written):
        return written.replace(",", "")
    if _POINTS_AND_COMMA.fullmatch(written):
        return written.replace(".", "").replace(",", ".")
    if _COMMA.fullmatch(written):
        return written.replace(",", ".")
    return written if _NUMBER.fullmatch(written) else ""


def _bound_behind(after: str) -> tuple[str, str]:
    """Return `at least` or `up to`, where `after` begins or ends with words for it, and the rest."""
    for phrase, means in _words("after").items():
        if after == phrase or after.startswith(f"{phrase} ") or (phrase == "+" and after.startswith(phrase)):
            return means, after[len(phrase) :].strip()
        if after.endswith(f" {phrase}"):
            return means, after[: -len(phrase)].strip()
    return "", after


def _unit_and_per(after: str) -> tuple[str, str]:
    if found := _PER.fullmatch(after):
        return found[1], _words("per").get(found[2], found[2])
    unit, _, last = after.rpartition(" ")
    per = _words("per").get(last, "")
    return (unit, per) if per else (after, "")


def _scaled(number: str, times: int, parts: int) -> str | None:
    exact = Decimal(number) * times
    scaled = round(exact / parts, 2)
    return f"{scaled.normalize():f}" if scaled * parts == exact else None


@cache
def _words(place: str) -> dict[str, str]:
    return {row["written"]: row["means"] for row in read_table(_TABLE) if row["stands"] == place}

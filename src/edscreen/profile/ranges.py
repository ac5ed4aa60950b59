"""A stated amount that may be a number, a range, or open at one end: how it is read and held."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import AfterValidator, Discriminator, Field, PlainValidator, Tag
from pydantic_core import PydanticKnownError

from edscreen.profile import patterns
from edscreen.profile.fields import JsonSchema, Model, Says, number, spelled
from edscreen.profile.patterns import NUMBER, SPACE
from edscreen.profile.spellings import bare, is_number, refusal
from edscreen.profile.words import figure

_BETWEEN = re.compile(rf"({NUMBER}){patterns.DASH}({NUMBER})")
_AT_LEAST = re.compile(rf"({NUMBER}){SPACE}*\+")
_UP_TO = re.compile(rf"up to{SPACE}+({NUMBER})")


@dataclass(frozen=True, slots=True)
class Range:
    """A stated amount: one number (`low == high`), a range, or a range open at one end (`None`)."""

    low: float | None
    high: float | None

    @property
    def is_closed(self) -> bool:
        """Whether both ends are stated."""
        return self.low is not None and self.high is not None

    def __contains__(self, other: "Range") -> bool:
        """Whether every amount of a closed `other` lies within this range, ends included."""
        if other.low is None or other.high is None:
            return False
        return (self.low is None or self.low <= other.low) and (self.high is None or other.high <= self.high)

    def __str__(self) -> str:
        """The range in words: `30`, `30 to 40`, `30 or more`, `up to 60`."""
        if self.low is None:
            return "any" if self.high is None else f"up to {figure(self.high)}"
        if self.high is None:
            return f"{figure(self.low)} or more"
        low = figure(self.low)
        return low if self.low == self.high else f"{low} to {figure(self.high)}"


def read_range(value: object) -> Range:
    """Read `30`, `30-40`, `30+` or `up to 60`."""
    if is_number(value):
        if not isfinite(value):
            raise PydanticKnownError("finite_number")
        return Range(value, value)
    if isinstance(value, str):
        value = bare(value)
        if found := _BETWEEN.fullmatch(value):
            return ordered(Range(float(found[1]), float(found[2])))
        if found := _AT_LEAST.fullmatch(value):
            return Range(float(found[1]), None)
        if found := _UP_TO.fullmatch(value):
            return Range(None, float(found[1]))
    raise refusal("range", "write a number (30), a range (30-40), 30+ for '30 or more', or 'up to 60'")


def ordered(span: Range) -> Range:
    """Give `span` back, or refuse it when its low end lies above its high end."""
    if span.low is not None and span.high is not None and span.low > span.high:
        upwards = f"{figure(span.high)}-{figure(span.low)}".replace(",", "")
        raise refusal("range_order", f"the range runs backwards: write {upwards}")
    return span


class RangeEnds(Model):
    """A range written out; an end that is left out is not stated."""

    min: float | None = Field(None, ge=0, description="The low end.")
    max: float | None = Field(None, ge=0, description="The high end.")


def _join(ends: RangeEnds) -> Range:
    if ends.min is None and ends.max is None:
        raise refusal("range", "a range needs 'min', 'max' or both, like {min: 30, max: 40}")
    return ordered(Range(ends.min, ends.max))


def _at_most(most: float, what: str) -> Callable[[Range], Range]:
    def check(span: Range) -> Range:
        if (span.low or 0) < 0:
            raise refusal("negative", "write a number that is not negative")
        if max(span.low or 0, span.high or 0) > most:
            raise refusal("range_limit", f"{span} is more than there can be: {what} is {most:,g} at most")
        return span

    return check


def _range_of(name: str, most: int, what: str) -> Any:
    def end(meaning: str) -> JsonSchema:
        return {
            "anyOf": [number(0, most), {"type": "null"}],
            "description": meaning,
            "x-level": "research",
        }

    ends = {
        "type": "object",
        "properties": {"min": end("The low end."), "max": end("The high end.")},
        "additionalProperties": False,
    }
    meaning = f"A number, a range (30-40), 30+ for '30 or more', or 'up to 60'; {most:,} at most."
    return Annotated[
        Annotated[Range, PlainValidator(read_range), Tag("spelled")]
        | Annotated[RangeEnds, AfterValidator(_join), Tag("ends")],
        Discriminator(lambda value: "ends" if isinstance(value, dict) else "spelled"),
        AfterValidator(_at_most(most, what)),
        Says(name, meaning, number(0, most), spelled(patterns.range_up_to(most)), ends),
    ]


if TYPE_CHECKING:
    MinuteRange: TypeAlias = Range
    WeeklyMinuteRange: TypeAlias = Range
    CountRange: TypeAlias = Range
    DayRange: TypeAlias = Range
    WeekRange: TypeAlias = Range
else:
    MinuteRange = _range_of("minute_range", 525_600, "a year's minutes")
    WeeklyMinuteRange = _range_of("weekly_minute_range", 10_080, "a week's minutes")
    CountRange = _range_of("count_range", 1_000, "a week's number of them")
    DayRange = _range_of("day_range", 7, "a week's number of days")
    WeekRange = _range_of("week_range", 520, "the number of weeks")

"""A student's minutes at a screen in one week, as one entry states them.

What an entry leaves out is never guessed: every reading is taken, and since more days, sessions or subjects
never make fewer minutes, the lowest and the highest reading bound all others.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from edscreen.evidence.spans import ANY, NONE, TOLERANCE, Span, in_words, span_in_words
from edscreen.profile.last_result import remembers_last
from edscreen.profile.ranges import Range
from edscreen.profile.words import counted

if TYPE_CHECKING:
    from edscreen.profile.models import Dosage

WEEKS_IN_A_YEAR = 52
_COUNTED_BY = {"day": "days_per_week", "session": "sessions_per_week", "year": "weeks"}
_SPAN_NOT_STATED = {"day": (1.0, 7.0), "session": (1.0, math.inf), "year": (1.0, float(WEEKS_IN_A_YEAR))}
_PHRASES = {
    "day": ("on {} a week", "day"),
    "session": ("in {} a week", "session"),
    "year": ("over {}", "week"),
}
_MISSING = {
    "day": "on how many days a week",
    "session": "in how many sessions a week",
    "year": "over how many weeks of the year",
}


class WeeklyMinutes(NamedTuple):
    """A student's minutes a week by the words of one entry, or of several taken together.

    Attributes:
        least: the ends in the reading that makes them lowest.
        most: the ends in the reading that makes them highest; equal to `least` where nothing is missing.
        words: how they are worked out, without the result: `10 minutes a day on 5 days a week`.
        is_worked_out: whether the result says more than the words do.
        fields: the keys that were read, the deciding one first.
        missing: what is not stated, as questions without their question mark.
        no_upper: whether a stated amount is open above (`30 or more`); it is taken at its low end.
        no_lower: whether a stated amount is open below (`up to 60`); it is taken at its high end.
        has_unit: whether it is stated what the minutes are counted in; if not, no result can be said.
    """

    least: Span
    most: Span
    words: str
    is_worked_out: bool = False
    fields: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    no_upper: bool = False
    no_lower: bool = False
    has_unit: bool = True

    @property
    def result(self) -> str:
        """The minutes a week in words: `60 to 80 minutes a week`."""
        if self.least == self.most:
            return f"{span_in_words(self.least, no_upper=self.no_upper, no_lower=self.no_lower)} a week"
        low, top = in_words(self.least.low), self.most.high
        if top == math.inf:
            return (
                "any number of minutes a week" if low == "0" else f"{counted(low, 'minute')} a week or more"
            )
        return f"{low} to {in_words(top)} minutes a week, by how it is read"

    @property
    def in_full(self) -> str:
        """The arithmetic and its result: `20 minutes a day on 3 days a week: 60 minutes a week`."""
        return f"{self.words}: {self.result}" if self.is_worked_out and self.has_unit else self.words


@remembers_last  # several rules read the same entry, most often the only one
def weekly_minutes(entry: Dosage) -> WeeklyMinutes:
    """Read an entry's screen minutes a week, before its subjects are counted.

    Minutes outrank lessons. Minutes led by a teacher or on paper are left out. Where the dosage is set for
    each student, a single number says nothing of the others, and an open range leaves its open end unknown.
    """
    if entry.minutes is not None:
        read = _by_minutes(entry, entry.minutes)
    elif entry.lessons_per_week is not None:
        read = by_lessons(entry, entry.lessons_per_week)
    else:
        missing = ("how many minutes a week a student is to spend at the screen",)
        read = WeeklyMinutes(NONE, ANY, "without a number of minutes", missing=missing)
    if not entry.individualised:
        return read
    # In a single number without its unit only the readings differ, not the students.
    one_number = not read.has_unit and entry.minutes is not None and entry.minutes.low == entry.minutes.high
    return _for_each_student(read, one_number=one_number)


def lessons_apart(entry: Dosage, minutes: WeeklyMinutes) -> WeeklyMinutes | None:
    """Read the minutes that an entry's lessons come to, if they are more than a fifth of its `minutes` apart.

    None where they are not, at either end, or where the entry does not state both in full.
    """
    lessons, length = entry.lessons_per_week, entry.minutes_per_lesson
    if entry.minutes is None or lessons is None or length is None or minutes.least != minutes.most:
        return None
    counted = Span(*ends(length)).times(*ends(lessons))
    if all(abs(a - b) <= a / 5 + TOLERANCE for a, b in zip(minutes.least, counted, strict=True)):
        return None
    return by_lessons(entry, lessons)


def exact_minutes(entry: Dosage) -> Range | None:
    """The number or closed range of minutes a week that an entry states outright; None where it does not."""
    read = weekly_minutes(entry)
    if read.missing or read.no_upper or read.no_lower:
        return None
    return Range(read.least.low, read.least.high)


def promised_minutes(minutes: Range) -> WeeklyMinutes:
    """Read the minutes a week on which a promised outcome rests."""
    return _stated(minutes, f"{counted(minutes, 'minute')} a week", "dosage_minutes_per_week")


def in_each_subject(read: WeeklyMinutes, scope: str | None, subjects: int | None) -> WeeklyMinutes:
    """Count minutes once for each subject where they are for each.

    Args:
        read: the minutes of one entry.
        scope: `per_subject`, `total`, or None where that is not stated: then both readings are taken.
        subjects: how many subjects; None where that is not stated.
    """
    if scope == "total" or subjects == 1 or (scope is None and subjects is None):
        return read
    if subjects is None:
        missing = (*read.missing, "for how many subjects")
        words = f"{read.words} in each subject"
        return read._replace(
            most=read.most.times(1, math.inf), words=words, is_worked_out=True, missing=missing
        )
    times = read.most.times(subjects, subjects)
    if scope is None:
        missing = (*read.missing, "whether the minutes are for each subject or for all together")
        words = f"{read.words} in {subjects} subjects (for each or for all together is not stated)"
        return read._replace(most=times, words=words, is_worked_out=True, missing=missing)
    least = read.least.times(subjects, subjects)
    words = f"{read.words} in each of {subjects} subjects"
    return read._replace(
        least=least,
        most=times,
        words=words,
        is_worked_out=True,
        fields=(*read.fields, "scope"),
    )


def _by_minutes(entry: Dosage, minutes: Range) -> WeeklyMinutes:
    if entry.per is None:
        return _per_anything(entry, minutes)
    if entry.per == "week":
        return _stated(minutes, f"{counted(minutes, 'minute')} a week", "minutes")
    return _per(entry, minutes, entry.per)


def _per(entry: Dosage, minutes: Range, per: str) -> WeeklyMinutes:
    """Minutes a day, a session or a year, with their count or with every count there may be."""
    read = _stated(minutes, f"{counted(minutes, 'minute')} a {per}", "minutes")
    count, field = _count(entry, per)
    low, high = ends(count) if count else _SPAN_NOT_STATED[per]
    if count:
        least = most = read.least.over(low, high) if per == "year" else read.least.times(low, high)
        phrase, noun = _PHRASES[per]
        phrase = phrase.format(counted(count, noun))
        missing: tuple[str, ...] = ()
    else:
        first, second = (high, low) if per == "year" else (low, high)
        spread = Span.over if per == "year" else Span.times
        least, most = spread(read.least, first, first), spread(read.least, second, second)
        phrase, missing = f"{_MISSING[per]} is not stated", (_MISSING[per],)
    return read._replace(
        least=least,
        most=most,
        words=f"{read.words} {phrase}" if count else f"{read.words} ({phrase})",
        is_worked_out=True,
        fields=("minutes", field) if count else ("minutes", "per"),
        missing=missing,
        no_upper=read.no_upper or bool(count and (count.low if per == "year" else count.high) is None),
        no_lower=read.no_lower or bool(count and (count.high if per == "year" else count.low) is None),
    )


def _count(entry: Dosage, per: str) -> tuple[Range | None, str]:
    """How often in a week, and where that stands; lessons that are called sessions count sessions."""
    field = _COUNTED_BY[per]
    count: Range | None = getattr(entry, field)
    if count is None and per == "session" and entry.lesson_unit == "session":
        return entry.lessons_per_week, "lessons_per_week"
    return count, field


def _per_anything(entry: Dosage, minutes: Range) -> WeeklyMinutes:
    week = _stated(minutes, counted(minutes, "minute"), "minutes")
    readings = [week, *(_per(entry, minutes, per) for per in _COUNTED_BY)]
    least = min((read.least for read in readings), key=lambda span: span.low)
    most = max((read.most for read in readings), key=lambda span: span.high)
    missing = ("whether the minutes are for a week, a day, a session or a year",)
    return week._replace(least=least, most=most, missing=missing, has_unit=False)


def by_lessons(entry: Dosage, lessons: Range) -> WeeklyMinutes:
    """Read so many lessons a week, each as long as `entry` says."""
    unit = entry.lesson_unit or "lesson"
    number = f"{counted(lessons, unit)} a week"
    length = entry.minutes_per_lesson
    low, high = ends(lessons)
    if length is None:
        words = f"{number} (how many minutes one takes is not stated)"
        missing = (f"how many minutes at a screen one {unit} takes",)
        return WeeklyMinutes(
            NONE, NONE if high == 0 else ANY, words, fields=("lessons_per_week",), missing=missing
        )
    read = _stated(length, f"{number} of {counted(length, 'minute')} each", "lessons_per_week")
    span = read.least.times(low, high)
    return read._replace(
        least=span,
        most=span,
        is_worked_out=True,
        fields=("lessons_per_week", "minutes_per_lesson"),
        no_upper=read.no_upper or lessons.high is None,
        no_lower=read.no_lower or lessons.low is None,
    )


def _for_each_student(read: WeeklyMinutes, *, one_number: bool) -> WeeklyMinutes:
    low, high = read.least, read.most
    is_range = not one_number and (low.low < low.high or read.no_upper or read.no_lower)
    if is_range and not read.no_upper and not read.no_lower:
        return read
    unknown = "between which numbers of minutes a week the students' targets lie"
    missing = (*read.missing, unknown) if read.fields else (unknown,)
    least = Span(low.low, low.low) if is_range and not read.no_lower else NONE
    top = high.high if is_range and not read.no_upper else math.inf
    return read._replace(
        least=least,
        most=Span(top, top),
        words=f"{read.words}, set for each student",
        fields=(*read.fields, "individualised"),
        missing=missing,
    )


def _stated(amount: Range, words: str, field: str) -> WeeklyMinutes:
    span = Span(*ends(amount))
    return WeeklyMinutes(
        span, span, words, fields=(field,), no_upper=amount.high is None, no_lower=amount.low is None
    )


def ends(amount: Range) -> tuple[float, float]:
    """Return both ends; an open range is taken at the end it states."""
    low = amount.low if amount.low is not None else amount.high
    high = amount.high if amount.high is not None else amount.low
    return float(low or 0), float(high or 0)

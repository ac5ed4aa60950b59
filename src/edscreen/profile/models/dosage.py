"""How much of the product a student is to use, and what the vendor says a district will then see."""

from typing import Literal

from pydantic import ValidationInfo, field_validator

from edscreen.profile.fields import (
    Count,
    Grades,
    Share,
    SignedNumber,
    Text,
    Truth,
    Weeks,
    Year,
    essential,
    required,
    research,
)
from edscreen.profile.identifiers import Subjects
from edscreen.profile.models.choices import Category
from edscreen.profile.models.sourced import Sourced
from edscreen.profile.ranges import CountRange, DayRange, MinuteRange, Range, WeeklyMinuteRange, WeekRange
from edscreen.profile.spellings import refusal

# A session is over within a day.
_MINUTES_IN = {"week": 10_080, "day": 1_440, "session": 1_440}


class Attained(Sourced):
    """How many students met the dosage in real use."""

    share: Share | None = research("The share of all enrolled students who met it.", "41%")
    students: Count | None = research("How many students that share was taken from.", 1250)
    year: Year | None = research("The year in which it was counted.", 2025)


class Dosage(Sourced):
    """The stated dosage for one group of students."""

    population: Text | None = research("The students it is meant for, in the vendor's words.", "grades K-3")
    grades: Grades | None = essential("The grades it is meant for.", "K-3")
    subjects: Subjects | None = research("The subjects it covers.", ["reading"])
    use: Category | None = research("The use it is meant for.", "supplemental")
    minutes: MinuteRange | None = essential(
        "A student's minutes at a screen, in each 'per': a number, a range, 30+, or up to 60.", "30-40"
    )
    per: Literal["week", "day", "session", "year"] | None = essential(
        "What those minutes are counted in.", "week"
    )
    scope: Literal["per_subject", "total"] | None = essential(
        "Whether the minutes are for each subject or for all together.", "per_subject"
    )
    sessions_per_week: CountRange | None = research("Sessions a week, where minutes are per session.", 3)
    days_per_week: DayRange | None = research("Days a week, where minutes are per day.", 5)
    lessons_per_week: CountRange | None = essential("Lessons a week, where the dosage is in lessons.", 3)
    lesson_unit: Literal["lesson", "skill", "puzzle", "session"] | None = research(
        "What a lesson is called.", "lesson"
    )
    minutes_per_lesson: WeeklyMinuteRange | None = essential("Minutes at a screen in one lesson.", 12)
    offline_minutes: MinuteRange | None = research(
        "Minutes led by a teacher or on paper, in each 'per'; never screen time.", 20
    )
    individualised: Truth | None = research("Whether the dosage is set for each student.", "no")
    weeks: WeekRange | None = essential("For how many weeks in a school year.", 24)
    counted_as: Text | None = research("What the vendor counts as a minute.", "log-in to log-out")
    attained: Attained | None = research("How many students met it.")

    @field_validator("per", "offline_minutes")
    @classmethod
    def _fits_its_unit(cls, stated: str | Range | None, read: ValidationInfo) -> str | Range | None:
        per, minutes = (
            (stated, read.data.get("minutes")) if isinstance(stated, str) else (read.data.get("per"), stated)
        )
        most = _MINUTES_IN.get(per) if isinstance(per, str) else None
        if most and isinstance(minutes, Range) and max(minutes.low or 0, minutes.high or 0) > most:
            raise refusal(
                "minutes_in_unit", f"{minutes} minutes are more than a {per} holds: {most:,} at most"
            )
        return stated


class Outcome(Sourced):
    """One result that the vendor says a district will see."""

    measure: Text = required("The test or count it is measured by.", "NWEA MAP Growth Reading")
    for_: Text | None = research(
        "The students it is promised for; the words of a dosage entry's population tie it to that entry.",
        "grades K-3",
        name="for",
    )
    growth: SignedNumber | None = essential("How much students will grow, as a bare number.", 4.0)
    unit: Text | None = essential("The unit of that growth.", "percentile points")
    timeframe_weeks: Weeks | None = essential("In how many weeks they will have grown so.", 26)
    dosage_minutes_per_week: WeeklyMinuteRange | None = essential(
        "The minutes at a screen a week that this takes.", 35
    )
    dosage_lessons_per_week: CountRange | None = research("The lessons a week that this takes.", 3)
    compared_with: Literal["comparison_group", "expected_growth", "own_start"] | None = research(
        "Against what the growth is counted: comparison_group (students without the product), "
        "expected_growth (what a test's norms expect), own_start (the same students before).",
        "comparison_group",
    )
    study: Text | None = research("The study it rests on.")
    share_reaching: Share | None = research("The share of students who reached it.", "41%")

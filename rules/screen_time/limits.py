"""How many minutes a week are flagged, by grade, use and tier; the rule's options."""

from functools import cached_property
from typing import Literal

from edscreen.rulekit import Category, Field, Grades, Options, grades_in_words, joined


class Limit(Options):
    """A limit for some students; it fits where all the keys it gives fit."""

    flag_at: float = Field(gt=0, description="Minutes a week that are flagged, this number itself included.")
    grades: Grades | None = Field(None, description="Only for these grades.")
    use: Category | None = Field(None, description="Only for this use.")
    tier: Literal[1, 2, 3] | None = Field(None, description="Only where it is bought for this tier.")

    @property
    def words(self) -> str:
        """The number, and for whom it is set: `90, set for intervention and tier 3`."""
        keys = [
            *([grades_in_words(self.grades)] if self.grades else []),
            *([self.use] if self.use else []),
            *([f"tier {self.tier}"] if self.tier else []),
        ]
        return f"{self.flag_at:,g}, set for {joined(keys)}" if keys else f"{self.flag_at:,g}"


class ScreenTimeOptions(Options):
    """Options of `screen-time`."""

    flag_at: float = Field(
        45, gt=0, description="Minutes a week that are flagged, this number itself included."
    )
    limits: tuple[Limit, ...] = Field(
        (), description="Other limits for some students; the first whose keys all fit wins over 'flag_at'."
    )

    @cached_property
    def for_all(self) -> Limit:
        """The limit that holds where no other fits."""
        return Limit(flag_at=self.flag_at)


def limits_for(
    options: ScreenTimeOptions, grade: str | None, use: str | None, tier: int | None
) -> tuple[Limit, ...]:
    """Return the limit for a grade, or every limit that may be meant where the grade is not known."""
    if not options.limits:
        return (options.for_all,)
    possible: list[Limit] = []
    for limit in options.limits:
        if limit.use not in {None, use} or limit.tier not in {None, tier}:
            continue
        if not limit.grades or grade in limit.grades:
            return (*possible, limit)
        if grade is None:
            possible.append(limit)
    return (*possible, options.for_all)

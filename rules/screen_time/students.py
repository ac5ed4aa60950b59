"""Which students are judged together, and what the limit says of each group."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from edscreen.rulekit import (
    GRADES,
    Combined,
    Profile,
    Purchase,
    Stated,
    combinations,
    with_gaps,
)

from .limits import Limit, ScreenTimeOptions, limits_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PASS, UNDISCLOSED, CAUTION, RED = range(4)
"""What the limit says of a student's minutes, the worst last."""


class Judged(NamedTuple):
    """What a group of students gets, and what the limit says of it.

    Attributes:
        grades: the students' grades; empty where none are stated.
        combined: the entries that count for them.
        limit: the limit they are judged by.
        rank: `PASS`, `UNDISCLOSED`, `CAUTION` or `RED`.
    """

    grades: tuple[str, ...]
    combined: Combined
    limit: Limit
    rank: int

    @property
    def order(self) -> tuple[float, float, float, float]:
        """Sorts by what is worse, then by what is more."""
        minutes = self.combined.minutes
        return (self.rank, minutes.least.high, minutes.least.low, minutes.most.high)


def judge_students(
    holding: Sequence[Stated], profile: Profile, purchase: Purchase | None, options: ScreenTimeOptions
) -> list[Judged]:
    """Judge the worst case of each group of grades for which the same entries and limits hold."""
    return [
        _worst(_cases(grades, entries, purchase, options))
        for grades, entries in _groups(holding, profile, purchase, options)
        if entries
    ]


def _worst(cases: list[Judged]) -> Judged:
    return cases[0] if len(cases) == 1 else max(cases, key=attrgetter("order"))


def grades_without_dosage(
    holding: Sequence[Stated], profile: Profile, purchase: Purchase | None
) -> tuple[str, ...]:
    """The grades bought, else sold, for which no entry holds."""
    asked = (purchase.grades if purchase else None) or profile.product.grades or ()
    stating = [one for one in holding if one.section == "dosage"] or holding
    grades = [one.grades for one in stating]
    if None in grades:
        return ()
    named = {grade for own in grades for grade in own or ()}
    return tuple([grade for grade in asked if grade not in named])


def _groups(
    holding: Sequence[Stated], profile: Profile, purchase: Purchase | None, options: ScreenTimeOptions
) -> Iterator[tuple[tuple[str, ...], tuple[Stated, ...]]]:
    grades = (purchase.grades if purchase else None) or _grades_named(holding, profile)
    if not grades:
        yield (), tuple(holding)
        return
    together: dict[tuple[tuple[int, ...], tuple[bool, ...]], list[str]] = {}
    for grade in grades:
        entries = [index for index, one in enumerate(holding) if one.grades is None or grade in one.grades]
        limits = [limit.grades is None or grade in limit.grades for limit in options.limits]
        together.setdefault((tuple(entries), tuple(limits)), []).append(grade)
    for (indexes, _), group in together.items():
        yield tuple(group), tuple([holding[index] for index in indexes])


def _grades_named(holding: Sequence[Stated], profile: Profile) -> tuple[str, ...]:
    named = {grade for one in holding for grade in one.grades or ()}
    if any(one.grades is None for one in holding):
        named.update(profile.product.grades or ())
    return tuple(sorted(named, key=GRADES.index))


def _cases(
    grades: tuple[str, ...],
    entries: tuple[Stated, ...],
    purchase: Purchase | None,
    options: ScreenTimeOptions,
) -> list[Judged]:
    """Every combination that may be the worst, under the limit of its own use."""
    bought_use = purchase.use if purchase else None
    uses: list[str | None] = [None]
    if not bought_use and any(limit.use for limit in options.limits):
        uses = list(dict.fromkeys(one.use for one in entries))
    tier = purchase.tier if purchase else None
    found: list[Judged] = []
    for use in uses:
        for plain in combinations(entries, use):
            combined = with_gaps(plain, purchase)
            limits = limits_for(options, grades[0] if grades else None, bought_use or combined.use, tier)
            found.append(_judge(grades, combined, limits))
    return found


def _judge(grades: tuple[str, ...], combined: Combined, limits: tuple[Limit, ...]) -> Judged:
    """Flag where every reading does, under every limit that may be meant; pass where none does."""
    highest = max(limits, key=attrgetter("flag_at"))
    lowest = min(limits, key=attrgetter("flag_at"))
    low_end, high_end = combined.minutes.least.reaches(highest.flag_at)
    if low_end:
        return Judged(grades, combined, highest, RED)
    if high_end:
        return Judged(grades, combined, highest, CAUTION)
    _, may_reach = combined.minutes.most.reaches(lowest.flag_at)
    if not may_reach:
        return Judged(grades, combined, lowest, PASS)
    if lowest.flag_at < highest.flag_at:
        combined = combined.also_missing("for which grades the minutes are")
    return Judged(grades, combined, lowest, UNDISCLOSED)

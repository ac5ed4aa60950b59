"""The minutes a week of a promised outcome that rests on lessons, each as long as the dosage says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edscreen.evidence.spans import Span
from edscreen.evidence.weekly_minutes import WeeklyMinutes, by_lessons, ends, in_each_subject
from edscreen.profile.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from edscreen.evidence.stated_minutes import Stated
    from edscreen.profile.models import Dosage

_ONE = Range(1, 1)


class DosedLessons(NamedTuple):
    """What the dosage for some students says of its lessons.

    Attributes:
        tied: the one entry that counts in lessons or gives their length; None where several do.
        entry: that entry, else the first of them.
        fewest: the fewest lessons a week that any of them states.
        least: a student's minutes from one lesson, in the entry where they are lowest.
        most: the same in all subjects together, in the entries where they are highest.
        missing: what is not stated of a lesson.
    """

    tied: Stated | None
    entry: Dosage
    fewest: Span
    least: Span
    most: Span
    missing: tuple[str, ...]


def dosed_lessons(entries: Iterable[Stated], dosage: Sequence[Dosage]) -> DosedLessons | None:
    """Read the entries that count in lessons or give their length; None where none does."""
    found = [
        (one, entry)
        for one in entries
        for entry in (dosage[one.index],)
        if entry.lessons_per_week is not None or entry.minutes_per_lesson is not None
    ]
    if not found:
        return None
    counted = [ends(entry.lessons_per_week) if entry.lessons_per_week else (0.0, 0.0) for _, entry in found]
    lengths = [in_each_subject(by_lessons(entry, _ONE), one.scope, _count(one)) for one, entry in found]
    by_subjects: dict[frozenset[str] | None, Span] = {}
    for (one, _), length in zip(found, lengths, strict=True):
        before = by_subjects.get(one.subjects, length.most)
        by_subjects[one.subjects] = Span(max(before.low, length.most.low), max(before.high, length.most.high))
    return DosedLessons(
        tied=found[0][0] if len(found) == 1 else None,
        entry=found[0][1],
        fewest=Span(min(low for low, _ in counted), min(high for _, high in counted)),
        least=Span(min(one.least.low for one in lengths), min(one.least.high for one in lengths)),
        most=Span(
            sum(one.low for one in by_subjects.values()), sum(one.high for one in by_subjects.values())
        ),
        missing=tuple(dict.fromkeys(gap for one in lengths for gap in one.missing)),
    )


def promised_lessons(lessons: Range, dosed: DosedLessons) -> WeeklyMinutes | None:
    """Read the minutes of lessons that an outcome rests on; None where the dosage states no fewer.

    With several entries it is not stated whose lessons are meant, so both bounds are taken.
    """
    low, high = ends(lessons)
    if low <= dosed.fewest.low and high <= dosed.fewest.high:
        return None
    if dosed.tied:
        read = in_each_subject(by_lessons(dosed.entry, lessons), dosed.tied.scope, _count(dosed.tied))
    else:
        least, most = dosed.least.times(low, high), dosed.most.times(low, high)
        unclear = ("which of the stated lessons a promised outcome rests on",) if least != most else ()
        read = WeeklyMinutes(
            least,
            most,
            f"{lessons} lessons a week",
            is_worked_out=True,
            missing=(*dosed.missing, *unclear),
            no_upper=lessons.high is None,
            no_lower=lessons.low is None,
        )
    return read._replace(fields=("dosage_lessons_per_week",))


def _count(one: Stated) -> int | None:
    return None if one.subjects is None else len(one.subjects) or 1

"""The minutes a week that each dosage entry and each promised outcome states, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from edscreen.evidence.promised_lessons import dosed_lessons, promised_lessons
from edscreen.evidence.subjects import among, as_counted
from edscreen.evidence.weekly_minutes import (
    WeeklyMinutes,
    in_each_subject,
    promised_minutes,
    weekly_minutes,
)
from edscreen.profile.words import same_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.evidence.promised_lessons import DosedLessons
    from edscreen.profile.models import Dosage, Outcome, Profile, Purchase
    from edscreen.profile.ranges import Range


@dataclass(frozen=True, slots=True, eq=False)  # each is made once, and compared only with itself
class Stated:
    """Minutes a week as one dosage entry, or one promised outcome, states them.

    Attributes:
        section: `dosage` or `outcomes`.
        index: the entry's position there.
        grades: the grades it holds for; None for all.
        subjects: its subjects among those asked about, as counted; None where neither it nor the profile
            states any.
        names: the same subjects as the profile names them.
        use: the use it is stated for.
        scope: whether its minutes are `per_subject` or in `total`, where that is stated.
        source: where it is stated.
        population: its students, in the vendor's words.
        minutes: a student's minutes a week from this entry, in all its subjects.
        in_one: the same before its subjects were counted.
        is_alone: whether it stands for the whole product, an alternative to all dosage entries together.
        length_of: the dosage entry that gives the length of an outcome's lessons, None where none is used.
    """

    section: str
    index: int
    grades: tuple[str, ...] | None
    subjects: frozenset[str] | None
    names: tuple[str, ...]
    use: str | None
    scope: str | None
    source: str | None
    population: str | None
    minutes: WeeklyMinutes
    in_one: WeeklyMinutes
    is_alone: bool = False
    length_of: int | None = None


def holds_for(entry: Dosage, purchase: Purchase | None) -> bool:
    """Whether an entry's grades, subjects and use, as far as it states them, are among those bought."""
    if purchase is None:
        return True
    if purchase.use and entry.use and entry.use != purchase.use:
        return False
    if purchase.subjects and entry.subjects and not among(entry.subjects, purchase.subjects):
        return False
    return not (purchase.grades and entry.grades) or not set(entry.grades).isdisjoint(purchase.grades)


def stated_minutes(profile: Profile, purchase: Purchase | None) -> tuple[list[Stated], list[Stated]]:
    """Read every dosage entry, and every promised outcome that names minutes, or more lessons than those.

    Args:
        profile: the vendor's words.
        purchase: what the district buys, None where that is not known; its subjects, grades and use decide.

    Returns:
        Those that hold for the purchase, and those that are stated for something else.
    """
    bought = (purchase.subjects if purchase else None) or None
    asked = bought or profile.product.subjects or None
    holding: list[Stated] = []
    elsewhere: list[Stated] = []
    by_population: dict[str, tuple[list[Stated], list[Stated]]] = {}
    for index, entry in enumerate(profile.dosage or ()):
        one = _of_entry(index, entry, bought, asked)
        holds = holds_for(entry, purchase)
        (holding if holds else elsewhere).append(one)
        if entry.population:
            named = by_population.setdefault(same_words(entry.population), ([], []))
            named[0 if holds else 1].append(one)
    dosed = tuple(holding)
    everyone = _beside(dosed, are_named=False)
    students: dict[str, _Beside] = {}
    lessons: dict[str, DosedLessons | None] = {}
    for index, outcome in enumerate(profile.outcomes or ()):
        if outcome.dosage_minutes_per_week is None and outcome.dosage_lessons_per_week is None:
            continue
        name = same_words(outcome.for_ or "")
        here, there = by_population.get(name, ([], []))
        if name not in students:
            students[name] = _beside(here or there, are_named=True) if here or there else everyone
        if outcome.dosage_minutes_per_week is not None:
            one = _of_outcome(index, outcome, outcome.dosage_minutes_per_week, students[name], asked)
        else:
            if name not in lessons:
                lessons[name] = dosed_lessons(here or there or dosed, profile.dosage or ())
            by_lessons = _of_lessons(index, outcome, lessons[name], students[name], asked)
            if by_lessons is None:
                continue
            one = by_lessons
        (elsewhere if there and not here else holding).append(one)
    return holding, elsewhere


def _of_entry(
    index: int, entry: Dosage, bought: tuple[str, ...] | None, asked: tuple[str, ...] | None
) -> Stated:
    own = entry.subjects or asked
    if entry.subjects and bought:
        own = among(entry.subjects, bought)
    subjects = None if own is None else as_counted(own)
    in_one = weekly_minutes(entry)
    minutes = in_each_subject(in_one, entry.scope, None if subjects is None else len(subjects) or 1)
    return Stated(
        "dosage",
        index,
        entry.grades or None,
        subjects,
        own or (),
        entry.use,
        entry.scope,
        entry.source,
        entry.population,
        minutes,
        in_one,
    )


class _Beside(NamedTuple):
    """What the dosage entries for an outcome's students have in common.

    Attributes:
        tied: the one entry for these students, where there is just one.
        grades: their grades; None where they are not known.
        scope: their common scope; None where it differs or is not stated.
        highest: the most minutes that any of them states for a week.
    """

    tied: Stated | None = None
    grades: tuple[str, ...] | None = None
    scope: str | None = None
    highest: float = 0


def _beside(entries: Sequence[Stated], *, are_named: bool) -> _Beside:
    scopes = {one.scope for one in entries}
    has_grades = are_named and all(one.grades for one in entries)
    return _Beside(
        tied=entries[0] if are_named and len(entries) == 1 else None,
        grades=tuple(dict.fromkeys([grade for one in entries for grade in one.grades or ()]))
        if has_grades
        else None,
        scope=scopes.pop() if len(scopes) == 1 else None,
        highest=max([one.in_one.least.high for one in entries], default=0),
    )


def _of_outcome(
    index: int, outcome: Outcome, minutes: Range, beside: _Beside, asked: tuple[str, ...] | None
) -> Stated:
    """An outcome names no subjects of its own: those of the one entry whose students it names, else all.

    Nor does it name a scope. Beside a dosage in total its minutes are a total too; beside one for each
    subject they are for each while they are no more than that, and else may be either.
    """
    tied = beside.tied
    subjects = tied.subjects if tied else as_counted(asked) if asked else None
    in_one = promised_minutes(minutes)
    is_clear = beside.scope == "total" or in_one.least.high <= beside.highest
    scope = beside.scope if is_clear else None
    read = in_each_subject(in_one, scope, None if subjects is None else len(subjects) or 1)
    read = read._replace(fields=in_one.fields)
    return Stated(
        "outcomes",
        index,
        beside.grades,
        subjects,
        tied.names if tied else asked or (),
        tied.use if tied else None,
        scope,
        outcome.source,
        outcome.for_,
        read,
        in_one,
        is_alone=tied is None,
    )


def _of_lessons(
    index: int,
    outcome: Outcome,
    dosed: DosedLessons | None,
    beside: _Beside,
    asked: tuple[str, ...] | None,
) -> Stated | None:
    """An outcome that rests on more lessons than the dosage states, each as long as the dosage says."""
    if dosed is None or outcome.dosage_lessons_per_week is None:
        return None
    read = promised_lessons(outcome.dosage_lessons_per_week, dosed)
    if read is None:
        return None
    tied = dosed.tied
    subjects = tied.subjects if tied else as_counted(asked) if asked else None
    return Stated(
        "outcomes",
        index,
        tied.grades if tied else beside.grades,
        subjects,
        tied.names if tied else asked or (),
        tied.use if tied else None,
        tied.scope if tied else None,
        outcome.source,
        outcome.for_,
        read,
        read,
        is_alone=tied is None,
        length_of=tied.index if tied and dosed.entry.minutes_per_lesson is not None else None,
    )

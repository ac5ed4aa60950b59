"""The minutes a week that one student gets from all entries that hold for the same grade.

Entries for different subjects add up; entries for the same subjects are alternatives, of which the greatest
counts; what a promised outcome rests on is an alternative to the dosage, never an addition. Entries whose
subjects overlap without being the same may be either, so both readings are taken.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from edscreen.evidence.subjects import among, as_counted, subject_in_words
from edscreen.evidence.weekly_minutes import (
    NONE,
    Span,
    WeeklyMinutes,
    in_each_subject,
    promised_minutes,
    weekly_minutes,
)
from edscreen.profile.words import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from edscreen.profile.models import Dosage, Outcome, Profile, Purchase
    from edscreen.profile.spellings import Range


@dataclass(frozen=True, slots=True)
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
        source: where it is stated.
        population: its students, in the vendor's words.
        minutes: a student's minutes a week from this entry, in all its subjects.
        in_one: the same before its subjects were counted.
        is_alone: whether it stands for the whole product, an alternative to all dosage entries together.
    """

    section: str
    index: int
    grades: tuple[str, ...] | None
    subjects: frozenset[str] | None
    names: tuple[str, ...]
    use: str | None
    source: str | None
    population: str | None
    minutes: WeeklyMinutes
    in_one: WeeklyMinutes
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Combined:
    """What one student gets: the entries taken together, and the sum of their minutes."""

    parts: tuple[Stated, ...]
    minutes: WeeklyMinutes

    @property
    def use(self) -> str | None:
        """The use that all parts are stated for; None where they differ or state none."""
        uses = {part.use for part in self.parts}
        return next(iter(uses)) if len(uses) == 1 else None


def plain(words: str) -> str:
    """Words without case and spaces, by which two descriptions of the same students are equal."""
    return "".join(words.split()).casefold()


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
    """Read every dosage entry, and every promised outcome that names minutes.

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
            named = by_population.setdefault(plain(entry.population), ([], []))
            named[0 if holds else 1].append(one)
    for index, outcome in enumerate(profile.outcomes or ()):
        if outcome.dosage_minutes_per_week is not None:
            here, there = by_population.get(plain(outcome.for_ or ""), ([], []))
            one = _of_outcome(index, outcome, outcome.dosage_minutes_per_week, here or there, asked)
            (elsewhere if there and not here else holding).append(one)
    return holding, elsewhere


def combinations(entries: Sequence[Stated], use: str | None = None) -> Iterator[Combined]:
    """Every way in which a student's minutes may come out highest, by their low end, high end, or reading.

    Args:
        entries: those that hold for the student's grade.
        use: takes entries of this use, or of none stated, before those of other uses.
    """
    by_subjects: dict[frozenset[str] | None, list[Stated]] = defaultdict(list)
    for one in entries:
        if not one.is_alone:
            by_subjects[one.subjects].append(one)
    alternatives = [_of_use(group, use) for group in by_subjects.values()]
    if all(len(group) == 1 for group in alternatives):
        if alternatives:
            yield _together([group[0] for group in alternatives])
    else:
        picked: list[list[Stated]] = []
        for rank in _RANKS:
            pick = [max(group, key=rank) for group in alternatives]
            if pick not in picked:
                picked.append(pick)
                yield _together(pick)
    for one in entries:
        if one.is_alone:
            yield Combined((one,), one.minutes)


_RANKS: tuple[Callable[[Stated], float], ...] = (
    lambda one: one.minutes.least.low,
    lambda one: one.minutes.least.high,
    lambda one: one.minutes.most.high,
)


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
        entry.source,
        entry.population,
        minutes,
        in_one,
    )


def _of_outcome(
    index: int,
    outcome: Outcome,
    minutes: Range,
    named: Sequence[Stated],
    asked: tuple[str, ...] | None,
) -> Stated:
    """An outcome names no subjects of its own: those of the one entry whose students it names, else all."""
    tied = named[0] if len(named) == 1 else None
    subjects = tied.subjects if tied else as_counted(asked) if asked else None
    in_one = promised_minutes(minutes)
    read = in_each_subject(in_one, None, None if subjects is None else len(subjects) or 1)
    return Stated(
        "outcomes",
        index,
        _all_grades(named),
        subjects,
        tied.names if tied else asked or (),
        tied.use if tied else None,
        outcome.source,
        outcome.for_,
        read,
        in_one,
        is_alone=tied is None,
    )


def _all_grades(named: Sequence[Stated]) -> tuple[str, ...] | None:
    if not named or any(one.grades is None for one in named):
        return None
    return tuple(dict.fromkeys(grade for one in named for grade in one.grades or ()))


def _of_use(group: list[Stated], use: str | None) -> list[Stated]:
    if use is None:
        return group
    return [one for one in group if one.use in {use, None}] or group


def _together(parts: list[Stated]) -> Combined:
    if len(parts) == 1:
        return Combined((parts[0],), parts[0].minutes)
    least, most = _sum_of_different(parts), _sum(parts)
    words = joined(_with_subjects(part) for part in parts)
    missing = tuple(dict.fromkeys(gap for part in parts for gap in part.minutes.missing))
    if not _all_differ(parts):
        missing = (*missing, "whether entries whose subjects overlap add up or replace each other")
    minutes = WeeklyMinutes(
        least,
        most,
        words,
        is_worked_out=True,
        missing=missing,
        no_upper=any(part.minutes.no_upper for part in parts),
        no_lower=any(part.minutes.no_lower for part in parts),
    )
    return Combined(tuple(parts), minutes)


def _with_subjects(part: Stated) -> str:
    if not part.names:
        return part.minutes.words
    return f"{part.minutes.words} ({joined(map(subject_in_words, part.names))})"


def _all_differ(parts: Sequence[Stated]) -> bool:
    """Whether no two entries share a subject; an entry without subjects may share any."""
    if any(part.subjects is None for part in parts):
        return False
    counted = sum(len(part.subjects or ()) for part in parts)
    return counted == len(frozenset().union(*(part.subjects or () for part in parts)))


def _sum_of_different(parts: Sequence[Stated]) -> Span:
    """The least that all come to: entries that share no subject add up, others only replace each other."""
    known = [part for part in parts if part.subjects is not None]
    sums = [
        _disjoint_sum(sorted(known, key=lambda part: len(part.subjects or ()))),
        _disjoint_sum(sorted(known, key=lambda part: part.minutes.least.low, reverse=True)),
        *(part.minutes.least for part in parts),
    ]
    return Span(max(one.low for one in sums), max(one.high for one in sums))


def _disjoint_sum(parts: Sequence[Stated]) -> Span:
    """Add up entries in their order, each unless one of its subjects is counted already."""
    total, taken = NONE, frozenset[str]()
    for part in parts:
        subjects = part.subjects or frozenset()
        if taken.isdisjoint(subjects):
            total, taken = total.plus(part.minutes.least), taken | subjects
    return total


def _sum(parts: Iterable[Stated]) -> Span:
    total = NONE
    for part in parts:
        total = total.plus(part.minutes.most)
    return total

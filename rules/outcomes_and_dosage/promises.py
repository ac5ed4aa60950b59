"""What a promised outcome states, and what is missing before a district could hold the vendor to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from edscreen.rulekit import counted, is_stated, joined, same_words, shown, weekly_minutes

from .amounts import Entries, exact_lessons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.rulekit import Dosage, Outcome, Path, Range

MOST_NAMED = 3
"""So many amounts of the dosage are named where none of them fits."""


class Gap(NamedTuple):
    """What is missing or does not fit, where that would stand, and the question that settles it."""

    words: str
    path: Path
    ask: str


@dataclass(frozen=True, slots=True)
class Promise:
    """One outcome as the profile states it.

    Attributes:
        index: its position in `outcomes`.
        outcome: the entry.
        gaps: what is missing before it passes.
        dosage: what its dosage is, in words; empty where it has none.
        rests_on: where that dosage stands.
    """

    index: int
    outcome: Outcome
    gaps: tuple[Gap, ...]
    dosage: str
    rests_on: tuple[Path, ...]

    @property
    def from_own_start(self) -> bool:
        """Whether the growth is counted from where the students themselves began."""
        return self.outcome.compared_with == "own_start"

    @property
    def order(self) -> tuple[bool, bool, int, int]:
        """Sorts the best promise first."""
        return (bool(self.gaps), self.from_own_start, len(self.gaps), self.index)

    @property
    def name(self) -> str:
        """Its measure and students, as the profile words them."""
        return shown(self.outcome.measure) + (f" for {shown(self.outcome.for_)}" if self.outcome.for_ else "")


class Dosages:
    """The dosage's entries, to be asked by promised outcomes."""

    def __init__(self, entries: list[tuple[int, Dosage]]) -> None:
        """Sort the entries by the students they are for."""
        self._dosage = dict(entries)
        by_population: dict[str, list[tuple[int, Dosage]]] = {}
        for index, entry in entries:
            if entry.population and is_stated(entry.population):  # two placeholders name no students
                by_population.setdefault(same_words(entry.population), []).append((index, entry))
        self._by_population = {name: Entries(group) for name, group in by_population.items()}

    @cached_property
    def _all(self) -> Entries:
        """Every entry, for outcomes that name no students of their own."""
        return Entries(self._dosage.items())

    def settle(self, index: int, outcome: Outcome) -> tuple[Gap | None, str, tuple[Path, ...]]:
        """Find the entry on which an outcome rests: what is missing, its dosage in words, where that stands.

        Entries for the same students are compared first. A number that lies within none of them contradicts
        them; the students alone tie only an outcome that names no number to compare.
        """
        named = self._by_population.get(same_words(outcome.for_)) if outcome.for_ else None
        entries = named or self._all
        exact = entries.first_exact
        if exact is None:
            gap = self._inexact(entries.indexes[0])
            return gap, "", (gap.path,)
        compared = 0
        for field, amounts in (
            ("dosage_minutes_per_week", entries.minutes),
            ("dosage_lessons_per_week", entries.lessons),
        ):
            amount: Range | None = getattr(outcome, field)
            if amount is None or not amounts.stated:
                continue
            compared += 1
            found = amounts.around(amount)
            if found is not None:
                dosage = f"{self._in_words(found)}, and the outcome rests on {_amount(outcome, field)}"
                return None, dosage, (("outcomes", index, field), *self._paths(found))
        if compared:
            gap = self._contradiction(index, outcome, entries)
            return gap, "", (gap.path, *self._paths(exact))
        if named:
            dosage = f"{self._in_words(exact)}, stated for the same students"
            return None, dosage, (("outcomes", index, "for"), *self._paths(exact))
        gap = self._untied(index, outcome, exact)
        return gap, "", (gap.path, *self._paths(exact))

    def _inexact(self, index: int) -> Gap:
        entry = self._dosage[index]
        read = weekly_minutes(entry)
        field = read.fields[0] if read.fields else "minutes"
        if entry.individualised:
            why = "it is set for each student, and no range with both ends is stated"
        elif read.missing:
            why = f"not stated is {joined(read.missing)}"
        else:
            why = f"{read.words} is open at one end"
        return Gap(
            f"the dosage is not exact: {why}",
            ("dosage", index, field),
            "How many minutes, lessons or skills a week is a student to complete, as a number or a range "
            "with both ends?",
        )

    def _contradiction(self, index: int, outcome: Outcome, entries: Entries) -> Gap:
        """The outcome's numbers beside those of the dosage, in the same unit."""
        if outcome.dosage_minutes_per_week is not None and entries.minutes.stated:
            field, stated = "dosage_minutes_per_week", entries.minutes.stated
        else:
            field, stated = "dosage_lessons_per_week", entries.lessons.stated
        listed = [self._in_words(at) for _, at in stated[:MOST_NAMED]]
        if len(stated) > MOST_NAMED:
            listed.append(f"{len(stated) - MOST_NAMED} more")
        named = _amount(outcome, field)
        return Gap(
            f"the outcome rests on {named}, which does not lie within the stated dosage ({joined(listed)})",
            ("outcomes", index, field),
            f"Which holds: {named}, on which the outcome rests, or the dosage of {joined(listed)}?",
        )

    def _untied(self, index: int, outcome: Outcome, exact: int) -> Gap:
        fields = [
            field
            for field in ("dosage_minutes_per_week", "dosage_lessons_per_week")
            if getattr(outcome, field) is not None
        ]
        if fields:
            named = joined(_amount(outcome, field) for field in fields)
            why = f"the outcome rests on {named}, and the dosage is stated as {self._in_words(exact)}"
        else:
            why = "the outcome names neither minutes or lessons a week nor the students of a dosage entry"
        path: Path = ("outcomes", index, fields[0] if fields else "dosage_minutes_per_week")
        return Gap(why, path, "On which of the stated dosages does this outcome rest?")

    def _in_words(self, index: int) -> str:
        """An entry's exact amount: its minutes, else its lessons."""
        entry = self._dosage[index]
        lessons = exact_lessons(entry)
        read = weekly_minutes(entry)
        if read.missing or read.no_upper or read.no_lower:
            return f"{lessons} {entry.lesson_unit or 'lesson'}s a week"
        return read.in_full

    def _paths(self, index: int) -> tuple[Path, ...]:
        read = weekly_minutes(self._dosage[index])
        return tuple([("dosage", index, field) for field in read.fields])


def read_promise(index: int, outcome: Outcome, dosages: Dosages | None) -> Promise:
    """Read one outcome; without dosage entries its own minutes and weeks are the dosage."""
    gaps = list(_own_gaps(index, outcome))
    if dosages is None:
        gap, dosage, paths = _own_dosage(index, outcome)
    else:
        gap, dosage, paths = dosages.settle(index, outcome)
    if gap:
        gaps.append(gap)
    return Promise(index, outcome, tuple(gaps), dosage, paths)


def _own_gaps(index: int, outcome: Outcome) -> Iterator[Gap]:
    if not is_stated(outcome.measure):
        yield Gap(
            f"the measure is not stated: it reads {shown(outcome.measure)}",
            ("outcomes", index, "measure"),
            "By which test or count is the outcome measured?",
        )
    if outcome.growth is None and not _is_share(outcome):
        yield Gap(
            "how much is not stated (growth)",
            ("outcomes", index, "growth"),
            "How much will students grow on this measure?",
        )
    if outcome.growth is not None and not is_stated(outcome.unit):
        reads = f": it reads {shown(outcome.unit)}" if outcome.unit else ""
        yield Gap(
            f"the unit of the growth of {outcome.growth:g} is not stated{reads}",
            ("outcomes", index, "unit"),
            f"In which unit is the growth of {outcome.growth:g} counted?",
        )
    if not outcome.timeframe_weeks:
        yield Gap(
            "in how many weeks is not stated",
            ("outcomes", index, "timeframe_weeks"),
            "In how many weeks of use is the outcome reached?",
        )


def _is_share(outcome: Outcome) -> bool:
    """Whether the share of students who reach something is itself the promise, which needs no other unit."""
    if outcome.share_reaching is None:
        return False
    unit = outcome.unit
    return unit is None or not is_stated(unit) or "student" in unit.lower()


def _own_dosage(index: int, outcome: Outcome) -> tuple[Gap | None, str, tuple[Path, ...]]:
    path: Path = ("outcomes", index, "dosage_minutes_per_week")
    minutes = outcome.dosage_minutes_per_week
    ask = "How many minutes a week does this outcome take, as a number or a range with both ends?"
    if minutes is None:
        return Gap("the minutes a week that it takes are not stated", path, ask), "", (path,)
    if not minutes.is_closed:
        return (
            Gap(
                f"the dosage is not exact: {counted(minutes, 'minute')} a week is open at one end", path, ask
            ),
            "",
            (path,),
        )
    return None, f"{counted(minutes, 'minute')} a week, stated with the outcome", (path,)


def _amount(outcome: Outcome, field: str) -> str:
    unit = "minute" if field == "dosage_minutes_per_week" else "lesson"
    return f"{counted(getattr(outcome, field), unit)} a week"

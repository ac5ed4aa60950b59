"""Minutes that two columns state for different periods: what they are in a week, and whether both hold."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from edscreen.batch.lists.comparing import cell_in, first_that_says, said_in
from edscreen.batch.lists.texts import CannotRead
from edscreen.batch.lists.values import said_beside, value_of
from edscreen.evidence.spans import TOLERANCE
from edscreen.evidence.weekly_minutes import WeeklyMinutes, weekly_minutes
from edscreen.profile.models import Dosage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edscreen.batch.lists.columns import Column
    from edscreen.batch.lists.comparing import Said
    from edscreen.batch.lists.rows import Cells

_PERIODS = {"session": 1, "day": 2, "week": 3, "year": 4}  # from the shortest on
_COUNTS = frozenset(("per", "days_per_week", "sessions_per_week", "weeks"))


class Compared(NamedTuple):
    """What two cells for minutes come to in a week: the one that is taken, and another.

    Attributes:
        taken: the minutes of the one that is taken.
        other: the minutes of the other one.
    """

    taken: WeeklyMinutes
    other: WeeklyMinutes

    @property
    def are_the_same(self) -> bool:
        """Whether the two come to the same."""
        pairs = zip(_ends(self.taken), _ends(self.other), strict=True)
        return all(math.isclose(one, other, abs_tol=TOLERANCE) for one, other in pairs)

    @property
    def can_both_hold(self) -> bool:
        """Whether the most that the other says is among what is taken: no minutes are then passed over."""
        low, high = _ends(self.taken)
        _, most = _ends(self.other)
        return low - TOLERANCE <= most <= high + TOLERANCE


class WeeklyCells:
    """Works out minutes a week of a row's cells, with its columns for the days or sessions."""

    def __init__(self, columns: Iterable[Column]) -> None:
        """Find out which columns say how often.

        Args:
            columns: the columns of the list.
        """
        self._counts = [
            column
            for column in columns
            if column.path and column.path[0] == "dosage" and column.path[-1] in _COUNTS
        ]

    def compared(self, taken: Column, other: Column, cells: Cells) -> Compared | None:
        """Return what two cells for minutes come to; None where the row does not tell it of both."""
        if taken.path is None or taken.path[::2] != ("dosage", "minutes"):
            return None
        here, there = self._read(taken, cells), self._read(other, cells)
        return Compared(here, there) if here and there else None

    def _read(self, column: Column, cells: Cells) -> WeeklyMinutes | None:
        own = _stated(column, cells)
        counts: dict[str, Any] = {}
        for each in self._counts:
            if each.path and column.path and each.path[:-1] == column.path[:-1]:
                counts |= _stated(first_that_says(each, cells), cells)
        return _in_a_week(tuple((counts | own).items())) if own else None


def are_too_many(said: Said, also: Said) -> bool:
    """Tell whether as many minutes are said for a period as for a longer one; a week may have one session."""
    (short, less), (long, more) = sorted(
        ((_PERIODS.get(_period(each), 0), _most(each)) for each in (said, also)), key=lambda each: each[0]
    )
    if not short or short == long or less is None or more is None:
        return False
    return less > more or (less == more and short != _PERIODS["session"])


def _stated(column: Column, cells: Cells) -> dict[str, Any]:
    """Return what a cell and its heading say, by key; nothing where it says nothing or cannot be read."""
    text = cell_in(column, cells)
    if column.meaning is None or not text or not said_in(column, cells):
        return {}
    path = column.meaning.path
    try:
        value = value_of(text, column.meaning, path)
    except CannotRead:
        return {}
    return {str(path[-1]): value} | {
        str(field[-1]): said for field, said in said_beside(text, column.meaning, path)
    }


@lru_cache(maxsize=4_096)  # the same few stand in most rows of a list
def _in_a_week(stated: tuple[tuple[str, Any], ...]) -> WeeklyMinutes | None:
    """Return the minutes a week of an entry; None where something is missing, or it cannot be."""
    try:
        read = weekly_minutes(Dosage.model_validate(dict(stated)))
    except ValidationError:
        return None
    return None if read.missing else read


def _ends(read: WeeklyMinutes) -> tuple[float, float]:
    return 0 if read.no_lower else read.least.low, math.inf if read.no_upper else read.least.high


def _period(said: Said) -> str:
    return next((str(value) for path, value in said.beside if path[-1] == "per"), "")


def _most(said: Said) -> float | None:
    amount = said.amount
    return None if amount is None else amount.low if amount.high is None else amount.high

"""Which dosage entries state an exact amount a week, and which of them a promised amount lies within."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from edscreen.rulekit import exact_minutes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edscreen.rulekit import Dosage, Range


class _Amounts:
    """Closed ranges, found by what lies within them without comparing each with each."""

    def __init__(self, stated: Iterable[tuple[Range, int]]) -> None:
        self.stated = sorted(stated, key=lambda one: (one[0].low or 0, one[1]))
        self._lows = [amount.low or 0 for amount, _ in self.stated]
        self._widest: list[tuple[float, int]] = []
        for amount, index in self.stated:
            high = amount.high or 0
            is_wider = not self._widest or high > self._widest[-1][0]
            self._widest.append((high, index) if is_wider else self._widest[-1])

    def around(self, amount: Range) -> int | None:
        """The position of an entry within which all of `amount` lies, ends included."""
        if amount.low is None or amount.high is None:
            return None
        below = bisect_right(self._lows, amount.low)
        if not below:
            return None
        high, index = self._widest[below - 1]
        return index if amount.high <= high else None


class Entries:
    """Some of the dosage's entries, by their amounts a week.

    Attributes:
        indexes: their positions in the profile's `dosage`.
        minutes: the exact numbers and ranges of minutes.
        lessons: the exact numbers and ranges of lessons, skills, puzzles or sessions.
    """

    def __init__(self, entries: Iterable[tuple[int, Dosage]]) -> None:
        listed = list(entries)
        self.indexes = [index for index, _ in listed]
        self.minutes = _Amounts(_exact([(exact_minutes(entry), index) for index, entry in listed]))
        self.lessons = _Amounts(_exact([(exact_lessons(entry), index) for index, entry in listed]))

    @property
    def first_exact(self) -> int | None:
        """The position of the first entry that states an exact amount."""
        exact = [index for _, index in (*self.minutes.stated, *self.lessons.stated)]
        return min(exact, default=None)


def exact_lessons(entry: Dosage) -> Range | None:
    """The number or closed range of lessons a week; set for each student, only a range says something."""
    lessons = entry.lessons_per_week
    if lessons is None or not lessons.is_closed:
        return None
    return None if entry.individualised and lessons.low == lessons.high else lessons


def _exact(amounts: Iterable[tuple[Range | None, int]]) -> list[tuple[Range, int]]:
    return [(amount, index) for amount, index in amounts if amount is not None]

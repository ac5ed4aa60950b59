"""The minutes a week that one student gets from all entries that hold for the same grade.

Entries for different subjects add up; entries for the same subjects are alternatives, of which the greatest
counts; what a promised outcome rests on is an alternative to the dosage, never an addition. Entries whose
subjects overlap without being the same may be either, so both readings are taken.
"""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from edscreen.evidence.spans import NONE, Span
from edscreen.evidence.subjects import subject_in_words
from edscreen.evidence.weekly_minutes import WeeklyMinutes
from edscreen.profile.words import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from edscreen.evidence.stated_minutes import Stated


class Combined(NamedTuple):
    """What one student gets: the entries taken together, and the sum of their minutes."""

    parts: tuple[Stated, ...]
    minutes: WeeklyMinutes

    @property
    def use(self) -> str | None:
        """The use that all parts are stated for; None where they differ or state none."""
        uses = {part.use for part in self.parts}
        return next(iter(uses)) if len(uses) == 1 else None

    def also_missing(self, words: str) -> Combined:
        """Return the same where something else is not stated either."""
        minutes = self.minutes
        return self._replace(minutes=minutes._replace(missing=(*minutes.missing, words)))


def combinations(entries: Sequence[Stated], use: str | None = None) -> Iterator[Combined]:
    """Every way in which a student's minutes may come out highest, by their low end, high end, or reading.

    Args:
        entries: those that hold for the student's grade.
        use: takes entries of this use, or of none stated, before those of other uses.
    """
    if len(entries) == 1:
        yield Combined((entries[0],), entries[0].minutes)
        return
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
    attrgetter("minutes.least.low"),
    attrgetter("minutes.least.high"),
    attrgetter("minutes.most.high"),
)


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
        has_unit=all(part.minutes.has_unit for part in parts),
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

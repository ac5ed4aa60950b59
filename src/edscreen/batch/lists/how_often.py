"""Cells that say how often a week, beside minutes that are stated for each of something else: not used."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from edscreen.batch.lists.comparing import cell_reader
from edscreen.batch.lists.two_columns import counting
from edscreen.profile.quoting import shown
from edscreen.profile.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from edscreen.batch.lists.columns import Column
    from edscreen.batch.lists.comparing import Said
    from edscreen.batch.lists.rows import Cells

_DAYS, _SESSIONS = "days_per_week", "sessions_per_week"
_READ = frozenset(("minutes", "per", _DAYS, _SESSIONS))
# By what minutes are stated for: what tells them a week, what does not, and why.
_DUE = {
    "day": (_DAYS, _SESSIONS, "on how many days a week", "Days per Week"),
    "session": (_SESSIONS, _DAYS, "in how many sessions a week", "Sessions per Week"),
}


class NotUsed:
    """Counts the rows in which such a cell stands: a day may hold two sessions, and another none."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Begin.

        Args:
            columns: the columns of the list.
        """
        entries: defaultdict[object, dict[str, Column]] = defaultdict(dict)
        for column in columns:
            path = column.path or ()
            if path[:1] == ("dosage",) and path[-1] in _READ:
                entries[path[1]][str(path[-1])] = column
        self._entries = [
            each for each in entries.values() if "minutes" in each and each.keys() & {_DAYS, _SESSIONS}
        ]
        self._rows: dict[tuple[str, str], list[int]] = {}

    def look(self, number: int, cells: Cells) -> None:
        """Look at a row."""
        for entry in self._entries:
            if found := _not_used(entry, cells):
                self._rows.setdefault(found, [0, number])[0] += 1

    def notices(self) -> Iterator[str]:
        """Yield what is to be said of them."""
        for (per, heading), (rows, number) in self._rows.items():
            _, _, missing, due = _DUE[per]
            yield (
                f"{counted(f'{rows:,}', 'row')} (first: row {number}) {'states' if rows == 1 else 'state'} "
                f"minutes a {per}, and not {missing}: what stands under {shown(heading)} does not tell it, "
                f"and was not used; a column {due} does"
            )


def _not_used(entry: Mapping[str, Column], cells: Cells) -> tuple[str, str] | None:
    """Return what the minutes of a row are stated for, and the heading of the cell that is not used."""
    said = {key: _said(column, cells) for key, column in entry.items()}
    minutes, period = said["minutes"], said.get("per")
    if minutes is None:
        return None
    beside = {str(path[-1]): str(value) for path, value in minutes.beside}
    per = beside.get("per") or (period.words if period else "")
    if per not in _DUE:
        return None
    due, other, *_ = _DUE[per]
    if due in beside or said.get(due) or not said.get(other):
        return None
    return per, counting(entry[other], cells).heading


def _said(column: Column, cells: Cells) -> Said | None:
    """Return what a column says of its field in a row; None where that is nothing, or cannot be read."""
    first = counting(column, cells)
    text = cells[first.at] if first.at < len(cells) else None
    said = cell_reader(first.meaning).said(text) if first.meaning and text else None
    return said if said and said.fills and said.is_clear else None

"""Several columns for one field: which of them counts in a row, and where they contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.batch.lists.addresses import address_in
from edscreen.batch.lists.columns import ADDRESS
from edscreen.batch.lists.comparing import cell_reader
from edscreen.profile.quoting import shown
from edscreen.profile.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from edscreen.batch.lists.columns import Column
    from edscreen.batch.lists.comparing import Said
    from edscreen.batch.lists.rows import Cells


def counting(column: Column, cells: Cells) -> Column:
    """Return, of the columns that hold one field, the first that says something in a row."""
    if not column.others:
        return column
    several = (column, *column.others)
    if column.path == ADDRESS:  # a paper's address beside the product's own is passed over
        for each in several:
            found = address_in(_cell(each, cells) or "")
            if found.address and not (found.what_else or found.is_store):
                return each
    return next((each for each in several if _said(each, cells) is not None), column)


def contradictions(column: Column, cells: Cells) -> Iterator[tuple[Column, str]]:
    """Yield the columns that contradict the one that counts in a row, with what is to be done about it."""
    for first, other, is_clear in _differing(column, cells):
        if is_clear and _is_one_question(first, other):
            here, there = (shown(_cell(each, cells) or "") for each in (other, first))
            message = (
                f"this cell says {here} and the column {shown(first.heading)} says {there}, and edscreen "
                "cannot tell which is meant: leave one of the two cells empty, or take one column out of the "
                "list"
            )
            yield other, message


class Differing:
    """Counts the rows in which two columns hold different things, of which the first is taken."""

    def __init__(self, columns: Iterable[Column]) -> None:
        """Begin.

        Args:
            columns: the columns of the list.
        """
        self._columns = [column for column in columns if column.others]
        self._rows: dict[tuple[str, str], list[int]] = {}

    def look(self, number: int, cells: Cells) -> None:
        """Look at a row."""
        for column in self._columns:
            for first, other, is_clear in _differing(column, cells):
                if not (is_clear and _is_one_question(first, other)):
                    found = self._rows.setdefault((first.heading, other.heading), [0, number])
                    found[0] += 1

    def notices(self) -> Iterator[str]:
        """Yield what is to be said of them."""
        for (first, other), (rows, number) in self._rows.items():
            yield (
                f"{counted(f'{rows:,}', 'row')} (first: row {number}) {'says' if rows == 1 else 'say'} one "
                f"thing under {shown(first)} and another under {shown(other)}: what stands under "
                f"{shown(first)} was taken"
            )


def _differing(column: Column, cells: Cells) -> Iterator[tuple[Column, Column, bool]]:
    """Yield the column that counts in a row, one that says something else, and whether that can be read.

    Where the one that counts cannot be read, nothing is taken, and the row is reported for that alone.
    """
    if not column.others:
        return
    first = counting(column, cells)
    said = _said(first, cells)
    if not (said and said.is_clear):
        return
    for other in (column, *column.others):
        also = _said(other, cells)
        if other is not first and also and (also.words, other.also) != (said.words, first.also):
            yield first, other, also.is_clear


def _is_one_question(first: Column, other: Column) -> bool:
    """Tell whether two columns that differ cannot both be right.

    A vendor may have two names and two addresses; minutes a week and a session are no contradiction; and a
    column whose cells count only where they hold a field's own words may be about something else.
    """
    if first.meaning is None or other.meaning is None or first.also != other.also:
        return False
    certain = first.meaning.certain or other.meaning.certain
    return not certain and cell_reader(first.meaning).is_one_answer


def _said(column: Column, cells: Cells) -> Said | None:
    """Return what a column says of its field in a row; None where that is nothing."""
    text = _cell(column, cells)
    if column.meaning is None or text is None:
        return None
    said = cell_reader(column.meaning).said(text)
    return said if said and said.fills else None


def _cell(column: Column, cells: Cells) -> str | None:
    return cells[column.at] if column.at < len(cells) else None

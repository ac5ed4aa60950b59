"""Rows whose subjects edscreen does not know, in lists in which no answer depends on how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.batch.lists.columns import SUBJECTS
from edscreen.batch.lists.two_columns import counting
from edscreen.batch.lists.values import holds_unknown_subject
from edscreen.profile.placeholders import is_stated
from edscreen.profile.quoting import shown
from edscreen.profile.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from edscreen.batch.lists.columns import Column
    from edscreen.batch.lists.rows import Cells


def unknown_in(columns: Sequence[Column], cells: Cells) -> str:
    """Return the cell for subjects that a row is screened without; nothing where there is none."""
    for first in columns:
        if first.path == SUBJECTS and first.meaning and first.meaning.certain:
            at = counting(first, cells).at
            text = (cells[at] if at < len(cells) else None) or ""
            return text if is_stated(text) and holds_unknown_subject(text) else ""
    return ""


class Unknown:
    """Counts such rows."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Begin.

        Args:
            columns: the columns of the list.
        """
        self._columns = [column for column in columns if column.path == SUBJECTS]
        self._rows = 0
        self._first = (0, "")

    def look(self, number: int, cells: Cells) -> None:
        """Look at a row."""
        if self._columns and (text := unknown_in(self._columns, cells)):
            self._rows += 1
            self._first = self._first if self._rows > 1 else (number, text)

    def notices(self) -> Iterator[str]:
        """Yield what is to be said of them."""
        if self._rows:
            number, text = self._first
            yield (
                f"{counted(f'{self._rows:,}', 'row')} (first: row {number}, {shown(text, 60)}) "
                f"{'names' if self._rows == 1 else 'name'} a subject that edscreen does not know: screened "
                "without its subjects, which are carried through; nothing in this list is counted by subject"
            )

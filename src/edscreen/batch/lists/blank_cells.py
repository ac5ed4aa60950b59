"""Cells that count as blank, since they hold none of the words that alone are read below their heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.batch.lists.columns import SUBJECTS
from edscreen.batch.lists.comparing import cell_reader
from edscreen.batch.lists.number_cells import is_left_open
from edscreen.batch.lists.texts import same_heading
from edscreen.batch.lists.values import words_due
from edscreen.profile.quoting import shown
from edscreen.profile.school_words import words_for
from edscreen.profile.words import counted, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from edscreen.batch.lists.columns import Column
    from edscreen.batch.lists.comparing import CellReader
    from edscreen.batch.lists.rows import Cells

_EXAMPLES = 3  # texts that differ
_LONGEST = 60  # characters of one


class CountedAsBlank:
    """Counts the cells of each such column that say something, and it is not read."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Begin.

        Args:
            columns: the columns of the list.
        """
        every = [each for first in columns for each in (first, *first.others)]
        self._columns: list[tuple[Column, CellReader]] = [
            (each, cell_reader(each.meaning))
            for each in every
            if each.meaning and each.meaning.certain and each.path != SUBJECTS  # of these, see `Unknown`
        ]
        self._cells: dict[int, int] = {}
        self._first: dict[int, dict[str, int]] = {}

    def look(self, number: int, cells: Cells) -> None:
        """Look at a row."""
        for column, reader in self._columns:
            text = cells[column.at] if column.at < len(cells) else None
            said = reader.said(text) if text else None
            if text and said and not said.fills and not _says_nothing_is_known(text):
                self._cells[column.at] = self._cells.get(column.at, 0) + 1
                first = self._first.setdefault(column.at, {})
                if len(first) < _EXAMPLES:
                    first.setdefault(shown(text, _LONGEST), number)

    def notices(self) -> Iterator[str]:
        """Yield what is to be said of them."""
        for column, _ in self._columns:
            if (cells := self._cells.get(column.at)) and column.path:
                first = joined([f"{text} (row {row})" for text, row in self._first[column.at].items()])
                such = ":" if cells == len(self._first[column.at]) else ", such as"
                yield (
                    f"{counted(f'{cells:,}', 'cell')} under {shown(column.heading, _LONGEST)} "
                    f"{'counts' if cells == 1 else 'count'} as blank, and {'is' if cells == 1 else 'are'} "
                    f"carried through{such} {first}; what is read there is {words_due(column.path)}"
                )


def _says_nothing_is_known(text: str) -> bool:
    return is_left_open(text) or same_heading(text) in words_for("silent")

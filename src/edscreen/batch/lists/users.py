"""User names and passwords in the addresses of a list: left out before anything reads a row, and counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.batch.lists.known_rows import ADDRESSES
from edscreen.profile.quoting import shown
from edscreen.profile.users import hidden, may_hold_user, without_sure_users, without_users
from edscreen.profile.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from edscreen.batch.lists.columns import Column
    from edscreen.batch.lists.rows import Row

# What may be a site and an e-mail address is left as no address that can be read.
_HIDDEN = re.compile(r"\S*\*{3}@")


class UsersLeftOut:
    """Takes user names and passwords out of the addresses in rows, so that no output can hold one."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Begin.

        Args:
            columns: the columns of the list.
        """
        self._columns = columns
        firsts = [column for column in columns if column.path in ADDRESSES]
        self._addresses = {each.at for first in firsts for each in (first, *first.others)}
        self._cells = 0
        self._first = (0, 0)

    def cleaned(self, row: Row) -> Row:
        """Return a row without them."""
        if not any(cell and may_hold_user(cell) for cell in row.cells):
            return row
        cells = tuple(cell and self._cleaned(at, cell) for at, cell in enumerate(row.cells))
        changed = [at for at, cell in enumerate(cells) if cell != row.cells[at]]
        if changed and not self._cells:
            self._first = (row.number, changed[0])
        self._cells += len(changed)
        return row._replace(cells=cells)

    def notices(self) -> Iterator[str]:
        """Yield what is to be said of them."""
        if self._cells:
            number, at = self._first
            column = shown(self._columns[at].heading) if at < len(self._columns) else str(at + 1)
            yield (
                f"{counted(f'{self._cells:,}', 'cell')} {'holds' if self._cells == 1 else 'hold'} a user "
                f"name or a password in a web address (first: row {number}, column {column}): what stands "
                "before @ was left out; delete it in the list as well"
            )

    def _cleaned(self, at: int, cell: str) -> str:
        if at in self._addresses:
            return _HIDDEN.sub("***@", hidden(without_sure_users(cell)))
        return without_users(cell)

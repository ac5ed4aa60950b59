"""What is said once of the rows of a list that are screened: what was taken, and what was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.batch.lists.blank_cells import CountedAsBlank
from edscreen.batch.lists.how_often import NotUsed
from edscreen.batch.lists.two_columns import Differing
from edscreen.batch.lists.unknown_subjects import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from edscreen.batch.lists.columns import Column
    from edscreen.batch.lists.rows import Cells


class Remarks:
    """Looks at each row that is screened."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Begin.

        Args:
            columns: the columns of the list.
        """
        self._lookers = (Differing(columns), NotUsed(columns), Unknown(columns), CountedAsBlank(columns))

    def look(self, number: int, cells: Cells) -> None:
        """Look at a row."""
        for looker in self._lookers:
            looker.look(number, cells)

    def notices(self) -> Iterator[str]:
        """Yield what is to be said of the rows."""
        for looker in self._lookers:
            yield from looker.notices()

"""What every kind of table offers: its rows, one at a time, numbered as a spreadsheet counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from edscreen.profile.patterns import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterator

Cells: TypeAlias = tuple[str | None, ...]

MAX_COLUMNS = 1_000
"""More columns than this are no list of products."""
MAX_CELL = 32_767
"""Characters that Excel lets one cell hold; a longer text is a slip, such as a quotation mark left open."""

_AROUND = BLANKS + "\v\f\u200b\ufeff"  # what a copied cell brings along


class Row(NamedTuple):
    """One row.

    Attributes:
        number: the row, counted from 1 as a spreadsheet does; the row of headings counts.
        cells: its cells as text, None where one is empty; empty ones at its end are left out.
        problem: why it cannot be read; empty where it can.
        column: of that, the column, counted from 1.
    """

    number: int
    cells: Cells
    problem: str = ""
    column: int = 1


class Table(Protocol):
    """A list as rows, before anything is known of what its columns mean.

    A table that has `names` has no row of headings: they come with it, as in JSON Lines.
    """

    @property
    def names(self) -> tuple[str, ...] | None:
        """The headings, where they stand in no row of their own."""

    @property
    def sheet(self) -> str:
        """The sheet of a workbook; empty where there is none."""

    @property
    def is_profiles(self) -> bool:
        """Whether each row is a whole profile, in one cell."""

    @property
    def notices(self) -> list[str]:
        """What is to be said of how it was read."""

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not empty, again and again."""


def cells_of(texts: list[str]) -> Cells:
    """Return texts as cells: without the blanks around them, None where nothing is left."""
    cells = [text.strip(_AROUND) or None for text in texts]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def too_long(cells: Cells) -> int:
    """Return the column of the first cell that holds more than a cell can; 0 where none does."""
    return next((at for at, cell in enumerate(cells, 1) if cell and len(cell) > MAX_CELL), 0)


TOO_LONG = f"this cell holds more than the {MAX_CELL:,} characters that one can: shorten it"

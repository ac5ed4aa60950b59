"""A table of any length in a workbook: where one sheet is full, it goes on in another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from edscreen.report.csv_cells import cell
from edscreen.report.escaping import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from edscreen.batch.spreadsheets.looks import Looks

EXCEL_ROWS = 1_048_576
"""The rows that a sheet may have, that of the headings included."""

_LONGEST = 16_000
"""Excel takes 32,767 UTF-16 units in a cell, and some characters are two."""

Value: TypeAlias = str | float | bool | None


class Heading(NamedTuple):
    """A column's heading, and its width in characters."""

    text: str
    width: float


class Table(NamedTuple):
    """What a table is called and how it is laid out.

    Attributes:
        name: what its first sheet is called; the next one is called the same with ` 2`.
        columns: its columns.
        frozen: how many of them stay in sight.
        wrapped: whether texts are broken into lines.
    """

    name: str
    columns: Sequence[Heading]
    frozen: int = 0
    wrapped: bool = False


class LongSheet:
    """One table, in as many sheets as it takes."""

    def __init__(
        self, book: Workbook, table: Table, looks: Looks, *, rows: int, rows_a_sheet: int = EXCEL_ROWS
    ) -> None:
        """Make its sheets, so that they stand together.

        Args:
            book: the workbook.
            table: what it is called and how it is laid out.
            looks: the formats.
            rows: how many rows it is going to have.
            rows_a_sheet: the rows that a sheet may have, that of the headings included.
        """
        self._table = table
        self._looks = looks
        self._plain: Format = looks.wrapped if table.wrapped else looks.plain
        self._room = rows_a_sheet - 1
        sheets = max(1, -(-rows // self._room))
        self.names = [table.name, *(f"{table.name} {number}" for number in range(2, sheets + 1))]
        self.rows = 0
        self._unused: list[Worksheet] = [book.add_worksheet(each) for each in self.names]
        self._sheet = self._next()

    def add(self, values: Sequence[Value], looks: Mapping[int, Format]) -> None:
        """Add a row.

        Args:
            values: what stands in it, column by column; text is made fit for a cell.
            looks: the formats of columns that differ from the rest.
        """
        if self._row == self._room:
            self._finish(self._sheet)
            self._sheet = self._next()
        self._row += 1
        self.rows += 1
        row, sheet, plain = self._row, self._sheet, self._plain
        for column, value in enumerate(values):
            look = looks.get(column, plain)
            if isinstance(value, str):
                if value:
                    sheet.write_string(row, column, fit(value), look)
            elif value is not None:
                sheet.write_number(row, column, value, look)

    def finish(self) -> None:
        """Set what depends on the number of rows."""
        self._finish(self._sheet)

    def _next(self) -> Worksheet:
        sheet = self._unused.pop(0)
        self._row = 0
        for column, heading in enumerate(self._table.columns):
            sheet.set_column(column, column, heading.width)
            sheet.write_string(0, column, fit(heading.text), self._looks.head)
        return sheet

    def _finish(self, sheet: Worksheet) -> None:
        sheet.freeze_panes(1, self._table.frozen)
        sheet.autofilter(0, 0, self._row, len(self._table.columns) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&C&A, page &P of &N")


def fit(text: str) -> str:
    """Foreign text made fit for a cell: on one line, not too long, and never a formula."""
    safe = cell(text)
    return safe if len(safe) <= _LONGEST else shortened(safe, _LONGEST)

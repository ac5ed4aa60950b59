"""The sheet of rows that could not be read, and of those set aside because they hold no product."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from edscreen.batch.spreadsheets.long_sheets import Heading, Table

if TYPE_CHECKING:
    import sqlite3

    from edscreen.batch.spreadsheets.long_sheets import LongSheet

TABLE = Table(
    "Errors and rows set aside",
    (
        Heading("What happened", 26),
        Heading("Row or line", 10),
        Heading("Column", 10),
        Heading("What is wrong, or why", 90),
        Heading("Field", 28),
        Heading("File", 36),
        Heading("Sheet", 16),
        Heading("Cell", 10),
    ),
    wrapped=True,
)
_KINDS = MappingProxyType(
    {
        "not_a_product": "set aside: no product",
        "duplicate": "set aside: stands twice",
        "given_up": "given up",
        "invalid_profile": "could not be screened: a mistake in it",
        "unreadable_profile": "could not be read",
    }
)


def count_errors(tables: sqlite3.Connection) -> int:
    """How many lines the sheet takes."""
    [[number]] = tables.execute("SELECT count(*) FROM errors")
    return int(number)


def add_errors(sheet: LongSheet, tables: sqlite3.Connection) -> None:
    """Add what could not be read and what was set aside, in the order of the list."""
    for kind, line, column, message, path, file, name, cell in tables.execute(
        'SELECT kind, line, "column", message, path, profile, sheet, cell FROM errors ORDER BY item, error'
    ):
        what = _KINDS.get(kind) or kind.replace("_", " ")
        sheet.add([what, line, column, message, path, file, name, cell], {})

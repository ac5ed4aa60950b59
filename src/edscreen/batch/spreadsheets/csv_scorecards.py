"""`scorecards.csv`: one line a product."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from edscreen.batch.pages.about import read_about
from edscreen.batch.spreadsheets.flat_products import flat_columns, flat_product
from edscreen.batch.spreadsheets.products import own_columns, products
from edscreen.profile.whole_files import WholeFile
from edscreen.report.csv_cells import cell

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

FILE = "scorecards.csv"
_MARK = "\ufeff"  # without which Excel does not read a file as UTF-8


def write_csv(tables: sqlite3.Connection, path: Path) -> None:
    """Write a line for each product, in the order of the list.

    Args:
        tables: the run's tables.
        path: the file.

    Raises:
        OSError: it could not be written; then nothing was changed.
    """
    about, own = read_about(tables), own_columns(tables)
    file = WholeFile(path)
    try:
        names = [cell(column.name) for column in flat_columns(about.questions, own)]
        file.write((_MARK + _line(names)).encode())
        for product in products(tables, about):
            file.write(_line(map(_fit, flat_product(product, about.questions, own))).encode())
        file.finish()
    finally:
        file.give_up()


def _fit(value: Any) -> Any:
    if isinstance(value, str):
        return cell(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def _line(values: Iterable[Any]) -> str:
    text = io.StringIO()
    # Every text stands in quotes: LibreOffice begins a new cell at a semicolon outside of them, too.
    csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n").writerow(values)
    return text.getvalue()

"""Products side by side as CSV: a column a product, a line a question or fact."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from edscreen.report.csv_cells import cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.report.side_by_side.table import SideBySide

_MARK = "\ufeff"
"""Without this mark at its beginning, Excel does not read a file as UTF-8."""


def render(table: SideBySide) -> Iterator[str]:
    """The whole file."""
    made = io.StringIO()
    # Every text stands in quotes: LibreOffice begins a new cell at a semicolon outside of them, too.
    lines = csv.writer(made, quoting=csv.QUOTE_ALL, lineterminator="\n")
    lines.writerow(["kind", "question", *(cell(column.name) for column in table.columns)])
    for kind, rows in (("question", table.questions), ("fact", table.facts)):
        lines.writerows([kind, cell(row.title), *(cell(each.whole) for each in row.cells)] for row in rows)
    yield _MARK + made.getvalue()

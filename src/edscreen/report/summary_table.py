"""Several products one below the other, a row each, at the end of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.report.layout import GAP, Cell, Page
from edscreen.report.scorecard_text import verdict_look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from edscreen.report.signs import Signs
    from edscreen.report.summary_rows import Row
    from edscreen.report.terminal import Terminal

_AT_ONCE = 100  # rows laid out together, so that a list of any length takes little memory
_NARROW = 72  # columns below which there is no room for numbers
_NUMBERS = (("Red flags", 5), ("Cautions", 8), ("Open questions", 9))
_COVERED = ("Waived or known", 9)


def table_text(rows: Sequence[Row], terminal: Terminal) -> Iterator[str]:
    """The table, piece by piece; what is longer than its column is broken, never cut."""
    page = Page(terminal)
    columns = (*_NUMBERS, *([_COVERED] if any(row.covered for row in rows) else []))
    widths = _widths(terminal.width, columns)
    labels = ("Product", "Vendor", "Verdict", *(label for label, _ in columns))
    header = [
        Cell(label, width, "bold", is_number=column > 2)
        for column, (label, width) in enumerate(zip(labels, widths, strict=False))
    ]
    page.row(header)
    for start in range(0, len(rows), _AT_ONCE):
        for row in rows[start : start + _AT_ONCE]:
            page.blank()
            page.row(_cells(row, widths, page.signs))
        yield page.rendered()
        page = Page(terminal)


def _widths(page_width: int, columns: Sequence[tuple[str, int]]) -> tuple[int, ...]:
    numbers = tuple(width for _, width in columns) if page_width >= _NARROW else ()
    left = page_width - sum(numbers) - (2 + len(numbers)) * GAP
    name = left * 3 // 10
    return name, name, left - 2 * name, *numbers


def _cells(row: Row, widths: Sequence[int], signs: Signs) -> list[Cell]:
    product, vendor, verdict, *numbers = widths
    sign, style = verdict_look(row.verdict, signs, covered=row.softened)
    return [
        Cell(row.product, product),
        Cell(row.vendor, vendor),
        Cell(f"{sign} {row.headline}", verdict, style),
        *(
            Cell(str(number), width, is_number=True)
            for number, width in zip((*row.numbers, row.covered), numbers, strict=False)
        ),
    ]

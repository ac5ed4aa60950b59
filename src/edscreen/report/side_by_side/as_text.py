"""Products side by side on a terminal: a table where the columns are wide enough to read, else blocks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from edscreen.report.finding_text import STYLES
from edscreen.report.layout import GAP, Cell, Page
from edscreen.report.side_by_side.table import EXPLAINED, NOT_JUDGED
from edscreen.report.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from edscreen.report.side_by_side.table import Cell as Said
    from edscreen.report.side_by_side.table import Row, SideBySide
    from edscreen.report.signs import Signs

_NARROWEST = 22  # columns of a terminal in which a sentence can still be read
_TITLES = 22  # columns for the questions


def render(table: SideBySide, terminal: Terminal | None = None) -> Iterator[str]:
    """The page, piece by piece, laid out for `terminal`, which is standard output unless named."""
    terminal = terminal or Terminal.of(sys.stdout)
    page = Page(terminal)
    for_whom = f" for {table.district}" if table.district else ""
    page.paragraph(f"{len(table.columns)} products side by side{for_whom}, as of {table.day}", style="bold")
    page.blank()
    page.paragraph(EXPLAINED)
    width = (terminal.width - _TITLES) // len(table.columns) - GAP
    add = _add_table if width >= _NARROWEST else _add_blocks
    for heading, rows in (("QUESTIONS", table.questions), (NOT_JUDGED.upper(), table.facts)):
        page.blank()
        page.paragraph(heading, style="bold underline")
        add(page, table, rows, width)
        yield page.rendered()
        page = Page(terminal)
    page.line_across()
    for remark in table.remarks:
        page.paragraph(remark)
    page.paragraph(table.made_with, style="dim")
    page.paragraph(table.closing, style="bold")
    yield page.rendered()


def _add_table(page: Page, table: SideBySide, rows: Sequence[Row], width: int) -> None:
    page.blank()
    page.row([Cell("", _TITLES), *(Cell(column.name, width, "bold") for column in table.columns)])
    for row in rows:
        page.blank()
        page.row(
            [
                Cell(row.title, _TITLES, "bold"),
                *(Cell(_shown(each, page.signs), width, _look(each)) for each in row.cells),
            ]
        )


def _add_blocks(page: Page, table: SideBySide, rows: Sequence[Row], _width: int) -> None:
    for row in rows:
        page.blank()
        page.paragraph(row.title, style="bold")
        for column, each in zip(table.columns, row.cells, strict=True):
            page.paragraph(column.name, indent=2, hang=2, style="dim")
            if each.kind:
                lead = f"{page.signs.of(each.kind)} {each.outcome}: "
                page.paragraph(each.text, lead=lead, indent=4, hang=2, lead_style=STYLES[each.kind])
            else:
                page.paragraph(each.text, indent=4, hang=2)


def _shown(each: Said, signs: Signs) -> str:
    return f"{signs.of(each.kind)} {each.whole}" if each.kind else each.text


def _look(each: Said) -> str:
    return STYLES[each.kind] if each.kind else ""
